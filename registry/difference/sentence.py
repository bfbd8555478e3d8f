"""A change as a sentence that a committee member reads, in pieces that say how they are set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from registry.difference.classes import CLASSES
from registry.difference.groups import groups
from registry.difference.model import Difference, FieldChange, Subject
from registry.difference.pieces import Piece, is_text, plain, quoted, shown


def title(difference: Difference) -> tuple[Piece, ...]:
    """What is compared: "Data Practitioner: `data-practitioner@2.0` → `data-practitioner@2.1`"."""
    ids = (Piece("code", difference.before), plain(" → "), Piece("code", difference.after))
    return (Piece("quoted", difference.title), plain(": "), *ids) if difference.title else ids


def heading(subject: Subject, *others: Subject) -> tuple[Piece, ...]:
    """The subject and its title: "Criterion `cleaning-log`: Changes can be followed".

    Of several subjects the number and the ids: "3 competencies: `cleaning`, `checks`, `honesty`".
    """
    if others:
        plural = _PLURALS.get(subject.kind, f"{subject.kind}s")
        pieces = [plain(f"{1 + len(others)} {plural}: "), Piece("code", subject.id)]
        for other in others:
            pieces += [plain(", "), Piece("code", other.id)]
        return tuple(pieces)
    one = (plain(f"{subject.kind.capitalize()} "), Piece("code", subject.id))
    return (*one, plain(": "), Piece("quoted", subject.title)) if subject.title else one


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


def _sentence(change: FieldChange) -> Iterator[Piece]:
    yield from (_ITEMS.get(change.field) or _field)(change)
    if change.effect:
        yield plain(f" ({change.effect})")
    if change.inherited:
        yield plain(", as in ")
        yield Piece("code", change.inherited)
    if change.hint:
        yield plain("; ")
        yield Piece("quoted", change.hint)


def _field(change: FieldChange) -> Iterator[Piece]:
    """A field with a value: it is there, or gone, or another one."""
    if change.verb == "renamed":
        yield plain("renamed: ")
        yield from _marked(change)
        return
    yield from _label(change)
    if change.elsewhere:
        yield from _moved(change)
    elif change.verb == "reordered":
        yield plain(" in another order")
    elif change.words:
        yield plain(f" {change.verb}: ")
        yield from _marked(change)
    elif change.before is None or change.after is None:
        gone = change.after is None
        yield plain(f" {change.verb}")
        yield from _value(change, change.before if gone else change.after, gone=gone)
    else:
        yield plain(f" {_VERBS.get((change.type, change.verb), change.verb)} from ")
        yield from shown(change.type, change.before)
        yield plain(" to ")
        yield from shown(change.type, change.after)


def _moved(change: FieldChange) -> Iterator[Piece]:
    """A text that another subject had before, or has now."""
    yield plain(" moved to " if change.after is None else " moved here from ")
    yield Piece("code", change.elsewhere)
    yield plain(": ")
    if change.after is None:
        yield quoted(change.before)
    else:
        yield from _marked(change)


def _part(change: FieldChange) -> Iterator[Piece]:
    """A criterion, task, competency or domain as a whole: the heading names it."""
    row = change.before if change.after is None else change.after
    yield plain(change.verb)
    if change.words:
        yield plain(": ")
        yield from _marked(change)
    elif isinstance(row, dict) and "weight" in row:
        yield plain(f", {'was' if change.after is None else 'with'} {row['weight']} of 100 points")
    elif isinstance(row, dict) and "text" in row:
        yield plain(": ")
        yield quoted(row["text"])


def _required(change: FieldChange) -> Iterator[Piece]:
    """A competency that a standard requires."""
    if change.before is None:
        yield plain("required now, at ")
        yield Piece("code", change.after)
    elif change.after is None:
        yield plain("no longer required, was at ")
        yield Piece("code", change.before)
    else:
        yield from _field(change)


def _sample(change: FieldChange) -> Iterator[Piece]:
    """A scored sample of work as a whole."""
    row = change.before if change.after is None else change.after
    yield plain("scored sample of ")
    yield Piece("code", row["level"])
    yield plain(f" {change.verb}: ")
    yield quoted(row["why"])


def _alignment(change: FieldChange) -> Iterator[Piece]:
    """A node of another framework as a whole."""
    row = change.before if change.after is None else change.after
    yield plain(f"alignment {change.verb}: ")
    yield Piece("code", row["relation"])
    yield plain(" ")
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
_CONTEXT = 8  # words


def _label(change: FieldChange) -> Iterator[Piece]:
    """The label, with the word of a record in it set as such."""
    before, _, after = change.label.partition("{key}")
    pieces = (plain(before), Piece("code", change.key), plain(after))
    yield from (piece for piece in pieces if piece.text)


def _marked(change: FieldChange) -> Iterator[Piece]:
    for number, word in enumerate(change.words):
        if number:
            yield plain(" ")
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
    yield plain(", was " if gone and not is_text(change.type) else ": ")
    yield from shown(change.type, value)
