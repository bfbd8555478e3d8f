"""Mending what `parse` refuses although only one thing can be meant."""

from __future__ import annotations

import unicodedata

_MARK = "\ufeff"


def normalized(raw: bytes) -> bytes:
    """A text file in Unicode normalisation form C, with Unix line ends and no byte order mark.

    Accents come as one character with their letter (Unicode Standard Annex 15), so that equal
    texts are equal bytes. What is not UTF-8 comes back unchanged; `parse` says where.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw
    text = text.removeprefix(_MARK).replace("\r\n", "\n")
    return unicodedata.normalize("NFC", text).encode("utf-8")
