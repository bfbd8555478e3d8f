"""A difference as text for a terminal, as Markdown for a summary, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import Any

from registry.difference.groups import groups
from registry.difference.model import Difference, FieldChange
from registry.difference.pieces import Piece, Style
from registry.difference.sentence import heading, sentence, summary, title

Paint = Callable[[Style, str], str]


def text(difference: Difference) -> str:
    """Lines for a terminal.

    Removed words stand as `[-old-]`, added ones as `{+new+}`, as Git's word differences have them.
    """
    name = _joined(title(difference), marked)
    lines = [name, summary(difference)]
    for group in groups(difference):
        lines += ["", _joined(heading(*group.subjects), marked)]
        lines += [f"  {row.class_}: {_joined(sentence(row), marked)}" for row in group.changes]
    return "\n".join(lines) + "\n"


def one_line(change: FieldChange) -> str:
    """A change as one plain sentence: "Criterion `log`: gate raised from `partial` to `meets`"."""
    pieces = (*heading(replace(change.subject, title="")), Piece("plain", ": "), *sentence(change))
    return _joined(pieces, marked)


def marked(style: Style, words: str) -> str:
    """A piece without colours: code in backquotes, words removed and added in brackets."""
    return _MARKS[style].format(words)


_MARKS: dict[Style, str] = {
    "plain": "{}",
    "code": "`{}`",
    "quoted": "{}",
    "removed": "[-{}-]",
    "added": "{{+{}+}}",
}


def markdown(difference: Difference, *, escape: Callable[[str], str], level: int = 3) -> str:
    """Markdown as forges show it, with headings from `level` on.

    Whatever comes from a record passes `escape`, after which nothing in it is markup. Ids are no
    exception: the other side of a comparison may be a tree that no check has seen.
    """

    def paint(style: Style, words: str) -> str:
        return words if style == "plain" else _MARKDOWN[style].format(escape(words))

    name = _joined(title(difference), paint)
    lines = [f"{'#' * level} {name}", "", summary(difference), ""]
    for group in groups(difference):
        lines += [f"{'#' * (level + 1)} {_joined(heading(*group.subjects), paint)}", ""]
        lines += [f"- {row.class_}: {_joined(sentence(row), paint)}" for row in group.changes]
        lines.append("")
    return "\n".join(lines)


# Backquotes would show a character reference as it is written, so code is set as HTML.
_MARKDOWN: dict[Style, str] = {
    "code": "<code>{}</code>",
    "quoted": "{}",
    "removed": "~~{}~~",
    "added": "**{}**",
}


def as_json(difference: Difference) -> dict[str, Any]:
    """The difference as JSON values; `sentence` is the plain text of each change."""
    return {
        "kind": difference.kind,
        "before": difference.before,
        "after": difference.after,
        "class": difference.class_,
        "summary": summary(difference),
        "changes": [_row(change) for change in difference.changes],
    }


def _row(change: FieldChange) -> dict[str, Any]:
    return {
        "path": list(change.path),
        "subject": asdict(change.subject),
        "class": change.class_,
        "verb": change.verb,
        "effect": change.effect,
        "sentence": _joined(sentence(change), marked),
        "before": change.before,
        "after": change.after,
        "words": [list(word) for word in change.words],
        "whom": list(change.whom),
        "elsewhere": change.elsewhere or None,
        "inherited": change.inherited or None,
        "hint": change.hint or None,
    }


def _joined(pieces: Iterable[Piece], paint: Paint) -> str:
    return "".join(paint(piece.style, piece.text) for piece in pieces)
