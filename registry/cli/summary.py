"""What GitHub Actions is handed in files: the summary of a job, and the outputs of a step.

Outside GitHub Actions there are no such files, and nothing is written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from registry.cli.faults import Fault
from registry.cli.next_steps import next_steps
from registry.problem import Problem, errors
from registry.site.markdown.escape import escape

_MOST = 30  # rows; GitHub drops a summary of more than 1 MiB


def tell_output(**values: str | bool) -> None:
    """Set outputs of the step, `true` and `false` for truth values."""
    lines = (
        f"{name}={str(value).lower() if isinstance(value, bool) else value}\n"
        for name, value in values.items()
    )
    _append("GITHUB_OUTPUT", "".join(lines))


def tell_fault(fault: Fault) -> None:
    """Say in the summary what stopped a run, and what to do next."""
    text = f"## ✘ {_lines(str(fault.message))}\n\n"
    if fault.fix:
        text += f"In short: {escape(fault.fix)}\n\n"
    _say(text + _next(fault.code))


def tell_report(summary: str, problems: Sequence[Problem]) -> None:
    """Say in the summary how a run ended, with its problems and what to do about them."""
    wrong = errors(list(problems))
    text = f"{'✘' if wrong else '✔'} {_lines(summary)}\n\n"
    if wrong:
        rows = [_row(problem) for problem in wrong[:_MOST]]
        if len(wrong) > _MOST:
            rows.append(f"- … and {len(wrong) - _MOST} more in the log of this step")
        text = f"## {text}" + _next("problems") + "\n".join(rows) + "\n\n"
    _say(text)


def tell_findings(code: str, summary: str, findings: Sequence[str]) -> None:
    """Say in the summary what was found wrong by something that knows no lines of records."""
    rows = "".join(f"- {escape(finding)}\n" for finding in findings[:_MOST])
    head = f"## ✘ {_lines(summary)}\n\n{_next(code)}" if findings else f"✔ {_lines(summary)}\n\n"
    _say(f"{head}{rows}\n" if findings else head)


def tell_failed_steps(steps: str) -> list[str]:
    """Say in the summary what to do about steps that failed; `steps` is their context as JSON.

    The result are the IDs of those steps. Steps of `sealbook` have said it themselves.
    """
    known = json.loads(steps or "{}")
    failed = [name for name, step in known.items() if step.get("outcome") == "failure"]
    for name in failed:
        _say(f"## ✘ The step `{name}` failed\n\n{_next(name)}")
    return failed


def _next(code: str) -> str:
    return f"### What to do next\n\n{next_steps(code)}\n\n"


def _row(problem: Problem) -> str:
    where = escape(f"{problem.path}:{problem.span.line}" if problem.path else problem.code)
    remedy = f"<br>Fix: {_lines(problem.fix)}" if problem.fix else ""
    return f"- {where}: {_lines(problem.message)}{remedy}"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _say(text: str) -> None:
    _append("GITHUB_STEP_SUMMARY", f"\n{text}")  # a blank line ends what stood there before


def _append(variable: str, text: str) -> None:
    place = os.environ.get(variable)
    if place:
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(text)
