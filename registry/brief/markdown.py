"""The brief as Markdown for the summary of a job or a comment, safe whatever records hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from registry.brief.note import DETAIL, Brief, Line
from registry.brief.text import approval_lines, rules_title
from registry.difference.pieces import Style
from registry.site.markdown.escape import escape

# GitHub takes a summary of 1 MiB a step; what is longer is lost as a whole.
MOST_BYTES = 1_000_000
_MOST_OF_RULES = MOST_BYTES // 4
_CUT = "… and more, too long for this page: `sealbook diff` tells it all."
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
    """Headings and lists; what is too long for a summary is cut, and says so.

    Rules and approvals come first, so that a long list of records cannot push them out.
    """
    lines = ["## What this change does", "", brief.summary, ""]
    lines += _within(_MOST_OF_RULES, _rules(brief))
    lines += _within(_MOST_OF_RULES, _approvals(brief))
    lines += _within(MOST_BYTES - _size(lines), _notes(brief))
    return "\n".join(lines).rstrip("\n") + "\n"


def _within(most: int, lines: Iterator[str]) -> Iterator[str]:
    """As many of the lines as fit in so many bytes."""
    most -= _size(["", _CUT, ""])
    for line in lines:
        most -= _size([line])
        if most < 0:
            yield from ("", _CUT, "")
            return
        yield line


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


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
