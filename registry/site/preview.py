"""A preview: the pages that a change touches, in one file that a browser opens from anywhere.

Only their text and pictures are taken over, element by element: no script, no link that leads
nowhere, nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

_ROOTS = frozenset({"article", "main"})
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_TEXT = """
a abbr b blockquote caption cite code colgroup dd del details dfn div dl dt em figcaption figure
h1 h2 h3 h4 h5 h6 i ins kbd li mark ol p pre q s samp section small span strong sub summary sup
table tbody td tfoot th thead time tr u ul"""
_KEPT = _VOID | _ROOTS | frozenset(_TEXT.split())
# What stands in these is no text for readers.
_SKIPPED = frozenset({"script", "style", "template", "svg", "form", "button", "nav", "dialog"})
_ATTRIBUTES = frozenset({"alt", "colspan", "dir", "lang", "rowspan", "scope", "start"})
_STYLE = """\
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:52rem;padding:0 1rem 4rem}
.test{background:repeating-linear-gradient(45deg,#fc0,#fc0 1rem,#fff 1rem,#fff 2rem);padding:1rem}
.test p{background:#fff;color:#000;margin:0;padding:.5rem 1rem}
.page{border:1px solid;margin:2rem 0;padding:0 1rem;overflow-x:auto}
.place{font:.9rem monospace}table{border-collapse:collapse}
td,th{border:1px solid;padding:.2rem .5rem}
span+*,*+span{margin-inline-start:.5em}
img{max-height:12rem;max-width:100%}:root{color-scheme:light dark}"""

Picture = Callable[[str, str], str | None]
"""The address of a page and of a picture on it; the picture as a `data:` address, or None."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of the built site: its address on it, such as `c/7K3M9QXA2TVRC/`, and its HTML."""

    address: str
    html: str


def preview(name: str, pages: Sequence[Page], picture: Picture, notes: Sequence[str] = ()) -> bytes:
    """One HTML file with the pages, marked as a test; `notes` are sentences that stand above."""
    rows = "".join(
        f'<li><a href="#p{number}">{escape(page.address or "/")}</a>\n'
        for number, page in enumerate(pages)
    )
    said = "".join(f"<p>{escape(note)}\n" for note in notes)
    shown = "".join(
        f'<section class="page" id="p{number}"><p class="place">{escape(page.address or "/")}</p>\n'
        f"{_content(page, picture)}</section>\n"
        for number, page in enumerate(pages)
    )
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
style-src 'unsafe-inline'">
<meta name="robots" content="noindex"><title>Preview: {escape(name)}</title>
<style>{_STYLE}</style>
<div class="test"><p><strong>TEST: a preview, worth nothing.</strong> It shows how pages of \
{escape(name)} would look. Nothing here is published, and no credential here is real.</div>
<h1>What the site would show</h1>
{said}<ul>
{rows}</ul>
{shown}""".encode()


def _content(page: Page, picture: Picture) -> str:
    """The part of a page that people read."""
    reader = _Reader(page.address, picture)
    reader.feed(page.html)
    reader.close()
    return "".join(reader.out)


class _Reader(HTMLParser):
    """Takes over what stands in the first `article` or `main`, and of that only what it knows."""

    def __init__(self, address: str, picture: Picture) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.picture = address, picture
        self.out: list[str] = []
        self.open: list[str] = []
        self.skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        values = {name: value or "" for name, value in attrs}
        skip = tag in _SKIPPED or values.get("class") == "headerlink"
        if self.skipped or (skip and self.open):
            if skip:
                self.skipped.append(tag)
            return
        if tag not in _KEPT or not (self.open or tag in _ROOTS):
            return
        if tag == "img":
            self.out.append(self._image(values))
            return
        self.out.append(f"<{tag}{''.join(_attributes(values))}>")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends; those that were left open inside it end with it."""
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.pop()
            return
        while tag in self.open:
            last = self.open.pop()
            self.out.append(f"</{last}>")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text."""
        if self.open and not self.skipped:
            self.out.append(escape(data))

    def close(self) -> None:
        """The page ends, and with it all that it left open."""
        super().close()
        self.out += [f"</{tag}>" for tag in reversed(self.open)]

    def _image(self, values: dict[str, str]) -> str:
        data = self.picture(self.address, values.get("src", ""))
        alternative = escape(values.get("alt", ""))
        return f'<img alt="{alternative}" src="{escape(data)}">' if data else alternative


def _attributes(values: dict[str, str]) -> Iterator[str]:
    for name, value in values.items():
        if name in _ATTRIBUTES:
            yield f' {name}="{escape(value)}"'
