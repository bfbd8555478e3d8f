"""The page that leads to all of governance, and says what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from registry.lifecycle.consultations import Stage
from registry.lifecycle.endorsements import EndorsementState, endorsement_state
from registry.lifecycle.reviews import open_findings
from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.endorsement import ENDORSEMENT
from registry.records.organization import ORGANIZATION
from registry.records.person import PERSON
from registry.records.policy import POLICY
from registry.records.review import REVIEW
from registry.records.snapshot import SNAPSHOT
from registry.site.almanac.almanac import planned
from registry.site.artifact import Artifact
from registry.site.governance import asked, endorsed
from registry.site.governance.log import logged
from registry.site.governance.seats import seats
from registry.site.governance.votes import votes
from registry.site.markdown.page import page
from registry.site.markdown.phrases import phrases_of
from registry.site.pages.governance import reviews, snapshots
from registry.site.pages.subscriptions import CALENDAR, FEED
from registry.site.people import is_listed
from registry.site.site import Site
from registry.site.versions import current, versions

_PATH = "governance/"
_NEXT = 8
_RECENT = 6

Part = tuple[str, Markup, str, Markup]


def governance_page(site: Site) -> Iterator[Artifact]:
    """Who decides, by which rules, what was decided, and what comes next."""
    registry = site.registry
    rows = [asked.asked(site, entry, _PATH) for entry in registry.entries(CONSULTATION)]
    yield page(
        site,
        _PATH,
        "governance.md.j2",
        title="Governance",
        description="Who decides, by which rules, and what was decided.",
        meta={"feeds": {FEED: site.settings.name.in_(site.settings.language)}},
        next=planned(site, site.as_of)[:_NEXT],
        calendar=CALENDAR,
        feed=FEED,
        asked=asked.in_stage(rows, Stage.OPEN),
        bodies=[(entry, seats(entry.record, site.as_of)) for entry in registry.entries(BODY)],
        decisions=logged(site, votes(registry)[:_RECENT]),
        policies=[
            (
                current(registry, POLICY, slug, site.as_of),
                versions(registry, POLICY, slug, site.as_of),
            )
            for slug in registry.slugs(POLICY)
        ],
        parts=list(_parts(site)),
        channels=site.settings.channels,
        people=[entry for entry in registry.entries(PERSON) if is_listed(entry.record)],
        organizations=registry.entries(ORGANIZATION),
    )


def _parts(site: Site) -> Iterator[Part]:
    """Picture, name, page and a sentence of each part that has records."""
    registry = site.registry
    words = phrases_of(site.settings.language)
    if registry.entries(REVIEW):
        left = sum(1 for _ in open_findings(registry, site.as_of))
        text = words("parts.reviews", n=left)
        yield "search", words("parts.reviews.title"), reviews.FOLDER, text
    if put := registry.entries(CONSULTATION):
        text = words.count("parts.consultations", len(put))
        yield "voice", words("parts.consultations.title"), asked.FOLDER, text
    if vouched := registry.entries(ENDORSEMENT):
        standing = {
            entry.record.by
            for entry in vouched
            if endorsement_state(entry.record, site.as_of) is EndorsementState.STANDS
        }
        text = words.count("parts.endorsements", len(standing))
        yield "seal", words("parts.endorsements.title"), endorsed.FOLDER, text
    if counted := registry.entries(SNAPSHOT):
        text = words.count("parts.metrics", len(counted))
        yield "same", words("parts.metrics.title"), snapshots.FOLDER, text
