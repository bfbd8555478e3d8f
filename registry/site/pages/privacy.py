"""Privacy: what is public, what never is, and what happens on erasure."""

from __future__ import annotations

from collections.abc import Iterator

from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.site import Site


def privacy_page(site: Site) -> Iterator[Artifact]:
    """The page that the footer of every credential leads to."""
    yield page(
        site,
        "privacy/",
        "privacy.md.j2",
        title="Privacy",
        description="What this registry publishes about people, what it never does, how to leave.",
    )
