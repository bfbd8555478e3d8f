"""Policies: the text of every version."""

from __future__ import annotations

from collections.abc import Iterator

from registry.records.policy import POLICY, Policy
from registry.records.registry import Entry
from registry.site.artifact import Artifact
from registry.site.governance.acceptance import acceptance
from registry.site.markdown.page import page
from registry.site.markdown.policy_text import policy_text
from registry.site.pages.governance import TOP
from registry.site.site import Site
from registry.site.versions import versions


def policy_pages(site: Site) -> Iterator[Artifact]:
    """A page for each version of each policy."""
    for entry in site.registry.entries(POLICY):
        yield _policy(site, entry)


def _policy(site: Site, entry: Entry[Policy]) -> Artifact:
    history = versions(site.registry, POLICY, entry.slug, site.as_of)
    title = entry.record.title.in_(site.settings.language)
    return page(
        site,
        f"governance/policies/{entry.slug}/{entry.version}/",
        "policy.md.j2",
        title=f"{title} {entry.version}",
        crumbs=[TOP],
        policy=entry.record,
        version=entry.version,
        versions=history,
        current=next(row for row in history if row.version == entry.version),
        acceptance=acceptance(site.registry, entry, site.as_of),
        text=policy_text(entry.document.body),
    )
