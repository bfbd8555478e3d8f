"""When a standard is looked at again, and who looked at it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from registry.lifecycle.line import state_of
from registry.lifecycle.reviews import review_due
from registry.lifecycle.version import State
from registry.records.registry import Entry
from registry.records.review import REVIEW
from registry.records.standard import Standard
from registry.site.markdown.escape import link
from registry.site.markdown.page import relative
from registry.site.markdown.phrases import Phrases
from registry.site.site import Site


def looked_at(site: Site, entry: Entry[Standard], words: Phrases, path: str) -> Iterator[Markup]:
    """Sentences about the next review of a version in force, and about the reviews so far."""
    yield words("review", period=entry.record.review_every)
    if state_of(site.registry, entry, site.as_of) is State.EFFECTIVE:
        due = review_due(site.registry, entry, site.as_of)
        key = "review.due" if due >= site.as_of else "review.overdue"
        yield words(key, day=due, away=words.away(due, site.as_of))
    reviews = [row for row in site.registry.entries(REVIEW) if row.record.about == entry.subject]
    if reviews:
        links = [
            link(
                f"{words.term(row.record.kind)}, {row.record.done.year}",
                relative(path, f"{row.subject}/"),
            )
            for row in reviews
        ]
        yield words("reviewed.list", reviews=words("list.comma").join(links))
