"""The one way from a record's text to Markdown: nothing in it is markup, whatever it holds.

Every ASCII character but letters, digits, commas and single spaces becomes a numeric character
reference. No extension of Markdown acts on a reference, and it reads the same in a paragraph, a
heading, a table cell, the text of a link, a block of HTML and a quoted attribute.
"""

from __future__ import annotations

import re

from markupsafe import Markup

# Beside ASCII: all that some tool takes for white space. A first, last or double space, too.
_SPECIAL = re.compile(
    r"[\x00-\x1f!-+\--/:-@\[-`{-\xa0\xad\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
    r"|^ | (?= )| $"
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
)
# HTML 13.2.5.80: references to these are parse errors, and some mean another character.
_UNWRITABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")
_SCHEME = re.compile(r"[^/?#]*:")
_WEB_ADDRESS = re.compile(r"https?://[^/\s]")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9./#-]*")
_SLUG = re.compile(r"[a-z0-9-]+")


def writable(text: str) -> str:
    """`text` with U+FFFD for what HTML cannot write: controls, lone surrogates, noncharacters.

    No record holds such characters; the loader refuses them.
    """
    return _UNWRITABLE.sub("\ufffd", text)


def escape(text: str) -> Markup:
    """`text` as Markdown (and HTML) that shows exactly `writable(text)`."""
    marked = _SPECIAL.sub(lambda match: f"&#{ord(match.group())};", writable(text))
    return Markup(marked)  # noqa: S704 - this is where text becomes safe


def is_web_address(url: str) -> bool:
    """Whether `url` may become a link: http or https, and nothing else."""
    return _WEB_ADDRESS.match(url) is not None


def link(label: str | Markup, href: str) -> Markup:
    """A link to a path of the site or to a web address; ValueError for another scheme."""
    if _SCHEME.match(href) and not is_web_address(href):
        raise ValueError(f"{href!r} is no web address")
    inner = label if isinstance(label, Markup) else escape(label)
    target = Markup(href) if _PLAIN_PATH.fullmatch(href) else escape(href)  # noqa: S704
    return Markup('<a href="{}">{}</a>').format(target, inner)


def anchor(slug: str) -> Markup:
    """A slug as part of a heading's name, `{ #name }`; ValueError for what is none.

    The extension that reads the name takes no character reference: what `escape` makes of a
    hyphen would stay in it.
    """
    if _SLUG.fullmatch(slug) is None:
        raise ValueError(f"{slug!r} is no slug")
    return Markup(slug)  # noqa: S704 - nothing in it means anything to Markdown
