"""Standards, frameworks and policies: what is announced, drafted and mended, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.brief.holders import left_before, left_by
from registry.brief.note import DETAIL, Line, Note, code, counted, line, listed, said
from registry.brief.written import written
from registry.difference.compare import difference_of
from registry.difference.groups import Group, groups
from registry.difference.model import Difference
from registry.difference.pieces import Piece
from registry.difference.sentence import heading, sentence, summary
from registry.difference.versions import previous_of, version_of
from registry.lifecycle.consultations import consultations_about
from registry.lifecycle.decisions import decisions_about, was_carried
from registry.lifecycle.validity import after
from registry.records.change import Change
from registry.records.kinds import VERSIONED
from registry.records.policy import POLICY, Policy
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD

_MOST_CHANGES = 40
_WHOLE = tuple(kind.name for kind in VERSIONED)
_VERBS = {
    "announced": "Announces",
    "drafted": "Drafts",
    "redrafted": "Changes the draft of",
    "edited": "Edits",
    "withdrawn": "Gives up",
    "deleted": "Deletes",
}


def changed(base: Registry, head: Registry, today: date) -> Iterator[Note]:
    """What happens to versions: each that is new, that is another than before, or that is gone."""
    for kind in VERSIONED:
        for old, entry in written(base, head, kind):
            step = _step(old, entry)
            lines = _lines(step, (base, old), (head, entry), today)
            yield _note(step, entry, tuple(lines))
        for old in base.entries(kind):
            if not head.exists(kind, old.id):
                yield _note("deleted", old, (_name(old),))


def _step(old: Entry[Any] | None, entry: Entry[Any]) -> str:
    """What happens to a version, in a word."""
    now: Change = entry.record.change
    was: Change | None = old.record.change if old else None
    if now.withdrawn and not (was and was.withdrawn):
        return "withdrawn"
    if was and was.announced:
        return "edited"
    if now.announced:
        return "announced"
    return "redrafted" if was else "drafted"


def _note(step: str, entry: Entry[Any], lines: tuple[Line, ...]) -> Note:
    kind = entry.document.kind
    noun = kind.title.lower()
    return Note(
        what=f"{kind.name}-{step}",
        verb=_VERBS[step],
        noun=noun,
        plural=f"{noun[:-1]}ies" if noun.endswith("y") else "",
        lines=lines,
        records=(entry.document.path,),
    )


def _lines(
    step: str,
    past: tuple[Registry, Entry[Any] | None],
    present: tuple[Registry, Entry[Any]],
    today: date,
) -> Iterator[Line]:
    (base, old), (head, entry) = past, present
    before = previous_of(head, entry)
    follows = f", after {before.version}" if before else ", the first version"
    class_ = entry.record.change.class_
    yield (*_name(entry), *line(follows, f"; {class_}" if class_ else ""))
    if step == "withdrawn":
        return
    yield from _notice(entry, head)
    if step == "announced":
        yield from _agreed(entry, head)
    if old is not None:
        found = difference_of(version_of(base, old), version_of(head, entry))
        if found.changes or step != "announced":  # to announce is to add dates, told above
            yield from _within(found)
    if before is not None and step in ("announced", "drafted"):
        found = difference_of(version_of(head, before), version_of(head, entry))
        yield line(DETAIL, f"Against {before.version}: {summary(found)}")
        yield from _sentences(found)
        if step == "announced" and entry.document.kind is STANDARD:
            yield from left_by(before, head, today)
            yield from left_before(before, head, today)
        if step == "announced" and entry.document.kind is POLICY:
            yield from _acceptance(before, entry)


def _notice(entry: Entry[Any], head: Registry) -> Iterator[Line]:
    """How long people have to prepare, and how long they must have."""
    change: Change = entry.record.change
    if not change.announced or not change.effective:
        return
    days = (change.effective - change.announced).days
    asked = ""
    if change.class_:
        period = getattr(head.settings.rules.notice, change.class_)
        wanted = (after(period, change.announced) - change.announced).days
        asked = f"; {change.class_} asks for {wanted}"
    yield line(
        DETAIL,
        f"Announced on {change.announced}, takes effect on {change.effective}:"
        f" {counted(days, 'day')} of notice{asked}",
    )


def _within(found: Difference) -> Iterator[Line]:
    """Of a file that was there: what this change does to it."""
    if found.changes:
        yield line(DETAIL, f"In this file: {summary(found)}")
        yield from _sentences(found)
    else:
        yield line(DETAIL, "Only translations or the writing change; what binds stays as it was")


def _sentences(found: Difference) -> Iterator[Line]:
    rows = [
        (DETAIL, *_begun((*_subject(group, number), *sentence(change))))
        for group in groups(found)
        for number, change in enumerate(group.changes)
    ]
    yield from rows[:_MOST_CHANGES]
    if len(rows) > _MOST_CHANGES:
        yield line(DETAIL, f"… and {len(rows) - _MOST_CHANGES} more")


def _subject(group: Group, number: int) -> Line:
    """What a change is about, with its title the first time; nothing where it is the whole."""
    first, *others = group.subjects
    if others:
        return (*heading(first, *others), *line(": "))
    if first.kind in _WHOLE:
        return ()
    name = line(f"{first.kind.capitalize()} ", code(first.id))
    title = line(" (", said(first.title), ")") if first.title and not number else ()
    return (*name, *title, *line(": "))


def _begun(sentence_: Line) -> Line:
    """The sentence with a capital letter, where it begins with a word of ours."""
    first, *rest = sentence_
    if first.style != "plain":
        return sentence_
    return (Piece("plain", first.text[:1].upper() + first.text[1:]), *rest)


def _agreed(entry: Entry[Any], head: Registry) -> Iterator[Line]:
    """Who adopted a version, and who was asked before."""
    for vote in decisions_about(head, entry.subject):
        if vote.record.action == "adopt" and was_carried(head, vote.record):
            yield line(DETAIL, "Adopted by ", code(vote.id))
    for asked in consultations_about(head, entry.subject):
        themes = asked.record.themes
        answered = sum(theme.answer is not None for theme in themes)
        heard = counted(len(themes), "theme")
        counts = f": {heard} heard, {answered} answered"
        yield line(DETAIL, "Asked about in ", code(asked.id), counts)


def _acceptance(before: Entry[Policy], entry: Entry[Policy]) -> Iterator[Line]:
    """Who accepts a newly announced version of a policy: a new major one asks everybody again."""
    roles = entry.record.applies_to
    if roles and before.version.partition(".")[0] != entry.version.partition(".")[0]:
        yield (
            *line(DETAIL, "To be accepted anew by everyone who is "),
            *listed([line(said(role)) for role in roles], "or"),
        )


def _name(entry: Entry[Any]) -> Line:
    return line(said(entry.record.title), f" {entry.version} (", code(entry.id), ")")
