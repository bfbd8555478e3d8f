"""The two bodies that a registry begins with, and the seats that its founders take in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_args

from registry.founding.founding import Founding
from registry.lifecycle.validity import after
from registry.records.body import Body, Constituency
from registry.records.canonical import order_of
from registry.records.period import Period
from registry.source.comments import Comments
from registry.source.layout import layout

# Below three seats, two who differ could never decide anything.
_FEWEST_SEATS = 3
_DAY = timedelta(days=1)
# First terms of two lengths, so that never all seats fall free on one day.
_TERMS = (Period(years=2), Period(years=1))
_VACANCY = Period(months=6)
_NOTE = (
    "# The seats were given out in the order of the names: say who sits for whom. A vacant seat is",
    "# for somebody who is still to be found; until then its row says so.",
)

BODIES: dict[str, dict[str, Any]] = {
    "committee": {
        "title": "Committee",
        "purpose": "Keeps the standards honest, and decides on suspension and revocation.",
        "owns": ["standards", "skills", "pathways", "credentials", "assessments"],
    },
    "maintainers": {
        "title": "Maintainers",
        "purpose": (
            "Keeps the registry running: its settings, keys and workflows, its policies, and the"
            " files of people and bodies."
        ),
        "owns": ["registry"],
    },
}


def body(founding: Founding, slug: str) -> str:
    """The file of a body of `BODIES`: every founder has a seat, and more than half must vote.

    With two founders a third seat is declared vacant, for half a year.
    """
    rows = list(_rows(founding))
    quorum = len(rows) // 2 + 1
    data = {
        **BODIES[slug],
        "voting": {
            "quorum": quorum,
            "majority": "half",
            "per_organization": quorum - 1,  # no house decides alone
        },
        "term": {"length": "P2Y", "consecutive": 2, "lifetime": 4, "cooling_off": "P1Y"},
        "seats": dict(Counter(row["seat"] for row in rows)),
        "terms": rows,
    }
    comments = Comments(parts={"terms": Comments(before=list(_NOTE))})
    return layout(data, order=order_of(Body), comments=comments)


def _rows(founding: Founding) -> Iterator[dict[str, Any]]:
    seats, founders = get_args(Constituency), founding.founders
    for number in range(max(_FEWEST_SEATS, len(founders))):
        is_held = number < len(founders)
        length = _TERMS[number % len(_TERMS)] if is_held else _VACANCY
        yield {
            "seat": seats[number % len(seats)],
            **({"holder": founders[number].handle} if is_held else {"vacant": True}),
            "from": founding.day.isoformat(),
            "to": _end(length, founding.day).isoformat(),
        }


def _end(length: Period, first: date) -> date:
    return after(length, first) - _DAY
