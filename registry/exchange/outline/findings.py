"""What is wrong with a file that is read, or gets lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from registry.problem import START, Problem, Severity, Span

# From places to lines: one question for all, since the answer may need a pass through the file.
Locate = Callable[[set[str]], Mapping[str, Span]]
_MOST = 200  # a file of another kind would fill the screen


class Findings:
    """Problems of one file; each names a place in it, as a JSON pointer or a row."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: list[Problem] = []

    def error(self, code: str, at: str, message: str, fix: str = "") -> None:
        """Something that stops the import."""
        self._add(code, at, message, fix, "error")

    def warning(self, code: str, at: str, message: str, fix: str = "") -> None:
        """Something that a person should know about the draft."""
        self._add(code, at, message, fix, "warning")

    @property
    def stopped(self) -> bool:
        """Whether there is an error."""
        return any(problem.severity == "error" for problem in self._found)

    def problems(self, locate: Locate = lambda _places: {}) -> tuple[Problem, ...]:
        """The first 200, errors before warnings, at the lines that `locate` gives for places."""
        ranked = sorted(self._found, key=lambda problem: problem.severity)
        shown, rest = ranked[:_MOST], ranked[_MOST:]
        spans = locate({problem.at for problem in shown}) if shown else {}
        found = [replace(one, span=spans.get(one.at, START)) for one in shown]
        if rest:
            last = replace(rest[0], at="", message=f"{len(rest):,} more are not shown", fix="")
            found.append(last)
        return tuple(found)

    def _add(self, code: str, at: str, message: str, fix: str, severity: Severity) -> None:
        problem = Problem(
            code=code,
            message=f"{at}: {message}" if at else message,
            path=self._path,
            severity=severity,
            at=at,
            fix=fix,
        )
        self._found.append(problem)
