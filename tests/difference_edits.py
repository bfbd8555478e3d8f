"""Every field of what has versions changed in turn, with the class that this must have.

The classes are those of the design's table, written out once more here; the schema says them by
its `x-change`, and the two must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.difference_records import BASES, GONE, PRACTITIONER, SKILLS, At

B, A, C, E = "breaking", "additive", "clarifying", "editorial"
R: At = ("rubric", 0)
K: At = ("competencies", 0)
NEW_TASK = {"id": "exam", "mode": "individual", "text": "Sit an exam.", "streams": ["paper"]}
NEW_CRITERION = {
    "id": "words",
    "title": "Plain words",
    "shows": ["cleaning"],
    "weight": 10,
    "levels": {"missing": "None.", "partial": "Some.", "meets": "All."},
}
NEW_COMPETENCY = {
    "id": "licensing",
    "title": "Respect licences",
    "domain": "people",
    "strand": "ethical",
    "tasks": ["Combine two sources."],
    "behaviours": {"competent": "Clears the rights."},
}
ANCHOR = {"level": "meets", "why": "It runs.", "url": "https://odpg.example/c/"}
ALIGNMENT = {"framework": "ESCO 1.2", "relation": "exact", "url": "https://esco.example/"}


@dataclass(frozen=True, kw_only=True)
class Edit:
    """`field` of the schema, changed at `at` to `value`: its class, and that of the way back."""

    base: str
    field: str
    at: At
    value: Any
    there: str
    back: str

    @property
    def name(self) -> str:
        """How the test is called."""
        return f"{self.base}:{self.field}={str(self.value)[:24]}"


def _standard(field: str, at: At, value: Any, there: str, back: str) -> Edit:
    return Edit(base="standard", field=field, at=at, value=value, there=there, back=back)


def _framework(field: str, at: At, value: Any, there: str, back: str) -> Edit:
    return Edit(base="framework", field=field, at=at, value=value, there=there, back=back)


def _policy(field: str, at: At, value: Any, there: str, back: str) -> Edit:
    return Edit(base="policy", field=field, at=at, value=value, there=there, back=back)


def _used(field: str, at: At, value: Any, there: str, back: str) -> Edit:
    return Edit(base="used", field=field, at=("skills", *at), value=value, there=there, back=back)


STANDARD = (
    _standard("title", ("title",), "Practitioner of data", E, E),
    _standard("tier", ("tier",), "steward", B, B),
    _standard("size", ("size",), "micro", B, B),
    _standard("signifies", ("signifies",), "The holder has cleaned two.", C, C),
    _standard("does_not_signify", ("does_not_signify",), "It is a start.", C, C),
    _standard("framework", ("framework",), "other@1.0", B, B),
    _standard("competencies.*", ("competencies", "cleaning"), "proficient", B, A),
    _standard("competencies.*", ("competencies", "cleaning"), "unheard-of", B, B),
    _standard("competencies.*", ("competencies", "explaining"), "novice", B, A),
    _standard("eligibility", ("eligibility",), "Anyone of age.", B, B),
    _standard("eligibility", ("eligibility",), GONE, B, B),
    _standard("prerequisites[]", ("prerequisites",), ["data-foundations@1", "talk@1"], B, A),
    _standard("prerequisites[]", ("prerequisites",), GONE, A, B),
    _standard("prerequisites[]", ("prerequisites", 0), "data-foundations@2", B, B),
    _standard(
        "prerequisites[]", ("prerequisites",), ["data-foundations@2", "data-foundations@1"], B, A
    ),
    _standard("prerequisites[]", ("prerequisites", 0), "data-foundations@1.3", B, A),
    _standard("tasks[]", ("tasks",), [*PRACTITIONER["tasks"], NEW_TASK], B, A),
    _standard("tasks", ("tasks",), PRACTITIONER["tasks"][::-1], E, E),
    _standard("tasks[].id", ("tasks", 1, "id"), "interview", B, B),
    _standard("tasks[].mode", ("tasks", 0, "mode"), "team", B, B),
    _standard("tasks[].text", ("tasks", 0, "text"), "Take a data set to its release.", C, C),
    _standard("tasks[].streams[]", ("tasks", 1, "streams"), ["talk", "slides"], B, A),
    _standard("tasks[].integrity[]", ("tasks", 0, "integrity"), ["seeded-data", "id"], B, A),
    _standard("tasks[].integrity[]", ("tasks", 0, "integrity"), GONE, A, B),
    _standard("reflection[]", ("reflection", 0), "What would you do otherwise now?", C, C),
    _standard("reflection[]", ("reflection",), ["Whom did it serve?"], C, C),
    _standard("scale.*", ("scale", "exceeds"), 100, A, B),
    _standard("scale.*", ("scale", "nearly"), 70, B, B),
    _standard("scale.*", ("scale", "beside"), 80, B, B),
    _standard("scale.*", ("scale", "partial"), 50, B, B),
    _standard("rubric[]", ("rubric",), [*PRACTITIONER["rubric"], NEW_CRITERION], B, A),
    _standard("rubric", ("rubric",), PRACTITIONER["rubric"][::-1], E, E),
    _standard("rubric[].id", (*R, "id"), "history", B, B),
    _standard("rubric[].title", (*R, "title"), "Changes can be traced", E, E),
    _standard("rubric[].shows[]", (*R, "shows"), ["cleaning", "checks"], C, C),
    _standard("rubric[].weight", (*R, "weight"), 65, C, C),
    _standard("rubric[].weight", (*R, "weight"), 55, C, C),
    _standard("rubric[].weight", (*R, "weight"), 66, B, B),
    _standard("rubric[].weight", (*R, "weight"), 54, B, B),
    _standard("rubric[].gate", (*R, "gate"), "meets", B, A),
    _standard("rubric[].gate", (*R, "gate"), GONE, A, B),
    _standard("rubric[].gate", (*R, "gate"), "unheard-of", B, B),
    _standard("rubric[].levels.*", (*R, "levels", "meets"), "Reasons and sums.", C, C),
    _standard("rubric[].levels.*", (*R, "levels", "exceeds"), "Others use it.", C, C),
    _standard("rubric[].anchors[]", (*R, "anchors", 1), ANCHOR, A, A),
    _standard("rubric[].anchors[]", (*R, "anchors"), GONE, A, A),
    _standard("rubric[].anchors[].level", (*R, "anchors", 0, "level"), "partial", C, C),
    _standard("rubric[].anchors[].why", (*R, "anchors", 0, "why"), "Thirteen rows.", C, C),
    _standard("rubric[].anchors[].url", (*R, "anchors", 0, "url"), "https://a.example/", E, E),
    _standard("panel.evaluators", ("panel", "evaluators"), 2, B, A),
    _standard("panel.agree", ("panel", "agree"), 3, B, A),
    _standard("panel.per_organization", ("panel", "per_organization"), 2, A, A),
    _standard("scoring.combine", ("scoring", "combine"), "mean", B, B),
    _standard("scoring.streams", ("scoring", "streams"), 3, B, A),
    _standard("results.*", ("results", "pass"), 61, B, A),
    _standard("results.*", ("results", "distinction"), 70, A, B),
    _standard("results.*", ("results", "merit"), 70, A, B),
    _standard("timeline.complete", ("timeline", "complete"), "P5M", B, A),
    _standard("timeline.complete", ("timeline", "complete"), "P180D", B, A),
    _standard("timeline.decide", ("timeline", "decide"), "P100D", B, A),
    _standard("timeline.feedback", ("timeline", "feedback"), "P1M", B, A),
    _standard("retake.attempts", ("retake", "attempts"), 2, B, A),
    _standard("retake.wait", ("retake", "wait"), "P2M", B, A),
    _standard("retake.remediation", ("retake", "remediation"), True, B, A),
    _standard("appeal.file", ("appeal", "file"), "P4D", B, A),
    _standard("appeal.answer", ("appeal", "answer"), "P60D", B, A),
    _standard("validity", ("validity",), "P2Y", B, A),
    _standard("validity", ("validity",), "P36M", E, E),
    _standard("validity", ("validity",), "permanent", A, B),
    _standard("standing", ("standing",), "P11M", B, A),
    _standard("standing", ("standing",), GONE, A, B),
    _standard("renewal", ("renewal",), GONE, A, B),
    _standard("renewal.window", ("renewal", "window"), "P3M", B, A),
    _standard("renewal.grace", ("renewal", "grace"), "P0D", B, A),
    _standard("renewal.units.*", ("renewal", "units", "learning"), 10, B, A),
    _standard("renewal.units.*", ("renewal", "units", "service"), 1, B, A),
    _standard("renewal.units.*", ("renewal", "units"), GONE, A, B),
    _standard("renewal.assessment", ("renewal", "assessment"), False, B, A),
    _standard("renewal.assessment", ("renewal", "assessment"), GONE, B, A),
    _standard("review_every", ("review_every",), "P2Y", C, C),
)
FRAMEWORK = (
    _framework("title", ("title",), "Skills for open data", E, E),
    _framework("levels[]", ("levels",), [*SKILLS["levels"], "expert"], A, B),
    _framework("levels[]", ("levels",), ["awareness", *SKILLS["levels"]], B, B),
    _framework("levels", ("levels",), ["competent", "novice", "proficient"], B, B),
    _framework("domains.*", ("domains", "quality"), "Quality of data", E, E),
    _framework("domains.*", ("domains", "release"), "Release", E, E),
    _framework(
        "competencies[]", ("competencies",), [*SKILLS["competencies"], NEW_COMPETENCY], A, B
    ),
    _framework("competencies", ("competencies",), SKILLS["competencies"][::-1], E, E),
    _framework("competencies[].id", (*K, "id"), "tidying", B, B),
    _framework("competencies[].title", (*K, "title"), "Clean and document it", E, E),
    _framework("competencies[].domain", (*K, "domain"), "people", E, E),
    _framework("competencies[].strand", (*K, "strand"), "ethical", C, C),
    _framework("competencies[].tasks[]", (*K, "tasks", 0), "Prepare a daily feed.", C, C),
    _framework("competencies[].tasks[]", (*K, "tasks"), ["Mend a table."], C, C),
    _framework("competencies[].behaviours.*", (*K, "behaviours", "competent"), "Finds gaps.", C, C),
    _framework("competencies[].behaviours.*", (*K, "behaviours", "proficient"), "Restores.", C, C),
    _framework("competencies[].demand[]", (*K, "demand"), GONE, E, E),
    _framework("competencies[].alignments[]", (*K, "alignments", 0), ALIGNMENT, E, E),
    _framework(
        "competencies[].alignments[].framework", (*K, "alignments", 0, "framework"), "ESCO", E, E
    ),
    _framework("competencies[].alignments[].code", (*K, "alignments", 0, "code"), "1.4", E, E),
    _framework(
        "competencies[].alignments[].relation", (*K, "alignments", 0, "relation"), "exact", E, E
    ),
    _framework(
        "competencies[].alignments[].url", (*K, "alignments", 0, "url"), "https://d.example/", E, E
    ),
    _framework("competencies[].needs[]", (*K, "needs"), GONE, A, A),
)
POLICY = (
    _policy("title", ("title",), "Code of conduct", E, E),
    _policy("applies_to[]", ("applies_to",), ["evaluator", "mentor"], B, A),
    _policy("applies_to[]", ("applies_to",), GONE, A, B),
    _policy("body[]", ("body",), "Be kind to everyone.\n\nTell us what went wrong.\n", C, C),
    _policy("body[]", ("body",), "Be kind to all.\n", C, C),
)
# A standard that only moves to another version of its framework is changed as that is, in what it
# requires: `cleaning` and `checks`.
USED = (
    _used("title", ("title",), "Skills for open data", E, E),
    _used("levels[]", ("levels",), [*SKILLS["levels"], "expert"], E, B),
    _used("levels[]", ("levels",), ["awareness", *SKILLS["levels"]], B, B),
    _used("competencies[]", ("competencies",), [*SKILLS["competencies"], NEW_COMPETENCY], E, E),
    _used("competencies[].strand", (*K, "strand"), "ethical", C, C),
    _used("competencies[].needs[]", (*K, "needs"), GONE, A, A),
    _used("competencies[].domain", (*K, "domain"), "people", E, E),
)
EDITS = (*STANDARD, *FRAMEWORK, *POLICY, *USED)
assert all(edit.base in BASES for edit in EDITS)
