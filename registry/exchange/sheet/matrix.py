"""Rows of competencies at levels as an outline."""

from __future__ import annotations

from registry.exchange.explanations import FILE, TREE
from registry.exchange.outline.findings import Findings
from registry.exchange.outline.outline import Group, Link, Outline, Skill, Words
from registry.exchange.sheet.cells import unlines
from registry.exchange.sheet.competencies import NONE, SEPARATOR
from registry.exchange.sheet.rows import Row

_RELATIONS = ("exact", "broader", "narrower", "related")
# What all rows of a competency say alike: the column, and the field of the outline.
_SHARED = {"abbreviatedStatement": "title", "isChildOf": "domain", "strand": "strand"}


def fill(rows: list[Row], outline: Outline, findings: Findings) -> None:
    """Add levels, domains and competencies, in the order of the rows."""
    ranks: dict[str, tuple[float, str]] = {}
    domains: dict[str, Group] = {}
    skills: dict[str, Skill] = {}
    for row in rows:
        key = row["humanCodingScheme"] or row["abbreviatedStatement"]
        if not key:
            message = "the row names no competency"
            findings.error(FILE, row.at(), message, "fill humanCodingScheme")
            continue
        domain = row["isChildOf"] or row["domain"]
        title = row["domain"] or domain or outline.title
        group = domains.setdefault(domain, Group(key=domain, code=domain, title=title))
        if group.title != title:
            message = f"the domain is called {group.title[:60]} in another row"
            findings.error(TREE, row.at("domain"), message, "call it the same everywhere")
        skill = skills.get(key)
        if skill is None:
            skill = skills[key] = _skill(row, key, domain)
        _agree(skill, row, findings)
        _lists(skill, row, findings)
        _level(skill, row, ranks, findings)
    outline.levels = _ladder(rows, ranks, findings)
    outline.domains = list(domains.values())
    outline.skills = list(skills.values())
    _needs(skills, findings)


def _skill(row: Row, key: str, domain: str) -> Skill:
    return Skill(
        key=key,
        code=row["humanCodingScheme"],
        title=row["abbreviatedStatement"] or key,
        domain=domain,
        at=row.at(),
        strand=row["strand"],
    )


def _agree(skill: Skill, row: Row, findings: Findings) -> None:
    for column, name in _SHARED.items():
        said, here = getattr(skill, name), row[column]
        if here and here != said:
            message = f"{skill.at} says {str(said)[:60] or 'nothing'} of the same competency"
            findings.error(TREE, row.at(column), message, "say the same in all of its rows")


def _lists(skill: Skill, row: Row, findings: Findings) -> None:
    skill.tasks += [Words(task, row.at("tasks")) for task in unlines(row["tasks"])]
    skill.needs += unlines(row["needs"])
    skill.demand = (*skill.demand, *unlines(row["demand"]))
    for line in unlines(row["alignments"]):
        relation, *middle = line.split(SEPARATOR)
        if len(middle) != 3 or relation not in _RELATIONS:  # noqa: PLR2004 - name, code, address
            message = f"an alignment is not `relation{SEPARATOR}framework{SEPARATOR}code{SEPARATOR}"
            findings.error(FILE, row.at("alignments"), f"{message}address`")
            continue
        framework, code, url = (part.strip() for part in middle)
        code = "" if code == NONE else code
        skill.alignments.append(Link(framework=framework, code=code, relation=relation, url=url))


def _level(skill: Skill, row: Row, ranks: dict[str, tuple[float, str]], findings: Findings) -> None:
    level, text, number = row["level"], row["fullStatement"], row["sequenceNumber"]
    if not level and not text:
        return
    if not level or not text:
        column = "fullStatement" if level else "level"
        findings.error(FILE, row.at(column), "it is empty", "a row is a competency at a level")
        return
    rank = float(number) if number.isdecimal() and len(number) < 10 else float(len(ranks) + 1)  # noqa: PLR2004 - no scale is that long
    known = ranks.setdefault(level, (rank, row.at()))
    if number and known[0] != rank:
        message = f"{known[1]} gives the level {level[:40]} another number"
        findings.error(TREE, row.at("sequenceNumber"), message, "number each level once")
    if level in skill.behaviours:
        message = f"the competency has the level {level[:40]} already"
        findings.error(TREE, row.at("level"), message, "one sentence for each level")
        return
    skill.behaviours[level] = Words(text, row.at("fullStatement"))


def _ladder(rows: list[Row], ranks: dict[str, tuple[float, str]], findings: Findings) -> list[str]:
    """The levels from low to high: as the table lists them, or else by the numbers of its rows."""
    listed = rows[0]["levels"].split()
    if not listed:
        return sorted(ranks, key=lambda name: ranks[name][0])
    for name, (_, at) in ranks.items():
        if name not in listed:
            message = f"{name[:40]} is none of the levels that row {rows[0].number} lists"
            findings.error(TREE, at, message, "add it there, in its place")
    return listed


def _needs(skills: dict[str, Skill], findings: Findings) -> None:
    for skill in skills.values():
        for needed in skill.needs:
            if needed not in skills:
                message = f"{needed[:60]} is needed, and no row is about it"
                findings.error(TREE, skill.at, message, "add it, or empty the cell")
