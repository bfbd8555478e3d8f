"""A standard, a framework and a policy to be changed in one place each, and the two sides of it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from registry.difference.versions import Version
from registry.records.framework import FRAMEWORK
from registry.records.policy import POLICY
from registry.records.standard import STANDARD

Data = dict[str, Any]
At = tuple[str | int, ...]

GONE: Final = object()  # in place of a value: the field is not there

_CHANGE: Data = {"summary": "An edition."}
SKILLS: Data = {
    "title": "Open data skills",
    "levels": ["novice", "competent", "proficient"],
    "domains": {"quality": "Data quality", "people": "People"},
    "competencies": [
        {
            "id": "cleaning",
            "title": "Clean a data set",
            "domain": "quality",
            "strand": "technical",
            "tasks": ["Prepare a monthly feed.", "Merge two lists of streets."],
            "behaviours": {"novice": "Runs a script.", "competent": "Finds duplicates and gaps."},
            "demand": ["survey-2025"],
            "alignments": [
                {
                    "framework": "DigComp 2.2",
                    "code": "1.3",
                    "relation": "broader",
                    "url": "https://digcomp.example/",
                }
            ],
            "needs": ["checks"],
        },
        {
            "id": "checks",
            "title": "Make faults show themselves",
            "domain": "quality",
            "strand": "technical",
            "tasks": ["Stop a faulty upload."],
            "behaviours": {"competent": "Writes a check that fails."},
        },
    ],
    "change": _CHANGE,
}
PRACTITIONER: Data = {
    "title": "Data Practitioner",
    "tier": "practitioner",
    "size": "full",
    "signifies": "The holder has cleaned a real data set.",
    "does_not_signify": "It is no licence.",
    "framework": "open-data@1.0",
    "competencies": {"cleaning": "competent", "checks": "novice"},
    "eligibility": "Anyone.",
    "prerequisites": ["data-foundations@1"],
    "tasks": [
        {
            "id": "release",
            "mode": "individual",
            "text": "Take a data set to a release.",
            "streams": ["repository", "dictionary"],
            "integrity": ["seeded-data"],
        },
        {"id": "defence", "mode": "team", "text": "Answer questions.", "streams": ["talk"]},
    ],
    "reflection": ["What would you do otherwise?", "Whom did it serve?"],
    "scale": {"missing": 0, "partial": 40, "meets": 80},
    "rubric": [
        {
            "id": "log",
            "title": "Changes can be followed",
            "shows": ["cleaning"],
            "weight": 60,
            "gate": "partial",
            "levels": {"missing": "No log.", "partial": "A list.", "meets": "Reasons and counts."},
            "anchors": [
                {"level": "meets", "why": "Fourteen rows.", "url": "https://odpg.example/a/"},
                {"level": "partial", "why": "Two rows.", "url": "https://odpg.example/b/"},
            ],
        },
        {
            "id": "checks",
            "title": "Faults cannot return",
            "shows": ["checks"],
            "weight": 40,
            "levels": {"missing": "None.", "partial": "One.", "meets": "Each fails on its fault."},
        },
    ],
    "panel": {"evaluators": 3, "agree": 2, "per_organization": 1},
    "scoring": {"combine": "median", "streams": 2},
    "results": {"pass": 60, "distinction": 75},
    "timeline": {"complete": "P6M", "decide": "P30D", "feedback": "P14D"},
    "retake": {"attempts": 3, "wait": "P60D", "remediation": False},
    "appeal": {"file": "P30D", "answer": "P45D"},
    "validity": "P3Y",
    "standing": "P1Y",
    "renewal": {"window": "P6M", "grace": "P3M", "units": {"learning": 8}, "assessment": True},
    "review_every": "P1Y",
    "change": _CHANGE,
}
CONDUCT: Data = {"title": "Conduct", "applies_to": ["evaluator"], "change": _CHANGE}
BODY = "Be kind to all.\n\nTell us what went wrong.\n"

BASES: Mapping[str, Data] = {
    "standard": PRACTITIONER,
    "framework": SKILLS,
    "policy": CONDUCT | {"body": BODY},
    "used": PRACTITIONER | {"skills": SKILLS},  # a standard whose framework changes
}


def edited(data: Data, at: At, value: Any) -> Data:
    """The same data with another value at a place; GONE takes the field away."""
    found = deepcopy(data)
    inner: Any = found
    for step in at[:-1]:
        inner = inner[step]
    if value is GONE:
        del inner[at[-1]]
    else:
        inner[at[-1]] = value
    return found


def side(base: str, data: Data, version: str = "1.0") -> Version:
    """One side of a comparison: data of one of the `BASES`, edited perhaps."""
    if base == "framework":
        return framework(data, version)
    if base == "policy":
        rest = {name: value for name, value in data.items() if name != "body"}
        return Version(kind=POLICY, id=f"conduct@{version}", data=rest, body=data["body"])
    rest = {name: value for name, value in data.items() if name != "skills"}
    return Version(
        kind=STANDARD,
        id=f"data-practitioner@{version}",
        data=rest | {"framework": f"open-data@{version}"} if base == "used" else rest,
        framework=framework(data.get("skills", SKILLS), version if base == "used" else "1.0"),
    )


def framework(data: Data, version: str) -> Version:
    """A version of the framework."""
    return Version(kind=FRAMEWORK, id=f"open-data@{version}", data=data)
