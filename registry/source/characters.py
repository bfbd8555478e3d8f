"""Which characters a record may hold: no control, no invisible, no direction override."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Zero-width joiner and non-joiner are part of correct Persian, Hindi and emoji text.
JOINERS = "\u200c\u200d"
BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Everything outside this set is fine without a closer look; the closer look is slow.
_SUSPECT = re.compile(
    r"[^\n\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0400-\u052f\u2013-\u2026]"
)
_BIDI = re.compile(f"[{BIDIRECTIONAL}]")
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


class Forbidden(NamedTuple):
    """A character that must not stand in a record."""

    offset: int
    code: str
    name: str


def forbidden(text: str) -> Iterator[Forbidden]:
    """Yield each forbidden character of `text` with the code of the problem it is.

    `bidi`: characters that change the direction of text, so that it reads otherwise than it is
    stored (Unicode Technical Report 36, section 2.4).
    `control-character`: control, unassigned, private and other invisible characters, tabs too,
    because several verifiers of Open Badges refuse them.
    """
    for match in _SUSPECT.finditer(text):
        char = match.group()
        if char in JOINERS:
            continue
        name = f"U+{ord(char):04X}"
        if _BIDI.match(char):
            yield Forbidden(match.start(), "bidi", name)
        elif unicodedata.category(char) in _FORBIDDEN_CATEGORIES:
            yield Forbidden(match.start(), "control-character", name)


def is_normal(text: str) -> bool:
    """Whether `text` is in Unicode normalisation form C, so that equal texts are equal bytes."""
    return unicodedata.is_normalized("NFC", text)
