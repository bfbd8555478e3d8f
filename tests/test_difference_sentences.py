"""Differences in words: sentences, groups, and what hostile texts come to."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as rendered

from registry.difference.compare import difference_of
from registry.difference.formats import as_json, markdown, one_line, text
from registry.difference.groups import groups
from registry.difference.model import Difference
from registry.difference.pieces import in_words
from registry.difference.sentence import summary
from registry.site.markdown.escape import escape
from tests.difference_edits import ANCHOR, NEW_COMPETENCY, NEW_CRITERION, NEW_TASK
from tests.difference_records import (
    BASES,
    BODY,
    GONE,
    PRACTITIONER,
    SKILLS,
    At,
    Data,
    edited,
    side,
)

SENTENCES: tuple[tuple[str, At, Any, str], ...] = (
    (
        "standard",
        ("rubric", 0, "gate"),
        "meets",
        "Criterion `log`: gate raised from `partial` to `meets` (stricter)",
    ),
    (
        "standard",
        ("rubric", 0, "gate"),
        GONE,
        "Criterion `log`: gate removed, was `partial`",
    ),
    (
        "standard",
        ("rubric", 0, "weight"),
        70,
        "Criterion `log`: weight raised from 60 to 70",
    ),
    (
        "standard",
        ("rubric", 0, "title"),
        "Changes can be traced",
        "Criterion `log`: renamed: Changes can be [-followed-] {+traced+}",
    ),
    (
        "standard",
        ("rubric", 0, "levels", "meets"),
        "Reasons and sums.",
        "Criterion `log`: level `meets` reworded: Reasons and [-counts.-] {+sums.+}",
    ),
    (
        "standard",
        ("rubric", 0, "anchors", 1),
        ANCHOR,
        "Criterion `log`: scored sample of `meets` added: “It runs.”",
    ),
    (
        "standard",
        ("rubric",),
        [*PRACTITIONER["rubric"], NEW_CRITERION],
        "Criterion `words`: added, with 10 of 100 points",
    ),
    (
        "standard",
        ("rubric",),
        PRACTITIONER["rubric"][:1],
        "Criterion `checks`: removed, was 40 of 100 points",
    ),
    (
        "standard",
        ("rubric",),
        PRACTITIONER["rubric"][::-1],
        "Standard `data-practitioner`: criteria in another order",
    ),
    (
        "standard",
        ("tasks",),
        [*PRACTITIONER["tasks"], NEW_TASK],
        "Task `exam`: added: “Sit an exam.”",
    ),
    (
        "standard",
        ("tasks", 0, "mode"),
        "team",
        "Task `release`: mode changed from `individual` to `team`",
    ),
    (
        "standard",
        ("tasks", 0, "streams"),
        ["repository"],
        "Task `release`: stream of evidence `dictionary` removed",
    ),
    (
        "standard",
        ("competencies", "explaining"),
        "novice",
        "Competency `explaining`: required now, at `novice`",
    ),
    (
        "standard",
        ("competencies", "checks"),
        GONE,
        "Competency `checks`: no longer required, was at `novice`",
    ),
    (
        "standard",
        ("competencies", "cleaning"),
        "proficient",
        (
            "Competency `cleaning`: required level raised from `competent` to `proficient`"
            " (stricter)"
        ),
    ),
    (
        "standard",
        ("prerequisites", 0),
        "data-foundations@2",
        (
            "Standard `data-practitioner`: prerequisite `data-foundations` changed from"
            " `data-foundations@1` to `data-foundations@2` (stricter)"
        ),
    ),
    (
        "standard",
        ("results", "pass"),
        55,
        ("Standard `data-practitioner`: points needed for `pass` lowered from 60 to 55 (looser)"),
    ),
    (
        "standard",
        ("panel", "evaluators"),
        1,
        (
            "Standard `data-practitioner`: evaluators on the panel lowered from 3 to 1"
            " (promises less)"
        ),
    ),
    (
        "standard",
        ("timeline", "decide"),
        "P20D",
        (
            "Standard `data-practitioner`: time for the panel to decide shortened from 30"
            " days to 20 days (promises more)"
        ),
    ),
    (
        "standard",
        ("validity",),
        "permanent",
        "Standard `data-practitioner`: validity lengthened from 3 years to permanent (looser)",
    ),
    (
        "standard",
        ("retake", "remediation"),
        True,
        (
            "Standard `data-practitioner`: learning plan needed before another attempt"
            " raised from no to yes (stricter)"
        ),
    ),
    (
        "standard",
        ("renewal",),
        GONE,
        (
            "Standard `data-practitioner`: renewal removed, was from 6 months before the end"
            " to 3 months after it, 8 units of `learning`, or by an assessment"
        ),
    ),
    (
        "standard",
        ("renewal", "units", "learning"),
        9,
        (
            "Standard `data-practitioner`: units of `learning` needed for renewal raised"
            " from 8 to 9 (stricter)"
        ),
    ),
    (
        "framework",
        ("domains", "quality"),
        "Quality of data",
        "Domain `quality`: renamed: [-Data quality-] {+Quality of data+}",
    ),
    (
        "framework",
        ("competencies", 0, "domain"),
        "people",
        "Competency `cleaning`: domain moved from `quality` to `people`",
    ),
    (
        "framework",
        ("competencies",),
        [*SKILLS["competencies"], NEW_COMPETENCY],
        "Competency `licensing`: added",
    ),
    (
        "framework",
        ("competencies", 0, "alignments"),
        GONE,
        "Competency `cleaning`: alignment removed: `broader` DigComp 2.2 1.3",
    ),
    (
        "policy",
        ("applies_to",),
        ["evaluator", "mentor"],
        "Policy `conduct`: acceptance by each `mentor` added",
    ),
    (
        "policy",
        ("body",),
        "Be kind to all.\n",
        "Policy `conduct`: paragraph removed: “Tell us what went wrong.”",
    ),
    (
        "used",
        ("skills", "competencies", 0, "strand"),
        "ethical",
        (
            "Competency `cleaning`: strand changed from `technical` to `ethical`, as in"
            " `open-data@2.0`"
        ),
    ),
)


def changed(base: str, *edits: tuple[At, Any]) -> Difference:
    """The difference that some edits of a base make."""
    data: Data = deepcopy(BASES[base])
    for at, value in edits:
        data = edited(data, at, value)
    return difference_of(side(base, BASES[base]), side(base, data, "2.0"))


@pytest.mark.parametrize(("base", "at", "value", "expected"), SENTENCES)
def test_a_change_is_a_sentence(base: str, at: At, value: Any, expected: str) -> None:
    """Plain words that a member of a committee reads without knowing the files."""
    found = [one_line(change) for change in changed(base, (at, value)).changes]
    assert expected in found


def test_an_item_under_another_id_is_another_item_and_looks_like_the_old() -> None:
    """The class is that of a removal and an addition; the hint is for who merges it."""
    difference = changed("standard", (("rubric", 0, "id"), "history"))
    assert difference.class_ == "breaking"
    assert {one_line(change) for change in difference.changes} == {
        "Criterion `history`: added, with 60 of 100 points; looks like log under another id",
        "Criterion `log`: removed, was 60 of 100 points; looks like history under another id",
    }


def test_a_task_that_went_to_another_competency_has_moved() -> None:
    """Both sides say so; the class stays that of an addition and a removal."""
    task = "Merge two lists of streets."
    difference = changed(
        "framework",
        (("competencies", 0, "tasks"), ["Prepare a monthly feed."]),
        (("competencies", 1, "tasks"), ["Stop a faulty upload.", "Merge two lists of roads."]),
    )
    assert difference.class_ == "clarifying"
    assert [one_line(change) for change in difference.changes] == [
        f"Competency `cleaning`: real task moved to `checks`: “{task}”",
        (
            "Competency `checks`: real task moved here from `cleaning`:"
            " Merge two lists of [-streets.-] {+roads.+}"
        ),
    ]


def test_what_became_of_the_tasks_of_a_competency_that_is_gone() -> None:
    """The reader sees what goes on elsewhere."""
    difference = changed(
        "framework",
        (("competencies",), SKILLS["competencies"][:1]),
        (("competencies", 0, "tasks", 1), "Stop a faulty upload."),
    )
    assert "Competency `checks`: removed; 1 of its 1 tasks now in cleaning" in {
        one_line(change) for change in difference.changes
    }


def test_the_summary_counts_by_class() -> None:
    """The highest class comes first; what is the same in three places or more counts once."""
    difference = changed(
        "standard",
        (("rubric", 0, "gate"), "meets"),
        (("results", "pass"), 65),
        (("tasks",), [*PRACTITIONER["tasks"], NEW_TASK]),
        (("signifies",), "The holder has cleaned two real data sets."),
    )
    assert summary(difference) == "Breaking: 2 stricter, 1 added. Clarifying: 1 reworded."
    assert summary(changed("standard")) == "Nothing changed."


def test_groups_are_by_subject_and_class() -> None:
    """A change that three or more share is one group, before the others of its class."""
    data = deepcopy(SKILLS)
    data["competencies"] = [
        {**SKILLS["competencies"][1], "id": name, "title": name} for name in ("a1", "b2", "c3")
    ]
    after = deepcopy(data)
    for row in after["competencies"]:
        row["behaviours"] = {"competent": "Writes a check that fails on a known fault."}
    after["competencies"][0]["tasks"] = ["Stop a bad upload."]
    after["competencies"][1]["needs"] = ["a1"]
    found = groups(difference_of(side("framework", data), side("framework", after, "2.0")))
    assert [[subject.id for subject in group.subjects] for group in found] == [
        ["b2"],
        ["a1", "b2", "c3"],
        ["a1"],
    ]
    assert [change.class_ for change in found[0].changes] == ["additive"]


def test_long_words_that_stayed_are_cut_short() -> None:
    """Of a long paragraph the reader sees what changed and where."""
    words = [f"w{number}" for number in range(60)]
    body = " ".join(words)
    difference = changed("policy", (("body",), BASES["policy"]["body"] + "\n\n" + body))
    assert body in text(difference)
    policy = BASES["policy"] | {"body": body}
    after = BASES["policy"] | {"body": body.replace("w59", "end")}
    difference = difference_of(side("policy", policy), side("policy", after, "2.0"))
    assert "w7 … w51 w52" in text(difference)
    assert "[-w59-] {+end+}" in text(difference)


def test_the_items_of_a_list_are_paragraphs_of_their_own() -> None:
    """In a policy, a line that is wrapped otherwise has not changed, and one more item is one."""
    old, new = (
        BASES["policy"] | {"body": body}
        for body in (
            "You promise\nto:\n\n- be kind,\n- be fair.",
            "You promise to:\n\n- be kind,\n- listen,\n- be fair.",
        )
    )
    changes = difference_of(side("policy", old), side("policy", new, "2.0")).changes
    assert [one_line(change) for change in changes] == [
        "Policy `conduct`: paragraph added: “- listen,”"
    ]


def test_json_says_all_of_it() -> None:
    """For programs: the class, each change with its sentence, and no object of ours."""
    found = json.loads(json.dumps(as_json(changed("standard", (("rubric", 0, "gate"), "meets")))))
    assert (found["before"], found["after"]) == ("data-practitioner@1.0", "data-practitioner@2.0")
    assert found["class"] == "breaking"
    assert found["changes"] == [
        {
            "path": ["rubric", "log", "gate"],
            "subject": {"kind": "criterion", "id": "log", "title": "Changes can be followed"},
            "class": "breaking",
            "verb": "raised",
            "effect": "stricter",
            "sentence": "gate raised from `partial` to `meets` (stricter)",
            "before": "partial",
            "after": "meets",
            "words": [],
            "whom": ["candidates", "evaluators"],
            "elsewhere": None,
            "inherited": None,
            "hint": None,
        }
    ]


def test_places_are_those_of_the_files() -> None:
    """Row numbers of either file, so that a check can point at the line."""
    rubric = [PRACTITIONER["rubric"][1], PRACTITIONER["rubric"][0] | {"gate": "meets"}]
    gate = next(
        c
        for c in changed("standard", (("rubric",), rubric)).changes
        if c.key == "" and c.path[-1] == "gate"
    )
    assert (gate.before_at, gate.after_at) == (("rubric", 0, "gate"), ("rubric", 1, "gate"))
    gone = changed("standard", (("rubric", 0, "gate"), GONE)).changes[0]
    assert (gone.before_at, gone.after_at) == (("rubric", 0, "gate"), None)
    new = changed("standard", (("rubric", 1, "gate"), "meets")).changes[0]
    assert (new.before_at, new.after_at) == (None, ("rubric", 1, "gate"))
    used = changed("used", (("skills", "competencies", 0, "strand"), "social")).changes[-1]
    assert (used.before_at, used.after_at, used.inherited) == (None, None, "open-data@2.0")


def test_levels_are_compared_on_the_scale_of_now() -> None:
    """Where the scale itself changed, both levels are found on the newer one."""
    difference = changed(
        "standard",
        (("scale",), {"missing": 0, "meets": 60, "partial": 80}),
        (("rubric", 0, "gate"), "meets"),
    )
    assert "Criterion `log`: gate lowered from `partial` to `meets` (looser)" in {
        one_line(change) for change in difference.changes
    }


def test_what_is_newly_required_is_judged_as_that() -> None:
    """A competency that one version does not require cannot change for its candidates."""
    difference = changed(
        "used",
        (("competencies",), {"cleaning": "competent"}),
        (("skills", "competencies", 1, "strand"), "social"),
    )
    assert [one_line(change) for change in difference.changes if change.path[0] != "framework"] == [
        "Competency `checks`: no longer required, was at `novice`"
    ]
    assert [change for change in difference.changes if change.inherited] == []


def test_a_domain_is_no_competency_of_the_same_name() -> None:
    """What a competency is filed under asks nothing of candidates, whatever it is called."""
    domains = SKILLS["domains"] | {"cleaning": "Cleaning"}
    before = side("used", BASES["used"] | {"skills": SKILLS | {"domains": domains}})
    renamed = domains | {"cleaning": "Tidy data"}
    after = side("used", BASES["used"] | {"skills": SKILLS | {"domains": renamed}}, "2.0")
    assert [one_line(change) for change in difference_of(before, after).changes] == [
        "Standard `data-practitioner`: framework changed from `open-data@1.0` to `open-data@2.0`"
    ]


@pytest.mark.parametrize("body", [f"\n{BODY}", f"{BODY}\n\n", BODY.rstrip("\n")])
def test_empty_lines_of_a_policy_are_no_paragraphs(body: str) -> None:
    """White space around the text says nothing."""
    assert changed("policy", (("body",), body)).changes == ()


def test_a_subject_is_called_as_it_is_called_now() -> None:
    """The title of the newer version stands above its changes."""
    difference = changed("standard", (("rubric", 0, "title"), "Changes can be traced"))
    assert [change.subject.title for change in difference.changes] == ["Changes can be traced"]


def test_what_is_less_alike_is_no_move_and_no_other_id() -> None:
    """Readers are not sent after what is something else."""
    difference = changed(
        "framework",
        (("competencies", 0, "tasks"), ["Prepare a monthly feed."]),
        (("competencies", 1, "tasks"), ["Stop a faulty upload.", "Merge the branches of a tree."]),
    )
    assert {change.verb for change in difference.changes} == {"added", "removed"}
    words = NEW_CRITERION | {"title": "Changes to words can be read"}
    difference = changed("standard", (("rubric", 0), words))
    assert {change.hint for change in difference.changes} == {""}
    words = NEW_CRITERION | {"title": "Changes can be followed by all"}
    difference = changed("standard", (("rubric", 0), words))
    assert "" not in {change.hint for change in difference.changes}


marks = st.text(
    st.sampled_from(list("ab*_~`<>&[](){}#|!\\-+.:'\"\n 1")), min_size=1, max_size=20
).map(lambda words: f"x{words}y")


@given(marks, marks)
def test_nothing_in_a_text_is_markup(before: str, after: str) -> None:
    """Whatever stands in a record, Markdown shows it and does nothing with it."""
    data = [edited(BASES["standard"], ("tasks", 0, "text"), words) for words in (before, after)]
    for one in data:
        one["title"] = one["rubric"][0]["title"] = before
    data[1]["reflection"] = [after]
    old, new = side("standard", data[0]), side("standard", data[1], "2.0")
    page = rendered(markdown(difference_of(old, new), escape=escape))
    plain = rendered(markdown(difference_of(old, new), escape=lambda _: "word"))
    assert [tag for tag in tags(page) if tag != "strong"] == [
        tag for tag in tags(plain) if tag != "strong"
    ]


def tags(html: str) -> list[str]:
    """The names of the tags of a page, in order."""
    return [part.partition(">")[0].partition(" ")[0] for part in html.split("<")[1:]]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("P3Y", "3 years"),
        ("P1Y6M", "1 year 6 months"),
        ("P1D", "1 day"),
        ("P0D", "0 days"),
        ("permanent", "permanent"),
    ],
)
def test_a_period_is_said_in_words(period: str, expected: str) -> None:
    """As people say it."""
    assert in_words(period) == expected
