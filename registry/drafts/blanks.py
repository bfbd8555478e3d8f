"""Blanks: what only a person can say, marked in a draft so that nobody takes it for said."""

from __future__ import annotations

# Capitals, because nobody writes these words so by chance, and they are found at a glance.
MARK = "FILL IN"


def blank(what: str) -> str:
    """A text to be replaced: `FILL IN what the holder has shown.`."""
    return f"{MARK} {what}"


def has_blank(text: str) -> bool:
    """Whether something in the text is still to be filled in."""
    return MARK in text
