"""Consultations: those that are open first, then what was heard in the others, and the answers."""

from __future__ import annotations

from collections.abc import Iterator

from registry.lifecycle.consultations import Stage
from registry.lifecycle.decisions import decisions_about
from registry.records.consultation import CONSULTATION
from registry.site.artifact import Artifact
from registry.site.governance.asked import FOLDER, asked, in_stage
from registry.site.markdown.page import page
from registry.site.pages.governance import TOP
from registry.site.site import Site

_ORDER = (Stage.OPEN, Stage.PLANNED, Stage.CLOSED, Stage.ANSWERED)


def consultation_pages(site: Site) -> Iterator[Artifact]:
    """The list, and a page for each consultation; nothing where there is none."""
    entries = site.registry.entries(CONSULTATION)
    if not entries:
        return
    rows = [asked(site, entry, FOLDER) for entry in reversed(entries)]
    yield page(
        site,
        FOLDER,
        "consultations.md.j2",
        title="Consultations",
        description="What everyone was asked before a standard changed, and the answers.",
        crumbs=[TOP],
        groups=[(stage, in_stage(rows, stage)) for stage in _ORDER],
    )
    for entry in entries:
        path = f"{FOLDER}{entry.id}/"
        yield page(
            site,
            path,
            "consultation.md.j2",
            title=entry.record.question.in_(site.settings.language),
            crumbs=[TOP, ("Consultations", FOLDER)],
            row=asked(site, entry, path),
            decisions=decisions_about(site.registry, entry.record.about),
        )
