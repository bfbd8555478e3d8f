"""The changes between two versions as a page sets them: by what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from registry.difference.classes import CLASSES
from registry.difference.groups import Group, groups
from registry.difference.model import Audience, Difference, FieldChange, Subject
from registry.difference.sentence import sentence
from registry.records.change import ChangeClass
from registry.site.changes.marks import marked
from registry.site.markdown.phrases import Phrases

_WHOLE = frozenset({"standard", "framework", "policy"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One change: its class, what it says, and whom it concerns."""

    class_: ChangeClass
    text: Markup
    whom: tuple[Audience, ...]
    is_marked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Changes of one part, or of several that changed alike; `anchor` names it within the page."""

    anchor: str
    heading: str
    parts: tuple[str, ...]
    lines: tuple[Line, ...]


def sections(difference: Difference, words: Phrases) -> Iterator[Section]:
    """Every part that changed, the most important first."""
    for anchor, group in _named(difference):
        yield Section(
            anchor=anchor,
            heading=_heading(group, words),
            parts=tuple(_title(one) for one in group.subjects) if len(group.subjects) > 1 else (),
            lines=tuple(_line(change, words) for change in group.changes),
        )


def anchors(difference: Difference) -> dict[tuple[str, str], str]:
    """Where each part that changed stands on the page, by its kind and id."""
    found: dict[tuple[str, str], str] = {}
    for anchor, group in _named(difference):
        for one in group.subjects:
            found.setdefault((one.kind, one.id), anchor)
    return found


def counted(difference: Difference, words: Phrases) -> Markup:
    """How many changes there are of each class, the highest first."""
    classes = [change.class_ for group in groups(difference) for change in group.changes]
    parts = [
        words.count(f"count.{class_}", classes.count(class_))
        for class_ in reversed(CLASSES)
        if class_ in classes
    ]
    return Markup(" ").join(parts) if parts else words("count.none")


def _named(difference: Difference) -> Iterator[tuple[str, Group]]:
    """The groups with their anchors; a part may come with what it shares, and with its own."""
    taken: set[str] = set()
    for number, group in enumerate(groups(difference), 1):
        name = anchor_of(group.subjects[0])
        anchor = name if name not in taken else f"{name}-{number}"
        taken.add(anchor)
        yield anchor, group


def anchor_of(subject: Subject) -> str:
    """The name of a part within the page: `criterion-cleaning-log`."""
    return "whole" if subject.kind in _WHOLE else f"{subject.kind}-{subject.id}"


def _heading(group: Group, words: Phrases) -> str:
    first = group.subjects[0]
    if len(group.subjects) > 1:
        return words.plain(f"part.{first.kind}.other", n=len(group.subjects))
    if first.kind in _WHOLE:
        return words.plain(f"part.{first.kind}")
    return f"{words.term(first.kind)}: {_title(first)}"


def _title(subject: Subject) -> str:
    return subject.title or subject.id


def _line(change: FieldChange, words: Phrases) -> Line:
    pieces = sentence(change)
    return Line(
        class_=change.class_,
        text=marked(pieces, words),
        whom=change.whom,
        is_marked=any(piece.style in {"removed", "added"} for piece in pieces),
    )
