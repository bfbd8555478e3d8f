"""A record file as loaded: data that has a place for every value, not yet a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from registry.problem import At, Problem, Severity, Span
from registry.records.kind import Kind
from registry.source.parse import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file: its path, its kind and ID (both found by the path), and what it says.

    `body` is the text below the front matter of a Markdown file.
    """

    path: str
    kind: Kind[Any]
    id: str
    source: Source
    body: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """What the file says, as JSON values."""
        return self.source.data

    @property
    def text(self) -> str:
        """The whole file, as it was read."""
        if not self.kind.is_markdown:
            return self.source.text
        # What was parsed of a Markdown file begins with an empty line in place of the fence.
        return f"---{self.source.text}---\n{self.body}"

    def span(self, at: At = (), *, key: bool = False) -> Span:
        """Where the value at `at`, or its key, stands in the file."""
        return self.source.span(at, key=key)

    def problem(
        self,
        message: str,
        at: At = (),
        *,
        code: str = "",
        key: bool = False,
        severity: Severity = "error",
        label: str = "",
        fix: str = "",
    ) -> Problem:
        """A problem with what stands at `at`; the runner of the checks stamps the code."""
        return Problem(
            code=code,
            message=message,
            path=self.path,
            span=self.span(at, key=key),
            severity=severity,
            at=pointer(at),
            label=label,
            fix=fix,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What a folder held: documents, problems, and the records that could not be read.

    `unread` names these by kind and ID, so that a reference to one is no second problem.
    `pictures` are the paths of the files in `assets/`, which are no records and are not read.
    `codeowners` is the text of `.github/CODEOWNERS`, or None where the folder has none.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    unread: frozenset[tuple[str, str]] = frozenset()
    pictures: frozenset[str] = frozenset()
    codeowners: str | None = None


def pointer(at: At) -> str:
    """A data path as people write it: `history[2].reason`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".")
