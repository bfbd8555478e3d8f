"""A new standard: the template `standard.yml`, with what is known already put into it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from registry.drafts.blanks import MARK, has_blank
from registry.records.canonical import order_of
from registry.records.standard import Standard
from registry.source.comments import comments_of
from registry.source.layout import layout
from registry.source.parse import Source, parse

FIRST_VERSION = "1.0"
ENGLISH = "en"
_WHOLE = 100


def new_standard(
    *,
    title: str = "",
    tier: str,
    framework: str,
    competencies: Mapping[str, str],
    language: str = ENGLISH,
) -> str:
    """The file of a first version: complete, but for what only people can say.

    `framework` is a version such as `open-data@1.2`; `competencies` gives at least one of its
    competencies, each with the level that is needed. Every competency gets a criterion of its own.
    The usual sentences of the template are English; in a registry of another `language`, that they
    are said in it is left to fill in, too.
    """
    source = template()
    data: dict[str, Any] = {
        **source.data,
        **({"title": title} if title else {}),
        "tier": tier,
        "framework": framework,
        "competencies": dict(competencies),
        "rubric": _rubric(source.data["rubric"][0], list(competencies)),
    }
    if language.partition("-")[0] != ENGLISH:
        data = _to_translate(data)
    return layout(data, order=order_of(Standard), comments=comments_of(source))


def _to_translate(data: dict[str, Any]) -> dict[str, Any]:
    """The draft with a blank in place of each sentence that is ready in English."""
    return {
        **data,
        "eligibility": _blank(data["eligibility"]),
        "tasks": [{**task, "text": _blank(task["text"])} for task in data["tasks"]],
        "reflection": [_blank(question) for question in data["reflection"]],
        "change": {"summary": _blank(data["change"]["summary"])},
    }


def _blank(sentence: str) -> str:
    if has_blank(sentence):
        return sentence
    return f"{MARK} in the language of the registry, say, “{sentence}”"


def template() -> Source:
    """The template, which is itself a record in the one layout."""
    raw = files("registry.drafts").joinpath("standard.yml").read_bytes()
    source, problems = parse(raw, "standard.yml")
    assert source is not None, problems
    return source


def _rubric(model: Mapping[str, Any], competencies: list[str]) -> list[dict[str, Any]]:
    """A criterion for each competency; their weights are as equal as whole numbers can be."""
    share, rest = divmod(_WHOLE, len(competencies))
    return [
        {**model, "id": name, "shows": [name], "weight": share + (number < rest)}
        for number, name in enumerate(competencies)
    ]
