"""Foreign texts as texts of records: no HTML, no invisible characters, composed accents."""

from __future__ import annotations

import html
import re
import unicodedata

from registry.source.characters import forbidden

LINE, TEXT = 200, 2000  # characters of a title, and of any other text

_NAMES = (
    "a|abbr|address|article|aside|b|big|blockquote|body|br|button|caption|center|cite|code|col|dd"
    "|del|details|dfn|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|h[1-6]"
    "|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|menu"
    "|meta|nav|noscript|object|ol|option|p|param|pre|q|s|samp|script|section|select|small|source"
    "|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th"
    "|thead|title|tr|tt|u|ul|var|video"
)
# Only names of HTML: `x < y` and `List<int>` are no tags.
_TAG = re.compile(rf"</?(?:{_NAMES})(?:[\s/][^<>]*)?>|<!doctype[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
# What a browser shows nothing of; an end without a start, or the reverse, is left to `_TAG`.
_HIDDEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def without_html(text: str) -> str:
    """The text that a browser would show of it, more or less."""
    for start, end in _HIDDEN:
        text = _without(text, start, end)
    shown = _TAG.sub("", _BREAK.sub("\n", text))
    return _ENTITY.sub(lambda match: html.unescape(match.group()), shown)


def cleaned(text: str) -> str:
    """The text as a record may hold it: without tabs and forbidden characters, in form C."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    gone = {found.offset for found in forbidden(plain)}
    if gone:
        plain = "".join(char for offset, char in enumerate(plain) if offset not in gone)
    return unicodedata.normalize("NFC", plain).strip()


def one_line(text: str) -> str:
    """A cleaned text without line breaks."""
    return " ".join(filter(None, (line.strip() for line in text.split("\n"))))


def cut(text: str, length: int) -> str:
    """At most so many characters, cut at a space where there is one, and marked as cut."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rpartition(" ")[0] or head).rstrip() + "…"


def _without(text: str, start: str, end: str) -> str:
    """The text without what stands between two marks; in time that grows as the text does."""
    lower, kept, done = text.lower(), [], 0
    while (begin := lower.find(start, done)) >= 0 and (close := lower.find(end, begin)) >= 0:
        kept.append(text[done:begin])
        done = close + len(end)
    return "".join(kept) + text[done:]
