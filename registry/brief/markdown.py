"""The brief as Markdown for the summary of a job or a comment, safe whatever records hold."""

from __future__ import annotations

from collections.abc import Iterator

from registry.brief.note import DETAIL, Brief, Line
from registry.brief.text import approval_lines, rules_title
from registry.difference.sentence import Style
from registry.site.markdown.escape import escape

# GitHub takes a summary of 1 MiB a step; what is longer is lost as a whole.
MOST_BYTES = 1024 * 1024 - 4096
_MOST_PLACES = 20
# Backquotes would show a character reference as it is written, so code is set as HTML.
_STYLES: dict[Style, str] = {
    "plain": "{}",
    "code": "<code>{}</code>",
    "quoted": "{}",
    "removed": "<del>{}</del>",
    "added": "<ins>{}</ins>",
}


def markdown(brief: Brief) -> str:
    """Headings and lists; a brief that is too long is cut in its notes, and says so."""
    head = ["## What this change does", "", brief.summary, "", *_rules(brief)]
    head += _approvals(brief)
    size = sum(len(line.encode()) + 1 for line in head)
    body: list[str] = []
    for line in _notes(brief):
        size += len(line.encode()) + 1
        if size > MOST_BYTES:
            body += ["", "… and more, too long for this page: run `sealbook diff`."]
            break
        body.append(line)
    return "\n".join([*head, *body]).rstrip("\n") + "\n"


def _notes(brief: Brief) -> Iterator[str]:
    for note in brief.notes:
        yield f"### {note.title}"
        yield ""
        yield from (_item(found) for found in note.lines)
        yield ""


def _approvals(brief: Brief) -> Iterator[str]:
    if brief.approvals:
        yield "### Who must approve"
        yield ""
        for approval in brief.approvals:
            yield from (_item(found) for found in approval_lines(approval))
        yield ""


def _rules(brief: Brief) -> Iterator[str]:
    yield f"### {rules_title(brief)}"
    yield ""
    for row in brief.broken:
        word = "" if row.is_error else "warning: "
        yield f"- {word}<code>{escape(row.code)}</code> ({len(row.problems)}): {escape(row.rule)}"
        for problem in row.problems[:_MOST_PLACES]:
            place = f"<code>{escape(problem.path)}</code>, line {problem.span.line}"
            yield f"  - {place}: {escape(problem.message)}"
        if len(row.problems) > _MOST_PLACES:
            yield f"  - … and {len(row.problems) - _MOST_PLACES} more"
    if brief.broken:
        yield ""


def _item(found: Line) -> str:
    detail = found[:1] == (DETAIL,)
    words = "".join(_painted(piece.style, piece.text) for piece in found[detail:])
    return f"{'  ' if detail else ''}- {words}"


def _painted(style: Style, words: str) -> str:
    return _STYLES[style].format(escape(words) if style != "plain" else words)
