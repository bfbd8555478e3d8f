"""A form: questions with their kinds of answers.

Syntax: docs.github.com, "Syntax for issue forms" and "Syntax for GitHub's form schema".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Words to whoever fills in the form, in Markdown; they are not part of the issue."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A question that is answered in one line."""

    id: str
    label: str
    description: str = ""
    example: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraphs:
    """A question that is answered in as many lines as it takes."""

    id: str
    label: str
    description: str = ""
    example: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A question that is answered from a list: one option, or with `multiple` any number.

    `options` maps what people read to what it means.
    """

    id: str
    label: str
    description: str = ""
    options: Mapping[str, str]
    multiple: bool = False
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """Something to agree to; `value` is what a tick means."""

    value: str
    label: str
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Boxes:
    """A question that is answered by ticking."""

    id: str
    label: str
    description: str = ""
    boxes: tuple[Box, ...]


Question = Line | Paragraphs | Choice | Boxes
# What was answered to the question with an ID: nothing, a text, or what the options chosen mean.
Answers = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """An issue form; `name` is that of its file, without the ending."""

    name: str
    title: str
    description: str
    body: tuple[Note | Question, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, in order."""
        return tuple(part for part in self.body if not isinstance(part, Note))


def one(answers: Answers, question: str) -> str:
    """The one answer to a question; empty where there is none, or where it is not asked."""
    return next(iter(answers.get(question, ())), "")
