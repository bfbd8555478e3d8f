"""The words of our own pages: one JSON catalogue a language, all with the same keys.

A catalogue is flat: key to sentence, with placeholders in braces. `language` is the name of the
language in itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from markupsafe import Markup, escape

from registry.site.dates import long_day

FALLBACK = "en"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The catalogue of one language; `markup` holds the same sentences escaped for HTML."""

    language: str
    sentences: Mapping[str, str]
    markup: Mapping[str, Markup]

    def text(self, key: str, /, **values: str) -> str:
        """A sentence as plain text, its placeholders filled in. KeyError for an unknown key."""
        return self.sentences[key].format(**values)

    def html(self, key: str, /, **values: str) -> Markup:
        """A sentence as HTML; values are escaped, unless they are markup already."""
        return self.markup[key].format(**values)

    def day(self, day: date) -> str:
        """A day as people write it: `14 November 2026`."""
        return _day(day, self.language)


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    names = (file.name for file in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def words_of(language: str) -> Words:
    """The catalogue for a BCP 47 tag: of the tag itself, of its language, or else English."""
    known = languages()
    for tag in (language, language.partition("-")[0]):
        if tag in known:
            return catalogue(tag)
    return catalogue(FALLBACK)


@cache
def catalogue(language: str) -> Words:
    """The catalogue of exactly this language; FileNotFoundError where there is none."""
    text = _folder().joinpath(f"{language}.json").read_text("utf-8")
    sentences: dict[str, str] = json.loads(text)
    markup = {key: escape(sentence) for key, sentence in sentences.items()}
    return Words(language=language, sentences=sentences, markup=markup)


_day = lru_cache(maxsize=16384)(long_day)  # Babel takes 20 µs, and days repeat


def _folder() -> Traversable:
    return files("registry.site") / "words"
