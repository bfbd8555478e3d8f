"""The rubric of a standard as a table: a row for each criterion at each level of the scale."""

from __future__ import annotations

from registry.exchange.context import Context
from registry.exchange.sheet.cells import lines, table
from registry.records.standard import Standard

COLUMNS = (
    "identifier",  # UUID of the criterion at this level, as in CASE
    "criterion",  # its id
    "criterionDescription",  # its title
    "competencies",
    "position",
    "weight",
    "gate",
    "quality",  # the level
    "score",  # its points
    "description",  # what work of this level looks like
    "standard",
    "version",
    "digest",
)


def rubric_table(slug: str, version: str, standard: Standard, digest: str, context: Context) -> str:
    """The table of a standard version; `digest` is the hex digest of its source."""
    folder = f"standards/{slug}"
    scale = sorted(standard.scale.items(), key=lambda row: row[1])
    return table(
        COLUMNS,
        (
            {
                "identifier": context.names.text(folder, "criterion", criterion.id, level),
                "criterion": criterion.id,
                "criterionDescription": criterion.title.default,
                "competencies": lines(criterion.shows),
                "position": place,
                "weight": criterion.weight,
                "gate": criterion.gate or "",
                "quality": level,
                "score": points,
                "description": criterion.levels[level].default,
                "standard": standard.title.default,
                "version": version,
                "digest": f"sha256${digest}",
            }
            for place, criterion in enumerate(standard.rubric, 1)
            for level, points in scale
        ),
    )
