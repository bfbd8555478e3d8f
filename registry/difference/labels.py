"""What each field is called in a sentence about a change, and whom its change concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registry.difference.model import Audience


@dataclass(frozen=True, slots=True)
class Label:
    """The words for a field: `{key}` stands for the key of a map or the word of a list.

    `promise` marks what the registry owes to people: more of it is no stricter demand.
    """

    words: str
    whom: tuple[Audience, ...]
    promise: bool = False


_C: tuple[Audience, ...] = ("candidates",)
_H: tuple[Audience, ...] = ("holders",)
_CH: tuple[Audience, ...] = ("candidates", "holders")
_CE: tuple[Audience, ...] = ("candidates", "evaluators")
_R: tuple[Audience, ...] = ("readers",)

_STANDARD = {
    "title": Label("title", _R),
    "tier": Label("tier", _CH),
    "size": Label("size", _CH),
    "signifies": Label("what it signifies", _R),
    "does_not_signify": Label("what it does not signify", _R),
    "framework": Label("framework", _C),
    "competencies.*": Label("required level", _C),
    "eligibility": Label("eligibility", _C),
    "prerequisites": Label("prerequisites", _C),
    "prerequisites[]": Label("prerequisite {key}", _C),
    "tasks": Label("tasks", _C),
    "tasks[]": Label("task", _C),
    "tasks[].mode": Label("mode", _C),
    "tasks[].text": Label("task", _C),
    "tasks[].streams": Label("streams of evidence", _C),
    "tasks[].streams[]": Label("stream of evidence {key}", _C),
    "tasks[].integrity": Label("integrity measures", _C),
    "tasks[].integrity[]": Label("integrity measure {key}", _C),
    "reflection": Label("questions for reflection", _C),
    "reflection[]": Label("question for reflection", _C),
    "scale.*": Label("points of level {key}", _CE),
    "rubric": Label("criteria", _CE),
    "rubric[]": Label("criterion", _CE),
    "rubric[].title": Label("title", _CE),
    "rubric[].shows": Label("competencies shown", _CE),
    "rubric[].shows[]": Label("evidence of competency {key}", _CE),
    "rubric[].weight": Label("weight", _CE),
    "rubric[].gate": Label("gate", _CE),
    "rubric[].levels.*": Label("level {key}", _CE),
    "rubric[].anchors": Label("scored samples", _CE),
    "rubric[].anchors[]": Label("scored sample", _CE),
    "rubric[].anchors[].level": Label("level of a scored sample", _CE),
    "rubric[].anchors[].why": Label("reason given for a scored sample", _CE),
    "rubric[].anchors[].url": Label("address of a scored sample", _CE),
    "panel.evaluators": Label("evaluators on the panel", _CE, promise=True),
    "panel.agree": Label("evaluators who must agree", _CE),
    "panel.per_organization": Label("evaluators allowed from one organization", _CE),
    "scoring.combine": Label("way in which scores combine", _CE),
    "scoring.streams": Label("streams of evidence needed", _C),
    "results.*": Label("points needed for {key}", _CE),
    "timeline.complete": Label("time to complete", _C),
    "timeline.decide": Label("time for the panel to decide", _CE, promise=True),
    "timeline.feedback": Label("time until the feedback letter", _CE, promise=True),
    "retake.attempts": Label("attempts", _C),
    "retake.wait": Label("wait before another attempt", _C),
    "retake.remediation": Label("learning plan needed before another attempt", _C),
    "appeal.file": Label("time to file an appeal", _C),
    "appeal.answer": Label("time to answer an appeal", _C, promise=True),
    "validity": Label("validity", _CH),
    "standing": Label("standing", _H),
    "renewal": Label("renewal", _H),
    "renewal.window": Label("time before the end in which it can be renewed", _H),
    "renewal.grace": Label("time after the end in which it can still be renewed", _H),
    "renewal.units.*": Label("units of {key} needed for renewal", _H),
    "renewal.assessment": Label("assessment accepted instead of units", _H),
    "review_every": Label("time between reviews", _R),
}

_FRAMEWORK = {
    "title": Label("title", _R),
    "levels": Label("levels", _C),
    "levels[]": Label("level {key}", _C),
    "domains.*": Label("title", _R),
    "competencies": Label("competencies", _R),
    "competencies[]": Label("competency", _C),
    "competencies[].title": Label("title", _R),
    "competencies[].domain": Label("domain", _R),
    "competencies[].strand": Label("strand", _R),
    "competencies[].tasks": Label("real tasks", _C),
    "competencies[].tasks[]": Label("real task", _C),
    "competencies[].behaviours.*": Label("behaviour at {key}", _C),
    "competencies[].demand": Label("evidence of demand", _R),
    "competencies[].demand[]": Label("evidence of demand {key}", _R),
    "competencies[].alignments": Label("alignments", _R),
    "competencies[].alignments[]": Label("alignment", _R),
    "competencies[].alignments[].framework": Label("framework of an alignment", _R),
    "competencies[].alignments[].code": Label("code of an alignment", _R),
    "competencies[].alignments[].relation": Label("relation of an alignment", _R),
    "competencies[].alignments[].url": Label("address of an alignment", _R),
    "competencies[].needs": Label("competencies that come before", _C),
    "competencies[].needs[]": Label("competency {key} before it", _C),
}

_POLICY = {
    "title": Label("title", _R),
    "applies_to": Label("roles that accept it", _R),
    "applies_to[]": Label("acceptance by each {key}", _R),
    "body": Label("paragraphs", _R),
    "body[]": Label("paragraph", _R),
}

# By the name of the kind, then by the field as the schema has it.
LABELS: Mapping[str, Mapping[str, Label]] = {
    "standard": _STANDARD,
    "framework": _FRAMEWORK,
    "policy": _POLICY,
}
