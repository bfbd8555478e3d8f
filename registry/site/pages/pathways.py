"""Pathways: each as a picture and in words."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from registry.records.pathway import PATHWAY
from registry.site.artifact import Artifact
from registry.site.markdown.escape import link
from registry.site.markdown.page import page, relative
from registry.site.markdown.phrases import phrases_of
from registry.site.pictures.pathway_map import pathway_map
from registry.site.site import Site


def pathway_pages(site: Site) -> Iterator[Artifact]:
    """The page of each pathway."""
    language = site.settings.language
    for entry in site.registry.entries(PATHWAY):
        path = f"pathways/{entry.id}/"

        def standard(reference: str, path: str = path) -> Markup:
            found = site.registry.standard(reference)
            label = found.title.in_(language) if found else reference
            slug = reference.partition("@")[0]
            return link(label, relative(path, f"standards/{slug}/"))

        yield page(
            site,
            path,
            "pathway.md.j2",
            title=entry.record.title.in_(language),
            description=entry.record.summary.in_(language),
            crumbs=[("Skills and pathways", "skills/")],
            pathway=entry.record,
            standard=standard,
            picture=pathway_map(site.registry, entry.record, phrases_of(language)),
        )
