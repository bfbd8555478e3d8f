"""Organizations: what they are, and who from there serves here."""

from __future__ import annotations

from collections.abc import Iterator

from registry.lifecycle.people import organizations_on
from registry.records.endorsement import ENDORSEMENT
from registry.records.organization import ORGANIZATION, Organization
from registry.records.person import PERSON
from registry.records.registry import Entry
from registry.records.review import REVIEW
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.pages.governance import TOP
from registry.site.people import is_listed
from registry.site.site import Site
from registry.site.subjects import label_of


def organization_pages(site: Site) -> Iterator[Artifact]:
    """A page for each organization."""
    for entry in site.registry.entries(ORGANIZATION):
        yield _organization(site, entry)


def _organization(site: Site, entry: Entry[Organization]) -> Artifact:
    people = [
        person.id
        for person in site.registry.entries(PERSON)
        if is_listed(person.record)
        and entry.id in organizations_on(site.registry, person.id, site.as_of)
    ]
    return page(
        site,
        f"governance/organizations/{entry.id}/",
        "organization.md.j2",
        title=entry.record.name.in_(site.settings.language),
        crumbs=[TOP],
        organization=entry.record,
        people=people,
        endorsements=[
            row for row in site.registry.entries(ENDORSEMENT) if row.record.by == entry.id
        ],
        reviews=[row for row in site.registry.entries(REVIEW) if row.record.by == entry.id],
        label=lambda path: label_of(site.registry, path, site.settings.language),
    )
