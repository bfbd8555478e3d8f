"""Days, periods and numbers as people write them, by the Unicode locale data that Babel carries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from registry.records.period import Period

# "5 January 2026", as most of the world writes it in English, rather than "January 5, 2026".
_LOCALES = {"en": "en-GB"}


def locale(language: str) -> Locale:
    """The locale of a BCP 47 language tag; English where Babel does not know the language."""
    try:
        return Locale.parse(_LOCALES.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def autonym(language: str) -> str:
    """What a language calls itself, such as `Kiswahili`; its tag where Babel does not know it."""
    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name[:1].upper() + name[1:] if name else language


def long_day(day: date, language: str) -> str:
    """A day in words: `5 January 2026`."""
    return format_date(day, "long", locale(language))


def length(period: Period, language: str) -> str:
    """A period in words: `3 years`, `1 year and 6 months`."""
    where = locale(language)
    parts = ((period.years, "year"), (period.months, "month"), (period.days, "day"))
    named = [format_unit(n, f"duration-{unit}", "long", locale=where) for n, unit in parts if n]
    none = format_unit(0, "duration-day", "long", locale=where)
    return format_list(named or [none], locale=where)


def decimal(value: Fraction, language: str) -> str:
    """A number with at most two decimals, rounded down: a total never looks higher than it is."""
    hundredths = Decimal(value.numerator * 100 // value.denominator)
    return format_decimal(hundredths / 100, "#,##0.##", locale=locale(language))
