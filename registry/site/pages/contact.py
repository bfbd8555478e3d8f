"""Contact: where to go with what must not be public, and how long an answer takes."""

from __future__ import annotations

from collections.abc import Iterator

from registry.forge.issues.chooser import APPEAL, CONTACT, DATA, MISUSE, RENEW
from registry.lifecycle.line import line_of
from registry.lifecycle.version import current_on
from registry.records.registry import Entry
from registry.records.standard import STANDARD, Standard
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.site import Site


def contact_page(site: Site) -> Iterator[Artifact]:
    """The page to which the forms of the repository send appeals and reports."""
    standards = (_in_force(site, slug) for slug in site.registry.slugs(STANDARD))
    yield page(
        site,
        CONTACT,
        "contact.md.j2",
        title="Write to us in private",
        description="Where to go with what must not be public.",
        parts={"appeal": APPEAL, "misuse": MISUSE, "renew": RENEW, "data": DATA},
        standards=[entry for entry in standards if entry],
        forums=[channel for channel in site.settings.channels if channel.kind == "forum"],
    )


def _in_force(site: Site, slug: str) -> Entry[Standard] | None:
    """The version of a standard by which people are judged."""
    registry = site.registry
    version = current_on(line_of(registry, STANDARD, slug), site.as_of)
    return registry.get(STANDARD, f"{slug}@{version}") if version else None
