"""The log of decisions: each in two lines, with what it is about and what its votes came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from registry.records.body import BODY
from registry.records.decision import Decision
from registry.site.governance.votes import Vote, arithmetic
from registry.site.markdown.phrases import phrases_of
from registry.site.site import Site
from registry.site.subjects import UNLISTED

FOLDER = "governance/decisions/"
# What decisions are about, by the folder of the record; the style sheet knows these names.
TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("standards", ("standards/",)),
    ("skills", ("skills/", "pathways/")),
    ("policies", ("governance/policies/",)),
    ("credentials", UNLISTED),
    ("other", ("",)),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Logged:
    """A row of the log; `body` is the name of the body that decided."""

    record: Decision
    page: str
    vote: Vote
    topic: str
    body: str
    arithmetic: Markup


def logged(site: Site, votes: Iterable[Vote]) -> list[Logged]:
    """Decisions as rows of the log, in the order they come in."""
    return [_row(site, vote) for vote in votes]


def _row(site: Site, vote: Vote) -> Logged:
    decision, language = vote.entry.record, site.settings.language
    body = site.registry.get(BODY, decision.body)
    return Logged(
        record=decision,
        page=f"{FOLDER}{vote.entry.id}/",
        vote=vote,
        topic=next(name for name, starts in TOPICS if decision.about.startswith(starts)),
        body=body.record.title.in_(language) if body else decision.body,
        arithmetic=arithmetic(site.registry, vote, phrases_of(language)),
    )
