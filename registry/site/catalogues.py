"""Catalogues of words: one JSON file a language, in a folder below `words/`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

FALLBACK = "en"


@cache
def languages(folder: str) -> tuple[str, ...]:
    """The languages that have a catalogue in a folder, as BCP 47 tags in order."""
    names = (file.name for file in files("registry.site").joinpath("words", folder).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names))


def nearest(language: str, folder: str) -> str:
    """The language to read for a BCP 47 tag: the tag itself, its language, or else English."""
    known = languages(folder)
    tags = (language, language.partition("-")[0], FALLBACK)
    return next(tag for tag in tags if tag in known)


def read(language: str, folder: str) -> dict[str, Any]:
    """The catalogue of exactly this language; FileNotFoundError where there is none."""
    file = files("registry.site").joinpath("words", folder, f"{language}.json")
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found
