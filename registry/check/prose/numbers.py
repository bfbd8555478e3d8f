"""Numbers and periods as people write them, in English and Spanish.

A number is up to four digits, or a word from one to ninety-nine. Patterns for the two stand in
place of `{n}` and `{t}`; `{t}` is a number and a unit of time, such as `three years`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from registry.records.period import Period

_SMALL = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés"
    " veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_FIRST_TEN = {"en": 20, "es": 30}
_AND = {"en": "-", "es": " y "}
# An article is the number one before a unit of time, and nowhere else.
_ARTICLES = {"en": ("a", "an"), "es": ("un", "una")}
_UNITS = {
    "en": {"day": "days", "week": "weeks", "month": "months", "year": "years"},
    "es": {"día": "days", "semana": "weeks", "mes": "months", "año": "years"},
}
_PLURAL = {"en": "s?", "es": "(?:es|s)?"}
LANGUAGES = tuple(_SMALL)


@cache
def words(language: str) -> Mapping[str, int]:
    """The number of each word of a language, one to ninety-nine."""
    small = {word: number for number, word in enumerate(_SMALL[language].split(), 1)}
    found = dict(small)
    units = list(small.items())[:9]
    for step, ten in enumerate(_TENS[language].split()):
        value = _FIRST_TEN[language] + 10 * step
        found[ten] = value
        found |= {f"{ten}{_AND[language]}{word}": value + unit for word, unit in units}
    return found


def compiled(pattern: str, language: str) -> re.Pattern[str]:
    """A pattern with `{n}` and `{t}` in it; each stands there once at most, and blanks are any."""
    numbers = "|".join(sorted(words(language), key=len, reverse=True))
    number = rf"[0-9]{{1,4}}|{numbers}"
    articles = "|".join(_ARTICLES[language])
    units = "|".join(_UNITS[language])
    period = rf"(?P<count>{number}|{articles})[ -](?P<unit>{units}){_PLURAL[language]}"
    text = pattern.replace("{n}", f"(?P<n>{number})").replace("{t}", period)
    # "two or three", "3.5" and "three to five" are no number that a field could have, from either
    # end.
    before = r"(?<!\bor\s)(?<!\bto\s)(?<!\b[ou]\s)" if pattern.startswith("{") else ""
    choice = rf"(?![.,]?[0-9]|\s*(?:or|to|\u2013|-|o|u|a)\s*(?:{number})\b)"
    flexible = re.sub(r" (?!-\])", r"\\s+", text)  # but for the blank in a class, as in `[ -]`
    return re.compile(rf"(?<![\w.,-]){before}(?:{flexible})(?!\w){choice}", re.IGNORECASE)


def number_of(match: re.Match[str], language: str) -> int:
    """The number in place of `{n}`."""
    return _value(match["n"], language)


def period_of(match: re.Match[str], language: str) -> Period:
    """The period in place of `{t}`; a week is seven days."""
    unit = next(name for name in _UNITS[language] if match["unit"].lower() == name)
    count = _value(match["count"], language)
    kind = _UNITS[language][unit]
    if kind == "weeks":
        return Period(days=7 * count)
    return Period(**{kind: count})


def same_length(one: Period, other: Period) -> bool:
    """Whether two periods are one: twelve months are a year; a month is no number of days."""
    return _months(one) == _months(other) and one.days == other.days


def _months(period: Period) -> int:
    return 12 * period.years + period.months


def _value(text: str, language: str) -> int:
    plain = " ".join(text.lower().split())
    if plain in _ARTICLES[language]:
        return 1
    return int(plain) if plain.isdecimal() else words(language)[plain]
