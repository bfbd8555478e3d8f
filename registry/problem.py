"""A problem: what is wrong, exactly where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
# The way to a value inside the data of a file: names of fields and numbers of rows.
At = tuple[str | int, ...]


class Span(NamedTuple):
    """A stretch of a text file; lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One finding, in words for the person who must change the file.

    `code` is the slug that `sealbook explain` and the site's check pages know.
    `path` is relative to the registry's root, with forward slashes.
    `at` is the place inside the data, such as `history[2].reason`.
    `label` stands beside the caret, `fix` says what to write instead.
    """

    code: str
    message: str
    path: str
    span: Span = START
    severity: Severity = "error"
    at: str = ""
    label: str = ""
    fix: str = ""

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """Order of reports: by file, then place, then code."""
        return (self.path, self.span, self.code, self.message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """What a code stands for: the rule in one sentence, then why it holds or what to do."""

    code: str
    group: str
    rule: str
    more: str = ""


def in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems by file and place, each said once."""
    return sorted(set(problems), key=lambda problem: problem.sort_key)


def errors(problems: list[Problem]) -> list[Problem]:
    """Only those problems that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]
