"""What people typed into a browser as text that a record may hold."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from registry.source.characters import forbidden


class Plain(NamedTuple):
    """A text, and how many characters were left out of it."""

    text: str
    left_out: int


def plain(text: str) -> Plain:
    """The text without characters that control, hide or turn around, which no record may hold.

    Tabs become spaces, and accents come with their letter (Unicode Standard Annex 15). Nothing that
    people can see is lost, so a reader of the issue and one of the record read the same.
    """
    spaced = text.replace("\t", " ")
    hidden = {found.offset for found in forbidden(spaced)}
    kept = "".join(char for offset, char in enumerate(spaced) if offset not in hidden)
    return Plain(unicodedata.normalize("NFC", kept).strip(), len(hidden))


def one_line(text: str) -> Plain:
    """The same with every run of blanks as one space."""
    found = plain(text.replace("\n", " "))
    return Plain(" ".join(found.text.split()), found.left_out)
