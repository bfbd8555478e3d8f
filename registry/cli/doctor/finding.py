"""A finding, and an examination that may lead to one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from registry.problem import Explanation

# An error keeps the registry from working or puts it at risk, a warning will become one, and a
# note is something that whoever runs a registry should know and may leave as it is.
Severity = Literal["error", "warning", "note"]
Facts = TypeVar("Facts")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What is wrong, in one sentence, and the command or the click that mends it."""

    severity: Severity
    message: str
    fix: str


def error(message: str, fix: str) -> Finding:
    """A finding that keeps the registry from working, or puts it at risk."""
    return Finding(severity="error", message=message, fix=fix)


def warning(message: str, fix: str) -> Finding:
    """A finding that will become an error if nobody acts."""
    return Finding(severity="warning", message=message, fix=fix)


def note(message: str, fix: str) -> Finding:
    """Something to know, which may stay as it is."""
    return Finding(severity="note", message=message, fix=fix)


@dataclass(frozen=True, kw_only=True, slots=True)
class Examination(Generic[Facts]):
    """One thing that is looked at: the question, why it matters, and how facts answer it."""

    code: str
    group: str
    question: str
    why: str
    judge: Callable[[Facts], Iterator[Finding]]

    @property
    def explanation(self) -> Explanation:
        """What `sealbook explain` says about the code."""
        return Explanation(code=self.code, group=self.group, rule=self.question, more=self.why)
