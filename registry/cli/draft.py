"""Drafts: record files as they would be, judged with the whole registry before they are written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from registry.check.run import check
from registry.cli.find import Opened
from registry.cli.fix import replace_file
from registry.cli.terminal import visible
from registry.load import document_of
from registry.problem import Problem
from registry.records.document import Document

_COLORS = {"+": "green", "-": "red", "@": "cyan"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A record file as it would be; `before` is its text now, None where the file is new."""

    path: str
    text: str
    before: str | None = None


def judge(opened: Opened, drafts: Sequence[Draft], today: date) -> list[Problem]:
    """The problems that the drafts would bring into the registry: none that it has already."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for draft in drafts:
        document, found = document_of(draft.text.encode(), draft.path)
        problems += found
        documents += [document] if document else []
    paths = {draft.path for draft in drafts}
    kept = [document for document in opened.loaded.documents if document.path not in paths]
    # Drafts come last: of two files that contradict each other, the draft is at fault.
    loaded = replace(opened.loaded, documents=(*kept, *documents))
    _, found = check(loaded, today)
    known = {_sentence(problem) for problem in opened.known}
    return problems + [problem for problem in found if _sentence(problem) not in known]


def write(root: Path, drafts: Iterable[Draft]) -> None:
    """Write all drafts, or none: what was new is taken back where the disk refuses one."""
    made: list[Path] = []
    try:
        for draft in drafts:
            file = root / draft.path
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(file, draft.text.encode())
            if draft.before is None:
                made.append(file)
    except OSError:
        for file in made:
            file.unlink(missing_ok=True)
        raise


def diff(draft: Draft) -> str:
    """The change of a file as `git diff` shows it, without colours."""
    return "".join(
        difflib.unified_diff(
            (draft.before or "").splitlines(keepends=True),
            draft.text.splitlines(keepends=True),
            f"a/{draft.path}" if draft.before is not None else "/dev/null",
            f"b/{draft.path}",
        )
    )


def colored(text: str) -> str:
    """A difference with the colours of `git diff`, harmless on a terminal."""
    return "\n".join(_colored(text.splitlines()))


def _colored(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        bold = line.startswith(("+++", "---"))
        color = None if bold else _COLORS.get(line[:1])
        yield click.style(visible(line), fg=color, bold=bold or None)


def _sentence(problem: Problem) -> tuple[str, str, str]:
    """What a problem says, wherever it stands: a line that is added moves what follows."""
    return problem.code, problem.path, problem.message
