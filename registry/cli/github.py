"""What GitHub Actions reads: annotations beside lines, and text that is no command to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from registry.cli.terminal import encodable
from registry.problem import Problem

_SHOWN = 10  # of a kind in one step; the rest is lost without a word


def as_commands(problems: Iterable[Problem]) -> list[str]:
    """Workflow commands that put the problems beside the lines of a pull request."""
    lines: list[str] = []
    counts = {"error": 0, "warning": 0}
    for problem in problems:
        counts[problem.severity] += 1
        if counts[problem.severity] < _SHOWN:
            lines.append(_annotation(problem))
    for severity, count in counts.items():
        if count >= _SHOWN:
            rest = count - _SHOWN + 1
            lines.append(
                f"::{severity} title=and {rest} more::The log of this step lists them all."
            )
    return lines


def deaf(texts: Sequence[str]) -> list[str]:
    """The texts between two lines that make GitHub take none of them for a command.

    A record may hold such commands. The word that ends the silence follows from the texts, so
    that they cannot contain it.
    """
    token = sha256("".join(texts).encode("utf-8", "replace")).hexdigest()
    return [f"::stop-commands::{token}", *texts, f"::{token}::"] if texts else []


def _annotation(problem: Problem) -> str:
    span = problem.span
    place = {
        "file": encodable(problem.path),
        "line": span.line,
        "endLine": span.end_line,
        "col": span.column,
        "endColumn": span.end_column,
        "title": problem.code,
    }
    if span.end_line != span.line:  # GitHub refuses columns for more than one line
        del place["col"], place["endColumn"]
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    text = problem.message + (f"\nFix: {problem.fix}" if problem.fix else "")
    return f"::{problem.severity} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return encodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
