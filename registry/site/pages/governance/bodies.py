"""Bodies: their seats and who holds them, their rules, decisions, coming and past terms."""

from __future__ import annotations

from collections.abc import Iterator

from registry.records.body import BODY, Body
from registry.records.registry import Entry
from registry.site.artifact import Artifact
from registry.site.governance.log import logged
from registry.site.governance.seats import seat_notes, seats
from registry.site.governance.votes import votes
from registry.site.markdown.page import page
from registry.site.markdown.phrases import phrases_of
from registry.site.pages.governance import TOP
from registry.site.site import Site

_RECENT = 10


def body_pages(site: Site) -> Iterator[Artifact]:
    """A page for each body."""
    for entry in site.registry.entries(BODY):
        yield _body(site, entry)


def _body(site: Site, entry: Entry[Body]) -> Artifact:
    body, language = entry.record, site.settings.language
    words = phrases_of(language)
    past = [term for term in body.terms if term.ends < site.as_of]
    decided = [
        row
        for row in votes(site.registry)
        if row.entry.record.body == entry.id or row.entry.record.about == entry.subject
    ]
    return page(
        site,
        f"governance/bodies/{entry.id}/",
        "body.md.j2",
        title=body.title.in_(language),
        description=body.purpose.in_(language),
        crumbs=[TOP],
        body=body,
        seats=[
            (seat, seat_notes(body, seat, site.as_of, words)) for seat in seats(body, site.as_of)
        ],
        past=sorted(past, key=lambda term: term.from_, reverse=True),
        coming=[term for term in body.terms if term.from_ > site.as_of],
        # A folder is called by its last part: `governance/policies`.
        owns=[words.term(path.rpartition("/")[2]) for path in body.owns],
        decisions=logged(site, decided[:_RECENT]),
        every=len(decided),
    )
