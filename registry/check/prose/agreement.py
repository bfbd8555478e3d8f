"""Whether the numbers in a standard's texts are those of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from registry.check.prose.claims import CLAIMS, Claim, Value
from registry.check.prose.numbers import LANGUAGES, compiled, number_of, period_of, same_length
from registry.problem import At, Problem, Severity, Span
from registry.records.period import Period
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD, Standard

# What is said about the standard as a whole.
_ABOUT = ("signifies", "does_not_signify", "eligibility")
# How long a defence is, no field says: so the texts must agree with each other.
_DEFENCE = {
    "en": (r"defen[cs]e of {n} minutes", r"{n}[ -]minute defen[cs]e"),
    "es": (r"defensa de {n} minutos",),
}
# A percentage elsewhere in a title may be about the work: "Covers 80% of the rows".
_WEIGHT = {
    "en": (r"\({n}%\)", r"\({n} %\)", "{n}% of the (?:points|total|score|mark)"),
    "es": (r"\({n}%\)", r"\({n} %\)", "{n} ?% (?:de los puntos|del total|de la nota)"),
}


@dataclass(frozen=True, slots=True)
class _Said:
    """A text in one language, and where it stands."""

    at: At
    language: str
    text: str
    about: bool


def number_in_prose(registry: Registry, today: date) -> Iterator[Problem]:
    """A number that a standard's text repeats is the number of its field.

    People read the sentence, programs the field, and a curriculum that contradicts its own booklet
    is unfair to whoever read the wrong one. Looked at are what a standard signifies, who may begin,
    the tasks and the questions of reflection, in English and Spanish: phrases such as "panel of
    three", "valid for three years", "two retakes" or "feedback within 14 days", each bound to what
    it is about, and in titles of criteria a share such as "(30%)". How long a defence is has no
    field; there the texts must agree among themselves.
    It is an error while the words can still be changed, and a warning once the version is
    announced, since its file is frozen then: the next version mends it. In the 152 texts of the 17
    standards of the sample and of the examples with real data it finds 6 such phrases, and raises
    no false alarm.
    """
    for entry in registry.entries(STANDARD):
        said = list(_texts(entry, registry.settings.language))
        announced = entry.record.change.announced
        severity: Severity = "warning" if announced and announced < today else "error"
        for text in said:
            yield from _disagreements(entry, text, severity)
        yield from _defences(entry, said, severity)
        yield from _weights(entry, registry.settings.language, severity)


def _disagreements(entry: Entry[Standard], said: _Said, severity: Severity) -> Iterator[Problem]:
    for claim in CLAIMS:
        if claim.scope == "about" and not said.about:
            continue
        values = claim.values(entry.record)
        for match, value in _found(claim, said):
            if values and not any(_same(value, right) for right in values):
                message = f"“{_phrase(match)}” does not agree with {_field(entry, claim)}"
                fix = f"write {_shown(values)}, or change the field"
                yield _problem(entry, said, match, message, fix, severity)


def _defences(entry: Entry[Standard], said: list[_Said], severity: Severity) -> Iterator[Problem]:
    first: tuple[int, str] | None = None
    for text in said:
        for pattern in _compiled(_DEFENCE[text.language], text.language):
            for match in pattern.finditer(text.text):
                minutes = number_of(match, text.language)
                first = first or (minutes, _phrase(match))
                if minutes != first[0]:
                    message = f"“{_phrase(match)}” does not agree with “{first[1]}” further up"
                    fix = "say the same in every text and every language"
                    yield _problem(entry, text, match, message, fix, severity)


def _weights(entry: Entry[Standard], language: str, severity: Severity) -> Iterator[Problem]:
    """A share of the points in the title of a criterion is its weight."""
    for number, criterion in enumerate(entry.record.rubric):
        for said in _told(entry, ("rubric", number, "title"), language, about=False):
            for pattern in _compiled(_WEIGHT[said.language], said.language):
                for match in pattern.finditer(said.text):
                    if number_of(match, said.language) != criterion.weight:
                        field = f"`rubric[{number}].weight`, which is {criterion.weight}"
                        message = f"“{_phrase(match)}” does not agree with {field}"
                        fix = f"write {criterion.weight}, or change the field"
                        yield _problem(entry, said, match, message, fix, severity)


def _found(claim: Claim, said: _Said) -> Iterator[tuple[re.Match[str], Value]]:
    for pattern in _compiled(claim.patterns[said.language], said.language):
        for match in pattern.finditer(said.text):
            is_number = "n" in pattern.groupindex
            read = number_of if is_number else period_of
            yield match, read(match, said.language)


@cache
def _compiled(patterns: tuple[str, ...], language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(pattern, language) for pattern in patterns)


def _texts(entry: Entry[Standard], language: str) -> Iterator[_Said]:
    """The texts that speak about the standard and its assessment, in the languages read here."""
    data = entry.document.data
    places: list[tuple[At, bool]] = [((name,), True) for name in _ABOUT if name in data]
    places += [(("tasks", number, "text"), False) for number in range(len(data["tasks"]))]
    places += [(("reflection", number), False) for number in range(len(data["reflection"]))]
    for at, about in places:
        yield from _told(entry, at, language, about=about)


def _told(entry: Entry[Standard], at: At, language: str, *, about: bool) -> Iterator[_Said]:
    """The text at a place, in each of its languages that is read here."""
    value: Any = entry.document.data
    for step in at:
        value = value[step]
    told = value if isinstance(value, dict) else {"": value}
    for tag, text in told.items():
        spoken = (tag or language).partition("-")[0]
        if spoken in LANGUAGES:
            yield _Said((*at, tag) if tag else at, spoken, str(text), about)


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Period) and isinstance(other, Period):
        return same_length(one, other)
    return one == other


def _phrase(match: re.Match[str]) -> str:
    return " ".join(match.group().split())


def _field(entry: Entry[Standard], claim: Claim) -> str:
    """The field with what the file says there."""
    value: object = entry.document.data
    for step in claim.field.split("."):
        value = value[step] if isinstance(value, dict) else value
    if isinstance(value, dict):
        value = ", ".join(f"{name}: {number}" for name, number in value.items())
    return f"`{claim.field}`, which is {value}"


def _shown(values: tuple[Value, ...]) -> str:
    return " or ".join(str(value) for value in dict.fromkeys(values))


def _problem(
    entry: Entry[Standard],
    said: _Said,
    match: re.Match[str],
    message: str,
    fix: str,
    severity: Severity,
) -> Problem:
    """A problem at the line of the phrase, which may be far below the name of the field."""
    problem = entry.problem(message, *said.at, severity=severity, fix=fix)
    span = _line_of(entry, problem.span, match)
    return replace(problem, span=span) if span else problem


def _line_of(entry: Entry[Standard], span: Span, match: re.Match[str]) -> Span | None:
    """Where the phrase stands in the file; None where its quotes hide it."""
    lines = entry.document.source.text.split("\n")[span.line - 1 : span.end_line]
    words = r"\s+".join(re.escape(word) for word in match.group().split())
    text = "\n".join(lines)
    found = re.search(words, text)
    if found is None:
        return None
    above = text.count("\n", 0, found.start())
    column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
    length = len(found.group().partition("\n")[0])
    return Span(span.line + above, column, span.line + above, column + length)
