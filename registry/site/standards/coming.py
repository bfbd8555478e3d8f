"""What a standard will ask for when the version takes effect that is announced already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from registry.lifecycle.line import state_of
from registry.lifecycle.version import State
from registry.records.registry import Entry
from registry.records.standard import STANDARD, Standard
from registry.records.text import Text
from registry.site.changes.pairs import step_of
from registry.site.changes.sections import anchors
from registry.site.markdown.escape import link
from registry.site.markdown.page import relative
from registry.site.markdown.phrases import Phrases
from registry.site.site import Site


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """The next version, from the day on which it takes effect.

    `page` is where to read what changes, `places` where each part that changes stands on it.
    """

    day: date
    summary: Text
    page: str
    places: dict[tuple[str, str], str]

    def link(self, kind: str, id_: str, words: Phrases, path: str) -> Markup:
        """From the page at `path` to what changes in a criterion or task; empty if nothing does."""
        place = self.places.get((kind, id_))
        if place is None:
            return Markup()
        return link(words("coming.part", day=self.day), relative(path, f"{self.page}#{place}"))


def coming(site: Site, entry: Entry[Standard]) -> Coming | None:
    """The announced version that follows this one, where this one is in force."""
    if state_of(site.registry, entry, site.as_of) is not State.EFFECTIVE:
        return None
    for later in site.registry.versions(STANDARD, entry.slug):
        day = later.record.change.effective
        if day and state_of(site.registry, later, site.as_of) is State.ANNOUNCED:
            pair = step_of(site.registry, later)
            # With a draft between the two, there is no page that sets them beside each other.
            found = pair if pair and pair.before.id == entry.id else None
            return Coming(
                day=day,
                summary=later.record.change.summary,
                page=found.page if found else f"{later.subject}/",
                places=anchors(found.difference) if found else {},
            )
    return None
