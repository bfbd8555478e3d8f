"""How a verdict is told: to people, to programs, and by the exit code."""

from __future__ import annotations

from registry.cli import exits
from registry.cli.terminal import visible
from registry.lifecycle.validity import last_day_of
from registry.records.ids import grouped
from registry.timestamp import format_timestamp, parse_timestamp
from registry.verify.steps import steps
from registry.verify.verdict import Verdict

TEST_CREDENTIAL = 5
_SIGNS = {
    "passed": "✓",
    "failed": "✗",
    "state": "✗",
    "attention": "!",
    "unchecked": "?",
    "skipped": "-",
}
_ROWS = {"signature": "Signature", "log": "Public log", "status": "Current status"}
_TITLES = {
    "valid": "Valid",
    "future": "Not valid yet",
    "expired": "Expired",
    "suspended": "Suspended",
    "revoked": "Revoked",
    "replaced": "Replaced",
    "signature": "Do not rely on it: it is not what was signed",
    "log": "Do not rely on it: it does not agree with the public log",
    "name": "The name does not match",
    "witness": "Not confirmed by witnesses yet",
    "stale": "The status may be out of date",
    "offline": "Today's status could not be loaded",
    "unloaded": "The proof could not be read",
    "test": "TEST: not a real credential",
}


def exit_code(verdict: Verdict) -> int:
    """0 valid, 1 not valid, 3 could not be checked, 5 a test."""
    if verdict.state == "test" and verdict.kind != "invalid":
        return TEST_CREDENTIAL
    return {"valid": exits.OK, "unknown": exits.COULD_NOT_CHECK}.get(verdict.kind, exits.PROBLEMS)


def as_lines(verdict: Verdict, forked: str) -> list[str]:
    """A verdict as people read it: what was checked, then what it comes to."""
    failed = next((step for step in steps() if step.code == verdict.step), None)
    lines = []
    for row, label in _ROWS.items():
        mark = "failed" if forked and row == "log" else verdict.rows.get(row, "skipped")
        said = _said(verdict, row, mark)
        if failed is not None and failed.row == row:
            said = (
                failed.asks.rstrip(".")
                + ": no"
                + (f" ({visible(verdict.why)})" if verdict.why else "")
            )
        lines.append(
            f"{_SIGNS[mark]} {label:15} {forked if forked and row == 'log' else said}".rstrip()
        )
    title = _TITLES.get("log" if forked else verdict.state, verdict.state)
    claims = "" if forked else _claims(verdict)
    lines.append(f"{title}{': ' + claims if claims else ''}")
    if verdict.state == "test" and verdict.real != "valid":
        lines.append(f"Were it real: {_TITLES.get(verdict.real, verdict.real)}.")
    return lines


def as_object(verdict: Verdict, forked: str) -> dict[str, object]:
    """The object that `--json` prints."""
    code = exits.PROBLEMS if forked else exit_code(verdict)
    return {
        "version": 1,
        "ok": code == exits.OK,
        "exit": code,
        "state": "log" if forked else verdict.state,
        "would_be": verdict.real,
        "step": "memory" if forked else verdict.step,
        "kind": "invalid" if forked else verdict.kind,
        "why": forked or verdict.why,
        "rows": dict(verdict.rows),
        "proof_checked": verdict.proof_checked,
        "origin": verdict.origin,
        "policy": verdict.policy,
        "entry": verdict.index,
        "size": verdict.size,
        "as_of": format_timestamp(verdict.as_of) if verdict.as_of else None,
        "name": verdict.name,
        "credential": None if forked or verdict.credential is None else dict(verdict.credential),
    }


def _said(verdict: Verdict, row: str, mark: str) -> str:
    if mark == "skipped":
        return "not tried, because another check failed"
    if row == "signature":
        return "the issuer's Open Badges proof" if verdict.proof_checked else "by the log"
    if row == "log":
        live = "; the live log extends it" if verdict.live_size is not None else ""
        return f"entry {verdict.index} of {verdict.size}{live}"
    as_of = format_timestamp(verdict.as_of) if verdict.as_of else "an unknown time"
    return f"as of {as_of}"


def _claims(verdict: Verdict) -> str:
    """Who, what and until when, as far as it may be said."""
    credential = verdict.credential
    if credential is None:
        return ""
    holder = credential["credentialSubject"]["identifier"][0]
    name = verdict.name or (None if holder["hashed"] else holder["identityHash"])
    record_id = credential["id"].rpartition("/c/")[2].partition("/")[0]
    until = credential.get("validUntil")
    end = f"until {last_day_of(parse_timestamp(until))}" if until else "without end"
    parts = [name or "name withheld", credential["name"], end, grouped(record_id)]
    return ", ".join(visible(str(part)) for part in parts)
