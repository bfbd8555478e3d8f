"""The page that leads to all of governance."""

from __future__ import annotations

from collections.abc import Iterator

from registry.records.body import BODY
from registry.records.organization import ORGANIZATION
from registry.records.person import PERSON
from registry.records.policy import POLICY
from registry.site.artifact import Artifact
from registry.site.governance.seats import seats
from registry.site.governance.votes import votes
from registry.site.markdown.page import page
from registry.site.people import is_listed
from registry.site.site import Site
from registry.site.versions import current, versions


def governance_page(site: Site) -> Iterator[Artifact]:
    """Who decides, by which rules, and what was decided."""
    registry = site.registry
    yield page(
        site,
        "governance/",
        "governance.md.j2",
        title="Governance",
        description="Who decides, by which rules, and what was decided.",
        bodies=[(entry, seats(entry.record, site.as_of)) for entry in registry.entries(BODY)],
        votes=votes(registry),
        policies=[
            (
                current(registry, POLICY, slug, site.as_of),
                versions(registry, POLICY, slug, site.as_of),
            )
            for slug in registry.slugs(POLICY)
        ],
        people=[entry for entry in registry.entries(PERSON) if is_listed(entry.record)],
        organizations=registry.entries(ORGANIZATION),
    )
