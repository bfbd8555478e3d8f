"""What an issue comes to: drafts, or what stands in their way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from registry.cli.draft import Draft
from registry.forge.issues.body import Refusal
from registry.forge.issues.form import Answers, Boxes, Choice, Form, Paragraphs
from registry.forge.issues.plain import one_line, plain
from registry.problem import Problem

_COMMENT = "<!--"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """Drafts, and what a reviewer must look at that no check can.

    `title` says what they are, in our words and IDs only: it becomes that of a pull request.
    `quoted` are the questions whose answers are in no draft, and so stand in the pull request. No
    other answer is repeated there: what is copied less has to be removed from fewer places.
    """

    title: str
    files: tuple[Draft, ...] = ()
    look_at: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def refused(*refusals: Refusal) -> Proposal:
    """No draft, and why."""
    return Proposal(title="", problems=tuple(problem(refusal) for refusal in refusals))


def problem(refusal: Refusal) -> Problem:
    """What is wrong with an answer, or with the whole issue."""
    if not refusal.label:
        return Problem(code="issue-form", message=refusal.message, path="", fix=refusal.fix)
    message = f"“{refusal.label}”: {refusal.message}"
    return Problem(code="form-answer", message=message, path="", fix=refusal.fix)


def cleaned(form: Form, answers: Answers) -> tuple[Answers, list[str]]:
    """The answers as texts that a record may hold, and what to look at because of that."""
    found: dict[str, tuple[str, ...]] = {}
    look_at: list[str] = []
    for question in form.questions:
        given = answers[question.id]
        if isinstance(question, (Boxes, Choice)):  # our own words
            found[question.id] = given
            continue
        tidy = plain if isinstance(question, Paragraphs) else one_line
        made = [tidy(text) for text in given]
        found[question.id] = tuple(text for text, _ in made if text)
        left_out = sum(number for _, number in made)
        if left_out:
            look_at.append(
                f"“{question.label}” held what cannot be seen or turns text around; characters left"
                f" out: {left_out}."
            )
        if any(_COMMENT in text for text in given):
            look_at.append(f"“{question.label}” holds a comment that the issue does not show.")
    return found, look_at


def paths(files: Iterable[Draft]) -> list[str]:
    """The paths of drafts."""
    return [file.path for file in files]
