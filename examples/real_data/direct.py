"""The DIRECT framework of digital research competencies, versions 1.0 and 2.0.0, as `direct`.

Source: github.com/direct-framework/digital-research-competencies-framework, CC BY 4.0.
A DIRECT *competency* becomes a competency here and its *skills* become its tasks; README.md says
why, and what is lost.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Rows = list[dict[str, str]]

URL = "https://github.com/direct-framework/digital-research-competencies-framework"
TITLE = "DIRECT digital research competencies"
# DIRECT judges "technical" and "non-technical" skills by different words, and leaves it to the
# reader which skill is which. We decide by domain; all others are technical.
SOCIAL = {"professional-and-people-skills", "communication", "leadership-and-management"}

# What 2.0.0 calls differently, by the slug of the title in 1.0. Where a competency of 1.0 was
# divided among others (software architecture, theory), its id ends with 1.0.
RENAMED = {
    "software-engineering-and-development": "software-design-and-development",
    "ict-infrastructures": "computing-infrastructures-and-systems",
    "professional-skills": "professional-and-people-skills",
    "data-management": "data-engineering",
    "data-science": "data-science-and-analytics",
    "web-and-mobile-development": "web-and-mobile-app-development",
    "software-engineering-methodologies-and-tools": "software-engineering",
    "software-computer-science-concepts-and-theory": "software-concepts-and-theory",
    "teamwork-and-collaboration": "teamwork",
    "project-management": "programme-and-project-management",
    "training": "teaching-and-learning",
}
# An id has at most 40 characters.
UIUX = "user-interface-user-experience-uiux-design"
SHORTENED = {
    "user-interface-user-experience-ui-ux-design": "ui-and-ux-design",  # as 1.0 spells it
    UIUX: "ui-and-ux-design",
}
# The levels of 1.0 by what continues them: 2.0.0 itself says that "awareness" is fundamental
# awareness, "working" the novice, and "practitioner" the intermediate to advanced practitioner.
# Level 0, "none or not applicable", is the absence of a level.
LEVELS_1 = {
    1: "awareness",
    2: "working",
    3: "practitioner",
    4: "advanced-practitioner",
    5: "expert",
}

# Ours: the rules here want one. What people said between the two tags is not in the data.
_CONSULTATION: Record = {
    "about": "skills/direct/2.0",
    "question": "What should change in version 1.0 of DIRECT?",
    "opens": "2025-09-01",
    "closes": "2026-04-15",
    "channel": f"{URL}/issues",
}


def records(source: Path) -> dict[str, Record]:
    """Records by path, from the folder with `v1.0` and `v2.0.0` in it."""
    return {
        "skills/direct/1.0.yml": _version_1(source / "v1.0"),
        "skills/direct/2.0.yml": _version_2(source / "v2.0.0"),
        "governance/consultations/direct-2.yml": _CONSULTATION,
    }


def slug(title: str) -> str:
    """A title as an id: `Web & mobile development` is `web-and-mobile-development`."""
    plain = unicodedata.normalize("NFKD", title.replace("&", " and ")).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")
    return SHORTENED.get(words, words)


def _version_1(folder: Path) -> Record:
    """One nested file: categories, subcategories, skills."""
    tree = _read(folder / "skills-competencies-framework.json")
    levels = {row["Level"]: row["Description"] for row in _read(folder / "skill-levels.json")}
    behaviours = {name: _first_sentence(levels[number]) for number, name in LEVELS_1.items()}
    domains, competencies = {}, []
    for category in tree["categories"]:
        domain = _id_of(category["title"])
        domains[domain] = _line(category["title"])
        for part in category["subcategories"]:
            title, skills = part["title"], part["skills"]
            tasks = [_task(skill["title"], skill["description"]) for skill in skills]
            competencies.append(_competency(_id_of(title), title, domain, tasks, behaviours))
    return {
        "title": TITLE,
        "levels": list(behaviours),
        "domains": domains,
        "competencies": competencies,
        "change": {
            "summary": "DIRECT v1.0 as published, by the DIRECT framework under CC BY 4.0.",
            "announced": "2025-09-01",
            "effective": "2025-09-01",
        },
    }


def _version_2(folder: Path) -> Record:
    """Four tables joined by slugs, each row with a rank inside its parent."""
    domains = _table(folder / "competency_domain.json")
    levels: Rows = sorted(_read(folder / "skill_level.json"), key=lambda row: int(row["level"]))
    named = {slug(row["name"]): row["description"] for row in levels if row["level"] != "0"}
    skills = _table(folder / "skill.json")
    place = [row["slug"] for row in domains]
    competencies = []
    for row in sorted(
        _table(folder / "competency.json"), key=lambda row: place.index(row["competency_domain"])
    ):
        domain, code = row["competency_domain"], row["slug"]
        tasks = [_task(s["name"], s["description"]) for s in skills if s["competency"] == code]
        wanted = "Non-technical" if domain in SOCIAL else "Technical"
        behaviours = {name: _part(text, wanted) for name, text in named.items()}
        id_ = SHORTENED.get(code, code)
        competencies.append(_competency(id_, row["name"], domain, tasks, behaviours))
    return {
        "title": TITLE,
        "levels": list(named),
        "domains": {row["slug"]: _line(row["name"]) for row in domains},
        "competencies": competencies,
        "change": {
            "class": "breaking",
            "summary": "DIRECT v2.0.0 as published, by the DIRECT framework under CC BY 4.0.",
            "announced": "2026-04-16",
            "effective": "2026-04-16",
        },
    }


def _competency(
    id_: str, title: str, domain: str, tasks: list[str], behaviours: dict[str, str]
) -> Record:
    return {
        "id": id_,
        "title": _line(title),
        "domain": domain,
        "strand": "social" if domain in SOCIAL else "technical",
        "tasks": tasks,
        "behaviours": behaviours,
        "alignments": [
            {
                "framework": "DIRECT",
                "code": UIUX if id_ == SHORTENED[UIUX] else id_,  # the slug of 2.0.0
                "relation": "exact",
                "url": URL,
            }
        ],
    }


def _task(name: str, description: str) -> str:
    """A sentence: most of 1.0 lack a full stop, which is no difference worth a reader's time."""
    return f"{_line(name)}: {_line(description).removesuffix('.')}."


def _first_sentence(text: str) -> str:
    return _line(text).partition(". ")[0].rstrip(".") + "."


def _part(description: str, wanted: str) -> str:
    """The text below `Technical:` or `Non-technical:`, as one sentence or more."""
    for line in description.splitlines():
        name, _, text = line.partition(":")
        if name == wanted:
            found = _line(text)
            return found[0].upper() + found[1:]
    raise ValueError(f"a level of DIRECT has no line {wanted!r}")


def _id_of(title: str) -> str:
    return RENAMED.get(slug(title), slug(title))


def _table(path: Path) -> Rows:
    rows: Rows = _read(path)
    return sorted(rows, key=lambda row: int(row["rank"]))


def _line(text: str) -> str:
    return " ".join(text.split())


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
