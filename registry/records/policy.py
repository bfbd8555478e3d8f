"""A policy: the front matter of a Markdown text, in versions."""

from __future__ import annotations

from dataclasses import dataclass

from registry.records.change import Change
from registry.records.kind import Kind
from registry.records.text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """A rule text that people accept; the text itself is the body of the document."""

    title: Text
    applies_to: tuple[str, ...] = ()
    change: Change


POLICY = Kind(
    name="policy", title="Policy", path="governance/policies/{slug}/{version}.md", record=Policy
)
