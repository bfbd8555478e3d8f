"""Consultations: those that are open first, then what was heard in the others, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from registry.lifecycle.consultations import Stage, stage_on
from registry.records.consultation import CONSULTATION, Consultation
from registry.records.registry import Entry
from registry.site.artifact import Artifact
from registry.site.markdown.page import page, relative
from registry.site.pages.governance import TOP
from registry.site.people import Names
from registry.site.site import Site
from registry.site.subjects import label_of

FOLDER = "governance/consultations/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A consultation with its stage on the day of the pages; `label` names what it is about."""

    record: Consultation
    page: str
    stage: Stage
    label: str
    subject: Markup


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
        groups=[
            (label, in_stage(rows, *stages))
            for label, stages in (
                ("Open now", (Stage.OPEN,)),
                ("Coming", (Stage.PLANNED,)),
                ("Waiting for an answer", (Stage.CLOSED,)),
                ("Answered", (Stage.ANSWERED,)),
            )
        ],
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
        )


def in_stage(rows: list[Asked], *stages: Stage) -> list[Asked]:
    """The rows in these stages, the one that closes soonest first while it runs."""
    found = [row for row in rows if row.stage in stages]
    over = Stage.ANSWERED in stages or Stage.CLOSED in stages
    return sorted(found, key=lambda row: row.record.closes, reverse=over)


def asked(site: Site, entry: Entry[Consultation], path: str) -> Asked:
    """A consultation as the page at `path` shows it."""
    record, language = entry.record, site.settings.language
    names = Names(site.registry, lambda target: relative(path, target))
    return Asked(
        record=record,
        page=f"{FOLDER}{entry.id}/",
        stage=stage_on(record, site.as_of),
        label=label_of(site.registry, record.about, language),
        subject=names.about(record.about, language) or Markup(),
    )
