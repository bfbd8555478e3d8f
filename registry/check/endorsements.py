"""Endorsements: someone else vouches, for something that has a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from registry.problem import Problem
from registry.records.endorsement import ENDORSEMENT
from registry.records.kinds import subject_of
from registry.records.organization import ORGANIZATION, Organization
from registry.records.registry import Registry
from registry.records.settings import REGISTRY, Settings
from registry.records.standard import STANDARD

_HOST = re.compile(r"https?://([^/:?#]+)")


def endorser_is_issuer(registry: Registry, _today: date) -> Iterator[Problem]:
    """Nobody endorses themselves: the endorser is another organization than the registry.

    It is the same where name or host of the address are the same.
    """
    for entry in registry.entries(ENDORSEMENT):
        endorser = registry.get(ORGANIZATION, entry.record.by)
        if endorser is not None and _is_issuer(endorser.record, registry.settings):
            yield entry.problem(
                f"`{entry.record.by}` is the registry itself",
                "by",
                fix="delete the file; an endorsement is the word of somebody else",
            )


def endorsement_subject(registry: Registry, _today: date) -> Iterator[Problem]:
    """An endorsement is about the registry or about one version of a standard.

    Version for version: who vouched for 2.1 has not read 3.0.
    """
    for entry in registry.entries(ENDORSEMENT):
        about = entry.record.about
        found = subject_of(about)
        if found is not None and found[0] not in (STANDARD, REGISTRY):
            yield entry.problem(
                f"`{about}` is a {found[0].title.lower()}, which nobody can endorse here",
                "about",
                fix="name a version such as `standards/data-practitioner/2.1`, or `registry`",
            )


def _is_issuer(organization: Organization, settings: Settings) -> bool:
    if organization.name.default.casefold() == settings.name.default.casefold():
        return True
    return organization.url is not None and _host(organization.url) == _host(settings.url)


def _host(url: str) -> str:
    match = _HOST.match(url)
    return match[1].lower() if match else url
