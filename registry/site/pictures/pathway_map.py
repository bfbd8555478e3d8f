"""A pathway as a picture: the core downwards, then the tracks side by side."""

from __future__ import annotations

from markupsafe import Markup

from registry.records.pathway import Choice, Pathway, Track
from registry.records.registry import Registry
from registry.site.markdown.phrases import Phrases
from registry.site.pictures.drawing import Box, arrow, box, picture, text, wrap

_WIDTH = 400.0
_CORE = 250.0
_GAP = 16.0
_STEP = 26.0
Need = Choice | str


def pathway_map(registry: Registry, pathway: Pathway, words: Phrases) -> Markup:
    """The picture of a pathway, for a phone's width first."""
    drawer = _Drawer(registry, words)
    left = (_WIDTH - _CORE) / 2
    parts, y = drawer.chain(pathway.core, left, 4, _CORE)
    for pair in (pathway.tracks[n : n + 2] for n in range(0, len(pathway.tracks), 2)):
        width = (_WIDTH - _GAP) / 2 if len(pair) == 2 else _CORE  # noqa: PLR2004
        start = 0.0 if len(pair) == 2 else left  # noqa: PLR2004
        fork = y
        bottoms = []
        for number, track in enumerate(pair):
            x = start + number * (width + _GAP)
            middle = x + width / 2
            bend = fork + _STEP / 2
            parts.append(
                arrow(f"M200 {fork:g}C200 {bend:g} {middle:g} {bend:g} {middle:g} {fork + _STEP:g}")
            )
            drawn, bottom = drawer.track(track, x, fork + _STEP, width)
            parts += drawn
            bottoms.append(bottom)
        y = max(bottoms) + 8
    title = pathway.title.in_(words.language)
    return picture(_WIDTH, y, title, _in_words(registry, pathway, words), parts)


class _Drawer:
    """Draws needs from top to bottom; each method gives the parts and where they end."""

    def __init__(self, registry: Registry, words: Phrases) -> None:
        self.registry, self.words = registry, words

    def track(self, track: Track, x: float, y: float, width: float) -> tuple[list[Markup], float]:
        lines = wrap(track.title.in_(self.words.language), width - 16)
        head = [text(x + 8, y + 20 + n * 16, line, "band-label") for n, line in enumerate(lines)]
        parts, bottom = self.chain(track.needs, x + 8, y + 14 + 16 * len(lines), width - 16)
        frame = Markup('<rect class="track" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="8"/>')
        return [frame.format(x, y, width, bottom - y + 8), *head, *parts], bottom + 8

    def chain(
        self, needs: tuple[Need, ...], x: float, y: float, width: float
    ) -> tuple[list[Markup], float]:
        parts: list[Markup] = []
        for number, need in enumerate(needs):
            if number:
                middle = x + width / 2
                parts.append(arrow(f"M{middle:g} {y:g}V{y + _STEP - 2:g}"))
                y += _STEP
            drawn, y = self.need(need, x, y, width)
            parts += drawn
        return parts, y

    def need(self, need: Need, x: float, y: float, width: float) -> tuple[list[Markup], float]:
        if isinstance(need, str):
            placed = self.standard(need, x, y, width)
            return [placed.draw()], placed.bottom
        label = f"At least {need.at_least} of"
        top, parts = y + 26, [text(x + 8, y + 18, label, "muted")]
        for reference in need.of:
            placed = self.standard(reference, x + 8, top, width - 16)
            parts.append(placed.draw())
            top = placed.bottom + 8
        frame = Markup('<rect class="choice" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="6"/>')
        return [frame.format(x, y, width, top - y), *parts], top

    def standard(self, reference: str, x: float, y: float, width: float) -> Box:
        standard = self.registry.standard(reference)
        if standard is None:
            return box(x, y, width, reference)
        label = standard.title.in_(self.words.language)
        return box(x, y, width, label, self.words.term(standard.tier))


def _in_words(registry: Registry, pathway: Pathway, words: Phrases) -> str:
    def name(reference: str) -> str:
        standard = registry.standard(reference)
        return standard.title.in_(words.language) if standard else reference

    def said(needs: tuple[Need, ...]) -> str:
        return ", then ".join(
            name(need)
            if isinstance(need, str)
            else f"at least {need.at_least} of {', '.join(map(name, need.of))}"
            for need in needs
        )

    tracks = [
        f"{track.title.in_(words.language)}: {said(track.needs)}." for track in pathway.tracks
    ]
    return " ".join([f"Everyone: {said(pathway.core)}.", *tracks])
