"""CASE from strangers: read where it can be, refused in words where it cannot."""

from __future__ import annotations

import copy
import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.exchange.case.json_text import parse, spans_of
from registry.exchange.case.reader import read_case
from registry.exchange.explanations import IMPORTS
from registry.exchange.outline.slugs import unique
from registry.exchange.reading import MAX_BYTES, Reading

DOCUMENT = {"identifier": "d", "uri": "urn:d", "creator": "A board", "title": "Sums"}


def item(key: str, statement: str = "", **more: Any) -> dict[str, Any]:
    """A CFItem."""
    return {"identifier": key, "fullStatement": statement or f"Statement {key}", **more}


def link(kind: str, origin: str, destination: str, **more: Any) -> dict[str, Any]:
    """A CFAssociation."""
    ends = {
        name: {"identifier": key, "title": key, "uri": f"urn:{key}"}
        for name, key in (("originNodeURI", origin), ("destinationNodeURI", destination))
    }
    return {"associationType": kind, **ends, **more}


def package(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A package of these items and associations."""
    return {
        "CFDocument": DOCUMENT,
        "CFItems": [part for part in parts if "fullStatement" in part],
        "CFAssociations": [part for part in parts if "associationType" in part],
        **more,
    }


def read(data: Any) -> Reading:
    """What reading comes to; a value is written as JSON, one member a line."""
    raw = data if isinstance(data, bytes) else json.dumps(data, indent=1).encode()
    return read_case(raw, "case.json")


def said(reading: Reading) -> list[tuple[str, str, str]]:
    """Severity, code and place of each problem."""
    return [(one.severity, one.code, one.at) for one in reading.problems]


BELOW = (link("isChildOf", "a", "d"), link("isChildOf", "b", "a"))
TREE = package(
    item("fractions", "Fractions"),
    item("add", "Adds fractions", humanCodingScheme="M.F.1"),
    item("same", "Adds fractions with the same denominator"),
    item("other", "Adds fractions with other denominators"),
    item("whole", "Counts", humanCodingScheme="M.C"),
    link("isChildOf", "fractions", "d", sequenceNumber=2),
    link("isChildOf", "whole", "d", sequenceNumber=1),
    link("isChildOf", "add", "fractions"),
    link("isChildOf", "other", "add", sequenceNumber=2),
    link("isChildOf", "same", "add", sequenceNumber=1),
)


def test_a_tree_of_three_levels() -> None:
    """Top items with parts are domains, then come competencies, and what is deeper are tasks."""
    reading = read(TREE)
    assert reading.problems == ()
    assert reading.draft is not None
    assert reading.draft.data == {
        "title": "Sums",
        "domains": {"fractions": "Fractions", "sums": "Sums"},
        "competencies": [
            {
                "id": "m-f-1",
                "title": "Adds fractions",
                "domain": "fractions",
                "tasks": [
                    "Adds fractions with the same denominator",
                    "Adds fractions with other denominators",
                ],
            },
            {"id": "m-c", "title": "Counts", "domain": "sums"},
        ],
        "change": {"summary": "Sums"},
    }


def test_what_is_missing_is_marked() -> None:
    """A comment above says what a person must write; nothing is made up."""
    draft = read(TREE).draft
    assert draft is not None
    strand = "strand, one of technical, social, ethical"
    tasks = "tasks, each a real task that it comes from"
    behaviours = "behaviours, one sentence for each level"
    assert [line for line in draft.text.splitlines() if "#" in line] == [
        "# FILL IN levels, from low to high, such as [novice, competent, expert].",
        f"  # FILL IN {strand}; {behaviours}.",
        f"  # FILL IN {strand}; {tasks}; {behaviours}.",
    ]


def test_what_lies_deeper_keeps_its_order() -> None:
    """Tasks come as in a book: each part is followed by its own parts."""
    deep = [
        item("same.a", "a"),
        item("same.b", "b"),
        link("isChildOf", "same.a", "same"),
        link("isChildOf", "same.b", "same"),
    ]
    draft = read(package(*TREE["CFItems"], *TREE["CFAssociations"], *deep)).draft
    assert draft is not None
    assert draft.data["competencies"][0]["tasks"] == [
        "Adds fractions with the same denominator",
        "a",
        "b",
        "Adds fractions with other denominators",
    ]


def test_case_1_0_and_a_wrapper_are_the_same() -> None:
    """1.0 lacks what we do not need; some services put the package into an object."""
    assert "caseVersion" not in TREE["CFDocument"]
    wrapped = read({"CFPackage": TREE})
    assert wrapped.draft == read(TREE).draft
    broken = copy.deepcopy(TREE)
    del broken["CFItems"][0]["fullStatement"]
    assert said(read({"CFPackage": broken})) == [
        ("error", "import-file", "/CFPackage/CFItems/0/fullStatement")
    ]


def test_levels_of_rubrics_become_behaviours() -> None:
    """A criterion that belongs to a competency says what its levels look like."""
    levels = [
        {"quality": "Good", "description": "Always right.", "position": 2},
        {"quality": "Poor", "description": "Often wrong.", "position": 1},
    ]
    criterion = {"CFItemURI": {"identifier": "add"}, "CFRubricCriterionLevels": levels}
    lost = {"CFItemURI": {"identifier": "nothing"}}
    rubrics = [{"CFRubricCriteria": [criterion, lost]}]
    reading = read({**TREE, "CFRubrics": rubrics})
    assert said(reading) == [("warning", "import-lost", "/CFRubrics/0/CFRubricCriteria/1")]
    assert reading.draft is not None
    assert reading.draft.data["levels"] == ["poor", "good"]
    (adds, _) = reading.draft.data["competencies"]
    assert adds["behaviours"] == {"poor": "Often wrong.", "good": "Always right."}


def test_skill_levels_become_behaviours() -> None:
    """A part with a skill level is what the competency looks like at that level."""
    reading = read(
        package(
            *TREE["CFItems"],
            *TREE["CFAssociations"],
            item("beginner", "Beginner"),
            link("hasSkillLevel", "same", "beginner"),
        )
    )
    assert reading.draft is not None
    (adds, _) = reading.draft.data["competencies"]
    assert reading.draft.data["levels"] == ["beginner"]
    assert adds["behaviours"] == {"beginner": "Adds fractions with the same denominator"}
    assert adds["tasks"] == ["Adds fractions with other denominators"]


def test_links_to_other_frameworks_become_alignments() -> None:
    """Exact and related nodes; one without a web address is left out, and that is said."""
    web = link("exactMatchOf", "add", "x")
    web["destinationNodeURI"] |= {
        "uri": "https://other.example/7",
        "title": "Other",
        "identifier": "7",
    }
    reading = read(
        package(
            *TREE["CFItems"],
            *TREE["CFAssociations"],
            web,
            link("isRelatedTo", "add", "y"),
            link("precedes", "whole", "add"),
            link("replacedBy", "add", "whole"),
        )
    )
    assert [(one.code, one.at) for one in reading.problems] == [
        ("import-lost", "/CFAssociations/6/destinationNodeURI"),
        ("import-lost", "/CFAssociations/8"),
    ]
    assert reading.draft is not None
    (adds, _) = reading.draft.data["competencies"]
    assert adds["alignments"] == [
        {
            "framework": "Other",
            "code": "7",
            "relation": "exact",
            "url": "https://other.example/7",
        }
    ]
    assert adds["needs"] == ["m-c"]


REFUSED: dict[str, tuple[Any, list[str]]] = {
    "a circle": (
        package(item("a"), item("b"), link("isChildOf", "a", "b"), link("isChildOf", "b", "a")),
        ["/CFAssociations/0"],
    ),
    "below itself": (package(item("a"), link("isChildOf", "a", "a")), ["/CFAssociations/0"]),
    "no such parent": (
        package(item("a"), link("isChildOf", "a", "gone")),
        ["/CFAssociations/0/destinationNodeURI/identifier"],
    ),
    "no such child": (
        package(item("a"), link("isChildOf", "gone", "a")),
        ["/CFAssociations/0/originNodeURI/identifier"],
    ),
    "an identifier twice": (package(item("a"), item("b"), item("a")), ["/CFItems/2/identifier"]),
    "types": (
        {
            "CFDocument": {**DOCUMENT, "title": 7},
            "CFItems": [item("a"), "text", {"identifier": [], "fullStatement": " "}],
            "CFAssociations": {"associationType": "isChildOf"},
        },
        [
            "/CFDocument/title",
            "/CFItems/1",
            "/CFItems/2/identifier",
            "/CFItems/2/fullStatement",
            "/CFAssociations",
        ],
    ),
    "a number that is text": (
        package(item("a"), link("isChildOf", "a", "d", sequenceNumber="1")),
        ["/CFAssociations/0/sequenceNumber"],
    ),
    "no ends": (
        package(item("a"), {"associationType": "isChildOf"}),
        ["/CFAssociations/0/originNodeURI", "/CFAssociations/0/destinationNodeURI"],
    ),
    "no items": ({"CFDocument": DOCUMENT}, ["/CFItems"]),
    "no document": ({"CFItems": [item("a")]}, ["/CFDocument"]),
    "a list": ([1, 2], ["", "/CFDocument"]),
    "nothing": (b"", [""]),
    "no JSON": (b'{"CFDocument": ', [""]),
    "no UTF-8": (b'{"a": "\xff"}', [""]),
    "a name twice": (b'{"CFItems": [], "CFItems": []}', [""]),
    "no number": (b'{"CFItems": NaN}', [""]),
    "many digits": (b'{"a": ' + b"9" * 5000 + b"}", [""]),
    "deep": (b"[" * 200_000, [""]),
    "large": (b" " * (MAX_BYTES + 1), [""]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_place(name: str) -> None:
    """Each fault is an error at its JSON Pointer, all of a file at once; there is no draft."""
    data, places = REFUSED[name]
    reading = read(data)
    assert reading.draft is None
    wrong = [one for one in reading.problems if one.severity == "error"]
    assert [one.at for one in wrong] == places
    assert {one.code for one in wrong} <= {row.code for row in IMPORTS}
    assert all(one.path == "case.json" for one in wrong)


def test_a_problem_stands_at_the_line_of_its_value() -> None:
    """The pointer is found again in the text, however it is laid out."""
    data = package(item("a"), item("b"), item("a"))
    (problem,) = read(data).problems
    lines = json.dumps(data, indent=1).splitlines()
    assert lines[problem.span.line - 1].strip() == '"identifier": "a",'
    assert problem.span.line > lines.index('   "identifier": "b",')
    (problem,) = read(json.dumps(data).encode()).problems
    assert problem.span.line == 1
    assert json.dumps(data)[problem.span.column - 1 :].startswith('"a"')


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(_values, st.sampled_from([None, 1]))
@settings(max_examples=60)
def test_every_value_has_its_span(value: Any, indent: int | None) -> None:
    """The span of a pointer begins with the value that the pointer names (RFC 6901)."""
    text = json.dumps(value, indent=indent)
    wanted: dict[str, Any] = {}

    def walk(inner: Any, pointer: str) -> None:
        wanted[pointer] = inner
        steps = enumerate(inner) if isinstance(inner, list) else ()
        named = inner.items() if isinstance(inner, dict) else ()
        for step, part in (*steps, *named):
            walk(part, pointer + "/" + str(step).replace("~", "~0").replace("/", "~1"))

    walk(value, "")
    found = spans_of(text, set(wanted))
    assert found.keys() == wanted.keys()
    lines = text.split("\n")
    for pointer, span in found.items():
        rest = "\n".join([lines[span.line - 1][span.column - 1 :], *lines[span.line :]])
        assert json.JSONDecoder().raw_decode(rest)[0] == wanted[pointer]


@given(
    st.recursive(
        st.sampled_from([TREE, *TREE["CFItems"], "a", 1, None, {}]) | _values,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "CFDocument",
                        "CFItems",
                        "CFAssociations",
                        "CFRubrics",
                        "CFPackage",
                        "identifier",
                        "extensions",
                        "sealbook",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
@settings(max_examples=150)
def test_no_value_is_a_traceback(value: Any) -> None:
    """Whatever JSON comes, the answer is a draft or errors, never both, and never an exception."""
    reading = read(value)
    assert (reading.draft is None) == any(one.severity == "error" for one in reading.problems)


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        ("<p>Adds <b>two</b> numbers</p>", "Adds two numbers"),
        ("One<br/>two", "One two"),
        ("R&amp;D &lt;b&gt;", "R&D <b>"),
        ("<script>alert(1)</script>Adds<!-- no -->", "Adds"),
        ("<a href='javascript:x'>Adds</a>", "Adds"),
        ("x --> y<!-- no --> z", "x --> y z"),
    ],
)
def test_html_is_left_out_and_that_is_said(statement: str, title: str) -> None:
    """Statements are plain text; what looks like HTML and is none stays."""
    reading = read(package(item("a", statement), item("b"), *BELOW))
    assert said(reading)[:1] == [("warning", "import-text", "/CFItems/0")]
    assert reading.draft is not None
    assert list(reading.draft.data["domains"].values()) == [title]


@pytest.mark.parametrize(
    "statement", ["x < y and y > z", "List<int> of 3 > 2", "a & b", "5 &amp 6"]
)
def test_signs_are_no_html(statement: str) -> None:
    """Only names that HTML has make a tag."""
    reading = read(package(item("a", statement)))
    assert reading.problems == ()
    assert reading.draft is not None
    assert reading.draft.data["competencies"][0]["title"] == statement


def test_invisible_characters_are_left_out() -> None:
    """What no record may hold is taken away; tabs are blanks; accents are composed."""
    reading = read(package(item("a", "A\u200bdds\tcafe\u0301\u202e\x07")))
    assert said(reading) == [("warning", "import-text", "/CFItems/0")]
    assert reading.draft is not None
    assert reading.draft.data["competencies"][0]["title"] == "Adds café"


def test_a_long_statement_is_a_short_title_and_a_task() -> None:
    """Nothing is lost: all of it stands in the tasks."""
    statement = "Adds " + "very " * 60 + "long numbers"
    reading = read(package(item("a", statement)))
    assert said(reading) == [("warning", "import-text", "/CFItems/0")]
    assert reading.draft is not None
    (one,) = reading.draft.data["competencies"]
    assert len(one["title"]) <= 200
    assert one["title"].endswith("…")
    assert one["tasks"] == [statement]


def test_a_number_is_sought_once() -> None:
    """Of a thousand equal names each asks for the next number, and not for all before it."""
    taken = {"adds-2": 2}
    assert [unique("adds", taken) for _ in range(3)] == ["adds", "adds-3", "adds-4"]
    assert taken["adds"] == 5
    assert [unique("x" * 40, taken) for _ in range(2)] == ["x" * 40, "x" * 38 + "-2"]


def test_ids_are_unique_and_stable() -> None:
    """Codes that are slugs stay, equal ones are numbered, other scripts get a digest."""
    reading = read(
        package(
            item("1", "One", humanCodingScheme="adds-2"),
            item("2", "Adds"),
            item("3", "Adds"),
            item("4", "Adds"),
            item("5", "分数を足す"),
            item("6", "no"),
            item("7", "x" * 60),
        )
    )
    assert reading.draft is not None
    ids = [one["id"] for one in reading.draft.data["competencies"]]
    assert ids == ["adds-2", "adds", "adds-3", "adds-4", "c-de01b08d", "c-no", "x" * 40]
    again = read(package(item("5", "分数を足す"))).draft
    assert again is not None
    assert again.data["competencies"][0]["id"] == "c-de01b08d"


def test_two_parents_and_none() -> None:
    """The first place counts, and what stands below nothing is on top; both are said."""
    reading = read(
        package(
            item("a", "First"),
            item("b", "Second"),
            item("c", "Adds"),
            item("loose", "Loose"),
            link("isChildOf", "a", "d"),
            link("isChildOf", "b", "d"),
            link("isChildOf", "c", "a"),
            link("isChildOf", "c", "b"),
        )
    )
    assert said(reading) == [
        ("warning", "import-lost", "/CFAssociations/3"),
        ("warning", "import-tree", "/CFItems/3"),
    ]
    assert reading.draft is not None
    assert [one["domain"] for one in reading.draft.data["competencies"]] == [
        "first",
        "sums",
        "sums",
    ]


def test_a_flood_of_problems_is_cut() -> None:
    """200 are shown, and how many more there are."""
    reading = read(package(*(item("a") for _ in range(1000))))
    assert len(reading.problems) == 201
    assert reading.problems[-1].message == "799 more are not shown"


def test_deep_trees_and_hostile_marks_take_no_time() -> None:
    """Thousands of items in a row, and texts that would make a naive pattern crawl."""
    keys = [str(number) for number in range(4_000)]
    chain = [link("isChildOf", low, high) for high, low in pairwise(keys)]
    reading = read(package(*(item(key, "<!--" * 20 + " " * 200 + key) for key in keys), *chain))
    assert reading.draft is not None
    assert parse("[]") == []
