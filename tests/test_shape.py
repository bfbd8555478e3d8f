"""What a document says in another form than its kind has, in our words, at the right line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from registry.check.form import FORM
from registry.check.shape.judge import shape
from registry.problem import Problem
from registry.records.document import Document
from registry.records.kind import Kind
from registry.records.kinds import kind_of
from registry.records.validator import validator
from registry.source.parse import parse
from tests.damage import damaged_records

CREDENTIAL = "credentials/2026/MVBP1EE1EDQ42.yml"
SOUND = """\
standard: data-practitioner@2.1
result: pass
holder: Inés Okonkwo-Marsh
consent: {date: 2026-02-20, covers: [name, evidence]}
language: en
awarded: 2026-02-28
evidence:
  - title: Harbour bus stops
    url: https://github.com/ines-om/bus-stops
history:
  - {renewed: 2029-01-14, assessment: QM4NVDKHDFDMC}
"""


def problems(text: str, path: str = CREDENTIAL) -> list[Problem]:
    """What is wrong with the shape of a record file."""
    found = kind_of(path)
    source, refused = parse(text.encode(), path)
    assert found is not None
    assert source is not None, refused
    return shape(Document(path=path, kind=found[0], id=found[1], source=source))


def changed(old: str, new: str) -> list[Problem]:
    """What is wrong with the sound credential after an edit."""
    assert SOUND.count(old) == 1, old
    return problems(SOUND.replace(old, new))


def test_a_sound_record_has_no_problem() -> None:
    """The record that the cases below break is in order."""
    assert problems(SOUND) == []


CASES: list[tuple[str, str, str, tuple[int, int], str, str]] = [
    # old, new, code, place, message, fix
    (
        "language: en",
        "langauge: en",
        "unknown-field",
        (5, 1),
        "there is no field `langauge`",
        "did you mean `language`?",
    ),
    (
        "language: en",
        "language: en\nstatus: valid",
        "unknown-field",
        (6, 1),
        "there is no field `status`",
        "it is computed and never written",
    ),
    (
        "    url:",
        "    adress: x\n    url:",
        "unknown-field",
        (9, 5),
        "there is no field `adress` in row 1 of `evidence`",
        "delete it, or use `digest`",
    ),
    (
        "language: en\n",
        "",
        "missing-field",
        (1, 1),
        "`language` is missing",
        "add, say, `language: en`",
    ),
    (
        "    url: https://github.com/ines-om/bus-stops\n",
        "",
        "missing-field",
        (8, 5),
        "`url` is missing in row 1 of `evidence`",
        "add, say, `url: https://github.com/ines-om/bus-stops/tree/9f31c02`",
    ),
    (
        "renewed: 2029-01-14, assessment: QM4NVDKHDFDMC",
        "replaced: 2029-01-14",
        "missing-field",
        (11, 5),
        "`replaced` needs `by` beside it in row 1 of `history`",
        "add, say, `by: C7Y5M59BGYGFK`",
    ),
    (
        "result: pass",
        "result: 1",
        "wrong-type",
        (2, 9),
        "`result` is a number, not text",
        'put it in quotes: "1"',
    ),
    (
        "Inés Okonkwo-Marsh",
        "true",
        "wrong-type",
        (3, 9),
        "`holder` is true or false, not text",
        'put it in quotes: "true"',
    ),
    (
        "awarded: 2026-02-28",
        "awarded: 2026",
        "wrong-type",
        (6, 10),
        "`awarded` is a number, not text",
        'put it in quotes: "2026"',
    ),
    (
        "[name, evidence]",
        "name",
        "wrong-type",
        (4, 37),
        "`covers` is text, not a list",
        "write a list: [name]",
    ),
    (
        "{date: 2026-02-20, covers: [name, evidence]}",
        "2026-02-20",
        "wrong-type",
        (4, 10),
        "`consent` is text, not a map of `name: value` lines",
        (
            "write a map of `name: value` lines, "
            "for example {date: 2026-02-20, covers: [name, evidence]}"
        ),
    ),
    (
        "[name, evidence]",
        "[name, evidance]",
        "not-allowed",
        (4, 44),
        "row 2 of `covers` cannot be `evidance`",
        "did you mean `evidence`?",
    ),
    (
        "language: en",
        "holder_kind: robot\nlanguage: en",
        "not-allowed",
        (5, 14),
        "`holder_kind` cannot be `robot`",
        "use `person`, `event` or `group`",
    ),
    (
        "data-practitioner@2.1",
        "data-practitioner@2",
        "wrong-form",
        (1, 11),
        "`standard` is not an exact version: data-practitioner@2",
        "write a slug, @ and a version of two numbers, for example data-practitioner@2.1",
    ),
    (
        "https://github.com/ines-om/bus-stops",
        "javascript:alert(1)",
        "wrong-form",
        (9, 10),
        "`url` is not a web address: javascript:alert(1)",
        (
            "write an address that starts with https:// or http://, without a user name, blanks, "
            "quotes or angle brackets, "
            "for example https://github.com/ines-om/bus-stops/tree/9f31c02"
        ),
    ),
    (
        "QM4NVDKHDFDMC",
        "qm4n-vdkh-dfdmc",
        "wrong-form",
        (11, 39),
        "`assessment` is not an ID: qm4n-vdkh-dfdmc",
        "write QM4NVDKHDFDMC",
    ),
    (
        "Inés Okonkwo-Marsh",
        '"Inés "',
        "wrong-form",
        (3, 9),
        "`holder` begins or ends with a blank or a line break",
        "delete it; a long text begins with `>-`, not `>`",
    ),
    (
        "Harbour bus stops",
        '"Harbour\\nbus stops"',
        "wrong-form",
        (8, 12),
        "`title` has a line break, and is one line",
        "write `>-` and one paragraph, or shorten it",
    ),
    (
        "Harbour bus stops",
        "{english: Harbour}",
        "wrong-form",
        (8, 13),
        "the name `english` in `title` is not a language",
        "write a language tag (BCP 47; Norwegian is nb)",
    ),
    (
        "Harbour bus stops",
        '{en: ""}',
        "empty",
        (8, 17),
        "`en` is empty",
        "fill it, or delete the line",
    ),
    (
        "[name, evidence]",
        "[]",
        "empty",
        (4, 37),
        "`covers` is empty",
        "fill it, or delete the line",
    ),
    (
        "Harbour bus stops",
        "x" * 201,
        "too-long",
        (8, 12),
        "`title` has 201 characters, more than 200",
        "say it in fewer words, or link to a longer text",
    ),
    (
        "[name, evidence]",
        "[name, name]",
        "repeated",
        (4, 44),
        "`covers` names name twice",
        "delete one of the two",
    ),
    (
        "holder: Inés Okonkwo-Marsh\n",
        "",
        "one-of",
        (1, 1),
        "the file says none of `holder` or `withheld`",
        "write exactly one of them",
    ),
    (
        "renewed: 2029-01-14,",
        "renewed: 2029-01-14, alumni: 2029-01-15,",
        "one-of",
        (11, 27),
        "`renewed` and `alumni` stand side by side; only one of them can",
        "keep one of the two",
    ),
    (
        "awarded: 2026-02-28",
        "awarded: 28.2.2026",
        "date",
        (6, 10),
        "`awarded` is not a date: 28.2.2026",
        "write year-month-day (1900 to 2199), for example 2026-02-28",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "place", "message", "fix"), CASES)
def test_one_mistake_is_one_problem(
    old: str, new: str, code: str, place: tuple[int, int], message: str, fix: str
) -> None:
    """One edit of the sound record: its code, its place, its words, and what to write."""
    found = [(p.code, p.span[:2], p.message, p.fix) for p in changed(old, new)]
    assert found == [(code, place, message, fix)]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2026-13-14", "there is no month 13"),
        ("2026-00-14", "there is no month 0"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2026-04-31", "April 2026 has 30 days"),
        ("2026-04-00", "there is no day 0"),
        ("2100-02-29", "February 2100 has 28 days"),
    ],
)
def test_a_date_is_a_day_of_the_calendar(day: str, label: str) -> None:
    """A date in the right form that does not exist says beside the caret why not."""
    [problem] = changed("2026-02-28", day)
    assert (problem.code, problem.label) == ("date", label)
    assert problem.message == f"`awarded` is not a real date: {day}"
    assert problem.at == "awarded"


@pytest.mark.parametrize("day", ["2026-2-28", "20260228", "2026-W09-6", "0000-13-01", "1899-12-31"])
def test_another_form_of_date_is_one_problem(day: str) -> None:
    """Other ways to write a day, and other centuries, are said once."""
    assert [problem.code for problem in changed("awarded: 2026", f'awarded: "{day}" # 2026')] == [
        "date"
    ]


def test_all_missing_fields_are_named() -> None:
    """Each missing field is a problem of its own, with what it is for."""
    found = problems("kind: public\nurl: https://a.example/\n", "governance/organizations/ab.yml")
    assert [(problem.at, problem.label) for problem in found] == [
        ("name", "What the organization calls itself.")
    ]
    found = problems("summary: Way\n", "pathways/ab.yml")
    assert [problem.at for problem in found] == ["title", "core"]


def test_a_misspelt_required_field_is_not_also_missing() -> None:
    """The hint at the misspelt name is enough; so it is for one of several."""
    assert [problem.code for problem in changed("awarded:", "awardd:")] == ["unknown-field"]
    assert [problem.code for problem in changed("holder:", "holdr:")] == ["unknown-field"]


STANDARD = "standards/ab/1.0.yml"


@pytest.mark.parametrize(
    ("text", "path", "at", "code", "fix"),
    [
        ("scale: {ab: '40'}", STANDARD, "scale.ab", "wrong-type", "write it without quotes: 40"),
        ("scale: {ab: 017}", STANDARD, "scale.ab", "wrong-type", "write a whole number"),
        ("scale: {ab: 0.5}", STANDARD, "scale.ab", "wrong-type", "write a whole number"),
        (
            "scale: {ab: 101}",
            STANDARD,
            "scale.ab",
            "out-of-range",
            "write a whole number from 0 to 100",
        ),
        (
            "scale: {ab: -1}",
            STANDARD,
            "scale.ab",
            "out-of-range",
            "write a whole number from 0 to 100",
        ),
        (
            "retake: {remediation: maybe}",
            STANDARD,
            "retake.remediation",
            "wrong-type",
            "write true or false, for example true",
        ),
        (
            "validity: 3 years",
            STANDARD,
            "validity",
            "period",
            "write a period such as P3Y, or the word permanent, for example P3Y",
        ),
        (
            "retake: {wait: P8W}",
            STANDARD,
            "retake.wait",
            "period",
            (
                "write the letter P, then years, months and days, each as a number and Y, M or D, "
                "for example P60D"
            ),
        ),
        (
            "seats: {boss: 1}",
            "governance/bodies/ab.yml",
            "seats.boss",
            "not-allowed",
            "use `learner`, `mentor`, `employer` or `educator`",
        ),
        (
            "terms: [{vacant: false}]",
            "governance/bodies/ab.yml",
            "terms[0].vacant",
            "not-allowed",
            "write true, or delete the line",
        ),
        (
            "core: [{at_least: 1, of: x}]",
            "pathways/ab.yml",
            "core[0].of",
            "wrong-type",
            "write a list: [x]",
        ),
        (
            "core: [[x]]",
            "pathways/ab.yml",
            "core[0]",
            "wrong-type",
            "write text or a map of `name: value` lines, for example data-publisher@1",
        ),
        (
            "change: {summary: x, class: braking}",
            STANDARD,
            "change.class",
            "not-allowed",
            "did you mean `breaking`?",
        ),
    ],
)
def test_other_kinds(text: str, path: str, at: str, code: str, fix: str) -> None:
    """Numbers, periods, truth values, names in maps, and choices, where other kinds have them."""
    found = [(p.code, p.fix) for p in problems(text + "\n", path) if p.at == at]
    assert found == [(code, fix)]


def test_a_hostile_value_is_cut_in_the_message() -> None:
    """A message repeats at most sixty characters of what it found."""
    [problem] = changed("result: pass", "result: " + "A" * 5000)
    assert len(problem.message) < 100


@settings(max_examples=300, deadline=None)
@given(damaged_records())
def test_whatever_is_wrong_is_said(record: tuple[Kind[Any], dict[str, Any]]) -> None:
    """Spoilt records never raise: each has problems with words, or is valid and can be built."""
    kind, data = record
    text = json.dumps(data, ensure_ascii=False) + "\n"  # JSON is YAML on one line
    source, refused = parse(text.encode(), "f.yml")
    assert source is not None, refused
    found = shape(Document(path="f.yml", kind=kind, id="x", source=source))
    assert bool(found) == (not validator(kind.name).is_valid(data))
    for problem in found:
        assert problem.code in {row.code for row in FORM}
        assert problem.message
        assert problem.fix
        assert 1 <= problem.span.column <= len(text)
