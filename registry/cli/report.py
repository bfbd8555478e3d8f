"""How problems are told: to people, to programs, and to GitHub."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from registry.cli import exits
from registry.cli.faults import Fault
from registry.cli.github import as_commands, deaf
from registry.cli.options import Format, Options
from registry.cli.summary import tell_report
from registry.cli.terminal import columns, encodable, visible
from registry.problem import Problem, errors

_JSON_VERSION = 1
_LONGEST_LINE = 120
_COLORS = {"error": "red", "warning": "yellow"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a run found, and one sentence that sums it up.

    `texts` are files that problems are about and that are not in the registry, or not yet so.
    `result` is what `--json` says beside the problems.
    """

    problems: Sequence[Problem]
    summary: str
    texts: Mapping[str, str] = field(default_factory=dict)
    result: Mapping[str, object] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0 if nothing stops a build, 1 otherwise."""
        return exits.PROBLEMS if errors(list(self.problems)) else exits.OK


def show(report: Report, options: Options, format_: Format | None = None) -> int:
    """Print a report in the wanted form; returns the exit code."""
    form: Format = format_ or ("json" if options.json else default_format())
    tell_report(report.summary, report.problems)
    if form == "json":
        click.echo(json.dumps(as_json(report), ensure_ascii=False, indent=2))
        return report.exit_code
    texts = [
        as_text(problem, _line(options.root, problem, report.texts)) + "\n"
        for problem in report.problems
    ]
    if form == "github":
        for line in as_commands(report.problems):
            click.echo(line)
        texts = deaf(texts)
    for text in texts:
        click.echo(text)
    if not options.quiet or report.problems:
        click.echo(report.summary, err=True)
    return report.exit_code


def hint(options: Options, *lines: str) -> None:
    """Say what to do next, unless asked to be quiet."""
    if not options.quiet and not options.json:
        for line in lines:
            click.echo(line, err=True)


def complain(*texts: str) -> None:
    """Print to the screen what may quote strangers; GitHub takes none of it for a command."""
    for text in deaf(texts) if default_format() == "github" else texts:
        click.echo(text, err=True)


def counted(problems: Sequence[Problem]) -> str:
    """How many problems there are, in words."""
    wrong = sum(problem.severity == "error" for problem in problems)
    warned = len(problems) - wrong
    parts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((wrong, "error"), (warned, "warning"))
        if number
    ]
    return ", ".join(parts) or "no problems"


def default_format() -> Format:
    """Annotations inside GitHub Actions, text elsewhere."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def as_text(problem: Problem, line: str) -> str:
    """A problem as people read it: where, the line, a caret, the remedy."""
    span = problem.span
    head = click.style(
        f"{problem.severity}[{problem.code}]", fg=_COLORS[problem.severity], bold=True
    )
    rows = [f"{head}: {visible(problem.message)}"]
    if problem.path:
        rows.append(f"  --> {visible(problem.path)}:{span.line}:{span.column}")
    if line.strip():
        number = str(span.line)
        gap = " " * len(number)
        until = span.end_column if span.end_line == span.line else len(line) + 1
        start = span.column - 1
        shown, start, width = _window(line, start, max(1, until - span.column))
        before, marked = columns(shown[:start]), columns(shown[start : start + width])
        label = f" {visible(problem.label)}" if problem.label else ""
        caret = click.style("^" * max(1, marked) + label, bold=True)
        rows += [f" {gap} |", f" {number} | {shown}", f" {gap} | {' ' * before}{caret}"]
    if problem.fix:
        rows.append(f"   = fix: {visible(problem.fix)}")
    rows.append(f"   = more: sealbook explain {problem.code}")
    return "\n".join(rows)


def as_json(report: Report) -> dict[str, object]:
    """The object that `--json` prints."""
    return {
        "version": _JSON_VERSION,
        "ok": report.exit_code == exits.OK,
        "summary": report.summary,
        **report.result,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "file": encodable(problem.path),
                "line": problem.span.line,
                "column": problem.span.column,
                "endLine": problem.span.end_line,
                "endColumn": problem.span.end_column,
                "path": encodable(problem.at),
                "message": encodable(problem.message),
                "fix": encodable(problem.fix),
            }
            for problem in report.problems
        ],
    }


def fault_as_text(fault: Fault) -> str:
    """A fault as people read it."""
    said = "\n".join(visible(line) for line in fault.message.splitlines())
    rows = [f"{click.style(f'error[{fault.code}]', fg='red', bold=True)}: {said}"]
    if fault.fix:
        rows.append(f"  = fix: {visible(fault.fix)}")
    return "\n".join(rows)


def fault_as_json(fault: Fault) -> str:
    """A fault in the form of a report, with one problem that has no place."""
    problem = Problem(code=fault.code, message=fault.message, path="", fix=fault.fix)
    report = Report(problems=[problem], summary=fault.message)
    return json.dumps(as_json(report), ensure_ascii=False, indent=2)


def _line(root: Path, problem: Problem, texts: Mapping[str, str]) -> str:
    """The line a problem is about, as text that a terminal shows without harm."""
    if not problem.path:
        return ""
    if problem.path in texts:
        rows = texts[problem.path].split("\n")
        return visible(rows[problem.span.line - 1]) if problem.span.line <= len(rows) else ""
    try:
        with (root / problem.path).open("rb") as file:
            raw = file.read(1 << 20).split(b"\n")
    except OSError:
        return ""
    if problem.span.line > len(raw):
        return ""
    return visible(raw[problem.span.line - 1].decode("utf-8", "replace"))


def _window(line: str, start: int, width: int) -> tuple[str, int, int]:
    """Cut a long line around the caret; the new line, start and width of the caret."""
    if len(line) <= _LONGEST_LINE:
        return line, start, max(1, min(width, len(line) - start + 1))
    first = max(0, start - _LONGEST_LINE // 3)
    cut = line[first : first + _LONGEST_LINE]
    return cut, start - first, max(1, min(width, len(cut) - (start - first)))
