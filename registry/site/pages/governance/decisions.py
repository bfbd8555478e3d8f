"""Decisions: who voted how, what the votes came to, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from registry.records.body import BODY
from registry.records.decision import DECISION, Decision
from registry.records.registry import Entry
from registry.site.artifact import Artifact
from registry.site.governance.votes import vote
from registry.site.markdown.page import page
from registry.site.pages.governance import TOP
from registry.site.site import Site


def decision_pages(site: Site) -> Iterator[Artifact]:
    """A page for each decision."""
    for entry in site.registry.entries(DECISION):
        yield _decision(site, entry)


def _decision(site: Site, entry: Entry[Decision]) -> Artifact:
    decision = entry.record
    return page(
        site,
        f"governance/decisions/{entry.id}/",
        "decision.md.j2",
        title=decision.question.in_(site.settings.language),
        crumbs=[TOP],
        decision=decision,
        body=site.registry.get(BODY, decision.body),
        vote=vote(site.registry, entry),
        groups=[
            ("For", "check", decision.for_),
            ("Against", "cross", decision.against),
            ("Abstained", "vacant", decision.abstained),
            ("Stepped aside", "next", decision.recused),
        ],
    )
