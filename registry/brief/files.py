"""Files of which no record tells: what cannot be read, is written otherwise, or is no record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from registry.brief.note import Note, code, line, listed
from registry.records.kinds import KINDS, kind_of
from registry.records.registry import Entry, Registry


class _Words(NamedTuple):
    """What is done to such files, in our words."""

    verb: str
    noun: str
    plural: str


_WORDS = {
    "unreadable": _Words(
        "Changes", "record that cannot be judged", "records that cannot be judged"
    ),
    "mended": _Words(
        "Mends", "record that could not be judged before", "records that could not be judged before"
    ),
    "unreadable-removed": _Words(
        "Removes", "record that could not be judged", "records that could not be judged"
    ),
    "writing": _Words("Changes only the writing or place of", "file", "files"),
    "otherwise": _Words("Changes", "other record", "other records"),
    "files": _Words("Changes", "file that is no record", "files that are no records"),
}


def files(
    base: Registry, head: Registry | None, paths: frozenset[str], told: frozenset[str]
) -> Iterator[Note]:
    """The changed files that no other note is about, so that the brief misses none.

    Without `head`, after which there is no usable `registry.yml`, no record can be judged.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(paths - told):
        found.setdefault(_what(base, head, path), []).append(path)
    for what, words in _WORDS.items():
        if what in found:
            yield Note(
                what=what,
                verb=words.verb,
                noun=words.noun,
                plural=words.plural,
                lines=(listed([line(code(path)) for path in found[what]]),),
                records=tuple(found[what]),
            )


def _what(base: Registry, head: Registry | None, path: str) -> str:
    claimed = kind_of(path)
    if claimed is None or head is None:
        return "unreadable" if claimed else "files"
    old, new = base.get(*claimed), head.get(*claimed)
    if new is None and head.exists(*claimed):
        return "unreadable"
    if old is None and base.exists(*claimed):
        return "mended" if new else "unreadable-removed"
    if old is None or new is None:
        return "otherwise"
    if old.document is new.document:
        return "mended"  # settings after the change that stand in for those before it
    return "writing" if is_rewritten(old, new) else "otherwise"


def is_rewritten(old: Entry[Any], new: Entry[Any]) -> bool:
    """Whether two files say the same in another layout, with other comments, or elsewhere."""
    was, now = old.document, new.document
    return was is not now and (was.data, was.body) == (now.data, now.body)


def as_known(base: Registry, head: Registry) -> Registry:
    """The base, with what the change only makes readable or writes otherwise as it is afterwards.

    Of such records nothing new can be told.
    """
    entries = {(kind.name, one.id): one for kind in KINDS for one in base.entries(kind)}
    for kind in KINDS:
        for new in head.entries(kind):
            old = base.get(kind, new.id)
            if is_rewritten(old, new) if old else base.exists(kind, new.id):
                entries[kind.name, new.id] = new
    return Registry(entries.values(), pictures=base.pictures, codeowners=base.codeowners)
