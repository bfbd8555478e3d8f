"""Built pages as a browser's parser sees them: elements, attributes, addresses, anchors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

# Attributes that a browser follows, loads or runs.
ADDRESSES = ("href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href")


class Element(NamedTuple):
    """A start tag: its name, the names of its attributes, and their values."""

    tag: str
    names: tuple[str, ...]
    values: tuple[str, ...]

    def addresses(self) -> Iterator[str]:
        """What the element would follow, load or run."""
        for name, value in zip(self.names, self.values, strict=True):
            if name in ADDRESSES:
                yield value


@dataclass
class Page(HTMLParser):
    """The start tags of a page in order, and the text of its scripts and styles."""

    elements: list[Element] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; what follows is its text."""
        names = tuple(name for name, _ in attrs)
        self.elements.append(Element(tag, names, tuple(value or "" for _, value in attrs)))
        self._inside = tag
        if tag in {"script", "style"}:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser decides what it gives
        """What follows is outside of scripts and styles."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep the text of a script or style."""
        if self._inside in {"script", "style"}:
            self.scripts[-1] += data

    @property
    def anchors(self) -> list[str]:
        """Every `id` of the page, in order."""
        return [
            value
            for element in self.elements
            for name, value in zip(element.names, element.values, strict=True)
            if name == "id"
        ]


def parse(text: str) -> Page:
    """A page, or any piece of HTML."""
    page = Page()
    page.feed(text)
    page.close()
    return page


def pages(site: Path) -> dict[str, Page]:
    """Every page of a site, by its path."""
    return {
        path.relative_to(site).as_posix(): parse(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def broken_links(site: Path, address: str) -> list[tuple[str, str]]:
    """Page and address of every link that stays on the site and finds no file or no anchor.

    `address` is where the site is published, with a slash at its end.
    """
    found = pages(site)
    return [
        (path, target)
        for path, page in found.items()
        for element in page.elements
        if element.tag != "form"  # the ID box: its script fills in where to go
        for target in element.addresses()
        if not _arrives(site, found, address, urljoin(_address(address, path), target))
    ]


def _address(address: str, path: str) -> str:
    return address + path.removesuffix("index.html")


def _arrives(site: Path, found: dict[str, Page], address: str, target: str) -> bool:
    here, there = urlsplit(address), urlsplit(target)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        return True
    if not there.path.startswith(here.path):
        return False
    path = unquote(there.path.removeprefix(here.path))
    if path.endswith("/") or not path:
        path += "index.html"
    if not (site / path).is_file():
        return False
    return not there.fragment or unquote(there.fragment) in found[path].anchors
