"""What the founders are asked. A question that a schema answers for is judged by that schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.drafts.blanks import MARK, has_blank
from registry.records.schema import definition, schema
from registry.source.characters import forbidden

_MAP = ", or a map with"  # a text may be one, but not as an answer to a question


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question: the option that answers it, its words, and the schema of a good answer."""

    option: str
    words: str
    schema: Mapping[str, Any]
    default: str = ""


def _settings(field: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema("registry")["properties"][field]
    return found


NAME = Question(option="name", words="What is the community called?", schema=_settings("name"))
URL = Question(
    option="url",
    words="Where will the site be? (https://…/)",
    schema=_settings("url"),
)
EMAIL = Question(
    option="email", words="Which e-mail address may be public?", schema=_settings("email")
)
STANDARD = Question(
    option="standard",
    words="What is the first credential called?",
    schema=schema("standard")["properties"]["title"],
)
LANGUAGE = Question(
    option="language",
    words="In which language are its texts?",
    schema=definition("language"),
    default="en",
)
ZONE = Question(
    option="zone", words="Which time zone do you live by?", schema=_settings("zone"), default="UTC"
)
# In the order in which they are asked; founders and program are asked after them.
QUESTIONS = (NAME, URL, EMAIL, STANDARD, LANGUAGE, ZONE)
HANDLE, ACCOUNT = definition("slug"), definition("account")


def refusal(question: Question, answer: str) -> str:
    """Why an answer is none, in words; empty where it is a good one."""
    hidden = next(forbidden(answer), None)
    if hidden is not None:
        return f"it holds {hidden.name}, a character that nobody sees"
    if has_blank(answer):
        return f"{MARK} marks what is not written yet"
    return "" if fits(question.schema, answer) else said(question.schema)


def fits(wanted: Mapping[str, Any], answer: str) -> bool:
    """Whether a text has the pattern and length of a schema."""
    pattern: str = wanted["pattern"]
    is_short = len(answer) <= wanted.get("maxLength", len(answer))
    return is_short and re.match(pattern.removesuffix("$") + r"\Z", answer) is not None


def said(wanted: Mapping[str, Any]) -> str:
    """What a schema asks for: its description, or that of the type of value that it names."""
    kind = wanted.get("x-type")
    description: str = definition(kind)["description"] if kind else wanted["description"]
    example = wanted["examples"][0]
    shown = "" if isinstance(example, dict) else f" For example: {example}"
    return f"{description.partition(_MAP)[0].rstrip('.')}.{shown}"
