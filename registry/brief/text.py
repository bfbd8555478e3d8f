"""The brief as text for a terminal: what happens on the left, the particulars on the right."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from registry.brief.note import DETAIL, Approval, Brief, Broken, Line, counted
from registry.difference.formats import marked
from registry.difference.pieces import Piece

_WIDTH = 100
_LEFT = 24
_MOST_PLACES = 5
_ANYONE = ": whoever may merge"


def text(brief: Brief) -> str:
    """Lines of at most 100 columns where words allow it."""
    blocks = [_block(note.title, [_row(found) for found in note.lines]) for note in brief.notes]
    blocks += [_block("Must approve", list(_approvals(brief.approvals)))] if brief.approvals else []
    blocks += [_block(rules_title(brief), list(_rules(brief.broken)))]
    if not brief.notes:
        blocks.insert(0, f"{brief.summary}\n")
    return "\n".join(blocks)


def plain(found: Line) -> str:
    """A line as plain text; ids stand in backquotes."""
    return "".join(marked(piece.style, piece.text) for piece in found)


def rules_title(brief: Brief) -> str:
    """How the change stands by the rules."""
    errors = sum(row.is_error for row in brief.broken)
    if errors:
        return f"Breaks {counted(errors, 'rule')}"
    return "Keeps all rules, with warnings" if brief.broken else "Keeps all rules"


def approval_lines(approval: Approval) -> Iterator[Line]:
    """Who must approve, then who may not."""
    folders = ", ".join(approval.folders)
    if not approval.body:
        yield (Piece("plain", "Nobody owns "), Piece("quoted", folders), Piece("plain", _ANYONE))
        return
    name = (
        Piece("quoted", approval.title),
        Piece("plain", " ("),
        Piece("quoted", folders),
        Piece("plain", "): "),
    )
    names = ", ".join(approval.members) or "nobody is left who may"
    yield (*name, Piece("quoted", names))
    for one in approval.excluded:
        yield (
            DETAIL,
            Piece("plain", "not "),
            Piece("quoted", one.handle),
            Piece("plain", ": "),
            *one.why,
        )


def _row(found: Line) -> tuple[str, str]:
    """Indentation and text."""
    if found[:1] == (DETAIL,):
        return DETAIL.text, plain(found[1:])
    return "", plain(found)


def _approvals(approvals: tuple[Approval, ...]) -> Iterator[tuple[str, str]]:
    for approval in approvals:
        yield from (_row(found) for found in approval_lines(approval))


def _rules(broken: tuple[Broken, ...]) -> Iterator[tuple[str, str]]:
    for row in broken:
        word = "" if row.is_error else "warning: "
        yield "", f"{word}{row.code} ({len(row.problems)}): {row.rule}"
        for problem in row.problems[:_MOST_PLACES]:
            yield DETAIL.text, f"{problem.path}:{problem.span.line}: {problem.message}"
        if len(row.problems) > _MOST_PLACES:
            yield DETAIL.text, f"… and {len(row.problems) - _MOST_PLACES} more"


def _block(title: str, rows: list[tuple[str, str]]) -> str:
    """A title with its rows beside it, or below it where it is long."""
    lines = []
    gap = " " * (_LEFT + 1)
    for indent, words in rows:
        lines += textwrap.wrap(
            words,
            _WIDTH,
            initial_indent=gap + indent,
            subsequent_indent=f"{gap}{indent}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    if lines and len(title) <= _LEFT:
        lines[0] = title.ljust(len(gap)) + lines[0][len(gap) :]
    else:
        lines.insert(0, title)
    return "\n".join(lines) + "\n"
