"""Moments as signed documents and the ledger write them: in UTC, to the second.

    2026-11-23T06:00:00Z

Every verifier reads this form of RFC 3339 (an XML Schema `dateTimeStamp`).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time


def midnight(day: date) -> datetime:
    """The first second of a day in UTC, where validity begins."""
    return datetime.combine(day, time(), UTC)


def format_timestamp(moment: datetime) -> str:
    """Write a moment. Raises ValueError for one without a zone: nobody knows when it is."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_timestamp(text: str) -> datetime:
    """Read a moment. Raises ValueError for any other form."""
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if format_timestamp(moment) != text:
        raise ValueError(f"{text!r} is not like 2026-11-23T06:00:00Z")
    return moment
