"""Endorsements as pages show them: whether the endorser still stands by it, and about what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from registry.lifecycle.endorsements import EndorsementState, endorsement_state, endorsements_of
from registry.records.endorsement import Endorsement
from registry.records.registry import Entry
from registry.records.standard import Standard
from registry.site.markdown.page import relative
from registry.site.people import Names
from registry.site.site import Site

FOLDER = "governance/endorsements/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Endorsed:
    """An endorsement with its state on the day of the pages."""

    record: Endorsement
    page: str
    state: EndorsementState
    subject: Markup


def endorsed(site: Site, entry: Entry[Endorsement], path: str) -> Endorsed:
    """An endorsement as the page at `path` shows it."""
    language = site.settings.language
    names = Names(site.registry, lambda target: relative(path, target))
    return Endorsed(
        record=entry.record,
        page=f"{FOLDER}{entry.id}/",
        state=endorsement_state(entry.record, site.as_of),
        subject=names.about(entry.record.about, language) or Markup(),
    )


def endorsements_of_versions(
    site: Site, versions: Iterable[Entry[Standard]], path: str
) -> list[Endorsed]:
    """The endorsements of these versions, newest first, as the page at `path` shows them."""
    found = [
        endorsed(site, entry, path)
        for version in versions
        for entry in endorsements_of(site.registry, version.subject)
    ]
    return sorted(found, key=lambda row: row.record.from_, reverse=True)
