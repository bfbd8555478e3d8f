"""A change as a sentence that a committee member reads, in pieces that say how they are set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from registry.difference.classes import CLASSES
from registry.difference.groups import groups
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


def title(difference: Difference) -> tuple[Piece, ...]:
    """What is compared: "Data Practitioner: `data-practitioner@2.0` → `data-practitioner@2.1`"."""
    ids = (Piece("code", difference.before), _plain(" → "), Piece("code", difference.after))
    return (Piece("quoted", difference.title), _plain(": "), *ids) if difference.title else ids


def heading(subject: Subject, *others: Subject) -> tuple[Piece, ...]:
    """The subject and its title: "Criterion `cleaning-log`: Changes can be followed".

    Of several subjects the number and the ids: "3 competencies: `cleaning`, `checks`, `honesty`".
    """
    if others:
        plural = _PLURALS.get(subject.kind, f"{subject.kind}s")
        pieces = [_plain(f"{1 + len(others)} {plural}: "), Piece("code", subject.id)]
        for other in others:
            pieces += [_plain(", "), Piece("code", other.id)]
        return tuple(pieces)
    one = (_plain(f"{subject.kind.capitalize()} "), Piece("code", subject.id))
    return (*one, _plain(": "), Piece("quoted", subject.title)) if subject.title else one


def sentence(change: FieldChange) -> tuple[Piece, ...]:
    """What happened to the field, without its subject and without a full stop.

    "gate raised from `partial` to `meets` (stricter)".
    """
    return tuple(_sentence(change))


def summary(difference: Difference) -> str:
    """All changes in one line: "Breaking: 2 stricter, 1 added. Clarifying: 3 reworded.".

    A change that several subjects share counts once, as it is said once.
    """
    every = [change for group in groups(difference) for change in group.changes]
    parts = []
    for class_ in reversed(CLASSES):
        counts = Counter(change.counted_as for change in every if change.class_ == class_)
        if counts:
            words = ", ".join(f"{number} {word}" for word, number in counts.most_common())
            parts.append(f"{class_.capitalize()}: {words}.")
    return " ".join(parts) or "Nothing changed."


def in_words(period: str) -> str:
    """A period as people say it: `P1Y6M` is "1 year 6 months"; `permanent` stays."""
    if period == PERMANENT:
        return period
    parsed = Period.parse(period)
    parts = ((parsed.years, "year"), (parsed.months, "month"), (parsed.days, "day"))
    found = [f"{number} {unit}{'s' * (number != 1)}" for number, unit in parts if number]
    return " ".join(found) or "0 days"


def _sentence(change: FieldChange) -> Iterator[Piece]:
    yield from (_ITEMS.get(change.field) or _field)(change)
    if change.effect:
        yield _plain(f" ({change.effect})")
    if change.inherited:
        yield _plain(", as in ")
        yield Piece("code", change.inherited)
    if change.hint:
        yield _plain("; ")
        yield Piece("quoted", change.hint)


def _field(change: FieldChange) -> Iterator[Piece]:
    """A field with a value: it is there, or gone, or another one."""
    if change.verb == "renamed":
        yield _plain("renamed: ")
        yield from _marked(change)
        return
    yield from _label(change)
    if change.elsewhere:
        yield from _moved(change)
    elif change.verb == "reordered":
        yield _plain(" in another order")
    elif change.words:
        yield _plain(f" {change.verb}: ")
        yield from _marked(change)
    elif change.before is None or change.after is None:
        gone = change.after is None
        yield _plain(f" {change.verb}")
        yield from _value(change, change.before if gone else change.after, gone=gone)
    else:
        yield _plain(f" {_VERBS.get((change.type, change.verb), change.verb)} from ")
        yield from _shown(change, change.before)
        yield _plain(" to ")
        yield from _shown(change, change.after)


def _moved(change: FieldChange) -> Iterator[Piece]:
    """A text that another subject had before, or has now."""
    yield _plain(" moved to " if change.after is None else " moved here from ")
    yield Piece("code", change.elsewhere)
    yield _plain(": ")
    if change.after is None:
        yield _quoted(change.before)
    else:
        yield from _marked(change)


def _part(change: FieldChange) -> Iterator[Piece]:
    """A criterion, task, competency or domain as a whole: the heading names it."""
    row = change.before if change.after is None else change.after
    yield _plain(change.verb)
    if change.words:
        yield _plain(": ")
        yield from _marked(change)
    elif isinstance(row, dict) and "weight" in row:
        yield _plain(f", {'was' if change.after is None else 'with'} {row['weight']} of 100 points")
    elif isinstance(row, dict) and "text" in row:
        yield _plain(": ")
        yield _quoted(row["text"])


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


def _sample(change: FieldChange) -> Iterator[Piece]:
    """A scored sample of work as a whole."""
    row = change.before if change.after is None else change.after
    yield _plain("scored sample of ")
    yield Piece("code", row["level"])
    yield _plain(f" {change.verb}: ")
    yield _quoted(row["why"])


def _alignment(change: FieldChange) -> Iterator[Piece]:
    """A node of another framework as a whole."""
    row = change.before if change.after is None else change.after
    yield _plain(f"alignment {change.verb}: ")
    yield Piece("code", row["relation"])
    yield _plain(" ")
    yield Piece("quoted", " ".join(filter(None, (row["framework"], row.get("code")))))


_ITEMS: Mapping[str, Callable[[FieldChange], Iterator[Piece]]] = {
    "tasks[]": _part,
    "rubric[]": _part,
    "competencies[]": _part,
    "domains.*": _part,
    "competencies.*": _required,
    "rubric[].anchors[]": _sample,
    "competencies[].alignments[]": _alignment,
}
_VERBS = {
    ("period", "raised"): "lengthened",
    ("period", "lowered"): "shortened",
    ("validity", "raised"): "lengthened",
    ("validity", "lowered"): "shortened",
}
_PLURALS = {"competency": "competencies", "criterion": "criteria"}
_PERIODS = frozenset({"period", "validity"})
_TEXTS = frozenset({"text", "line", "name", "url"})
_CONTEXT = 8  # words


def _label(change: FieldChange) -> Iterator[Piece]:
    """The label, with the word of a record in it set as such."""
    before, _, after = change.label.partition("{key}")
    pieces = (_plain(before), Piece("code", change.key), _plain(after))
    yield from (piece for piece in pieces if piece.text)


def _marked(change: FieldChange) -> Iterator[Piece]:
    for number, word in enumerate(change.words):
        if number:
            yield _plain(" ")
        if word.mark == "kept":
            yield Piece("quoted", _shortened(word.text))
        else:
            yield Piece(word.mark, word.text)


def _shortened(text: str) -> str:
    """Words that stayed, so many of them as show where the others stand."""
    words = text.split(" ")
    if len(words) <= _CONTEXT * 3:
        return text
    return " ".join((*words[:_CONTEXT], "…", *words[-_CONTEXT:]))


def _value(change: FieldChange, value: Any, *, gone: bool) -> Iterator[Piece]:
    """What was added or removed, where the label does not name it already."""
    if change.key == value:
        return
    yield _plain(", was " if gone and change.type not in _TEXTS else ": ")
    yield from _shown(change, value)


def _shown(change: FieldChange, value: Any) -> Iterator[Piece]:
    if isinstance(value, dict):
        yield from _renewal(value)
    elif isinstance(value, bool):
        yield _plain("yes" if value else "no")
    elif isinstance(value, int):
        yield _plain(str(value))
    elif change.type in _PERIODS:
        yield _plain(in_words(value))
    elif change.type in _TEXTS:
        yield _quoted(value)
    else:
        yield Piece("code", str(value))


def _renewal(value: Mapping[str, Any]) -> Iterator[Piece]:
    """The one object that comes and goes as a whole."""
    yield _plain(f"from {in_words(value['window'])} before the end")
    yield _plain(f" to {in_words(value['grace'])} after it")
    for category, units in value.get("units", {}).items():
        yield _plain(f", {units} units of ")
        yield Piece("code", category)
    if value.get("assessment"):
        yield _plain(", or by an assessment")


def _plain(text: str) -> Piece:
    return Piece("plain", text)


def _quoted(text: str) -> Piece:
    return Piece("quoted", f"“{' '.join(text.split())}”")
