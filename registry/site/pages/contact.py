"""Contact: where to go with what must not be public, and how long an answer takes."""

from __future__ import annotations

from collections.abc import Iterator

from registry.forge.issues.chooser import APPEAL, CONTACT, DATA, MISUSE, RENEW
from registry.lifecycle.line import in_force
from registry.records.standard import STANDARD
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.site import Site


def contact_page(site: Site) -> Iterator[Artifact]:
    """The page to which the forms of the repository send appeals and reports."""
    registry = site.registry
    slugs = registry.slugs(STANDARD)
    standards = (in_force(registry, STANDARD, slug, site.as_of) for slug in slugs)
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
