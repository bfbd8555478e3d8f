"""The words of the pages that people read, in several languages with the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from string import Formatter

from markupsafe import Markup

from registry.site import catalogues
from registry.site.dates import autonym, distance
from registry.site.markdown.environment import finalize
from registry.site.markdown.escape import escape

FOLDER = "pages"


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """The catalogue of one language.

    `sentences` maps a key to a sentence with placeholders in braces; `terms` names the words that
    records use as ids, such as the level `proficient`.
    """

    language: str
    sentences: Mapping[str, str]
    terms: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> Markup:
        """A sentence with its placeholders filled in; KeyError for an unknown key."""
        parts: list[Markup] = []
        for literal, field, _, _ in Formatter().parse(self.sentences[key]):
            parts.append(escape(literal))
            if field is not None:
                parts.append(finalize(values[field], self.language))
        return Markup("").join(parts)

    def plain(self, key: str, **values: object) -> str:
        """The same as plain text, for titles and for files that are no page."""
        return str(self(key, **values).unescape())

    def count(self, key: str, number: int) -> Markup:
        """A sentence about a number: `<key>.one` or `<key>.other`."""
        return self(f"{key}.one" if number == 1 else f"{key}.other", n=number)

    def away(self, day: date, today: date) -> Markup:
        """How far a day is from today: `in 5 weeks`, `today`, `3 days ago`."""
        return self("today") if day == today else escape(distance(day, today, self.language))

    def term(self, word: str) -> str:
        """A word of a record, such as `oral-defence`, as people write it: `Oral defence`."""
        plain = word.replace("-", " ").replace("_", " ")
        return self.terms.get(word, plain[:1].upper() + plain[1:])


def phrases_of(language: str) -> Phrases:
    """The catalogue for a BCP 47 tag, or the nearest one that there is."""
    return _catalogue(catalogues.nearest(language, FOLDER))


def language_name(tag: str) -> str:
    """What a language calls itself: `Español`."""
    return phrases_of(tag).sentences["language"] if tag in phrase_languages() else autonym(tag)


def phrase_languages() -> frozenset[str]:
    """The languages that have a catalogue."""
    return frozenset(catalogues.languages(FOLDER))


@cache
def _catalogue(language: str) -> Phrases:
    read = catalogues.read(language, FOLDER)
    return Phrases(language=language, sentences=read["sentences"], terms=read["terms"])
