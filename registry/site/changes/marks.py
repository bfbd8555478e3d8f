"""Sentences about changes as HTML: words taken out and put in, marked so that colour adds nothing.

Words taken out are struck through in `del`, words put in are underlined in `ins`, and who listens
hears a word before and after each.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from registry.difference.pieces import Piece
from registry.site.markdown.escape import escape
from registry.site.markdown.phrases import Phrases

_TAGS = {"removed": Markup("del"), "added": Markup("ins")}


def marked(pieces: Iterable[Piece], words: Phrases) -> Markup:
    """A sentence in its pieces; every text of a record in it is escaped."""
    return Markup("").join(_piece(piece, words) for piece in pieces)


def _piece(piece: Piece, words: Phrases) -> Markup:
    text = escape(piece.text)
    if piece.style == "code":
        return Markup("<code>{}</code>").format(text)
    if piece.style not in _TAGS:
        return text
    begin, end = (words(f"mark.{piece.style}.{name}") for name in ("begin", "end"))
    return Markup(
        '<{0}><span class="sb-heard">{1}</span>{2}<span class="sb-heard">{3}</span></{0}>'
    ).format(_TAGS[piece.style], begin, text, end)
