"""From an outline to a record: a draft, with what a person still has to say marked in it.

What the source does not say is not made up. The field is left out, so that `check` asks for it at
the right line, and a comment above says what to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from registry.exchange.explanations import LOST, TEXT
from registry.exchange.outline.findings import Findings
from registry.exchange.outline.outline import Link, Outline, Skill
from registry.exchange.outline.slugs import slug_of, unique
from registry.exchange.outline.text import LINE, cleaned, cut, one_line, without_html
from registry.exchange.outline.text import TEXT as LONGEST
from registry.records.canonical import order_of
from registry.records.framework import Framework, Strand
from registry.source.comments import Comments
from registry.source.layout import layout

STRANDS: tuple[str, ...] = get_args(Strand)
Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A record as data, and the comments that say what is missing, by places of the data."""

    data: Data
    missing: Comments = field(default_factory=Comments)

    @property
    def text(self) -> str:
        """The file, in the one layout."""
        return layout(self.data, order=order_of(Framework), comments=self.missing)


def draft_of(outline: Outline, findings: Findings) -> Draft:
    """The draft of a framework; notes what was changed on the way."""
    return _Drafting(outline, findings).draft()


class _Drafting:
    """One draft in the making."""

    def __init__(self, outline: Outline, findings: Findings) -> None:
        self._outline, self._findings = outline, findings
        self._missing = Comments()
        self._shortened: dict[str, str] = {}
        taken: dict[str, int] = {}
        self._levels = {
            name: unique(slug_of(self._text(name, "")), taken)
            for name in dict.fromkeys(outline.levels)
        }
        taken = {}
        self._domains = {
            group.key: unique(slug_of(group.code, self._text(group.title, "")), taken)
            for group in outline.domains
        }
        taken = {}
        self._ids = {
            skill.key: unique(slug_of(skill.code, self._text(skill.title, "")), taken)
            for skill in outline.skills
        }

    def draft(self) -> Draft:
        outline = self._outline
        title = self._line(outline.title, "") or "?"
        data: Data = {
            "title": title,
            "levels": list(self._levels.values()),
            "domains": {
                self._domains[group.key]: self._line(group.title, group.at) or "?"
                for group in outline.domains
            },
            "competencies": [
                self._competency(number, skill) for number, skill in enumerate(outline.skills)
            ],
            "change": {"summary": self._long(outline.summary, "") or title},
        }
        if not self._levels:
            del data["levels"]
            note = "# FILL IN levels, from low to high, such as [novice, competent, expert]."
            self._missing.at(("domains",)).before.append(note)
        return Draft(data=data, missing=self._missing)

    def _competency(self, number: int, skill: Skill) -> Data:
        full = self._text(skill.title, skill.at)
        title = self._title(skill, full)
        shortened = title.endswith("…") and title != full
        tasks = [self._limited(full, skill.at)] if shortened else []
        tasks += [self._long(task.text, task.at) for task in skill.tasks]
        data: Data = {
            "id": self._ids[skill.key],
            "title": title,
            "domain": self._domains[skill.domain],
            "strand": skill.strand.lower() if skill.strand.lower() in STRANDS else "",
            "tasks": list(dict.fromkeys(filter(None, tasks))),
            "behaviours": self._behaviours(skill),
            "demand": list(dict.fromkeys(skill.demand)),
            "alignments": [self._alignment(link, skill.at) for link in skill.alignments],
            "needs": list(dict.fromkeys(self._ids[key] for key in skill.needs)),
        }
        said = {name: value for name, value in data.items() if value}
        if missing := [name for name in _WANTED if name not in said]:
            words = "; ".join(_WANTED[name] for name in missing)
            self._missing.at(("competencies", number)).before.append(f"# FILL IN {words}.")
        return said

    def _behaviours(self, skill: Skill) -> dict[str, str]:
        shown = {
            slug: self._long(skill.behaviours[name].text, skill.behaviours[name].at)
            for name, slug in self._levels.items()
            if name in skill.behaviours
        }
        return {slug: text for slug, text in shown.items() if text}

    def _title(self, skill: Skill, full: str) -> str:
        title = one_line(full)
        if len(title) <= LINE:
            return title
        short = one_line(self._text(skill.short, skill.at))
        self._findings.warning(
            TEXT,
            skill.at,
            f"the statement has {len(title)} characters, and a title at most {LINE}:"
            " all of it is the first task",
            "say in a few words what a person can do",
        )
        return (cut(short, LINE - 1) if short else cut(title, LINE - 1)).rstrip("…") + "…"

    def _alignment(self, link: Link, at: str) -> Data:
        data = {
            "framework": self._line(link.framework or link.url, at),
            "code": self._line(link.code, at),
            "relation": link.relation,
            "url": link.url,
        }
        return {name: value for name, value in data.items() if value}

    def _line(self, text: str, at: str) -> str:
        return cut(one_line(self._text(text, at)), LINE)

    def _long(self, text: str, at: str) -> str:
        return self._limited(self._text(text, at), at)

    def _limited(self, text: str, at: str) -> str:
        if len(text) > LONGEST:
            message = f"a text has {len(text):,} characters, and {LONGEST:,} at most: it is cut"
            self._findings.warning(LOST, at, message, "divide it, or link to it")
        return cut(text, LONGEST)

    def _text(self, text: str, at: str) -> str:
        """A text as records hold it; what is taken out of it is said once for each place."""
        plain = text if self._outline.plain else without_html(text)
        found = cleaned(plain)
        what = "its HTML" if plain != text else ""
        if cleaned(text) != text.strip() and not what and _loses(text, found):
            what = "invisible characters"
        if what and at and at not in self._shortened:
            self._shortened[at] = what
            self._findings.warning(TEXT, at, f"{what} was left out", "read what is left of it")
        return found


_WANTED: Mapping[str, str] = {
    "title": "title, what a person can do",
    "strand": f"strand, one of {', '.join(STRANDS)}",
    "tasks": "tasks, each a real task that it comes from",
    "behaviours": "behaviours, one sentence for each level",
}


def _loses(text: str, found: str) -> bool:
    """Whether more went than blanks and line ends."""
    return len("".join(found.split())) < len("".join(text.split()))
