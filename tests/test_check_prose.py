"""Numbers in a standard's texts: found where they are bound to a field, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from registry.check.prose import number_in_prose
from registry.check.prose.claims import CLAIMS
from registry.check.prose.numbers import LANGUAGES, words
from registry.load import document_of
from registry.problem import Problem
from registry.records.build import build
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD as KIND
from tests.sample_site import registry as sample
from tests.small_registry import SETTINGS, STANDARD

TODAY = date(2026, 11, 23)
# evaluators 3, agree 2, pass 70, distinction 90, complete P6M, decide P30D, feedback P14D,
# attempts 3, wait P60D, appeal P30D and P45D, validity P3Y, units learning 8, review P1Y
PATH = "standards/data-practitioner/2.1.yml"
SIGNIFIES = """\
signifies:
  en: The holder has cleaned a real data set.
  es: Ha limpiado un conjunto de datos real.
"""


def found(text: str, language: str = "en") -> list[Problem]:
    """What the check says of a standard."""
    settings = SETTINGS.replace("[en, es]", f"[{language}]")
    entries = []
    for path, content in (("registry.yml", settings), (PATH, text)):
        document, problems = document_of(content.encode(), path)
        assert document is not None, problems
        entries.append(Entry(build(document.kind.record, document.data, language), document))
    return list(number_in_prose(Registry(entries), TODAY))


def with_signifies(text: str) -> str:
    """The standard with another text for what it signifies."""
    assert SIGNIFIES in STANDARD
    return STANDARD.replace(SIGNIFIES, f"signifies: {text}\n")


AGREES = {
    "en": (
        "defended before a panel of three",
        "defended before a panel of 3 evaluators",
        "a three-person panel",
        "two of three evaluators agree",
        "the pass mark is 70",
        "70 points or more",
        "90 points for a distinction",
        "valid for three years",
        "valid for 36 months",
        "three attempts in all",
        "two retakes",
        "a retake after 60 days",
        "six months to complete",
        "the panel decides within 30 days",
        "feedback within two weeks",
        "8 units of learning",
        "reviewed every year",
        "reviewed every twelve months",
        "an appeal is answered within forty-five days",
    ),
    "es": (
        "ante un tribunal de tres",
        "válida durante tres años",
        "válido por 36 meses",
        "hasta tres intentos",
        "se revisa cada año",
        "90 puntos para la distinción",
        "comentarios en catorce días",
    ),
}
DIFFERS = {
    "en": (
        ("a panel of four", "panel.evaluators"),
        ("a five-member panel", "panel.evaluators"),
        ("three of the 3 evaluators must agree", "panel.agree"),
        ("the pass mark is 65", "results"),
        ("60 points", "results"),
        ("valid for two years", "validity"),
        ("valid for a period of two years", "validity"),
        ("valid for a year", "validity"),
        ("valid for 3 months", "validity"),
        ("three retakes", "retake.attempts"),
        ("up to 5 attempts", "retake.attempts"),
        ("two retakes within 90 days", "retake.wait"),
        ("completed within one year", "timeline.complete"),
        ("feedback within 3 weeks", "timeline.feedback"),
        ("an appeal can be filed within 60 days", "appeal.file"),
        ("24 units", "renewal.units"),
        ("two kinds of evidence", "scoring.streams"),
        ("Panel of Twenty-One", "panel.evaluators"),
    ),
    "es": (
        ("un tribunal de cuatro", "panel.evaluators"),
        ("uno de los tres evaluadores deben estar de acuerdo", "panel.agree"),
        ("válido durante un año", "validity"),
        ("validez de treinta y seis días", "validity"),
        ("hasta veintidós intentos", "retake.attempts"),
        ("20 unidades", "renewal.units"),
    ),
}
SILENT = (
    "a panel of at least four",
    "a panel of four or five",
    "a panel of experts",
    "valid for up to ten years",
    "valid for two to four years",
    "checks for three faults",
    "three or more teams",
    "for 30 minutes",
    "within ten working days",
    "section 4.12 of the panel of 4.5",
    "subpanel of four",
    "at least two evaluators",
    "five years in an office",
    "a panel of six customers",
    "a panel of twelve charts shows the sales",
    "two or five attempts are allowed by most tools",
    "locked after 5 attempts in all browsers",
)
# What a task may say of its own work: limits, licences, experiments.
IN_A_TASK = {
    "en": (
        "Publish it under a licence that is valid for one year.",
        "Each wave of the survey is completed within two weeks.",
        "Collect two kinds of evidence for one claim.",
        "Show what two retakes of a measurement tell.",
    ),
    "es": (
        "Use una clave que caduca a los dos años.",
        "Un panel de doce indicadores muestra las ventas.",
        "Compare dos tipos de prueba estadística.",
        "Haga nueve repeticiones por muestra.",
        "Complete cada ronda de la encuesta, que debe completarse en dos semanas.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_agrees_is_silent(language: str) -> None:
    """Words, digits, and other units of the same length are the same number."""
    for sentence in AGREES[language]:
        assert found(with_signifies(sentence), language) == [], sentence


@pytest.mark.parametrize(
    ("language", "sentence", "field"),
    [(language, *row) for language, rows in DIFFERS.items() for row in rows],
)
def test_what_differs_names_the_field(language: str, sentence: str, field: str) -> None:
    """One problem, that quotes the phrase and names the field with its value."""
    (problem,) = found(with_signifies(f"Before, {sentence}, after."), language)
    assert f"does not agree with `{field}`, which is " in problem.message
    assert problem.fix.startswith("write ")


@pytest.mark.parametrize("sentence", SILENT)
def test_what_has_another_reading_is_silent(sentence: str) -> None:
    """Bounds, choices, and numbers about the work itself are no claim about a field."""
    assert found(with_signifies(f"“{sentence}”")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_task_speaks_of_its_own_work(language: str) -> None:
    """A number in a task that may be about the work is no claim about the standard."""
    task = "text: Take a data set to a release."
    assert task in STANDARD
    for sentence in IN_A_TASK[language]:
        assert found(STANDARD.replace(task, f"text: {sentence}"), language) == [], sentence


def test_points_in_a_task_are_of_the_task() -> None:
    """`60 points` says something about the standard only where the whole of it is meant."""
    task = "text: Take a data set to a release."
    assert task in STANDARD
    assert found(STANDARD.replace(task, "text: Draw 60 points and 24 units on a map.")) == []
    (problem,) = found(STANDARD.replace(task, "text: Answer the panel of two."))
    assert problem.at == "tasks[0].text"


def test_every_translation_is_read() -> None:
    """Spanish words in a standard of an English registry; other languages are not understood."""
    wrong = SIGNIFIES.replace("Ha limpiado", "Ante un tribunal de dos ha limpiado")
    (problem,) = found(STANDARD.replace(SIGNIFIES, wrong))
    assert problem.at == "signifies.es"
    german = SIGNIFIES.replace("  es: Ha", "  de: panel of two; ha")
    assert found(STANDARD.replace(SIGNIFIES, german)) == []


def test_an_absent_field_is_not_contradicted() -> None:
    """A permanent credential without renewal says nothing that a number could differ from."""
    permanent = with_signifies("valid for two years, with 24 units").replace(
        "validity: P3Y", "validity: permanent\nstanding: P1Y"
    )
    head, _, tail = permanent.partition("renewal:\n")
    _, _, tail = tail.partition("review_every")
    assert found(f"{head}review_every{tail}") == []


def test_texts_agree_on_the_length_of_a_defence() -> None:
    """No field says how long it is, so one text must not contradict another."""
    task = "text: Take a data set to a release."
    said = with_signifies("After a defence of 30 minutes.")
    assert found(said.replace(task, "text: Prepare the 30-minute defence.")) == []
    (problem,) = found(said.replace(task, "text: Prepare the twenty minute defense."))
    assert problem.at == "tasks[0].text"
    assert "“defence of 30 minutes” further up" in problem.message


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("Every change can be followed (100%)", False),
        ("Every change can be followed (30 %)", True),
        ("Followed, for 25% of the points", True),
        ("Covers 80% of the rows", False),
    ],
)
def test_a_share_in_the_title_of_a_criterion_is_its_weight(title: str, *, wrong: bool) -> None:
    """Booklets print weights behind titles; a percentage of anything else is about the work."""
    old = "title: Every change can be followed"
    assert old in STANDARD
    problems = found(STANDARD.replace(old, f"title: {title}"))
    assert [problem.at for problem in problems] == ["rubric[0].title"] * wrong
    assert all("with `rubric[0].weight`, which is 100" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("announced", "severity"),
    [("2020-01-01", "warning"), ("2026-11-23", "error"), ("2027-01-01", "error"), ("", "error")],
)
def test_an_error_until_the_file_is_frozen(announced: str, severity: str) -> None:
    """What is announced cannot be mended any more; the next version can."""
    dates = "  announced: 2020-01-01\n  effective: 2020-02-01\n"
    assert dates in STANDARD
    new = f"  announced: {announced}\n  effective: 2027-06-01\n" if announced else ""
    (problem,) = found(with_signifies("A panel of two.").replace(dates, new))
    assert problem.severity == severity


def test_the_line_is_that_of_the_phrase() -> None:
    """In a folded text the phrase may stand far below its field, and be cut by the line end."""
    text = with_signifies(">-\n  Nothing here.\n  Before a panel\n  of four.")
    (problem,) = found(text)
    lines = text.split("\n")
    assert lines[problem.span.line - 1] == "  Before a panel"
    assert problem.span.column == lines[problem.span.line - 1].index("panel") + 1


def test_number_words() -> None:
    """One to ninety-nine in both languages, without a gap."""
    for language in LANGUAGES:
        assert set(words(language).values()) == set(range(1, 100))
    assert words("es")["cuarenta y cinco"] == words("en")["forty-five"] == 45


def test_every_claim_has_patterns_in_both_languages_and_a_field() -> None:
    """A field of the table is one that a standard has."""
    entry = sample().get(KIND, "data-practitioner@2.1")
    assert entry is not None
    for claim in CLAIMS:
        assert claim.patterns.keys() == set(LANGUAGES)
        value = entry.document.data
        for step in claim.field.split("."):
            value = value[step]
        assert claim.values(entry.record), claim.field


def test_the_sample_has_no_false_alarm() -> None:
    """Every standard of the sample says the same in words and in fields."""
    assert list(number_in_prose(sample(), TODAY)) == []
