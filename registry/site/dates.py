"""Days, periods and numbers as people write them, by the Unicode locale data that Babel carries."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from registry.records.period import Period

# "5 January 2026", as most of the world writes it in English, rather than "January 5, 2026".
_LOCALES = {"en": "en-GB"}
# From how many days on the next larger unit reads better.
_UNITS: tuple[tuple[Literal["day", "week", "month"], int], ...] = (
    ("day", 14),
    ("week", 70),
    ("month", 730),
)


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


def distance(day: date, today: date, language: str) -> str:
    """How far a day is from today, in the unit people would use: `in 5 weeks`, `3 days ago`."""
    delta = day - today
    away = abs(delta.days)
    unit: Literal["day", "week", "month", "year"] = next(
        (unit for unit, end in _UNITS if away < end), "year"
    )
    # The threshold is out of reach: Babel would else choose a smaller unit by its own rule.
    return format_timedelta(
        timedelta(days=delta.days),
        granularity=unit,
        threshold=1e9,
        add_direction=True,
        locale=locale(language),
    )


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


def percent(share: Fraction, language: str) -> str:
    """A share of one as a whole percentage, rounded to the nearest: `74%`."""
    return format_percent(Decimal(round(share * 100)) / 100, locale=locale(language))
