"""A moment: something that happens on a day, or from a day to a day, because a record says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from markupsafe import Markup

from registry.records.registry import Entry
from registry.records.text import Text
from registry.site.markdown.phrases import Phrases

What = Literal[
    "announced",
    "effective",
    "intake",
    "retires",
    "term",
    "vacancy",
    "consultation",
    "review-due",
    "finding-due",
    "reviewed",
    "decided",
    "endorsed",
    "endorsement-ends",
    "counted",
]

# What people plan for stands in the calendar; what has happened, and is news, in the feeds.
PLANNED: frozenset[What] = frozenset(
    {
        "effective",
        "intake",
        "retires",
        "term",
        "vacancy",
        "consultation",
        "review-due",
        "finding-due",
        "endorsement-ends",
    }
)
NEWS: frozenset[What] = frozenset(
    {
        "announced",
        "effective",
        "retires",
        "consultation",
        "reviewed",
        "decided",
        "endorsed",
        "counted",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """Something that happens from `day` to `last`.

    `id` is unique and never changes: the path of the record, and which of its days it is.
    `about` is the path of the record it matters to, such as `standards/data-practitioner/2.1`.
    `page` is where to read on, as a path of the site. `values` fill the sentence of `what`.
    """

    what: What
    id: str
    day: date
    last: date
    about: str
    page: str
    values: Mapping[str, object] = field(default_factory=dict)
    text: Text | None = None

    def title(self, words: Phrases) -> Markup:
        """What happens, as a short sentence without its day."""
        return words(f"moment.{self.what}", **self.values)

    def plain(self, words: Phrases) -> str:
        """The same as plain text."""
        return words.plain(f"moment.{self.what}", **self.values)


def moment_of(
    entry: Entry[Any],
    what: What,
    day: date,
    *,
    mark: str = "",
    last: date | None = None,
    about: str = "",
    page: str = "",
    values: Mapping[str, object],
    text: Text | None = None,
) -> Moment:
    """A day of a record, or a time from `day` to `last`.

    `mark` tells the days of one record apart. Where nothing else is said, it is about the record
    itself, and its page is the one to read.
    """
    return Moment(
        what=what,
        id=f"{entry.subject}#{mark}" if mark else entry.subject,
        day=day,
        last=last or day,
        about=about or entry.subject,
        page=page or f"{entry.subject}/",
        values=values,
        text=text,
    )
