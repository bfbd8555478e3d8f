"""Reviews: who looked closely, what they found, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from registry.lifecycle.reviews import is_open, reviews_due
from registry.records.registry import Entry
from registry.records.review import REVIEW, Finding, Review
from registry.site.artifact import Artifact
from registry.site.markdown.page import page, relative
from registry.site.markdown.phrases import phrases_of
from registry.site.pages.governance import TOP
from registry.site.people import Names
from registry.site.site import Site
from registry.site.subjects import label_of

FOLDER = "governance/reviews/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewed:
    """A review as a page shows it; `findings` come open ones first, the nearest due first."""

    record: Review
    page: str
    title: str
    subject: Markup
    findings: tuple[Finding, ...]
    open: tuple[Finding, ...]


def review_pages(site: Site) -> Iterator[Artifact]:
    """The list with every open finding, and a page for each review; nothing where there is none."""
    entries = site.registry.entries(REVIEW)
    if not entries:
        return
    rows = [reviewed(site, entry, FOLDER) for entry in entries]
    rows.sort(key=lambda row: row.record.done, reverse=True)
    findings = [(finding, row) for row in rows for finding in row.open]
    yield page(
        site,
        FOLDER,
        "reviews.md.j2",
        title="Reviews and audits",
        description="Who looked closely, what they found, and what is still open.",
        crumbs=[TOP],
        open=sorted(findings, key=lambda pair: pair[0].due),
        reviews=rows,
        due=sorted(reviews_due(site.registry, site.as_of), key=lambda row: row.due),
    )
    for entry in entries:
        path = f"{FOLDER}{entry.id}/"
        row = reviewed(site, entry, path)
        yield page(
            site,
            path,
            "review.md.j2",
            title=row.title,
            crumbs=[TOP, ("Reviews and audits", FOLDER)],
            row=row,
        )


def reviewed(site: Site, entry: Entry[Review], path: str) -> Reviewed:
    """A review as the page at `path` shows it."""
    record, language = entry.record, site.settings.language
    names = Names(site.registry, lambda target: relative(path, target))
    about = label_of(site.registry, record.about, language)
    left = [row for row in record.findings if is_open(row, site.as_of)]
    closed = [row for row in record.findings if not is_open(row, site.as_of)]
    left.sort(key=lambda row: row.due)
    return Reviewed(
        record=record,
        page=f"{FOLDER}{entry.id}/",
        title=f"{phrases_of(language).term(record.kind)}: {about}",
        subject=names.about(record.about, language) or Markup(),
        findings=(*left, *closed),
        open=tuple(left),
    )
