"""Issue forms: files that GitHub takes, and answers that come back as they were given.

The rules are those of docs.github.com, "Syntax for issue forms", "Syntax for GitHub's form schema"
and "Common validation errors when creating issue forms".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from registry.check.run import check
from registry.forge.issues import choices
from registry.forge.issues.body import is_of, print_body, read_body
from registry.forge.issues.chooser import chooser
from registry.forge.issues.files import ISSUE_FILES
from registry.forge.issues.form import (
    Answers,
    Box,
    Boxes,
    Choice,
    Form,
    Line,
    Note,
    Paragraphs,
    Question,
    one,
)
from registry.forge.issues.forms import FORMS, form_of
from registry.forge.issues.github import form_file
from registry.load import load
from registry.records.registry import Registry
from tests.small_registry import registry_of

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 23)
TYPES = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}
FORBIDDEN_WORDS = re.compile(r"password|credit card|secret", re.IGNORECASE)


@cache
def sample() -> Registry:
    """The registry that this repository is."""
    registry, _ = check(load(ROOT), DAY)
    assert registry is not None
    return registry


@cache
def small() -> Registry:
    """A registry with two standards, and nobody in it."""
    return registry_of({})


REGISTRIES = pytest.mark.parametrize("registry", [sample, small], ids=["sample", "small"])
EVERY_FORM = pytest.mark.parametrize("name", FORMS)


# --- what GitHub asks of a form


def rules_broken(text: str) -> list[str]:
    """The rules of GitHub that the file of a form breaks."""
    form = yaml.safe_load(text)
    found = [f"top: {key}" for key in form if key not in _TOP]
    found += [f"{key} is no text" for key in ("name", "description") if not _is_text(form.get(key))]
    parts = form["body"]
    asked = [part for part in parts if part.get("type") != "markdown"]
    if not asked:
        found.append("nothing is asked")
    names = [part["id"] for part in asked if "id" in part]
    labels = [part["attributes"]["label"] for part in asked]
    slugs = [re.sub(r"[^a-z0-9_]+", "-", label.lower()).strip("-") for label in labels]
    for what, values in (("ids", names), ("labels", labels), ("labels, nearly", slugs)):
        found += [f"{what}: {value} twice" for value in values if values.count(value) > 1]
    for number, part in enumerate(parts):
        found += [f"body[{number}]: {rule}" for rule in _broken_in(part)]
    return found


_TOP = {"name", "description", "body", "title", "labels", "assignees", "projects", "type"}


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _broken_in(part: dict[str, Any]) -> list[str]:
    attributes = part.get("attributes", {})
    kind = part.get("type")
    if kind not in TYPES:
        return ["type"]
    found = [key for key in part if key not in {"type", "id", "attributes", "validations"}]
    found += [key for key in attributes if key not in TYPES[kind]]
    if kind != "markdown" and not re.fullmatch(r"[A-Za-z0-9_-]+", part.get("id", "")):
        found.append("id")
    needed = "value" if kind == "markdown" else "label"
    texts = {needed, "description", "placeholder"} & set(attributes) | {needed}
    found += [f"{key} is no text" for key in texts if not _is_text(attributes.get(key))]
    if FORBIDDEN_WORDS.search(attributes.get("label", "")):
        found.append("forbidden word")
    if not isinstance(part.get("validations", {}).get("required", True), bool):
        found.append("required is no boolean")
    options = attributes.get("options", [])
    if kind == "checkboxes":
        found += ["box" for box in options if not set(box) <= {"label", "required"}]
        options = [box["label"] for box in options]
    if kind in ("dropdown", "checkboxes"):
        found += ["no options"] if not options else []
        found += ["option is no text" for option in options if not _is_text(option)]
        found += ["twice" for option in options if options.count(option) > 1]
        found += ["reserved" for option in options if str(option).strip().lower() == "none"]
    return found


@REGISTRIES
@EVERY_FORM
def test_github_takes_the_form(registry: Any, name: str) -> None:
    """The file breaks none of GitHub's rules, and says the same to both readers of YAML."""
    form = FORMS[name](registry())
    assert form.name == name
    assert rules_broken(form_file(form)) == []


@REGISTRIES
def test_names_are_unique_and_so_are_first_questions(registry: Any) -> None:
    """GitHub wants names unique; by its first question an issue is known again."""
    forms = [make(registry()) for make in FORMS.values()]
    assert len({form.title for form in forms}) == len(forms)
    assert len({form.questions[0].label for form in forms}) == len(forms)
    for form in forms:
        body = print_body(form, {})
        assert form_of(registry(), body) == form
        assert form_of(registry(), f"\r\n{body}") == form


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (("id: title", "id: asked_by"), "ids: asked_by twice"),
        (("label: Your question", "label: Your team"), "labels: Your team twice"),
        (("label: Your question", "label: Your team?"), "labels, nearly: your-team twice"),
        (("label: Your question", 'label: ""'), "body[1]: label is no text"),
        (("label: Your question", "label: Your password"), "body[1]: forbidden word"),
        (("- type: input\n  id: title", "- type: text\n  id: title"), "body[1]: type"),
        (("description: What should", "about: What should"), "top: about"),
        (("placeholder: transit-desk", "placeholder: 2026-01-01"), "placeholder is no text"),
        (("    - Clean a data set", "    - None\n    - Clean a data set"), "reserved"),
    ],
)
def test_the_rules_find_what_breaks_them(damage: tuple[str, str], rule: str) -> None:
    """No rule of the test above is asleep."""
    text = form_file(FORMS["topic"](small()))
    assert text.count(damage[0]) == 1, text
    assert any(rule in found for found in rules_broken(text.replace(*damage)))


def test_a_text_of_a_record_stays_a_text() -> None:
    """Titles that YAML would read as something else reach GitHub as they are."""
    titles = [
        *("2026-02-20", "1,000", "yes", "null", "0x1F", "1:30", "- a", "a: b # c", "&a *a !a"),
        *('"', "'", "`x`", "{a}", "é\u0301", "<script>", "${{ github.token }}", "%", "@x", "a\\n"),
    ]
    question = Choice(id="x", label="X", options={title: title for title in titles})
    form = Form(name="x", title="No", description="2026-02-20", body=(Note(text="~"), question))
    read = yaml.safe_load(form_file(form))
    assert read["body"][1]["attributes"]["options"] == titles
    assert (read["name"], read["description"]) == ("No", "2026-02-20")
    assert read["body"][0]["attributes"]["value"] == "~"
    assert re.search(r'^ *- "1,000"$', form_file(form), re.MULTILINE), "Ruby reads a number"


def test_private_matters_have_no_form() -> None:
    """Appeals, reports and wishes about one's own data are sent to a page, not asked in public."""
    config = yaml.safe_load(chooser(sample()))
    assert config["blank_issues_enabled"] is False
    for link in config["contact_links"]:
        assert set(link) == {"name", "url", "about"}
        assert link["url"].startswith("https://")
    urls = [link["url"] for link in config["contact_links"]]
    assert urls[:2] == [
        f"https://cert.odpg.example/contact/#{part}" for part in ("appeal", "misuse")
    ]
    names = " ".join(FORMS[name](sample()).title for name in FORMS).lower()
    assert "appeal" not in names
    assert "report" not in names


def test_choices_are_those_of_the_records() -> None:
    """A form offers the registry's own standards, roles, people and competencies."""
    form = FORMS["propose-credential"](sample())
    asked = {question.id: question for question in form.questions}
    standard, panel = asked["standard"], asked["panel"]
    assert isinstance(standard, Choice)
    assert standard.options["Data Practitioner (data-practitioner)"] == "data-practitioner"
    assert isinstance(panel, Choice)
    assert "mara-lind" in panel.options.values()
    assert "tomas-wieczorek" not in panel.options.values()
    role = next(q for q in FORMS["become-evaluator"](sample()).questions if q.id == "role")
    assert isinstance(role, Choice)
    assert list(role.options)[:2] == ["evaluator", "mentor"]


def test_nothing_to_choose_from_is_not_asked() -> None:
    """GitHub refuses an empty list, so a registry without people asks for no panel."""
    asked = {question.id for question in FORMS["propose-credential"](small()).questions}
    assert "panel" not in asked
    assert "standard" in asked


def test_no_choice_is_called_as_github_calls_none() -> None:
    """The word is reserved, and a record may be called so."""
    assert choices._plain(["none", "nones"]) == {"nones": "nones"}


def test_the_files_are_in_the_folder_of_github() -> None:
    """Each form and the page above them is a file that `sealbook github` writes."""
    assert set(ISSUE_FILES) == {f".github/ISSUE_TEMPLATE/{name}.yml" for name in (*FORMS, "config")}
    for make in ISSUE_FILES.values():
        assert yaml.safe_load(make(sample(), DAY))


# --- answers, there and back


FORM = Form(
    name="form",
    title="Form",
    description="Of these tests",
    body=(
        Note(text="Hello."),
        Line(id="line", label="One line", required=True),
        Paragraphs(id="text", label="Many lines"),
        Choice(id="one", label="One of", options={"An A, or so": "a", "B (b)": "b"}),
        Choice(id="some", label="Some of", options={"a": "a", "b": "b", "c": "c"}, multiple=True),
        Boxes(
            id="boxes",
            label="Boxes",
            boxes=(Box(value="x", label="Do X"), Box(value="y", label="Do [Y](z)")),
        ),
    ),
)
LABELS = [question.label for question in FORM.questions]


def answered(*, text: st.SearchStrategy[str]) -> st.SearchStrategy[Answers]:
    """Answers that a browser can send: no blanks around them, and nothing where nothing is said."""
    stripped = text.map(str.strip)
    line = stripped.map(lambda value: " ".join(value.split())).filter(_is_an_answer)
    some = st.lists(st.sampled_from("abc"), unique=True)
    return st.fixed_dictionaries(
        {
            "line": line.map(lambda value: (value,)),
            "text": stripped.filter(_is_an_answer).map(lambda value: (value,)) | st.just(()),
            "one": st.sampled_from([(), ("a",), ("b",)]),
            "some": some.map(tuple),
            "boxes": st.sampled_from([(), ("x",), ("y",), ("x", "y")]),
        }
    )


def _is_an_answer(value: str) -> bool:
    """Not none at all, and without a line that people would take for a question."""
    asked = {label.casefold() for label in LABELS}
    lines = (" ".join(line.strip("#: \t").split()).casefold() for line in value.split("\n"))
    return value not in ("", "_No response_") and "\r" not in value and asked.isdisjoint(lines)


TEXTS = st.text() | st.text(alphabet="#_-[] xX`<>!\n:*Nb") | st.from_regex(r"(- \[[ xX]\] .*\n?)+")


@given(answered(text=TEXTS))
def test_what_is_answered_is_read(answers: Answers) -> None:
    """Answers come back from the text of the issue, whatever is in them."""
    assert read_body(FORM, print_body(FORM, answers)) == (answers, [])


@given(answered(text=TEXTS))
def test_line_ends_of_windows_are_the_same(answers: Answers) -> None:
    """GitHub ends lines in CR LF at times."""
    body = print_body(FORM, answers).replace("\n", "\r\n")
    assert read_body(FORM, f"\r\n{body}\r\n\r\n") == (answers, [])


@given(answered(text=TEXTS), st.data())
def test_an_answer_cannot_speak_for_another_question(answers: Answers, data: Any) -> None:
    """A line of an answer that looks like a question of the form makes the whole text refused."""
    label = data.draw(st.sampled_from(LABELS))
    label = data.draw(
        st.sampled_from([label, label.upper(), f" {label} ", f"{label}:", f"{label} ##"])
    )
    marks = data.draw(st.sampled_from(["### ", "###", "## ", "# ", "###### ", "  ### ", "###\t"]))
    smuggled = f"x\n\n{marks}{label}\n\n{data.draw(TEXTS)}"
    found, refusals = read_body(FORM, print_body(FORM, {**answers, "text": (smuggled,)}))
    assert found == {}
    assert len(refusals) == 1


@given(st.text() | TEXTS.map(lambda text: f"### One line\n\n{text}"))
def test_any_text_is_read_or_refused(body: str) -> None:
    """Reading never raises, and what it takes is a choice that there is."""
    answers, refusals = read_body(FORM, body)
    if not refusals:
        assert set(answers) == {question.id for question in FORM.questions}
        assert set(answers["some"]) <= set("abc")


def body(**parts: str) -> str:
    """The text of an issue with these answers as they stand there, and sound ones besides."""
    sound = {
        "line": "x",
        "text": "_No response_",
        "one": "B (b)",
        "some": "a, c",
        "boxes": "- [X] Do X\n- [ ] Do [Y](z)",
    }
    texts = {**sound, **parts}
    return "\n\n".join(f"### {q.label}\n\n{texts[q.id]}" for q in FORM.questions)


@pytest.mark.parametrize(
    ("text", "message", "label"),
    [
        (body(line="_No response_"), "it is not answered", "One line"),
        (body(line=""), "it is not answered", "One line"),
        (body(line="a\nb"), "several lines", "One line"),
        (body(one="C"), "none of the choices", "One of"),
        (body(one="b"), "none of the choices", "One of"),
        (body(one="An A, or so, B (b)"), "none of the choices", "One of"),
        (body(some="a,b"), "none of the choices", "Some of"),
        (body(some="a, a"), "none of the choices", "Some of"),
        (body(some="a, d"), "none of the choices", "Some of"),
        (body(boxes="- [X] Do X"), "not those of the form", "Boxes"),
        (body(boxes="- [X] Do X\n- [X] Do Z"), "not those of the form", "Boxes"),
        (body(boxes="- [X] Do X\nand more\n- [ ] Do [Y](z)"), "not those of the form", "Boxes"),
        (body().partition("### Boxes")[0], "“Boxes” is not there", ""),
        (body() + "\n\n### One line\n\ny", "“One line” stands there twice", ""),
        (body(text="### one LINE"), "looks like a question", ""),
        (body(text="x" * 70_000), "more than 70,000 characters", ""),
        ("", "“One line” is not there", ""),
    ],
)
def test_what_is_refused(text: str, message: str, label: str) -> None:
    """Each way in which a text is not what the form makes, with what to do about it."""
    _, refusals = read_body(FORM, text)
    assert [(message in refusal.message, refusal.label) for refusal in refusals] == [(True, label)]
    assert refusals[0].fix


def test_all_that_is_wrong_is_said_at_once() -> None:
    """One issue, one list of what to mend."""
    _, refusals = read_body(FORM, body(line="", one="C", boxes="no"))
    assert [refusal.label for refusal in refusals] == ["One line", "One of", "Boxes"]


def test_a_box_that_must_be_ticked() -> None:
    """The browser asks for it, but the text can be edited, and private repositories do not ask."""
    boxes = Boxes(id="b", label="B", boxes=(Box(value="x", label="Do X", required=True),))
    form = replace(FORM, body=(boxes,))
    assert read_body(form, "### B\n\n- [x] Do X") == ({"b": ("x",)}, [])
    _, (refusal,) = read_body(form, "### B\n\n- [ ] Do X")
    assert (refusal.label, "must be ticked" in refusal.message) == ("B", True)


def test_an_edited_order_is_refused() -> None:
    """Questions that change places are not those of the form."""
    parts = body().split("\n\n### ")
    parts[1], parts[2] = parts[2], parts[1]
    _, (refusal,) = read_body(FORM, "\n\n### ".join(parts))
    assert "in another order" in refusal.message


def test_reading_takes_no_longer_for_hostile_texts() -> None:
    """Rows of marks are read once, not once for each mark."""
    for marks in ("#" * 69_000, "# " + ":" * 69_000 + "x", "### " * 17_000, "\n#" * 34_000):
        assert read_body(FORM, f"### One line\n\n{marks}")[1]


def test_the_first_question_tells_the_form() -> None:
    """Words before it are not what the form makes."""
    assert is_of(FORM, body())
    assert not is_of(FORM, f"Hello\n\n{body()}")


def test_one_answer() -> None:
    """The first, or nothing; a question that was not asked has no answer."""
    assert one({"a": ("x",)}, "a") == "x"
    assert one({"a": ()}, "a") == one({}, "a") == ""


def test_a_question_with_several_answers_has_no_comma_in_them() -> None:
    """GitHub joins them by commas, so one could be read as two."""
    for make in FORMS.values():
        for question in make(sample()).questions:
            if isinstance(question, Choice) and question.multiple:
                assert not [option for option in question.options if "," in option]


def test_the_forms_of_these_tests_ask_in_every_way() -> None:
    """The laws above hold for every kind of question."""
    assert {type(question) for question in FORM.questions} == set(get_args(Question))
