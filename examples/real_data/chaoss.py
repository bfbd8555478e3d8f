"""The CHAOSS badges for events: a checklist as a standard, 167 awards as credentials.

Source: github.com/badging/event-diversity-and-inclusion, MIT; reviewers are pseudonyms.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from examples.real_data.direct import slug
from registry.records import ids

Record = dict[str, Any]

SLUG = "inclusive-event"
FRAMEWORK = "event-inclusion"
REPOSITORY = "https://github.com/badging/event-diversity-and-inclusion"
# What is known of the three schemes does not differ, so that each next one is a minor version.
VERSIONS = {"1": "1.0", "2": "1.1", "3": "1.2"}
# The share of points met that each level asks for, as the README of that repository states it.
RESULTS = {"passing": 40, "silver": 60, "gold": 80}
FULL = 100  # percent
_POINT = re.compile(r"- \[ \] (?:\*\*(?P<title>.+?)\*\* - )?(?P<text>.+)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One box of a checklist; `section` is the heading above it."""

    section: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Award:
    """One row of the table of awards."""

    id: str
    scheme: str
    day: date
    event: str
    level: str
    reviewers: tuple[str, ...]
    issue: str

    @property
    def standard(self) -> str:
        """The version of the standard it was awarded under."""
        return f"{SLUG}@{VERSIONS[self.scheme]}"

    @property
    def record_id(self) -> str:
        """The ID of its credential: the same on every run.

        A real ID is drawn at random. This one follows from the public name of the award, so anyone
        can compute it: right for a table that is public anyway, and for nothing else.
        """
        for turn in count():
            text = f"{self.id}/{turn}" if turn else self.id
            found = ids.draw(hashlib.sha256(text.encode()).digest())
            if found is not None:  # None where it could be read as a number
                return found
        raise AssertionError("count() does not end")


def records(source: Path) -> Iterator[tuple[str, Record]]:
    """Path and content of every record, from the folder that holds `awards.csv`."""
    in_person = points(source / "checklist.md")
    virtual = points(source / "checklist-virtual.md")
    found = awards(source / "awards.csv")
    yield f"skills/{FRAMEWORK}/1.0.yml", _framework(in_person, virtual, min(a.day for a in found))
    for scheme, version in VERSIONS.items():
        begin = min(award.day for award in found if award.scheme == scheme)
        yield f"standards/{SLUG}/{version}.yml", _standard(in_person, scheme, begin)
    for handle in sorted({handle for award in found for handle in award.reviewers}):
        yield f"people/{handle}.yml", _reviewer(handle, found)
    for award in found:
        file = f"{award.day.year}/{award.record_id}.yml"
        yield f"credentials/{file}", _credential(award)
        yield f"assessments/{file}", _assessment(award)


def points(path: Path) -> list[Point]:
    """The boxes of a checklist in their order; those of the initial checks have no title."""
    section, found = "", []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            section = line.lstrip("#").strip()
        elif match := _POINT.match(line):
            text = _LINK.sub(r"\1", match["text"]).strip()
            found.append(Point(section=section, title=match["title"] or "", text=text))
    return found


def awards(path: Path) -> list[Award]:
    """The rows of the table of awards."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Award(
                id=row["award_id"],
                scheme=row["scheme_version"],
                day=datetime.strptime(f"{row['date']} +0000", "%b-%d-%Y %z").date(),
                event=" ".join(row["event"].split()),
                level=row["level"].lower(),
                reviewers=tuple(row["reviewers"].split()),
                issue=row["issue"],
            )
            for row in csv.DictReader(file)
        ]


def shares(number: int) -> list[int]:
    """100 as `number` integers that differ by one at most, the larger ones first."""
    each, rest = divmod(FULL, number)
    return [each + (place < rest) for place in range(number)]


def _framework(in_person: list[Point], virtual: list[Point], begin: date) -> Record:
    """Each section of the two checklists is a competency of an event, its points the tasks."""
    sections: dict[str, dict[str, None]] = {}
    for point in (*in_person, *virtual):
        if point.title:
            sections.setdefault(point.section, {})[point.text] = None
    return {
        "title": "Diversity and inclusion at events",
        "levels": ["reviewed", "met"],
        "domains": {"event": "Event"},
        "competencies": [
            {
                "id": slug(section),
                "title": section,
                "domain": "event",
                "strand": "social",
                "tasks": list(texts),
                "behaviours": {
                    "reviewed": "Shows two reviewers what it does about the points of this list.",
                    "met": "Meets every point of this list that applies to it.",
                },
            }
            for section, texts in sections.items()
        ],
        "change": {
            "summary": "The headings of the CHAOSS checklists for events and virtual events.",
            "announced": begin.isoformat(),
            "effective": begin.isoformat(),
        },
    }


def _standard(checklist: list[Point], scheme: str, begin: date) -> Record:
    """One criterion for each point; it is met or not, and all count the same."""
    judged = [point for point in checklist if point.title]
    initial = [point.text for point in checklist if not point.title]
    change: Record = {"class": "editorial"} if scheme != "1" else {}
    return {
        "title": "Diversity and inclusion event badge",
        "tier": "event",
        "size": "full",
        "signifies": (
            "Two reviewers found that the event meets at least 40 (passing), 60 (silver) or 80"
            " (gold) of 100 parts of the CHAOSS checklist for diversity and inclusion at events."
        ),
        "does_not_signify": (
            "It does not say which points of the checklist were left open, and nothing about other"
            " events of the same organizers. This copy is made from a public table to test"
            " Sealbook; CHAOSS has not issued it."
        ),
        "framework": f"{FRAMEWORK}@1.0",
        "competencies": dict.fromkeys((slug(point.section) for point in judged), "reviewed"),
        "eligibility": " ".join(initial),
        "tasks": [
            {
                "id": "application",
                "mode": "team",
                "text": "Fill out the web form and create the issue that it prepares.",
                "streams": ["application"],
            },
            {
                "id": "review",
                "mode": "team",
                "text": (
                    "Communicate with the reviewers during the process and provide event"
                    " information according to the metrics your event committed to."
                ),
                "streams": ["checklist"],
            },
        ],
        "reflection": [
            "Are you fine with the badge assigned, or what do you change before it is issued?"
        ],
        "scale": {"open": 0, "met": FULL},
        "rubric": list(_rubric(judged)),
        "panel": {"evaluators": 2, "agree": 2, "per_organization": 2},
        "scoring": {"combine": "median", "streams": 2},
        "results": RESULTS,
        "timeline": {"complete": "P1Y", "decide": "P1Y", "feedback": "P1Y"},
        "retake": {"attempts": 1, "wait": "P0D", "remediation": True},
        "appeal": {"file": "P1Y", "answer": "P1Y"},
        "validity": "permanent",
        "standing": "P1Y",
        "review_every": "P10Y",
        "change": change
        | {
            "summary": (
                f"Version {scheme} of the CHAOSS scheme, with the checklist as it stood in 2026;"
                " the data holds no earlier one. It begins with the first award of that version."
            ),
            "announced": begin.isoformat(),
            "effective": begin.isoformat(),
        },
    }


def _rubric(judged: list[Point]) -> Iterator[Record]:
    names = Counter(slug(point.title) for point in judged)
    for point, weight in zip(judged, shares(len(judged)), strict=True):
        name = slug(point.title)
        section = slug(point.section)
        yield {
            "id": name if names[name] == 1 else f"{name[:12]}-{section}"[:40].rstrip("-"),
            "title": f"{point.section}: {point.title}",
            "shows": [section],
            "weight": weight,
            "levels": {"open": "Not shown.", "met": point.text},
        }


def _reviewer(handle: str, found: list[Award]) -> Record:
    """A pseudonym, who judges from its first review on."""
    first = min(award.day for award in found if handle in award.reviewers)
    return {"roles": [{"role": "evaluator", "scope": f"{SLUG}@1", "from": first.isoformat()}]}


def _credential(award: Award) -> Record:
    return {
        "standard": award.standard,
        "result": award.level,
        "holder": award.event,
        "holder_kind": "event",
        "language": "en",
        "awarded": award.day.isoformat(),
        "evidence": [
            {
                "title": f"Application and review: issue {award.issue}",
                "url": f"{REPOSITORY}/issues/{award.issue}",
            }
        ],
    }


def _assessment(award: Award) -> Record:
    """The data has one day for each award: it stands for submission, decision and award."""
    return {
        "standard": award.standard,
        "panel": list(award.reviewers),
        "lead": award.reviewers[0],
        "dissent": 0,
        "streams": ["application", "checklist"],
        "submitted": award.day.isoformat(),
        "decided": award.day.isoformat(),
    }
