"""The skill map as a picture: domains downwards, arrows from what is needed."""

from __future__ import annotations

from markupsafe import Markup

from registry.records.framework import Competency, Framework
from registry.site.markdown.phrases import Phrases
from registry.site.pictures.drawing import Box, arrow, box, picture, text

_WIDTH = 400.0
_COLUMNS = 2
_GAP = 12.0
_STEP = 20.0


def skill_map(framework: Framework, words: Phrases) -> Markup:
    """The picture of a framework, for a phone's width first."""
    column = (_WIDTH - _GAP * (_COLUMNS - 1)) / _COLUMNS
    parts: list[Markup] = []
    boxes: dict[str, Box] = {}
    y = 0.0
    for domain, title in framework.domains.items():
        inside = [one for one in framework.competencies if one.domain == domain]
        if not inside:
            continue
        parts.append(_band(y, title.in_(words.language)))
        y += 30
        for row in (inside[n : n + _COLUMNS] for n in range(0, len(inside), _COLUMNS)):
            placed = [
                _box(competency, n * (column + _GAP), y, column, words)
                for n, competency in enumerate(row)
            ]
            boxes |= {one.id: made for one, made in zip(row, placed, strict=True)}
            y = max(made.bottom for made in placed) + _STEP
    arrows = [
        _need(boxes[needed], boxes[competency.id])
        for competency in framework.competencies
        for needed in competency.needs
        if needed in boxes
    ]
    drawn = [*parts, *arrows, *(placed.draw() for placed in boxes.values())]
    name = framework.title.in_(words.language)
    return picture(_WIDTH, y, name, _in_words(framework, words), drawn)


def _box(competency: Competency, x: float, y: float, width: float, words: Phrases) -> Box:
    title, strand = competency.title.in_(words.language), competency.strand
    return box(x, y, width, title, words.term(strand), f"box {strand}")


def _band(y: float, title: str) -> Markup:
    line = Markup('<line class="rule" x1="0" y1="{:g}" x2="{:g}" y2="{:g}"/>')
    return line.format(y + 2, _WIDTH, y + 2) + text(0, y + 19, title, "band-label")


def _need(first: Box, then: Box) -> Markup:
    """A line from a competency to one that needs it, between their nearest edges."""
    if first.bottom <= then.y:
        return _curve(first.middle, first.bottom, then.middle, then.y - 1)
    if then.bottom <= first.y:
        return _curve(first.middle, first.y, then.middle, then.bottom + 1)
    middle = first.y + min(first.height, then.height) / 2
    if first.x < then.x:
        return arrow(f"M{first.x + first.width:g} {middle:g}H{then.x - 1:g}")
    return arrow(f"M{first.x:g} {middle:g}H{then.x + then.width + 1:g}")


def _curve(x1: float, y1: float, x2: float, y2: float) -> Markup:
    """An arrow that leaves and arrives upright."""
    bend = (y1 + y2) / 2
    return arrow(f"M{x1:g} {y1:g}C{x1:g} {bend:g} {x2:g} {bend:g} {x2:g} {y2:g}")


def _in_words(framework: Framework, words: Phrases) -> str:
    titles = {one.id: one.title.in_(words.language) for one in framework.competencies}
    return " ".join(_sentence(one, titles) for one in framework.competencies)


def _sentence(competency: Competency, titles: dict[str, str]) -> str:
    needs = [titles.get(id_, id_) for id_ in competency.needs]
    after = f" (after: {'; '.join(needs)})" if needs else ""
    return f"{titles[competency.id]}{after}."
