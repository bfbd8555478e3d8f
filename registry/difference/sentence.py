"""A change as a sentence that a committee member reads, in pieces that say how they are set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from registry.difference.classes import CLASSES
from registry.difference.model import Difference, FieldChange, Subject
from registry.records.period import Period
from registry.records.standard import PERMANENT

Style = Literal["plain", "code", "quoted", "removed", "added"]


class Piece(NamedTuple):
    """A part of a sentence: our words, a word of a record such as an id, or a text of a record.

    `removed` and `added` mark the words of a text that was reworded.
    """

    style: Style
    text: str


def heading(subject: Subject) -> tuple[Piece, ...]:
    """The subject: "Criterion `cleaning-log`", and its title."""
    pieces = (_plain(f"{subject.kind.capitalize()} "), Piece("code", subject.id))
    return (*pieces, _plain(": "), Piece("quoted", subject.title)) if subject.title else pieces


def sentence(change: FieldChange) -> tuple[Piece, ...]:
    """What happened to the field, without its subject and without a full stop.

    "gate raised from `partial` to `meets` (stricter)".
    """
    return tuple(_sentence(change))


def summary(difference: Difference) -> str:
    """All changes in one line: "Breaking: 2 stricter, 1 added. Clarifying: 3 reworded."."""
    parts = []
    for class_ in reversed(CLASSES):
        counts = Counter(change.counted_as for change in difference.with_class(class_))
        if counts:
            words = ", ".join(f"{number} {word}" for word, number in counts.most_common())
            parts.append(f"{class_.capitalize()}: {words}.")
    return " ".join(parts) or "Nothing changed."


def _sentence(change: FieldChange) -> Iterator[Piece]:
    yield from (_ITEMS.get(change.field) or _field)(change)
    if change.effect:
        yield _plain(f" ({change.effect})")
    if change.inherited:
        yield _plain(", as in ")
        yield Piece("code", change.inherited)
    if change.hint:
        yield _plain(f"; {change.hint}")


def _field(change: FieldChange) -> Iterator[Piece]:
    """A field with a value: it is there, or gone, or another one."""
    yield from _label(change)
    if change.verb == "reordered":
        yield _plain(" in another order")
    elif change.words:
        yield _plain(f" {change.verb}: ")
        yield from _marked(change)
    elif change.before is None:
        yield _plain(" added")
        yield from _value(": ", change, change.after)
    elif change.after is None:
        yield _plain(" removed")
        yield from _value(", was ", change, change.before)
    else:
        yield _plain(f" {_PERIOD_VERBS.get((change.type, change.verb), change.verb)} from ")
        yield _shown(change.type, change.before)
        yield _plain(" to ")
        yield _shown(change.type, change.after)


def _part(change: FieldChange) -> Iterator[Piece]:
    """A criterion, task, competency or domain as a whole: the heading names it."""
    yield _plain(change.verb)
    if change.words:
        yield _plain(": ")
        yield from _marked(change)


def _required(change: FieldChange) -> Iterator[Piece]:
    """A competency that a standard requires."""
    if change.before is None:
        yield _plain("required now, at ")
        yield Piece("code", change.after)
    elif change.after is None:
        yield _plain("no longer required, was at ")
        yield Piece("code", change.before)
    else:
        yield from _field(change)


_ITEMS: Mapping[str, Callable[[FieldChange], Iterator[Piece]]] = {
    "tasks[]": _part,
    "rubric[]": _part,
    "competencies[]": _part,
    "domains.*": _part,
    "competencies.*": _required,
}
_PERIOD_VERBS = {
    ("period", "raised"): "lengthened",
    ("period", "lowered"): "shortened",
    ("validity", "raised"): "lengthened",
    ("validity", "lowered"): "shortened",
}


def _label(change: FieldChange) -> Iterator[Piece]:
    """The label, with the word of a record in it set as such."""
    before, key, after = (
        change.label.partition(change.key) if change.key else (change.label, "", "")
    )
    yield from (
        piece for piece in (_plain(before), Piece("code", key), _plain(after)) if piece.text
    )


def _marked(change: FieldChange) -> Iterator[Piece]:
    for number, word in enumerate(change.words):
        if number:
            yield _plain(" ")
        yield Piece("quoted" if word.mark == "kept" else word.mark, word.text)


def _value(before: str, change: FieldChange, value: Any) -> Iterator[Piece]:
    """The value after a colon, where the label does not name it already."""
    if change.key == value:
        return
    yield _plain(before)
    yield _shown(change.type, value)


def _shown(type_: str, value: Any) -> Piece:
    if isinstance(value, bool):
        return _plain("yes" if value else "no")
    if isinstance(value, int):
        return _plain(str(value))
    if isinstance(value, dict):
        return Piece("quoted", "; ".join(str(inner) for inner in value.values()))
    if isinstance(value, list):
        return Piece("quoted", ", ".join(str(inner) for inner in value))
    if type_ in {"period", "validity"}:
        return _plain(in_words(value))
    return Piece("quoted" if type_ in {"text", "line", "name", "url"} else "code", str(value))


def in_words(period: str) -> str:
    """A period as people say it: `P1Y6M` is "1 year 6 months"; `permanent` stays."""
    if period == PERMANENT:
        return period
    parsed = Period.parse(period)
    parts = ((parsed.years, "year"), (parsed.months, "month"), (parsed.days, "day"))
    found = [f"{number} {unit}{'s' * (number != 1)}" for number, unit in parts if number]
    return " ".join(found) or "0 days"


def _plain(text: str) -> Piece:
    return Piece("plain", text)
