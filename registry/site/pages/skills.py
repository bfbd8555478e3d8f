"""Skill maps: the index with the pathways, and every version of every framework."""

from __future__ import annotations

from collections.abc import Iterator

from registry.records.framework import FRAMEWORK, Framework
from registry.records.pathway import PATHWAY
from registry.records.registry import Entry
from registry.records.standard import STANDARD
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.markdown.phrases import phrases_of
from registry.site.pages.documents import machine_files
from registry.site.pictures.skill_map import skill_map
from registry.site.site import Site
from registry.site.versions import current, versions


def skill_pages(site: Site) -> Iterator[Artifact]:
    """The list of skill maps and pathways, and each skill map in each version."""
    registry = site.registry
    slugs = registry.slugs(FRAMEWORK)
    yield page(
        site,
        "skills/",
        "skills_index.md.j2",
        title="Skills and pathways",
        description="What people in this field can do, and the ways through the standards.",
        pathways=registry.entries(PATHWAY),
        maps=[current(registry, FRAMEWORK, slug, site.as_of) for slug in slugs],
    )
    for entry in registry.entries(FRAMEWORK):
        yield _map_page(site, entry)


def _map_page(site: Site, entry: Entry[Framework]) -> Artifact:
    framework, language = entry.record, site.settings.language
    history = versions(site.registry, FRAMEWORK, entry.slug, site.as_of)
    title = framework.title.in_(language)
    return page(
        site,
        f"skills/{entry.slug}/{entry.version}/",
        "skills.md.j2",
        title=f"{title} {entry.version}",
        description=f"{title}: {len(framework.competencies)} competencies, level by level.",
        crumbs=[("Skills and pathways", "skills/")],
        framework=framework,
        columns=len(framework.levels) + 1,
        version=entry.version,
        versions=history,
        files=machine_files(FRAMEWORK, entry.id),
        current=next(row for row in history if row.version == entry.version),
        titles={one.id: one.title for one in framework.competencies},
        asked=_asked(site, entry),
        picture=skill_map(framework, phrases_of(language)),
    )


def _asked(site: Site, entry: Entry[Framework]) -> dict[str, list[tuple[str, str]]]:
    """The standards now in force that ask for each competency of this framework's slug."""
    found: dict[str, list[tuple[str, str]]] = {one.id: [] for one in entry.record.competencies}
    for slug in site.registry.slugs(STANDARD):
        standard = current(site.registry, STANDARD, slug, site.as_of).record
        if standard.framework.partition("@")[0] != entry.slug:
            continue
        for id_ in standard.competencies:
            if id_ in found:
                label = standard.title.in_(site.settings.language)
                found[id_].append((label, f"standards/{slug}/"))
    return found
