"""From statements and the links between them to an outline.

    a statement at the top with others below it   a domain
    one directly below a domain                   a competency
    one deeper, at a level                        the behaviour at that level
    one deeper, without a level                   a task
    one at the top with nothing below it          a competency, in a domain named like the framework

Nothing of the tree is lost so: a source that divides a competency further has its parts as tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from registry.exchange.explanations import LOST, TREE
from registry.exchange.outline.findings import Findings
from registry.exchange.outline.outline import Group, Outline, Skill, Statement, Words

_DOMAIN = "domain"


@dataclass(kw_only=True, slots=True)
class Tree:
    """Statements by key, the keys below each, those at the top, and the level of each that has one.

    `levels` are keys of statements, from low to high; these are not in the tree.
    """

    statements: Mapping[str, Statement]
    below: Mapping[str, Sequence[str]]
    top: Sequence[str]
    level_of: Mapping[str, str] = field(default_factory=dict)
    levels: Sequence[str] = ()


def first_parents(
    links: Sequence[tuple[str, str, str]], findings: Findings
) -> dict[str, tuple[str, str]]:
    """The parent of each child, with the place of the link; `links` are child, parent, place.

    A second parent is left out with a warning.
    """
    parents: dict[str, tuple[str, str]] = {}
    for child, parent, at in links:
        other = parents.setdefault(child, (parent, at))
        if other[0] != parent:
            findings.warning(
                LOST,
                at,
                "the statement stands below another one already, and is not told twice",
                "a competency has one domain; name the other in its alignments",
            )
    return parents


def require_no_cycle(parents: Mapping[str, tuple[str, str]], findings: Findings) -> None:
    """Note an error for each circle of parents."""
    done: set[str] = set()
    for start in parents:
        way: list[str] = []
        key = start
        while key in parents and key not in done:
            done.add(key)
            way.append(key)
            key = parents[key][0]
        if key in way:
            circle = len(way) - way.index(key)
            what = "itself" if circle == 1 else f"itself, by way of {circle - 1} others"
            findings.error(
                TREE,
                parents[key][1],
                f"the statement stands below {what}",
                "take one link of the circle away",
            )


def outline_of(tree: Tree, outline: Outline, findings: Findings) -> dict[str, Skill]:
    """Fill domains, levels and competencies of an outline; returns the competencies by key."""
    statements = tree.statements
    outline.levels = [statements[key].code or statements[key].text for key in tree.levels]
    names = dict(zip(tree.levels, outline.levels, strict=True))
    alone: list[Statement] = []
    for key in tree.top:
        one = statements[key]
        if not tree.below.get(key) and one.kind.lower() != _DOMAIN:
            alone.append(one)
            continue
        outline.domains.append(Group(key=key, code=one.code, title=one.text, at=one.at))
        outline.skills += [_skill(statements[skill], key) for skill in tree.below.get(key, ())]
    if alone:
        outline.domains.append(Group(key="", code="", title=outline.title))
        outline.skills += [_skill(one, "") for one in alone]
    skills = {skill.key: skill for skill in outline.skills}
    for skill in outline.skills:
        for part in _deeper(tree, skill.key):
            _tell(skill, part, names.get(tree.level_of.get(part.key, "")), findings)
    places = [statements[skill.key].place for skill in outline.skills]
    if None not in places:
        outline.skills.sort(key=lambda skill: statements[skill.key].place or 0)
    return skills


def _skill(one: Statement, domain: str) -> Skill:
    return Skill(
        key=one.key,
        code=one.code,
        title=one.text,
        short=one.short,
        domain=domain,
        at=one.at,
        strand=one.strand,
        demand=one.demand,
    )


def _deeper(tree: Tree, key: str) -> Iterator[Statement]:
    """Everything below a statement, in the order of a book; no recursion, for trees may be deep."""
    stack = list(reversed(tree.below.get(key, ())))
    while stack:
        inner = stack.pop()
        yield tree.statements[inner]
        stack += reversed(tree.below.get(inner, ()))


def _tell(skill: Skill, part: Statement, level: str | None, findings: Findings) -> None:
    if level is None:
        skill.tasks.append(Words(part.text, part.at))
        return
    first = skill.behaviours.get(level)
    if first is None:
        skill.behaviours[level] = Words(part.text, part.at)
        return
    message = f"a second sentence for the level {level[:40]}; the two are joined"
    findings.warning(LOST, part.at, message, "a competency that needs two is two competencies")
    skill.behaviours[level] = Words(f"{first.text} {part.text}", first.at)
