"""The home page: what this community certifies, how to check a credential, who decides."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from registry.records.body import BODY
from registry.records.framework import FRAMEWORK
from registry.records.pathway import PATHWAY
from registry.records.standard import STANDARD
from registry.site.artifact import Artifact
from registry.site.asset import asset
from registry.site.governance.seats import seats
from registry.site.governance.votes import votes
from registry.site.markdown.escape import escape
from registry.site.markdown.page import page
from registry.site.pages.standards import by_tier
from registry.site.site import Site
from registry.site.subjects import UNLISTED
from registry.site.verification.words import words_of
from registry.site.versions import current, versions

_RECENT = 4


def home_page(site: Site) -> Iterator[Artifact]:
    """The page at the site's own address."""
    registry, language = site.registry, site.settings.language
    shown = [current(registry, STANDARD, slug, site.as_of) for slug in registry.slugs(STANDARD)]
    description = site.settings.description
    box = words_of(language)
    script = asset("lookup.mjs")
    yield page(
        site,
        "",
        "home.md.j2",
        title=site.settings.name.in_(language),
        description=description.in_(language) if description else "",
        meta={"hide": ["navigation", "toc"]},
        tiers=by_tier(site, shown),
        versions={
            entry.slug: versions(registry, STANDARD, entry.slug, site.as_of) for entry in shown
        },
        box=lambda key: escape(box.text(key)),
        # Paths and digests of our own making: readable as they are.
        script=Markup('src="{}" integrity="{}"').format(script.path, script.integrity),
        pathways=registry.entries(PATHWAY),
        maps=[current(registry, FRAMEWORK, slug, site.as_of) for slug in registry.slugs(FRAMEWORK)],
        bodies=[(entry, seats(entry.record, site.as_of)) for entry in registry.entries(BODY)],
        votes=[row for row in votes(registry) if not row.entry.record.about.startswith(UNLISTED)][
            :_RECENT
        ],
    )
