"""Endorsements: who vouches for what, in their own words, and by which file of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from registry.lifecycle.endorsements import Standing, standing_on
from registry.records.endorsement import ENDORSEMENT, Endorsement
from registry.records.registry import Entry
from registry.site.artifact import Artifact
from registry.site.markdown.page import page, relative
from registry.site.pages.governance import TOP
from registry.site.people import Names, party
from registry.site.site import Site
from registry.site.subjects import label_of

FOLDER = "governance/endorsements/"
_ORDER = (Standing.STANDS, Standing.COMING, Standing.ENDED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Endorsed:
    """An endorsement with its state on the day of the pages."""

    record: Endorsement
    page: str
    state: Standing
    subject: Markup


def endorsement_pages(site: Site) -> Iterator[Artifact]:
    """The list, and a page for each endorsement; nothing where there is none."""
    entries = site.registry.entries(ENDORSEMENT)
    if not entries:
        return
    rows = [endorsed(site, entry, FOLDER) for entry in entries]
    yield page(
        site,
        FOLDER,
        "endorsements.md.j2",
        title="Endorsements",
        description="Who vouches for this registry and its standards.",
        crumbs=[TOP],
        groups=[(state, [row for row in rows if row.state is state]) for state in _ORDER],
    )
    for entry in entries:
        path = f"{FOLDER}{entry.id}/"
        language = site.settings.language
        about = label_of(site.registry, entry.record.about, language)
        yield page(
            site,
            path,
            "endorsement.md.j2",
            title=f"{party(site.registry, entry.record.by, language)}: {about}",
            crumbs=[TOP, ("Endorsements", FOLDER)],
            row=endorsed(site, entry, path),
        )


def endorsed(site: Site, entry: Entry[Endorsement], path: str) -> Endorsed:
    """An endorsement as the page at `path` shows it."""
    language = site.settings.language
    names = Names(site.registry, lambda target: relative(path, target))
    return Endorsed(
        record=entry.record,
        page=f"{FOLDER}{entry.id}/",
        state=standing_on(entry.record, site.as_of),
        subject=names.about(entry.record.about, language) or Markup(),
    )


def endorsements_of(site: Site, slug: str, path: str) -> list[Endorsed]:
    """The endorsements of a standard's versions, newest first, as the page at `path` shows them."""
    found = [
        endorsed(site, entry, path)
        for entry in site.registry.entries(ENDORSEMENT)
        if entry.record.about.startswith(f"standards/{slug}/")
    ]
    return sorted(found, key=lambda row: row.record.from_, reverse=True)
