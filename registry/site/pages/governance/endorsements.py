"""Endorsements: who vouches for what, in their own words, and by which file of their own."""

from __future__ import annotations

from collections.abc import Iterator

from registry.lifecycle.endorsements import EndorsementState
from registry.records.endorsement import ENDORSEMENT
from registry.site.artifact import Artifact
from registry.site.governance.endorsed import FOLDER, endorsed
from registry.site.markdown.page import page
from registry.site.pages.governance import TOP
from registry.site.people import party
from registry.site.site import Site
from registry.site.subjects import label_of

_ORDER = (EndorsementState.STANDS, EndorsementState.COMING, EndorsementState.ENDED)


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
