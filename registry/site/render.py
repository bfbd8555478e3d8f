"""All artifacts of a site: the pages of `PAGES`, in order, no path twice."""

from __future__ import annotations

from collections.abc import Iterator

from registry.site.artifact import Artifact
from registry.site.pages import PAGES
from registry.site.site import Site


def render(site: Site) -> Iterator[Artifact]:
    """Yield every artifact of the site; ValueError where two pages claim one path."""
    seen: set[str] = set()
    for page in PAGES:
        for artifact in page(site):
            if artifact.path in seen:
                raise ValueError(f"two pages write {artifact.path}")
            seen.add(artifact.path)
            yield artifact
