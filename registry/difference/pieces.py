"""The pieces of a sentence: our words, and what records say, set so that they can be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from registry.records.period import Period
from registry.records.standard import PERMANENT

Style = Literal["plain", "code", "quoted", "removed", "added"]


class Piece(NamedTuple):
    """A part of a sentence: our words, a word of a record such as an id, or a text of a record.

    `removed` and `added` mark the words of a text that was reworded.
    """

    style: Style
    text: str


_PERIODS = frozenset({"period", "validity"})
_TEXTS = frozenset({"text", "line", "name", "url"})


def is_text(type_: str) -> bool:
    """Whether values of a type are words of people, and no ids or numbers."""
    return type_ in _TEXTS


def in_words(period: str) -> str:
    """A period as people say it: `P1Y6M` is "1 year 6 months"; `permanent` stays."""
    if period == PERMANENT:
        return period
    parsed = Period.parse(period)
    parts = ((parsed.years, "year"), (parsed.months, "month"), (parsed.days, "day"))
    found = [f"{number} {unit}{'s' * (number != 1)}" for number, unit in parts if number]
    return " ".join(found) or "0 days"


def shown(type_: str, value: Any) -> Iterator[Piece]:
    """A value of a record of a type such as `period`, as people say it."""
    if isinstance(value, dict):
        yield from _renewal(value)
    elif isinstance(value, bool):
        yield plain("yes" if value else "no")
    elif isinstance(value, int):
        yield plain(str(value))
    elif type_ in _PERIODS:
        yield plain(in_words(value))
    elif is_text(type_):
        yield quoted(value)
    else:
        yield Piece("code", str(value))


def _renewal(value: Mapping[str, Any]) -> Iterator[Piece]:
    """The one object that comes and goes as a whole."""
    yield plain(f"from {in_words(value['window'])} before the end")
    yield plain(f" to {in_words(value['grace'])} after it")
    for category, units in value.get("units", {}).items():
        yield plain(f", {units} units of ")
        yield Piece("code", category)
    if value.get("assessment"):
        yield plain(", or by an assessment")


def plain(text: str) -> Piece:
    """Words of ours."""
    return Piece("plain", text)


def quoted(text: str) -> Piece:
    """A text of a record, in quotation marks and on one line."""
    return Piece("quoted", f"“{' '.join(text.split())}”")
