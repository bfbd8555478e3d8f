"""Standards: what one version asks for can be met, judged and renewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter

from registry.check.nearest import hint
from registry.problem import Problem
from registry.records.registry import Registry
from registry.records.standard import PERMANENT, STANDARD


def unknown_tier(registry: Registry, _today: date) -> Iterator[Problem]:
    """The tier of a standard is one of those in `registry.yml`."""
    tiers = registry.settings.tiers
    for entry in registry.entries(STANDARD):
        if entry.record.tier not in tiers:
            yield entry.problem(
                f"`{entry.record.tier}` is no tier of this registry",
                "tier",
                fix=hint(entry.record.tier, tiers),
            )


def unknown_category(registry: Registry, _today: date) -> Iterator[Problem]:
    """The units that a renewal asks for are of the categories in `registry.yml`."""
    categories = registry.settings.unit_categories
    for entry in registry.entries(STANDARD):
        if entry.record.renewal is None:
            continue
        for category in entry.record.renewal.units:
            if category not in categories:
                yield entry.problem(
                    f"`{category}` is no category of units in this registry",
                    "renewal",
                    "units",
                    category,
                    key=True,
                    fix=hint(category, categories, "list it in `unit_categories` of registry.yml"),
                )


def prerequisite_tier(registry: Registry, _today: date) -> Iterator[Problem]:
    """A prerequisite is not of a higher tier than the standard that asks for it."""
    tiers = registry.settings.tiers
    for entry in registry.entries(STANDARD):
        for number, name in enumerate(entry.record.prerequisites):
            needed = registry.standard(name)
            if needed is None or not {needed.tier, entry.record.tier} <= set(tiers):
                continue
            if tiers.index(needed.tier) > tiers.index(entry.record.tier):
                yield entry.problem(
                    f"`{name}` is of tier {needed.tier}, above {entry.record.tier}",
                    "prerequisites",
                    number,
                    fix="ask for something of the same tier or below, or raise this one's tier",
                )


def prerequisite_cycle(registry: Registry, _today: date) -> Iterator[Problem]:
    """No standard is, by way of others, a prerequisite of itself: nobody could begin."""
    major = {
        entry.id: f"{entry.slug}@{entry.version.partition('.')[0]}"
        for entry in registry.entries(STANDARD)
    }
    needs: dict[str, set[str]] = {}
    for entry in registry.entries(STANDARD):
        wanted = (name.partition(".")[0] for name in entry.record.prerequisites)
        needs.setdefault(major[entry.id], set()).update(wanted)
    try:
        TopologicalSorter({name: sorted(wanted) for name, wanted in needs.items()}).prepare()
    except CycleError as error:
        ring = error.args[1]
        for entry in registry.entries(STANDARD):
            for number, name in enumerate(entry.record.prerequisites):
                if major[entry.id] in ring and name.partition(".")[0] in ring:
                    yield entry.problem(
                        f"`{entry.id}` asks, by way of {' and '.join(sorted(set(ring)))},"
                        " for itself",
                        "prerequisites",
                        number,
                        fix="take one of these prerequisites away",
                    )


def streams_short(registry: Registry, _today: date) -> Iterator[Problem]:
    """The tasks of a standard yield as many kinds of evidence as its scoring asks for."""
    for entry in registry.entries(STANDARD):
        asked, there = entry.record.scoring.streams, len(entry.record.streams)
        if asked > there:
            yield entry.problem(
                f"{asked} kinds of evidence are asked for, but the tasks yield {there}",
                "scoring",
                "streams",
                fix="ask for fewer, or name more `streams` in the tasks",
            )


def panel_rule(registry: Registry, _today: date) -> Iterator[Problem]:
    """A panel decides by a majority of itself, and cannot be split evenly.

    More than half must agree, or two opposite decisions could both be right. Where a bare majority
    decides, the number of evaluators is odd; two of two, or all of any number, is fine.
    """
    for entry in registry.entries(STANDARD):
        size, agree = entry.record.panel.evaluators, entry.record.panel.agree
        bare = size // 2 + 1
        if agree > size:
            message, fix = f"{agree} of {size} can never agree", f"write {size} or less"
        elif 2 * agree <= size:
            message = f"{agree} of {size} is no majority"
            fix = f"write {bare if size % 2 else min(bare + 1, size)} or more"
        elif size % 2 == 0 and agree == bare and agree != size:
            message = f"a panel of {size} that decides by majority can split evenly"
            fix = f"let {size - 1} or {size + 1} evaluate, or ask all {size} to agree"
        else:
            continue
        yield entry.problem(message, "panel", "agree", fix=fix)


def panel_organizations(registry: Registry, _today: date) -> Iterator[Problem]:
    """The share of one organization in a panel is not above the number of its evaluators."""
    for entry in registry.entries(STANDARD):
        size, share = entry.record.panel.evaluators, entry.record.panel.per_organization
        if share > size:
            yield entry.problem(
                f"{share} of one organization cannot sit in a panel of {size}",
                "panel",
                "per_organization",
                fix="write how many of the panel may come from one organization",
            )


def permanent_standing(registry: Registry, _today: date) -> Iterator[Problem]:
    """A permanent standard says how long standing lasts; no other standard has standing."""
    for entry in registry.entries(STANDARD):
        permanent = entry.record.validity == PERMANENT
        if permanent and entry.record.standing is None:
            yield entry.problem(
                "a permanent credential does not say how long its holder's standing lasts",
                "validity",
                fix="add a line `standing: P1Y`",
            )
        if not permanent and entry.record.standing is not None:
            yield entry.problem(
                "standing is for permanent credentials; this one ends",
                "standing",
                key=True,
                fix="delete `standing`, or write `validity: permanent`",
            )


def renewal_missing(registry: Registry, _today: date) -> Iterator[Problem]:
    """What ends can be renewed, by units or by an assessment."""
    for entry in registry.entries(STANDARD):
        renewal = entry.record.renewal
        if renewal is None:
            if entry.record.validity != PERMANENT:
                yield entry.problem(
                    "a credential that ends does not say how it is renewed",
                    "validity",
                    fix="add `renewal` with `window`, `grace`, `units` and `assessment`",
                )
        elif not renewal.units and not renewal.assessment:
            yield entry.problem(
                "the renewal asks for nothing that could be done",
                "renewal",
                key=True,
                fix="add `units`, or `assessment: true`",
            )
