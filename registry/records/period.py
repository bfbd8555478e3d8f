"""Periods of the calendar, as ISO 8601 durations of years, months and days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_FORM = re.compile(r"P(?=[0-9])(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,5})D)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of calendar time, such as `P3Y`, `P6M` or `P1Y6M10D`."""

    years: int = 0
    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read an ISO 8601 duration; ValueError where it is none of years, months, days."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a period such as P3Y, P6M or P30D")
        years, months, days = (int(part or 0) for part in match.groups())
        return cls(years, months, days)

    def __str__(self) -> str:
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0D")

    def after(self, day: date) -> date:
        """The day this long after `day`: years and months first, the day of the month clamped.

        One year after 29 February 2024 is 28 February 2025.
        """
        return self._moved(day, 1)

    def before(self, day: date) -> date:
        """The day this long before `day`, with the same clamping."""
        return self._moved(day, -1)

    def _moved(self, day: date, sign: int) -> date:
        months = day.year * 12 + day.month - 1 + sign * (self.years * 12 + self.months)
        year, month = divmod(months, 12)
        clamped = min(day.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, clamped) + sign * timedelta(days=self.days)
