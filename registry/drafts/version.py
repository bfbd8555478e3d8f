"""The next version of a standard, framework or policy: the last one, with a change to describe."""

from __future__ import annotations

from typing import Any

from registry.difference.classes import next_version
from registry.drafts.blanks import blank
from registry.records.canonical import order_of
from registry.records.change import ChangeClass
from registry.records.document import Document
from registry.source.edit import set_field

SUMMARY = blank("what changes, in words for people who are affected.")
_CLASS, _CHANGE = "class", "change"


def next_draft(document: Document, class_: ChangeClass, summary: str = SUMMARY) -> str:
    """The file of the version after `document`: all it says, and a change without dates.

    Comments stay, but for those inside the old change.
    """
    return _with_change(document, {_CLASS: class_, "summary": summary})


def reclassed(document: Document, class_: ChangeClass) -> str:
    """The file of a draft with another class of change."""
    change: dict[str, Any] = document.data[_CHANGE]
    return _with_change(document, {**change, _CLASS: class_})


def free_version(version: str, class_: ChangeClass, taken: frozenset[str]) -> str:
    """The number after `version` for a change of this class that no file bears yet.

    A draft that was given up keeps its number, so that no two texts were ever called the same.
    """
    found = next_version(version, class_)
    while found in taken:
        found = next_version(found, class_)
    return found


def _with_change(document: Document, change: dict[str, Any]) -> str:
    text = set_field(document.source, _CHANGE, change, order=order_of(document.kind.record))
    return f"---\n{text}---\n{document.body}" if document.kind.is_markdown else text
