"""The event that GitHub hands to a workflow when an issue is opened, edited or labelled.

Webhook event `issues`, docs.github.com. Anybody can open an issue, so every value is looked at
before it is used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from registry.cli import exits
from registry.cli.faults import Fault

MOST_BYTES = 4 << 20
_MOST_NUMBER = 10**9
_MOST_VOTES = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """An issue: its number, who opened it on which day (UTC), its text, and thumbs up."""

    number: int
    author: str
    opened: date
    body: str
    votes: int = 0


def read_event(raw: bytes) -> Event:
    """The issue in an event file, or in what the API says of an issue. Raises Fault."""
    if len(raw) > MOST_BYTES:
        raise _fault(f"it has more than {MOST_BYTES >> 20} MiB")
    try:
        data: Any = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _fault("it is not JSON in UTF-8") from error
    whole = data if isinstance(data, dict) else {}
    issue: Any = whole.get("issue", whole)
    if not isinstance(issue, dict) or "pull_request" in issue:
        raise _fault("it holds no issue")
    user, reactions = issue.get("user"), issue.get("reactions")
    author: Any = user.get("login") if isinstance(user, dict) else None
    votes: Any = reactions.get("+1", 0) if isinstance(reactions, dict) else 0
    number: Any = issue.get("number")
    body: Any = issue.get("body")
    if not (_is_count(number, _MOST_NUMBER) and number > 0 and isinstance(author, str)):
        raise _fault("it holds no issue with a number and an author")
    return Event(
        number=number,
        author=author,
        opened=_day(issue.get("created_at")),
        body=body if isinstance(body, str) else "",
        votes=votes if _is_count(votes, _MOST_VOTES) else 0,
    )


def _is_count(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _day(value: Any) -> date:
    try:
        return datetime.fromisoformat(value).astimezone(UTC).date()
    except (TypeError, ValueError, OverflowError) as error:
        raise _fault("it does not say when the issue was opened") from error


def _fault(message: str) -> Fault:
    return Fault(
        "issue-event",
        f"this is no event of an issue: {message}",
        fix="give the file that $GITHUB_EVENT_PATH names, or what the API says of the issue",
        exit_code=exits.COULD_NOT_CHECK,
    )
