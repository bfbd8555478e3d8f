"""Reviews and audits: on time, by others, and what they found is mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.lifecycle.people import organizations_on
from registry.lifecycle.reviews import open_findings, overdue
from registry.lifecycle.terms import members_on
from registry.lifecycle.validity import after
from registry.problem import Problem
from registry.records.body import BODY
from registry.records.period import Period
from registry.records.registry import Registry
from registry.records.review import REVIEW
from registry.records.settings import REGISTRY
from registry.records.standard import STANDARD

# How often somebody from outside looks at the whole registry.
AUDIT_EVERY = Period(months=24)


def review_overdue(registry: Registry, today: date) -> Iterator[Problem]:
    """A standard in force is looked at again within the time that it promises.

    The time runs from the day it took effect, and again from each carried decision about it and
    from each periodic review of it that has no open finding.
    This is a warning: an old standard misleads nobody as long as the page shows its age. Who
    changes one that is more than 90 days overdue is refused (`review-lapsed`).
    """
    for found in overdue(registry, today):
        yield found.entry.problem(
            f"its review was due on {found.due}",
            "review_every",
            severity="warning",
            fix="record a periodic review, or the body's decision to keep it or to adopt another",
        )


def finding_overdue(registry: Registry, today: date) -> Iterator[Problem]:
    """What a review found is mended by the day that was promised.

    This is a warning, because nothing that only time does may stop the site from saying what was
    revoked. Who changes the review, or what it is about, over a finding of high severity is refused
    (`finding-lapsed`).
    """
    for found in open_findings(registry, today):
        if found.is_overdue:
            finding = found.finding
            yield found.entry.problem(
                f"the finding `{finding.id}` ({finding.severity}) was due on {finding.due}",
                *("findings", found.number, "due"),
                severity="warning",
                fix="mend it and add `closed: <date>`; a later day needs a reason in the text",
            )


def auditor_inside(registry: Registry, _today: date) -> Iterator[Problem]:
    """An audit is made by somebody who sits in no body of the registry, and works with no member.

    What counts is who sat where on the day the audit was finished.
    """
    for entry in registry.entries(REVIEW):
        review = entry.record
        if review.kind != "audit":
            continue
        for body in registry.entries(BODY):
            for member in members_on(body.record, review.done):
                if review.by in (member, *organizations_on(registry, member, review.done)):
                    who = "sits" if review.by == member else f"is where `{member}` works, who sits"
                    yield entry.problem(
                        f"`{review.by}` {who} in {body.record.title}",
                        "by",
                        fix="have it audited by somebody else, or call it a `periodic` review",
                    )


def audit_due(registry: Registry, today: date) -> Iterator[Problem]:
    """Somebody from outside audits the whole registry every 24 months.

    The time runs from the newest audit about `registry`, or else from the day the first standard
    took effect. This is a warning.
    """
    audits = [
        entry.record.done
        for entry in registry.entries(REVIEW)
        if entry.record.kind == "audit" and entry.record.about == REGISTRY.name
    ]
    begun = [
        entry.record.change.effective
        for entry in registry.entries(STANDARD)
        if entry.record.change.effective
    ]
    since = max(audits, default=None) or min(begun, default=None)
    if since is None or not registry.is_whole(REVIEW) or after(AUDIT_EVERY, since) >= today:
        return
    last = f"the last audit was on {since}" if audits else "it was never audited"
    for settings in registry.entries(REGISTRY):
        yield settings.problem(
            f"{last}, and one was due on {after(AUDIT_EVERY, since)}",
            severity="warning",
            fix="ask somebody outside, and record it in governance/reviews/ with `kind: audit`",
        )
