"""What the page of a standard says in tables and sentences, in the words of its language."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from registry.records.framework import FRAMEWORK, Competency, Framework
from registry.records.standard import PERMANENT, STANDARD, Standard
from registry.site.dates import decimal
from registry.site.markdown.environment import finalize
from registry.site.markdown.escape import escape, link
from registry.site.markdown.page import relative
from registry.site.markdown.phrases import Phrases
from registry.site.site import Site
from registry.site.standards.scoring import Outcome, results, worked_example


def glance(
    site: Site, standard: Standard, words: Phrases, path: str
) -> list[tuple[Markup, Markup]]:
    """The facts that most readers look for, as label and value."""
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
    before = prerequisites(site, standard, words, path) or words("glance.nothing")
    rows = [
        (words("glance.tier"), escape(words.term(standard.tier))),
        (words("glance.size"), escape(words.term(standard.size))),
        (words("glance.decided"), decided),
        (words("glance.pass"), mark),
        (words("glance.validity"), validity),
        (
            words("glance.complete"),
            words("glance.complete.value", period=standard.timeline.complete),
        ),
        (words("glance.attempts"), escape(str(standard.retake.attempts))),
        (words("glance.before"), before),
    ]
    if standard.standing:
        standing = words("glance.standing.value", period=standard.standing)
        rows.insert(5, (words("glance.standing"), standing))
    return rows


def prerequisites(site: Site, standard: Standard, words: Phrases, path: str) -> Markup:
    """Links to the standards that are needed before; empty where there is none."""
    found = []
    for reference in standard.prerequisites:
        entry = site.registry.resolve(STANDARD, reference)
        slug = reference.partition("@")[0]
        label = entry.record.title.in_(words.language) if entry else reference
        found.append(link(label, relative(path, f"standards/{slug}/")))
    return words("list.comma").join(found)


def competencies(site: Site, standard: Standard, words: Phrases) -> dict[str, Any]:
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


def example(standard: Standard, words: Phrases) -> dict[str, Any]:
    """The worked example, its sum, and what one missed gate would make of it."""
    found = worked_example(standard)
    what_if: Markup | str = ""
    if found.gate and found.without_gate:
        what_if = words(
            "example.gate",
            level=words.term(found.below),
            criterion=found.gate.title,
            total=decimal(found.without_gate.total, words.language),
        )
    return {"example": found, "sum": _sum(found.outcome, words), "what_if": what_if}


def _sum(outcome: Outcome, words: Phrases) -> Markup:
    total = decimal(outcome.total, words.language)
    if outcome.result is None:
        return words("example.notyet", total=total)
    return words("example.outcome", total=total, result=words.term(outcome.result).lower())


def lifespan(standard: Standard, words: Phrases) -> list[Markup]:
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
    sentences.append(words("policy.renewal.window", window=renewal.window, grace=renewal.grace))
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
