"""Days of governance: terms, consultations, reviews, decisions, endorsements, snapshots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.lifecycle.reviews import is_open
from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.endorsement import ENDORSEMENT
from registry.records.review import REVIEW
from registry.records.snapshot import SNAPSHOT
from registry.site.almanac.moment import Moment, What
from registry.site.governance.votes import PRIVATE, votes
from registry.site.markdown.escape import escape
from registry.site.markdown.phrases import phrases_of
from registry.site.people import party
from registry.site.site import Site
from registry.site.subjects import label_of


def term_moments(site: Site) -> Iterator[Moment]:
    """The days on which terms and declared vacancies of a body end; nobody is named.

    Terms that end on one day are one moment.
    """
    words = phrases_of(site.settings.language)
    for entry in site.registry.entries(BODY):
        ending: dict[tuple[date, What], list[str]] = {}
        for term in entry.record.terms:
            what: What = "vacancy" if term.vacant else "term"
            ending.setdefault((term.ends, what), []).append(words.term(term.seat))
        for (day, what), seats in ending.items():
            yield Moment(
                what=what,
                id=f"{entry.subject}#{what}-{day}",
                day=day,
                last=day,
                about=entry.subject,
                page=f"{entry.subject}/",
                values={
                    "body": entry.record.title,
                    "seats": words("list.comma").join(map(escape, sorted(set(seats)))),
                },
            )


def consultation_moments(site: Site) -> Iterator[Moment]:
    """The window of each consultation."""
    for entry in site.registry.entries(CONSULTATION):
        asked = entry.record
        path = f"governance/consultations/{entry.id}"
        yield Moment(
            what="consultation",
            id=f"{path}#window",
            day=asked.opens,
            last=asked.closes,
            about=asked.about,
            page=f"{path}/",
            values={"question": asked.question},
        )


def review_moments(site: Site) -> Iterator[Moment]:
    """The day of each review, and the day by which each open finding is to be mended."""
    language = site.settings.language
    for entry in site.registry.entries(REVIEW):
        review = entry.record
        path = f"governance/reviews/{entry.id}"
        values = {
            "kind": phrases_of(language).term(review.kind),
            "about": label_of(site.registry, review.about, language),
            "by": party(site.registry, review.by, language),
        }
        yield Moment(
            what="reviewed",
            id=f"{path}#done",
            day=review.done,
            last=review.done,
            about=review.about,
            page=f"{path}/",
            values=values,
            text=review.method,
        )
        for finding in review.findings:
            if is_open(finding, site.as_of):
                yield Moment(
                    what="finding-due",
                    id=f"{path}#{finding.id}",
                    day=finding.due,
                    last=finding.due,
                    about=review.about,
                    page=f"{path}/",
                    values=values,
                    text=finding.text,
                )


def decision_moments(site: Site) -> Iterator[Moment]:
    """Each decision on its day, but for those about one credential."""
    words = phrases_of(site.settings.language)
    for vote in votes(site.registry):
        decision = vote.entry.record
        if decision.about.startswith(PRIVATE):
            continue
        path = f"governance/decisions/{vote.entry.id}"
        outcome = "carried" if vote.carried else "lost"
        yield Moment(
            what="decided",
            id=path,
            day=decision.decided,
            last=decision.decided,
            about=decision.about,
            page=f"{path}/",
            values={"question": decision.question, "outcome": words(f"outcome.{outcome}")},
            text=decision.reasons,
        )


def endorsement_moments(site: Site) -> Iterator[Moment]:
    """The first and the last day of each endorsement."""
    language = site.settings.language
    for entry in site.registry.entries(ENDORSEMENT):
        path = f"governance/endorsements/{entry.id}"
        values = {
            "by": party(site.registry, entry.record.by, language),
            "about": label_of(site.registry, entry.record.about, language),
        }
        yield Moment(
            what="endorsed",
            id=f"{path}#from",
            day=entry.record.from_,
            last=entry.record.from_,
            about=entry.record.about,
            page=f"{path}/",
            values=values,
            text=entry.record.statement,
        )
        yield Moment(
            what="endorsement-ends",
            id=f"{path}#to",
            day=entry.record.to,
            last=entry.record.to,
            about=entry.record.about,
            page=f"{path}/",
            values=values,
        )


def snapshot_moments(site: Site) -> Iterator[Moment]:
    """The day on which numbers were taken."""
    for entry in site.registry.entries(SNAPSHOT):
        path = f"governance/metrics/{entry.id}"
        yield Moment(
            what="counted",
            id=path,
            day=entry.record.taken,
            last=entry.record.taken,
            about=path,
            page=f"{path}/",
            values={"title": entry.record.title},
        )
