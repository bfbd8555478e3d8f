"""The words of the verification pages and the ID box, in several languages with the same keys.

A catalogue is flat: key to sentence, with placeholders in braces. `language` is the name of the
language in itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from markupsafe import Markup, escape

from registry.site import catalogues
from registry.site.dates import long_day

FOLDER = "verification"


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
    return catalogues.languages(FOLDER)


def words_of(language: str) -> Words:
    """The catalogue for a BCP 47 tag, or the nearest one that there is."""
    return catalogue(catalogues.nearest(language, FOLDER))


@cache
def catalogue(language: str) -> Words:
    """The catalogue of exactly this language; FileNotFoundError where there is none."""
    sentences: dict[str, str] = catalogues.read(language, FOLDER)
    markup = {key: escape(sentence) for key, sentence in sentences.items()}
    return Words(language=language, sentences=sentences, markup=markup)


_day = lru_cache(maxsize=16384)(long_day)  # Babel takes 20 µs, and days repeat
