"""Snapshots: counts as they were on a day, with what they are out of, small ones hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from registry.records.registry import Entry
from registry.records.snapshot import SNAPSHOT, Count, Snapshot
from registry.records.standard import STANDARD
from registry.site.artifact import Artifact
from registry.site.dates import percent
from registry.site.markdown.escape import escape
from registry.site.markdown.page import page, relative
from registry.site.markdown.phrases import phrases_of
from registry.site.pages.governance import TOP
from registry.site.people import Names
from registry.site.site import Site

FOLDER = "governance/metrics/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One count, what it is about, and the share it makes."""

    count: Count
    about: Markup
    share: str


def snapshot_pages(site: Site) -> Iterator[Artifact]:
    """The list, and a page for each snapshot; nothing where there is none."""
    entries = site.registry.entries(SNAPSHOT)
    if not entries:
        return
    yield page(
        site,
        FOLDER,
        "metrics.md.j2",
        title="Numbers",
        description="Counts of this registry, each as it was on a day.",
        crumbs=[TOP],
        snapshots=sorted(entries, key=lambda entry: entry.record.taken, reverse=True),
    )
    for entry in entries:
        yield _snapshot(site, entry)


def _snapshot(site: Site, entry: Entry[Snapshot]) -> Artifact:
    snapshot, language = entry.record, site.settings.language
    path = f"{FOLDER}{entry.id}/"
    rows = [_row(site, count, path) for count in snapshot.counts]
    # Of a survey every question has as many answers: the most of them is how many answered.
    answered = max((count.of for count in snapshot.counts if count.of), default=0)
    return page(
        site,
        path,
        "snapshot.md.j2",
        title=snapshot.title.in_(language),
        crumbs=[TOP, ("Numbers", FOLDER)],
        snapshot=snapshot,
        rows=rows,
        about=any(row.about for row in rows),
        hidden=any(count.hidden for count in snapshot.counts),
        answered=answered,
        rate=percent(Fraction(answered, snapshot.invited), language) if snapshot.invited else "",
    )


def _row(site: Site, count: Count, path: str) -> Row:
    language = site.settings.language
    names = Names(site.registry, lambda target: relative(path, target))
    parts = []
    if count.standard:
        parts.append(names.about(STANDARD.path_of(count.standard).rpartition(".")[0], language))
    if count.group:
        parts.append(escape(phrases_of(language).term(count.group)))
    share = ""
    if count.count is not None and count.of:
        share = percent(Fraction(count.count, count.of), language)
    return Row(
        count=count,
        about=Markup(", ").join(part for part in parts if part),
        share=share,
    )
