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
from registry.site.almanac.moment import Moment, What, moment_of
from registry.site.governance.votes import votes
from registry.site.markdown.escape import escape
from registry.site.markdown.phrases import phrases_of
from registry.site.people import party
from registry.site.site import Site
from registry.site.subjects import UNLISTED, label_of


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
            listed = words("list.comma").join(map(escape, sorted(set(seats))))
            values = {"body": entry.record.title, "seats": listed}
            yield moment_of(entry, what, day, mark=f"{what}-{day}", values=values)


def consultation_moments(site: Site) -> Iterator[Moment]:
    """The window of each consultation."""
    for entry in site.registry.entries(CONSULTATION):
        asked = entry.record
        yield moment_of(
            entry,
            "consultation",
            asked.opens,
            mark="window",
            last=asked.closes,
            about=asked.about,
            values={"question": asked.question},
        )


def review_moments(site: Site) -> Iterator[Moment]:
    """The day of each review, and the day by which each open finding is to be mended."""
    language = site.settings.language
    for entry in site.registry.entries(REVIEW):
        review, about = entry.record, entry.record.about
        values = {
            "kind": phrases_of(language).term(review.kind),
            "about": label_of(site.registry, about, language),
            "by": party(site.registry, review.by, language),
        }
        yield moment_of(
            entry,
            "reviewed",
            review.done,
            mark="done",
            about=about,
            values=values,
            text=review.method,
        )
        for finding in review.findings:
            if is_open(finding, site.as_of):
                yield moment_of(
                    entry,
                    "finding-due",
                    finding.due,
                    mark=finding.id,
                    about=about,
                    values=values,
                    text=finding.text,
                )


def decision_moments(site: Site) -> Iterator[Moment]:
    """Each decision on its day, but for those about one credential."""
    words = phrases_of(site.settings.language)
    for vote in votes(site.registry):
        decision = vote.entry.record
        if decision.about.startswith(UNLISTED):
            continue
        outcome = words("outcome.carried" if vote.carried else "outcome.lost")
        yield moment_of(
            vote.entry,
            "decided",
            decision.decided,
            about=decision.about,
            values={"question": decision.question, "outcome": outcome},
            text=decision.reasons,
        )


def endorsement_moments(site: Site) -> Iterator[Moment]:
    """The first and the last day of each endorsement."""
    language = site.settings.language
    for entry in site.registry.entries(ENDORSEMENT):
        word, about = entry.record, entry.record.about
        values = {
            "by": party(site.registry, word.by, language),
            "about": label_of(site.registry, about, language),
        }
        yield moment_of(
            entry,
            "endorsed",
            word.from_,
            mark="from",
            about=about,
            values=values,
            text=word.statement,
        )
        yield moment_of(entry, "endorsement-ends", word.to, mark="to", about=about, values=values)


def snapshot_moments(site: Site) -> Iterator[Moment]:
    """The day on which numbers were taken."""
    for entry in site.registry.entries(SNAPSHOT):
        yield moment_of(entry, "counted", entry.record.taken, values={"title": entry.record.title})
