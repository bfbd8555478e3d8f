"""Comments: no text ends where only its writer's `#` begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from registry.problem import At, Problem
from registry.records.kinds import KINDS
from registry.records.registry import Registry
from registry.source.comments import Comments, comments_of

# What a comment beside a value looks like that may be the rest of a text; most files have none.
_CLOSE = re.compile(r"\S +#[^\s#]")


def text_cut(registry: Registry, _today: date) -> Iterator[Problem]:
    """A comment begins with `#` and a blank, so that no text is cut by mistake.

    YAML takes what follows ` #` for a comment: of `summary: Mends #12 for all` it would keep
    `Mends`, and nobody would be told.
    """
    for kind in KINDS:
        for entry in registry.entries(kind):
            source = entry.document.source
            if not _CLOSE.search(source.text):
                continue
            for at, comment in _beside(comments_of(source), ()):
                if not comment.startswith(("# ", "##")) and comment != "#":
                    yield entry.problem(
                        f"the value ends before `{comment}`",
                        *at,
                        fix="put the text between double quotes; a comment begins with `# `",
                    )


def _beside(comments: Comments, at: At) -> Iterator[tuple[At, str]]:
    if comments.beside:
        yield at, comments.beside
    for step, part in comments.parts.items():
        yield from _beside(part, (*at, step))
