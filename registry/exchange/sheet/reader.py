"""A table of competencies as an outline, in one of two shapes.

With a column `level`, a row is a competency at a level, as `sealbook export csv` writes it.
Without, a row is a statement below the one that `isChildOf` names by its `humanCodingScheme` or
its `identifier`, as OpenSALT writes and reads it.
"""

from __future__ import annotations

from registry.exchange.explanations import FILE, TREE
from registry.exchange.outline.draft import STRANDS, draft_of
from registry.exchange.outline.findings import Findings
from registry.exchange.outline.outline import Outline, Statement
from registry.exchange.outline.tree import Tree, first_parents, outline_of, require_no_cycle
from registry.exchange.reading import NoText, Reading, text_of
from registry.exchange.sheet.competencies import COLUMNS
from registry.exchange.sheet.matrix import fill
from registry.exchange.sheet.rows import Row, read_rows, spans_of

_OURS = {name.lower() for name in COLUMNS}
_TREE = {"cfitemtype", "conceptkeywords"}
_RUBRIC = {"criterion", "quality"}


def read_table(raw: bytes, path: str, title: str) -> Reading:
    """Read a table; `title` is that of the framework where no column `framework` says it."""
    try:
        text = text_of(raw, path, "save it as “CSV UTF-8”")
    except NoText as error:
        return Reading(text="", problems=(error.problem,))
    # A spreadsheet may end lines in CR alone; a report shows lines as ended by LF.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings = Findings(path)
    rows = read_rows(text, _OURS | _TREE, findings)
    outline = Outline(title=title)
    if rows and not findings.stopped:
        _read(rows, outline, findings)
    elif not findings.stopped:
        findings.error(FILE, "", "the table has no rows")
    draft = None if findings.stopped else draft_of(outline, findings)
    problems = findings.problems(lambda places: spans_of(rows, text, places))
    return Reading(text=text, problems=problems, outline=outline, draft=draft)


def _read(rows: list[Row], outline: Outline, findings: Findings) -> None:
    columns = set(rows[0].cells)
    if columns >= _RUBRIC:
        message = "this is the rubric of a standard, and only frameworks can be imported"
        findings.error(FILE, "row 1", message)
        return
    if "fullstatement" not in columns:
        message, fix = "there is no column `fullStatement`", "name the columns as CASE does"
        findings.error(FILE, "row 1", message, fix)
        return
    outline.title = rows[0]["framework"] or outline.title
    outline.version = rows[0]["version"]
    outline.plain = rows[0]["digest"].startswith("sha256$")
    if "level" in columns:
        fill(rows, outline, findings)
    else:
        _fill_tree(rows, outline, findings)


def _fill_tree(rows: list[Row], outline: Outline, findings: Findings) -> None:
    statements: dict[str, Statement] = {}
    keys: dict[str, str] = {}  # by code, and by identifier
    for row in rows:
        key = row.at()
        if not row["fullStatement"]:
            findings.error(FILE, row.at("fullStatement"), "it is empty")
        for column in ("humanCodingScheme", "identifier"):
            name = row[column]
            if name and keys.setdefault(name, key) != key:
                message = f"{name} is that of {keys[name]} too"
                findings.error(TREE, row.at(column), message, "give each row its own")
        statements[key] = Statement(
            key=key,
            code=row["humanCodingScheme"],
            text=row["fullStatement"],
            short=row["abbreviatedStatement"],
            kind=row["CFItemType"],
            strand=row["strand"] if row["strand"] in STRANDS else "",
            at=key,
        )
    links: list[tuple[float, str, str, str]] = []
    for row in rows:
        if parent := row["isChildOf"]:
            at = row.at("isChildOf")
            if parent in keys:
                links.append((_number(row, findings), row.at(), keys[parent], at))
            else:
                message = f"no row has the code or identifier {parent}"
                findings.error(TREE, at, message, "add the row, or empty the cell")
    links.sort(key=lambda link: link[0])
    parents = first_parents([link[1:] for link in links], findings)
    require_no_cycle(parents, findings)
    if findings.stopped:
        return
    below: dict[str, list[str]] = {}
    for child, (parent, _) in parents.items():
        below.setdefault(parent, []).append(child)
    top = [key for key in statements if key not in parents]
    outline_of(Tree(statements=statements, below=below, top=top), outline, findings)


def _number(row: Row, findings: Findings) -> float:
    text = row["sequenceNumber"]
    if not text:
        return float("inf")
    if not text.isdecimal() or len(text) > 9:  # noqa: PLR2004 - no list is that long
        findings.error(FILE, row.at("sequenceNumber"), f"{text[:40]} is no number")
        return float("inf")
    return float(text)
