"""From what was typed to a `Founding`, or everything that is wrong with it at once."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from registry.founding.founding import FEWEST, Founder, Founding, Program
from registry.founding.questions import (
    ACCOUNT,
    HANDLE,
    LANGUAGE,
    NAME,
    QUESTIONS,
    STANDARD,
    URL,
    ZONE,
    Question,
    fits,
    refusal,
    said,
)

NO_PROGRAM = "none"
_PIN = re.compile(r"([A-Za-z0-9-]+/[\w.-]+)@([0-9a-f]{40})", re.ASCII)
_HOME = re.compile(
    r"(?:https://|ssh://git@|git@)github\.com[/:]([A-Za-z0-9-]+/[\w.-]+?)(?:\.git)?/?"
)
_VERSION = re.compile(r"\d+\.\d+\.\d+")


class Wrong(ValueError):
    """Answers that are none; `rows` names the option and says what is wrong with each."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"--{option}: {why}" for option, why in rows))
        self.rows = tuple(rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What was typed: by option, and the options that may be repeated or have a meaning of theirs.

    `version` is that of the program which runs, and which `program` names by its commit.
    """

    typed: Mapping[str, str]
    maintainers: Sequence[str]
    program: str
    version: str


def founding_of(answers: Answers, day: date, zones: Collection[str] = ()) -> Founding:
    """The founding that was meant. Raises Wrong with all that is wrong.

    `zones` are the time zones that there are; where none are given any name of the right form will
    do.
    """
    typed = {question.option: tidy(question, answers.typed) for question in QUESTIONS}
    rows = [
        (question.option, why)
        for question in QUESTIONS
        if (why := why_not(question, typed[question.option], zones))
    ]
    rows += [("maintainer", why) for why in _wrong_founders(answers.maintainers)]
    rows += [("program", why) for why in [wrong_program(answers.program)] if why]
    if rows:
        raise Wrong(rows)
    return Founding(
        name=typed[NAME.option],
        url=typed[URL.option].rstrip("/") + "/",
        email=typed["email"],
        standard=typed[STANDARD.option],
        language=typed[LANGUAGE.option],
        zone=typed[ZONE.option],
        founders=tuple(map(founder, answers.maintainers)),
        program=_program(answers.program, answers.version),
        day=day,
    )


def tidy(question: Question, typed: Mapping[str, str]) -> str:
    """An answer without white space around it, composed as records are, or the usual one."""
    answer = unicodedata.normalize("NFC", typed.get(question.option, "").strip(" "))
    return answer or question.default


def why_not(question: Question, answer: str, zones: Collection[str] = ()) -> str:
    """What is wrong with an answer, in words that quote it; empty where it is a good one."""
    why = refusal(question, answer)
    if not why and question is ZONE and zones and answer not in zones:
        why = f"{question.schema['description']} There is none of this name."
    return f"{answer!r}: {why}" if why else ""


def founder(typed: str) -> Founder:
    """Who is meant by `handle` or `handle:account`."""
    handle, _, account = typed.strip().partition(":")
    return Founder(handle=handle, account=account)


def wrong_founder(typed: str) -> str:
    """What is wrong with one of them; empty if nothing is."""
    handle, colon, account = typed.strip().partition(":")
    if not fits(HANDLE, handle):
        return f"{typed!r}: the handle is a short name. {said(HANDLE)}"
    if colon and not fits(ACCOUNT, account):
        return f"{typed!r}: behind the colon stands an account on GitHub. {said(ACCOUNT)}"
    return ""


def wrong_program(typed: str) -> str:
    """What is wrong with the name of the program; empty if nothing is."""
    if typed == NO_PROGRAM or _PIN.fullmatch(typed):
        return ""
    return (
        f"{typed!r}: owner/name@commit of a repository on GitHub, the commit as 40 hex digits;"
        f" or {NO_PROGRAM}, for a registry that is published elsewhere"
    )


def program_of_install(direct_url: str | None) -> str:
    """The program as pip noted it down when it fetched it from GitHub, or an empty text.

    `direct_url` is the text of the file `direct_url.json` beside the installed package (PEP 610).
    """
    try:
        found = json.loads(direct_url or "{}")
        home = _HOME.fullmatch(found["url"])
        commit = found["vcs_info"]["commit_id"]
    except (ValueError, KeyError, TypeError):
        return ""
    typed = f"{home[1]}@{commit}" if home else ""
    return typed if _PIN.fullmatch(typed) else ""


def _wrong_founders(typed: Sequence[str]) -> Iterator[str]:
    yield from filter(None, map(wrong_founder, typed))
    founders = list(map(founder, typed))
    if len(founders) < FEWEST:
        yield f"{len(founders)} named, and nobody decides alone: name {FEWEST} people or more"
    for what, names in (
        ("handle", [one.handle for one in founders]),
        ("account", [one.account.lower() for one in founders if one.account]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{name!r}: the {what} of more than one person; each has their own"


def _program(typed: str, version: str) -> Program | None:
    pin, number = _PIN.fullmatch(typed), _VERSION.match(version)
    if pin is None:
        return None
    return Program(repository=pin[1], commit=pin[2], version=number.group() if number else "0.0.0")
