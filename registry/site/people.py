"""How pages name people, and the pages that records have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from registry.lifecycle.people import runs_on
from registry.records.organization import ORGANIZATION
from registry.records.person import PERSON, Person
from registry.records.registry import Entry, Registry
from registry.site.markdown.escape import escape, link
from registry.site.subjects import named


def is_listed(person: Person) -> bool:
    """Whether the person agreed to be listed: only then there is a name, and a page."""
    return person.consent is not None


@dataclass(frozen=True)
class Names:
    """Names on one page; `url` makes a link of a path of the site."""

    registry: Registry
    url: Callable[[str], str]

    def plain(self, handle: str) -> str:
        """The person's name by consent, or else the handle."""
        entry = self.registry.get(PERSON, handle)
        if entry is None or not is_listed(entry.record):
            return handle
        return entry.record.name or handle

    def person(self, handle: str) -> Markup:
        """The name, linked to the person's page where there is one."""
        entry = self.registry.get(PERSON, handle)
        if entry is None or not is_listed(entry.record):
            return escape(handle)
        return link(self.plain(handle), self.url(f"people/{handle}/"))

    def organization(self, slug: str, language: str) -> Markup:
        """The organization's name, linked to its page; the slug where it is unknown."""
        entry = self.registry.get(ORGANIZATION, slug)
        if entry is None:
            return escape(slug)
        name = entry.record.name.in_(language)
        return link(name, self.url(f"governance/organizations/{slug}/"))

    def affiliation(self, handle: str, day: date, language: str) -> Markup | None:
        """Where a listed person belongs on a day."""
        entry = self.registry.get(PERSON, handle)
        if entry is None or not is_listed(entry.record):
            return None
        current = [row for row in entry.record.affiliations if runs_on(row, day)]
        return self.organization(current[-1].organization, language) if current else None

    def page_of(self, entry: Entry[Any]) -> str:
        """The path of a record's page: its file's path without the ending."""
        return f"{entry.subject}/"

    def current_of(self, entry: Entry[Any]) -> str:
        """The path of the page that shows the version in force."""
        return entry.document.path.rpartition("/")[0] + "/"

    def about(self, path: str, language: str) -> Markup | None:
        """What a record is about, linked; None for a credential: the site lists no IDs."""
        found = named(self.registry, path, language)
        if found is None:
            return None
        if found.page is None:
            return escape(found.label)
        return link(found.label, self.url(found.page))

    def party(self, name: str, language: str) -> Markup:
        """An organization or else a person, linked to the page of either."""
        if self.registry.get(ORGANIZATION, name) is not None:
            return self.organization(name, language)
        return self.person(name)


def party(registry: Registry, name: str, language: str) -> str:
    """The name of an organization, or else of a person by consent; the ID where there is none."""
    organization = registry.get(ORGANIZATION, name)
    if organization is not None:
        return organization.record.name.in_(language)
    return Names(registry, str).plain(name)
