"""Decisions: the log of all of them, and for each who voted how and what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from registry.lifecycle.consultations import consultations_about
from registry.records.body import BODY
from registry.records.decision import DECISION, Decision
from registry.records.registry import Entry
from registry.site.artifact import Artifact
from registry.site.governance.log import FOLDER, TOPICS, logged
from registry.site.governance.votes import vote, votes
from registry.site.markdown.page import page
from registry.site.markdown.phrases import phrases_of
from registry.site.pages.governance import TOP
from registry.site.site import Site


def decision_pages(site: Site) -> Iterator[Artifact]:
    """The log, and a page for each decision."""
    entries = site.registry.entries(DECISION)
    if entries:
        yield _log(site)
    for entry in entries:
        yield _decision(site, entry)


def _log(site: Site) -> Artifact:
    rows = logged(site, votes(site.registry))
    lost = sum(not row.vote.carried for row in rows)
    numbers = [(name, sum(row.topic == name for row in rows)) for name, _ in TOPICS]
    topics = [("all", len(rows)), *numbers, ("lost", lost)]
    words = phrases_of(site.settings.language)
    return page(
        site,
        FOLDER,
        "decisions.md.j2",
        title="Decisions",
        description="Every question that a body voted on, and what the votes came to.",
        crumbs=[TOP],
        carried=len(rows) - lost,
        lost=lost,
        topics=[(name, words(f"topic.{name}"), number) for name, number in topics if number],
        years=[
            (year, list(found))
            for year, found in groupby(rows, key=lambda row: str(row.record.decided.year))
        ],
    )


def _decision(site: Site, entry: Entry[Decision]) -> Artifact:
    decision = entry.record
    return page(
        site,
        f"{FOLDER}{entry.id}/",
        "decision.md.j2",
        title=decision.question.in_(site.settings.language),
        crumbs=[TOP, ("Decisions", FOLDER)],
        decision=decision,
        body=site.registry.get(BODY, decision.body),
        vote=vote(site.registry, entry),
        consultations=consultations_about(site.registry, decision.about),
        groups=[
            ("For", "check", decision.for_),
            ("Against", "cross", decision.against),
            ("Abstained", "vacant", decision.abstained),
            ("Stepped aside", "next", decision.recused),
        ],
    )
