"""The four rows of "What was checked", as they stand before a script has checked anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from registry.site.verification.verdict import Verdict
from registry.site.verification.words import Words


class Row(NamedTuple):
    """A check: its name, its mark in a word, perhaps a sentence, and how it looks."""

    id: str
    look: str
    label: str
    mark: str
    text: str


def checked(words: Words, verdict: Verdict, *, day: date, host: str) -> Iterator[Row]:
    """The rows in their order; the real state of a test credential stands in its row."""
    test = verdict.look.state == "test"
    unchecked = words.text("mark.unchecked")
    if test:
        signature = "warn", words.text("mark.test"), words.text("check.test-key")
        address = ""
    else:
        signature = "unk", unchecked, ""
        address = words.text("check.compare", host=host)
    yield Row("signature", signature[0], words.text("check.signature"), *signature[1:])
    real = verdict.real
    if real.state == "published":
        status = unchecked, words.text("check.status.valid", as_of=words.day(day))
    else:
        mark = words.text(f"{real.words}.title")
        status = mark, words.text("check.status.published", as_of=words.day(day))
    yield Row("status", real.look, words.text("check.status"), *status)
    yield Row("log", "unk", words.text("check.log"), unchecked, "")
    yield Row("host", "unk", words.text("check.host"), unchecked, address)
