"""Standards: the index, the version in force, and every version, in each language it is told in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from registry.lifecycle.version import State
from registry.records.registry import Entry
from registry.records.standard import STANDARD, Standard
from registry.site.artifact import Artifact
from registry.site.governance.asked import open_about
from registry.site.governance.endorsed import endorsements_of_versions
from registry.site.markdown.escape import link
from registry.site.markdown.page import page, relative
from registry.site.markdown.phrases import Phrases, language_name, phrase_languages, phrases_of
from registry.site.pages.documents import machine_files
from registry.site.pages.subscriptions import feed_of
from registry.site.site import Site
from registry.site.standards import facts
from registry.site.standards.coming import Coming, coming
from registry.site.standards.reviews import looked_at
from registry.site.standards.schema_org import credential_of
from registry.site.standards.scoring import levels, results
from registry.site.standards.translation import languages_of
from registry.site.versions import Version, current, versions


def standard_pages(site: Site) -> Iterator[Artifact]:
    """The list of standards, and the pages of each."""
    slugs = site.registry.slugs(STANDARD)
    shown = [current(site.registry, STANDARD, slug, site.as_of) for slug in slugs]
    yield page(
        site,
        "standards/",
        "standards.md.j2",
        title="Standards",
        description=f"What the credentials of {site.settings.name} stand for.",
        tiers=by_tier(site, shown),
        versions={
            entry.slug: versions(site.registry, STANDARD, entry.slug, site.as_of) for entry in shown
        },
    )
    for entry in shown:
        yield _standard_page(site, entry, f"standards/{entry.slug}/")
        for version in site.registry.versions(STANDARD, entry.slug):
            path = f"standards/{version.slug}/{version.version}/"
            yield _standard_page(site, version, path)
            for language in _translations(site, version):
                yield _standard_page(site, version, f"{path}{language}/", language)


def by_tier(site: Site, shown: list[Entry[Standard]]) -> list[tuple[str, list[Entry[Standard]]]]:
    """The standards of each tier, lowest tier first."""
    return [
        (tier, [entry for entry in shown if entry.record.tier == tier])
        for tier in site.settings.tiers
    ]


def _translations(site: Site, entry: Entry[Standard]) -> list[str]:
    """The languages, beside the default one, in which this version has a page of its own."""
    told = languages_of(entry.record, site.registry.framework_of(entry.record))
    return sorted(told & phrase_languages() & set(site.settings.languages))


def _standard_page(
    site: Site, entry: Entry[Standard], path: str, language: str | None = None
) -> Artifact:
    standard, slug, version = entry.record, entry.slug, entry.version
    tongue = language or site.settings.language
    words = phrases_of(tongue)
    history = versions(site.registry, STANDARD, slug, site.as_of)
    here = next(row for row in history if row.version == version)
    is_version_page = path != f"standards/{slug}/"
    title = standard.title.in_(tongue)
    ahead = coming(site, entry)

    def changing(kind: str, id_: str) -> Markup:
        return ahead.link(kind, id_, words, path) if ahead else Markup()

    return page(
        site,
        path,
        "standard.md.j2",
        title=f"{title} {version}",
        description=standard.signifies.in_(tongue),
        crumbs=_crumbs(words, standard, slug, is_version_page),
        language=language,
        meta=_meta(site, entry, path, language),
        standard=standard,
        version=version,
        is_version_page=is_version_page,
        current=here,
        change=standard.change,
        versions=history,
        files=machine_files(STANDARD, entry.id),
        translations=_other_languages(site, entry, tongue),
        notes=[
            *_notes(words, here, history, path, site.as_of),
            *_news(site, slug, ahead, words, path),
        ],
        changing=changing,
        endorsements=endorsements_of_versions(
            site, [entry] if is_version_page else site.registry.versions(STANDARD, slug), path
        ),
        log=f"standards/{slug}/changes/",
        looked_at=list(looked_at(site, entry, words, path)),
        binding=_binding(site, words) if language else "",
        glance=facts.glance(site, standard, words, path),
        **facts.competencies(site, standard, words),
        scale=levels(standard),
        results=results(standard),
        **facts.example(standard, words),
        prerequisites=facts.prerequisites(site, standard, words, path),
        lifespan=facts.lifespan(standard, words),
    )


def _crumbs(words: Phrases, standard: Standard, slug: str, deep: bool) -> list[tuple[Any, str]]:
    top = (words.plain("standards"), "standards/")
    return [top, (standard.title, f"standards/{slug}/")] if deep else [top]


def _meta(site: Site, entry: Entry[Standard], path: str, language: str | None) -> Mapping[str, Any]:
    base = f"standards/{entry.slug}/{entry.version}/"
    tongue = language or site.settings.language
    meta: dict[str, Any] = {}
    if path == base:  # the page of the version in force says the same: search shows that one
        meta["search"] = {"exclude": True}
    if language:
        meta["language"] = language
    if others := _translations(site, entry):
        default = site.settings.language
        meta["alternates"] = {default: base} | {tag: f"{base}{tag}/" for tag in others}
    meta["feeds"] = {feed_of(entry.slug): entry.record.title.in_(tongue)}
    meta["schema_org"] = credential_of(site, entry, tongue)
    return meta


def _other_languages(site: Site, entry: Entry[Standard], tongue: str) -> list[tuple[str, str, str]]:
    """Label, language tag and path of the same version in other languages."""
    base = f"standards/{entry.slug}/{entry.version}/"
    others = _translations(site, entry)
    if not others:
        return []
    pages = {site.settings.language: base} | {tag: f"{base}{tag}/" for tag in others}
    return [(language_name(tag), tag, target) for tag, target in pages.items() if tag != tongue]


def _notes(
    words: Phrases, here: Version, history: list[Version], path: str, day: date
) -> list[Markup]:
    """What a reader of a version that is not in force must know first."""
    notes = []
    if here.state in {State.DRAFT, State.CONSULTATION}:
        notes.append(words("draft-note"))
    if here.state is State.ANNOUNCED and here.change.effective:
        notes.append(words("announced-note", day=here.change.effective))
    newer = next((row for row in history if row.state is State.EFFECTIVE), None)
    if here.state in {State.SUPERSEDED, State.RETIRED, State.WITHDRAWN}:
        notes.append(words("not-current"))
        if newer:
            label = words("see-current", version=newer.version)
            notes.append(link(label, relative(path, newer.page)))
    if here.state is State.SUPERSEDED and here.last_intake and day <= here.last_intake:
        notes.append(words("intake-note", day=here.last_intake))
    return notes


def _news(
    site: Site, slug: str, ahead: Coming | None, words: Phrases, path: str
) -> Iterator[Markup]:
    """What is announced already, and what people are asked about now."""
    if ahead:
        yield words("coming-note", day=ahead.day, summary=ahead.summary)
        yield link(words("coming-note.see"), relative(path, ahead.page))
    for entry in open_about(site, f"standards/{slug}/"):
        question = link(
            entry.record.question.in_(words.language), relative(path, f"{entry.subject}/")
        )
        yield words("asked-note", day=entry.record.closes, question=question)


def _binding(site: Site, words: Phrases) -> Markup:
    default = language_name(site.settings.language)
    return words("binding", language=default)
