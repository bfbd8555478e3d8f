"""Small means to draw: text that wraps, boxes, arrows; sizes in units of the picture's width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from registry.site.markdown.escape import escape

LINE = 16.0
_NARROW = frozenset("fijlrtI.,:;'!|()[] ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle with a text, wrapped to its width; `kind` is its class in the style sheet."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    note: str = ""
    kind: str = "box"

    @property
    def middle(self) -> float:
        """The horizontal middle."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def draw(self) -> Markup:
        """The box as SVG."""
        rect = Markup('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="6"/>')
        shape = rect.format(self.kind, self.x, self.y, self.width, self.height)
        top = self.y + 20
        rows = [text(self.x + 9, top + n * LINE, line) for n, line in enumerate(self.lines)]
        if self.note:
            rows.append(text(self.x + 9, top + len(self.lines) * LINE, self.note, "muted"))
        return shape + Markup("").join(rows)


def box(x: float, y: float, width: float, label: str, note: str = "", kind: str = "box") -> Box:
    """A box as high as its text needs."""
    lines = wrap(label, width - 18)
    height = 14 + LINE * (len(lines) + bool(note))
    return Box(x=x, y=y, width=width, height=height, lines=lines, note=note, kind=kind)


def text(x: float, y: float, content: str, kind: str = "label") -> Markup:
    """One line of text, from its left end on the base line."""
    return Markup('<text class="{}" x="{:g}" y="{:g}">{}</text>').format(
        kind, x, y, escape(content)
    )


def arrow(points: str) -> Markup:
    """A line along an SVG path, with a head at its end."""
    return Markup('<path class="arrow" d="{}" marker-end="url(#head)"/>').format(points)


def picture(
    width: float, height: float, title: str, description: str, parts: list[Markup]
) -> Markup:
    """The figure: an SVG that says in words what it shows."""
    frame = Markup(
        '<figure class="sb-figure"><svg viewBox="0 0 {:g} {:g}" role="img" '
        'aria-labelledby="picture-title picture-text" xmlns="http://www.w3.org/2000/svg">'
        '<title id="picture-title">{}</title><desc id="picture-text">{}</desc>'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>'
        "{}</svg></figure>"
    )
    content = Markup("\n").join(parts)
    return frame.format(width, height, escape(title), escape(description), content)


def wrap(content: str, width: float, size: float = 13.0) -> tuple[str, ...]:
    """Break a text into lines that fit `width`, inside a word only where that is longer still."""
    lines: list[str] = []
    for word in (part for whole in content.split() for part in _cut(whole, width, size)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


def _cut(word: str, width: float, size: float) -> Iterator[str]:
    """A word in parts that fit `width`."""
    part = ""
    for char in word:
        if part and measure(part + char, size) > width:
            yield part
            part = ""
        part += char
    yield part


def measure(content: str, size: float) -> float:
    """About how wide a text is: system fonts differ, so this errs on the wide side."""
    return sum(_em(char) for char in content) * size


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.34
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.0
    return 0.72 if char.isupper() or char in "mwMW" else 0.57
