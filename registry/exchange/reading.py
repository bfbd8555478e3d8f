"""What reading a foreign file comes to, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from registry.exchange.outline.draft import Draft
from registry.exchange.outline.outline import Outline
from registry.problem import Problem

MAX_BYTES = 16 * 1024 * 1024  # the largest file that is read; a record has 64 KiB


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The draft of a framework, and what was found on the way; without a draft there are errors.

    `text` is the file, so that a report can show its lines. `outline` says title and version.
    """

    text: str
    problems: tuple[Problem, ...]
    outline: Outline | None = None
    draft: Draft | None = None
