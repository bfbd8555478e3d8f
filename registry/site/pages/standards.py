"""Standards: the index, the version in force, and every version, in each language it is told in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from registry.lifecycle.version import State
from registry.records.framework import FRAMEWORK, Competency, Framework
from registry.records.registry import Entry
from registry.records.standard import PERMANENT, STANDARD, Standard
from registry.site.artifact import Artifact
from registry.site.dates import decimal
from registry.site.environment import finalize
from registry.site.markdown import escape, link
from registry.site.page import page, relative
from registry.site.phrases import Phrases, phrase_languages, phrases_of
from registry.site.schema_org import credential_of
from registry.site.scoring import Outcome, levels, results, worked_example
from registry.site.site import Site
from registry.site.translation import languages_of
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


def by_tier(
    site: Site, shown: list[Entry[Standard]]
) -> list[tuple[str, list[Entry[Standard]]]]:
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
        translations=_other_languages(site, entry, tongue),
        notes=_notes(words, here, history, path),
        binding=_binding(site, words) if language else "",
        glance=_glance(site, standard, words, path),
        **_competencies(site, standard, words),
        scale=levels(standard),
        results=results(standard),
        **_example(standard, words),
        prerequisites=_prerequisites(site, standard, words, path),
        lifespan=_lifespan(standard, words),
    )


def _crumbs(words: Phrases, standard: Standard, slug: str, deep: bool) -> list[tuple[Any, str]]:
    top = (str(words("standards").unescape()), "standards/")
    return [top, (standard.title, f"standards/{slug}/")] if deep else [top]


def _meta(
    site: Site, entry: Entry[Standard], path: str, language: str | None
) -> Mapping[str, Any]:
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
    meta["schema_org"] = credential_of(site, entry, tongue)
    return meta


def _other_languages(
    site: Site, entry: Entry[Standard], tongue: str
) -> list[tuple[str, str, str]]:
    """Label, language tag and path of the same version in other languages."""
    base = f"standards/{entry.slug}/{entry.version}/"
    others = _translations(site, entry)
    if not others:
        return []
    pages = {site.settings.language: base} | {tag: f"{base}{tag}/" for tag in others}
    return [
        (phrases_of(tag).sentences["language"], tag, target)
        for tag, target in pages.items()
        if tag != tongue
    ]


def _notes(words: Phrases, here: Version, history: list[Version], path: str) -> list[Markup]:
    """What a reader of a version that is not in force must know first."""
    notes = []
    if here.state is State.DRAFT:
        notes.append(words("draft-note"))
    if here.state is State.ANNOUNCED and here.change.effective:
        notes.append(words("announced-note", day=here.change.effective))
    newer = next((row for row in history if row.state is State.EFFECTIVE), None)
    if here.state in {State.SUPERSEDED, State.RETIRED, State.WITHDRAWN}:
        notes.append(words("not-current"))
        if newer:
            label = words("see-current", version=newer.version)
            notes.append(link(label, relative(path, newer.page)))
    if here.state is State.SUPERSEDED and here.last_intake:
        notes.append(words("intake-note", day=here.last_intake))
    return notes


def _binding(site: Site, words: Phrases) -> Markup:
    default = phrases_of(site.settings.language).sentences["language"]
    return words("binding", language=default)


def _glance(
    site: Site, standard: Standard, words: Phrases, path: str
) -> list[tuple[Markup, Markup]]:
    gates = sum(criterion.gate is not None for criterion in standard.rubric)
    mark = words("glance.pass.value", points=results(standard)[0][1])
    if gates:
        mark = Markup("{} {}").format(mark, words.count("glance.pass.gates", gates))
    validity = (
        words("glance.permanent")
        if standard.validity == PERMANENT
        else finalize(standard.validity, words.language)
    )
    panel = standard.panel
    decided = words("glance.decided.value", evaluators=panel.evaluators, agree=panel.agree)
    before = _prerequisites(site, standard, words, path) or words("glance.nothing")
    rows = [
        (words("glance.tier"), escape(words.term(standard.tier))),
        (words("glance.size"), escape(words.term(standard.size))),
        (words("glance.decided"), decided),
        (words("glance.pass"), mark),
        (words("glance.validity"), validity),
        (words("glance.complete"), words("glance.complete.value", period=standard.timeline.complete)),
        (words("glance.attempts"), escape(str(standard.retake.attempts))),
        (words("glance.before"), before),
    ]
    if standard.standing:
        standing = words("glance.standing.value", period=standard.standing)
        rows.insert(5, (words("glance.standing"), standing))
    return rows


def _prerequisites(site: Site, standard: Standard, words: Phrases, path: str) -> Markup:
    found = []
    for reference in standard.prerequisites:
        entry = site.registry.resolve(STANDARD, reference)
        slug = reference.partition("@")[0]
        label = entry.record.title.in_(words.language) if entry else reference
        found.append(link(label, relative(path, f"standards/{slug}/")))
    return words("list.comma").join(found)


def _competencies(site: Site, standard: Standard, words: Phrases) -> dict[str, Any]:
    """The matrix of levels, and what each criterion shows."""
    framework = site.registry.framework_of(standard)
    if framework is None:
        return {"ladder": (), "matrix": [], "map_page": "", "shows": {}}
    entry = site.registry.get(FRAMEWORK, standard.framework)
    titles = {one.id: one.title.in_(words.language) for one in framework.competencies}
    matrix = [
        _row(framework, competency, standard.competencies[competency.id])
        for competency in framework.competencies
        if competency.id in standard.competencies
    ]
    comma = words("list.comma")
    shows = {
        criterion.id: comma.join(escape(titles.get(id_, id_)) for id_ in criterion.shows)
        for criterion in standard.rubric
    }
    map_page = f"skills/{entry.slug}/{entry.version}/" if entry else ""
    return {"ladder": framework.levels, "matrix": matrix, "map_page": map_page, "shows": shows}


def _row(framework: Framework, competency: Competency, required: str) -> dict[str, Any]:
    place = framework.levels.index(required)
    marks = ["included"] * place + ["required"] + ["beyond"] * (len(framework.levels) - place - 1)
    return {
        "title": competency.title,
        "behaviour": competency.behaviours.get(required, ""),
        "cells": list(zip(framework.levels, marks, strict=True)),
    }


def _example(standard: Standard, words: Phrases) -> dict[str, Any]:
    example = worked_example(standard)
    what_if: Markup | str = ""
    if example.gate and example.without_gate:
        what_if = words(
            "example.gate",
            level=words.term(example.below),
            criterion=example.gate.title,
            total=decimal(example.without_gate.total, words.language),
        )
    return {"example": example, "sum": _sum(example.outcome, words), "what_if": what_if}


def _sum(outcome: Outcome, words: Phrases) -> Markup:
    total = decimal(outcome.total, words.language)
    if outcome.result is None:
        return words("example.notyet", total=total)
    return words("example.outcome", total=total, result=words.term(outcome.result).lower())


def _lifespan(standard: Standard, words: Phrases) -> list[Markup]:
    """Validity, standing and renewal, sentence by sentence."""
    sentences = []
    if standard.validity == PERMANENT:
        sentences.append(words("policy.lifespan.permanent"))
    else:
        sentences.append(words("policy.lifespan.text", period=standard.validity))
    if standard.standing:
        sentences.append(words("policy.standing", period=standard.standing))
    renewal = standard.renewal
    if renewal is None:
        if standard.validity != PERMANENT:
            sentences.append(words("policy.renewal.none"))
        return sentences
    sentences.append(
        words("policy.renewal.window", window=renewal.window, grace=renewal.grace)
    )
    units = [
        words("policy.renewal.unit", n=number, category=words.term(category).lower())
        for category, number in renewal.units.items()
    ]
    if units:
        sentences.append(words("policy.renewal.units", units=words("list.comma").join(units)))
        if renewal.assessment:
            sentences.append(words("policy.renewal.assessment"))
    elif renewal.assessment:
        sentences.append(words("policy.renewal.only-assessment"))
    return sentences
