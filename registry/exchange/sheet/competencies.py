"""A framework as a table: a row for each competency at each level.

What belongs to a competency as a whole stands in each of its rows, lists only in the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from registry.exchange.context import Context
from registry.exchange.sheet.cells import lines, table
from registry.records.framework import Alignment, Competency, Framework

COLUMNS = (
    "identifier",  # UUID of the behaviour, as in CASE
    "humanCodingScheme",  # the competency's id
    "abbreviatedStatement",  # its title
    "isChildOf",  # the domain's id
    "domain",  # its title
    "strand",
    "sequenceNumber",  # of the level, from low to high
    "level",
    "levels",  # all of them, from low to high: a competency may begin above the lowest
    "fullStatement",  # what an observer sees at this level
    "tasks",
    "needs",
    "demand",
    "alignments",  # relation | framework | code | address
    "framework",
    "version",
    "digest",
)
SEPARATOR = " | "
NONE = "-"  # an alignment without a code


def framework_table(
    slug: str, version: str, framework: Framework, digest: str, context: Context
) -> str:
    """The table of a framework version; `digest` is the hex digest of its source."""
    names = context.names
    rows: list[dict[str, str | int]] = []
    for one in framework.competencies:
        first = True
        for number, level in _levels(framework, one):
            rows.append(
                {
                    "identifier": names.text(f"skills/{slug}", "behaviour", f"{one.id}/{level}"),
                    "humanCodingScheme": one.id,
                    "abbreviatedStatement": one.title.default,
                    "isChildOf": one.domain,
                    "domain": framework.domains[one.domain].default,
                    "strand": one.strand,
                    "sequenceNumber": number,
                    "level": level,
                    "levels": " ".join(framework.levels),
                    "fullStatement": one.behaviours[level].default,
                    **(_lists(one) if first else {}),
                    "framework": framework.title.default,
                    "version": version,
                    "digest": f"sha256${digest}",
                }
            )
            first = False
    return table(COLUMNS, rows)


def _levels(framework: Framework, one: Competency) -> Iterator[tuple[int, str]]:
    for number, level in enumerate(framework.levels, 1):
        if level in one.behaviours:
            yield number, level


def _lists(one: Competency) -> dict[str, str]:
    return {
        "tasks": lines(task.default for task in one.tasks),
        "needs": lines(one.needs),
        "demand": lines(one.demand),
        "alignments": lines(_alignment(row) for row in one.alignments),
    }


def _alignment(row: Alignment) -> str:
    # A bar inside a name would be read as the end of it.
    names = (name.replace("|", "/") for name in (row.framework, row.code or NONE))
    return SEPARATOR.join((row.relation, *names, row.url))
