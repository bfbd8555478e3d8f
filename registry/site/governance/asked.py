"""Consultations as pages show them: how far each is, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from registry.lifecycle.consultations import Stage, stage_on
from registry.records.consultation import CONSULTATION, Consultation
from registry.records.registry import Entry
from registry.site.markdown.page import relative
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


def in_stage(rows: list[Asked], stage: Stage) -> list[Asked]:
    """The rows in a stage: what closes soonest first, and of what is closed the newest."""
    over = stage in {Stage.CLOSED, Stage.ANSWERED}
    found = [row for row in rows if row.stage is stage]
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


def open_about(site: Site, folder: str) -> list[Entry[Consultation]]:
    """The consultations that are open on the day of the pages, about what lies in a folder."""
    return [
        entry
        for entry in site.registry.entries(CONSULTATION)
        if entry.record.about.startswith(folder)
        and stage_on(entry.record, site.as_of) is Stage.OPEN
    ]
