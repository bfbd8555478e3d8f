"""People who play a public role: a page only by consent."""

from __future__ import annotations

from collections.abc import Iterator

from registry.lifecycle.people import runs_on
from registry.records.body import BODY
from registry.records.person import PERSON, Person, Role
from registry.records.registry import Entry
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.people import is_listed
from registry.site.site import Site


def people_pages(site: Site) -> Iterator[Artifact]:
    """The page of each person who agreed to be listed."""
    for entry in site.registry.entries(PERSON):
        if is_listed(entry.record):
            yield _person(site, entry)


def _person(site: Site, entry: Entry[Person]) -> Artifact:
    person = entry.record
    held = [
        (body, term)
        for body in site.registry.entries(BODY)
        for term in body.record.terms
        if term.holder == entry.id
    ]
    return page(
        site,
        f"people/{entry.id}/",
        "person.md.j2",
        title=person.name or entry.id,
        crumbs=[("Governance", "governance/")],
        meta={"search": {"exclude": True}},
        person=person,
        handle=entry.id,
        roles=[(role, _about(site, role), runs_on(role, site.as_of)) for role in person.roles],
        held=held[::-1],
        calibrated=sorted(person.calibrated, key=lambda row: row.date, reverse=True),
        standard=lambda reference: _standard(site, reference),
    )


def _about(site: Site, role: Role) -> str:
    return _standard(site, role.scope) if role.scope else ""


def _standard(site: Site, reference: str) -> str:
    """The standard's title and version, as `Data Practitioner 2`."""
    standard = site.registry.standard(reference)
    title = standard.title.in_(site.settings.language) if standard else reference.partition("@")[0]
    return f"{title} {reference.partition('@')[2]}".strip()
