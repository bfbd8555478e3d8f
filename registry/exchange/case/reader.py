"""A CFPackage of CASE 1.0 or 1.1 as an outline.

Read are CFDocument (title, description, version, language), CFItems (identifier, fullStatement,
abbreviatedStatement, humanCodingScheme, CFItemType, conceptKeywords), CFAssociations (isChildOf,
precedes, hasSkillLevel; those to other frameworks as alignments), and the levels of CFRubrics that
belong to an item. All else has no place in a framework, and a warning says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from registry.exchange.case.json_text import NotJson, parse, spans_of
from registry.exchange.case.values import Json, Values, ours_of
from registry.exchange.explanations import FILE, LOST, TREE
from registry.exchange.outline.draft import STRANDS, draft_of
from registry.exchange.outline.findings import Findings
from registry.exchange.outline.outline import Link, Outline, Skill, Statement, Words
from registry.exchange.outline.tree import Tree, first_parents, outline_of, require_no_cycle
from registry.exchange.reading import NoText, Reading, text_of
from registry.problem import Problem

_RELATIONS = {"exactMatchOf": "exact", "isRelatedTo": "related", "isPeerOf": "related"}
_READ = {"isChildOf", "precedes", "hasSkillLevel"}
# Fields of an item that may hold words which a framework has no place for.
_DROPPED = ("notes", "educationLevel", "subject", "alternativeLabel")


def read_case(raw: bytes, path: str) -> Reading:
    """Read a package; every problem is found at once, and none raises."""
    try:
        text = text_of(raw, path, "save it as UTF-8")
    except NoText as error:
        return Reading(text="", problems=(error.problem,))
    try:
        data = parse(text)
    except NotJson as error:
        problem = Problem(code=FILE, message=str(error), path=path, span=error.span)
        return Reading(text=text, problems=(problem,))
    findings = Findings(path)
    outline = _Package(data, findings).outline()
    draft = None if findings.stopped else draft_of(outline, findings)
    problems = findings.problems(lambda places: spans_of(text, places))
    return Reading(text=text, problems=problems, outline=outline, draft=draft)


class _Package:
    """One package while it is read."""

    def __init__(self, data: Any, findings: Findings) -> None:
        self._findings = findings
        self._values = Values(findings)
        # Some services wrap the package in an object of that name.
        self._root = "/CFPackage" if isinstance(data, dict) and "CFPackage" in data else ""
        self._data = self._values.mapping(data["CFPackage"] if self._root else data, self._root)
        self._document = self._values.mapping(
            self._data.get("CFDocument"), f"{self._root}/CFDocument"
        )

    def outline(self) -> Outline:
        document, at = self._document, f"{self._root}/CFDocument"
        outline = Outline(
            title=self._values.text(document, "title", at, required=True),
            version=self._values.text(document, "version", at),
            summary=self._values.text(document, "description", at),
            language=self._values.text(document, "language", at),
            plain=isinstance(ours_of(document).get("digest"), str),
        )
        statements = dict(self._statements())
        if not statements and not self._findings.stopped:
            self._findings.error(FILE, f"{self._root}/CFItems", "the package has no items")
        links = list(self._associations())
        tree = self._tree(statements, links)
        if self._findings.stopped:
            return outline
        skills = outline_of(tree, outline, self._findings)
        self._relate(skills, statements, links)
        self._rubrics(skills, outline)
        return outline

    def _statements(self) -> Iterator[tuple[str, Statement]]:
        first: dict[str, str] = {}
        dropped: Counter[str] = Counter()
        for item, at in self._values.rows(self._data, "CFItems", self._root):
            key = self._values.text(item, "identifier", at, required=True)
            if key in first:
                message = f"the identifier {key} is that of {first[key]} too"
                self._findings.error(TREE, f"{at}/identifier", message, "give each item its own")
            first.setdefault(key, at)
            dropped.update(name for name in _DROPPED if item.get(name))
            yield key, self._statement(item, key, at)
        for name, count in dropped.items():
            message = f"{count} items have `{name}`, which a framework has no place for"
            self._findings.warning(LOST, "", message)

    def _statement(self, item: Json, key: str, at: str) -> Statement:
        ours = ours_of(item)
        keywords = item.get("conceptKeywords")
        words = keywords if isinstance(keywords, list) else []
        place, demand = ours.get("place"), ours.get("demand")
        return Statement(
            key=key,
            code=self._values.text(item, "humanCodingScheme", at),
            text=self._values.text(item, "fullStatement", at, required=True),
            short=self._values.text(item, "abbreviatedStatement", at),
            kind=self._values.text(item, "CFItemType", at),
            strand=next((word for word in words if word in STRANDS), ""),
            place=place if isinstance(place, int) and not isinstance(place, bool) else None,
            demand=tuple(name for name in demand if isinstance(name, str))
            if isinstance(demand, list)
            else (),
            at=at,
        )

    def _associations(self) -> Iterator[tuple[str, Json, str]]:
        """Type, association and place of each whose form is right."""
        for link, at in self._values.rows(self._data, "CFAssociations", self._root):
            kind = self._values.text(link, "associationType", at, required=True)
            ends = [
                self._values.mapping(link.get(name), f"{at}/{name}")
                for name in ("originNodeURI", "destinationNodeURI")
            ]
            names = [
                self._values.text(end, "identifier", f"{at}/{name}", required=True)
                for end, name in zip(ends, ("originNodeURI", "destinationNodeURI"), strict=True)
                if end
            ]
            if kind and len(names) == len(ends) and all(names):
                yield kind, link, at

    def _tree(self, statements: dict[str, Statement], links: list[tuple[str, Json, str]]) -> Tree:
        document = self._values.text(self._document, "identifier", f"{self._root}/CFDocument")
        ranked: list[tuple[float, str, str, str]] = []
        level_of: dict[str, str] = {}
        for kind, link, at in links:
            child, parent = _ends(link)
            if kind == "hasSkillLevel" and child in statements and parent in statements:
                level_of[child] = parent
            if kind != "isChildOf":
                continue
            if child in statements and (parent in statements or parent == document):
                ranked.append((self._values.number(link, "sequenceNumber", at), child, parent, at))
                continue
            end = "destinationNodeURI" if child in statements else "originNodeURI"
            message = "there is no such item in the package"
            fix = "export the package again, with all its items"
            self._findings.error(TREE, f"{at}/{end}/identifier", message, fix)
        ranked.sort(key=lambda row: row[0])  # stable: else the order of the file
        parents = first_parents([row[1:] for row in ranked], self._findings)
        require_no_cycle(
            {child: link for child, link in parents.items() if link[0] != document}, self._findings
        )
        return self._grown(statements, parents, document, level_of)

    def _grown(
        self,
        statements: dict[str, Statement],
        parents: dict[str, tuple[str, str]],
        document: str,
        level_of: dict[str, str],
    ) -> Tree:
        below: dict[str, list[str]] = defaultdict(list)
        for child, (parent, _) in parents.items():
            below[parent].append(child)
        loose = [key for key in statements if key not in parents]
        if loose and parents:
            message = f"{len(loose)} items stand below nothing, and are taken for the topmost"
            self._findings.warning(TREE, statements[loose[0]].at, message)
        top = [*below.pop(document, []), *loose]
        # Levels that are used first come as they are ordered; a set of named levels comes whole.
        named = [key for key in top if statements[key].kind.lower() == "level"]
        levels = [*named, *(key for key in dict.fromkeys(level_of.values()) if key not in named)]
        known = set(levels)
        return Tree(
            statements=statements,
            below={
                key: [child for child in children if child not in known]
                for key, children in below.items()
            },
            top=[key for key in top if key not in known],
            level_of=level_of,
            levels=levels,
        )

    def _relate(
        self,
        skills: dict[str, Skill],
        statements: dict[str, Statement],
        links: list[tuple[str, Json, str]],
    ) -> None:
        """What comes before what, and what other frameworks say."""
        lost: dict[str, list[str]] = defaultdict(list)
        for kind, link, at in links:
            origin, destination = _ends(link)
            if kind == "precedes" and origin in skills and destination in skills:
                skills[destination].needs.append(origin)
            elif kind in _RELATIONS and origin in skills and destination not in statements:
                node = self._node(kind, link, at)
                if node:
                    skills[origin].alignments.append(node)
            elif kind not in _READ or kind == "precedes":
                lost[kind].append(at)
        for kind, places in lost.items():
            message = f"{len(places)} associations of type {kind} have no place in a framework"
            self._findings.warning(LOST, places[0], message)

    def _node(self, kind: str, link: Json, at: str) -> Link | None:
        end = link["destinationNodeURI"]
        url = self._values.text(end, "uri", f"{at}/destinationNodeURI")
        if not url.startswith(("https://", "http://")):
            message = "the node of another framework has no web address, and is left out"
            self._findings.warning(LOST, f"{at}/destinationNodeURI", message)
            return None
        code, notes = end["identifier"], link.get("notes")
        relation = notes if notes in ("broader", "narrower") else _RELATIONS[kind]
        return Link(
            framework=self._values.text(end, "title", f"{at}/destinationNodeURI"),
            code="" if code == url else code,
            relation="exact" if kind == "exactMatchOf" else relation,
            url=url,
        )

    def _rubrics(self, skills: dict[str, Skill], outline: Outline) -> None:
        """The levels of criteria that belong to a competency, as its behaviours."""
        ranks: dict[str, int] = {name: number for number, name in enumerate(outline.levels)}
        for rubric, at in self._values.rows(self._data, "CFRubrics", self._root):
            for criterion, place in self._values.rows(rubric, "CFRubricCriteria", at):
                self._criterion(criterion, place, skills, ranks)
        outline.levels = sorted(ranks, key=lambda name: ranks[name])

    def _criterion(
        self, criterion: Json, at: str, skills: dict[str, Skill], ranks: dict[str, int]
    ) -> None:
        item = criterion.get("CFItemURI")
        skill = skills.get(str(item.get("identifier"))) if isinstance(item, dict) else None
        if skill is None:
            message = "the criterion belongs to no competency of the package, and is left out"
            self._findings.warning(LOST, at, message)
            return
        for number, (level, place) in enumerate(
            self._values.rows(criterion, "CFRubricCriterionLevels", at), 1
        ):
            name = self._values.text(level, "quality", place)
            text = self._values.text(level, "description", place)
            if name and text:
                position = level.get("position")
                ranks.setdefault(name, position if isinstance(position, int) else number)
                skill.behaviours.setdefault(name, Words(text, place))


def _ends(link: Json) -> tuple[str, str]:
    return link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"]
