"""What `sealbook new` asks at a terminal; each question again until its answer is a good one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

import click

from registry.founding.answers import NO_PROGRAM, tidy, why_not, wrong_founder, wrong_program
from registry.founding.founding import FEWEST
from registry.founding.questions import QUESTIONS, Question

_CONSENT = "Did each of them agree to be listed in public, and to found it with the others?"
_MAINTAINER = "Who keeps it? A short name, or name:github-account"
_PROGRAM = f"Which program, as owner/name@commit on GitHub? ({NO_PROGRAM} for another host)"


def asked(given: Mapping[str, str], zones: Collection[str]) -> dict[str, str]:
    """What the questions that no option answers are answered by."""

    def judged(question: Question) -> Callable[[str], str]:
        return lambda answer: why_not(question, tidy(question, {question.option: answer}), zones)

    return {
        question.option: _ask(question.words, judged(question), default=question.default)
        for question in QUESTIONS
        if question.option not in given
    }


def asked_founders() -> Iterator[str]:
    """Two people or more, as they were typed."""
    number = 1
    while True:
        enough = number > FEWEST
        words = f"{_MAINTAINER} ({number}{', or nothing if that is all' if enough else ''})"
        answer = _ask(words, lambda typed: wrong_founder(typed) if typed else "", empty=enough)
        if not answer:
            return
        yield answer
        number += 1


def asked_program() -> str:
    """The program, or that there is none."""
    return _ask(_PROGRAM, wrong_program)


def asked_consent() -> bool:
    """Whether the founders agreed."""
    return click.confirm(_CONSENT, err=True)


def _ask(words: str, why: Callable[[str], str], *, default: str = "", empty: bool = False) -> str:
    """An answer from the terminal; asked again until nothing is wrong with it."""

    def judged(typed: str) -> str:
        if wrong := why(typed):
            raise click.BadParameter(wrong)
        return typed

    unset = "" if empty else None
    return str(
        click.prompt(
            words,
            default=default or unset,
            show_default=bool(default),
            value_proc=judged,
            prompt_suffix=" ",
            err=True,
        )
    )
