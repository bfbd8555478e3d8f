"""Text from records and file names on a terminal, which must not obey it."""

from __future__ import annotations

import unicodedata

from registry.source.characters import JOINERS

_REPLACEMENT = "\ufffd"


def visible(text: str) -> str:
    """The text with a mark for each control, invisible or direction-changing character.

    So a record can neither move the cursor, nor change colours, nor show in another order.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in JOINERS else _REPLACEMENT for c in text)


def encodable(text: str) -> str:
    """The text as UTF-8 can hold it: names of files may be bytes that are no text at all."""
    return text.encode("utf-8", "replace").decode("utf-8")


def columns(text: str) -> int:
    """How many columns a terminal gives the text: two for a wide character, none for an accent."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or char in JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
