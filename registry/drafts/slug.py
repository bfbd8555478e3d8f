"""A slug from words: lower-case letters, digits and hyphens, and nothing a path could trip over."""

from __future__ import annotations

import re
import unicodedata

_LONGEST, _SHORTEST = 40, 2
_OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(words: str, otherwise: str) -> str:
    """The words as a slug of whole words where they fit; `otherwise` if too little is left.

    Accents are dropped; letters that are not Latin leave nothing.
    """
    letters = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    slug = _OTHER.sub("-", letters.lower()).strip("-")
    if len(slug) > _LONGEST:
        cut = slug[: _LONGEST + 1].rpartition("-")[0]
        slug = cut or slug[:_LONGEST]
    return slug if len(slug) >= _SHORTEST else otherwise
