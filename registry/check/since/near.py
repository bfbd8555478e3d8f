"""Near: the credentials and cases that a change can concern, out of very many.

Rules join a credential with others by what both of them write: an ID, the name of a decision, the
same holder. So what a change of a few cases cannot reach in such steps need not be read.
Records of other kinds are few, and always read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL, ERASURES
from registry.records.decision import DECISION
from registry.records.kinds import kind_of
from registry.records.registry import Registry

# The kinds of which there may be very many, and those whose change concerns only what they name.
MANY = (CREDENTIAL, ASSESSMENT)
_LOCAL = (*MANY, ERASURES, DECISION)
_MOST = 500  # files; beyond that, to read everything is hardly slower
_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{13}")
_VERSION = re.compile(r"^about: *[\"']?(?:standards|skills)/", re.MULTILINE)
_TIE = re.compile(r"^(holder|handle|withheld): *(.*)$", re.MULTILINE)
_PLAIN = re.compile(r"""(["']?)([^"'>|\\]+)\1""")

# The files of credentials and cases that contain one of these texts, with what they say.
Naming = Callable[[frozenset[str]], Mapping[str, str]]


def is_local(paths: Iterable[str]) -> bool:
    """Whether a change of these files can concern only what they name, and what names them."""
    claimed = [found for path in paths if (found := kind_of(path))]
    return len(claimed) <= _MOST and all(kind in _LOCAL for kind, _ in claimed)


def mends(base: Registry | None, paths: Iterable[str]) -> bool:
    """Whether one of these files could not be read before.

    A rule that waited for it may now have something to say about files that are not near.
    """
    claimed = [found for path in paths if (found := kind_of(path))]
    return base is None or any(
        base.get(kind, record_id) is None and base.exists(kind, record_id)
        for kind, record_id in claimed
    )


def is_one_of_many(path: str) -> bool:
    """Whether the file lies where credentials and cases do; the list of erasures is but one."""
    return path.startswith(tuple(f"{kind.folder}/" for kind in MANY)) and path != ERASURES.path


def near(texts: Iterable[tuple[str, str]], naming: Naming) -> frozenset[str] | None:
    """The paths of the files to read beside those of the change, or None for all.

    `texts` are path and content of every changed file, before and after the change.
    """
    known: frozenset[str] = frozenset()
    found: dict[str, str] = {}
    fresh = list(texts)
    while fresh:
        ties: set[str] = set()
        for path, text in fresh:
            more = _ties(path, text)
            if more is None:
                return None
            ties |= more
        added = naming(frozenset(ties) - known) if ties - known else {}
        known |= ties
        fresh = [(path, text) for path, text in added.items() if path not in found]
        found.update(fresh)
        if len(found) > _MOST:
            return None
    return frozenset(found)


def _ties(path: str, text: str) -> set[str] | None:
    """What other records write if they have to do with this one; None where it cannot be told."""
    claimed = kind_of(path)
    if claimed is None:
        return set()
    kind, record_id = claimed
    if kind is DECISION and _VERSION.search(text):
        return None  # it may end a version, which concerns all its credentials
    ties = {record_id} if kind is not ERASURES else set()
    ties |= set(_ID.findall(text))
    if kind is CREDENTIAL:
        for field, value in _TIE.findall(text):
            plain = _PLAIN.fullmatch(value.strip())
            if plain is None:
                return None
            ties |= set(_spellings(field, plain[2].strip()))
    return ties


def _spellings(field: str, value: str) -> Iterator[str]:
    """How another file may write the same value.

    A handle alone would be found in all the cases that the person judged, so it goes with its
    field.
    """
    if field != "handle":
        yield value
        return
    for quote in ("", '"', "'"):
        yield f"handle: {quote}{value}{quote}"
