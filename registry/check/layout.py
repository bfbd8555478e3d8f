"""Layout: record files look as `check --fix` writes them, so that differences stay calm."""

from __future__ import annotations

from collections.abc import Iterator

from registry.problem import Problem, Span
from registry.records.canonical import canonical
from registry.records.document import Document


def one_layout(document: Document) -> Iterator[Problem]:
    """A record file is written in the one layout.

    Fields come in the order of their kind, two spaces a level, no blank lines, quotes only where
    they are needed: so the difference between two versions shows what changed and nothing else.
    `sealbook check --fix` writes exactly this, and keeps comments.
    The problem is at the first line that differs.
    """
    text, should_be = document.text, canonical(document)
    if text == should_be:
        return
    old, new = text.split("\n"), should_be.split("\n")
    # Texts end in a line break, so the last of the lines is empty in both.
    pairs = enumerate(zip(old, [*new, *[""] * len(old)], strict=False))
    row = next((row for row, (is_, should) in pairs if is_ != should), len(old) - 1)
    wanted = new[row].strip() if row < len(new) else ""
    yield Problem(
        code="layout",
        message="this line is not in the one layout of records",
        path=document.path,
        span=Span(row + 1, 1, row + 1, len(old[row]) + 1),
        label=f"here stands: {wanted}" if wanted else "",
        fix="run `sealbook check --fix`",
    )
