"""Privacy: names by consent, and no way to reach or recognise a person in a public record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.problem import At, Problem
from registry.records.credential import CREDENTIAL
from registry.records.kinds import KINDS
from registry.records.person import PERSON
from registry.records.registry import Entry, Registry

_EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?<![\w/+])\+\d[\d ()./-]{6,18}\d"
    r"|\b(?:tel|phone|mobile|teléfono|móvil)\b\W{0,3}\d[\d ()./-]{4,18}\d",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"\b(?:born|birthday|birth date|date of birth|dob|nacid[oa]|fecha de nacimiento)\b"
    r"[^\d.]{0,20}(?:\d{4}\b|\d{1,2}[./ -])",
    re.IGNORECASE,
)
_PHONE_SIGNS = ("+", "tel", "phone", "mobile", "móvil")
_BIRTH_SIGNS = ("born", "birth", "dob", "nacid", "nacimiento")
# Addresses of pages and digests are not texts about people.
_NO_TEXT = frozenset({"url", "links", "minutes", "digest", "withheld", "attested", "origin"})


def name_without_consent(registry: Registry, _today: date) -> Iterator[Problem]:
    """A person's name, links or evidence are public only with a consent that covers them.

    Without consent a credential says `withheld` instead of `holder`, and a person is shown by the
    handle. Events and groups need none.
    """
    for person in registry.entries(PERSON):
        if person.record.consent is None:
            for field in ("name", "links", "github"):
                if getattr(person.record, field):
                    yield person.problem(
                        f"`{field}` is public without the person's consent",
                        field,
                        key=True,
                        fix="add `consent: <date>` if they agreed, or delete the line",
                    )
    for credential in registry.entries(CREDENTIAL):
        record = credential.record
        if record.holder_kind != "person":
            continue
        covers = record.consent.covers if record.consent else ()
        if record.holder is not None and "name" not in covers:
            yield credential.problem(
                "the holder's name is public without a consent that covers it",
                "holder",
                fix="add `name` to `consent.covers` if they agreed, or withhold the name",
            )
        if record.evidence and "evidence" not in covers:
            yield credential.problem(
                "the holder's evidence is public without a consent that covers it",
                "evidence",
                key=True,
                fix="add `evidence` to `consent.covers` if they agreed, or delete it",
            )


def email_in_text(registry: Registry, _today: date) -> Iterator[Problem]:
    """No public record holds an e-mail address, but for the registry's own."""
    own = registry.settings.email
    for entry, at, text in _matches(registry, _EMAIL, ("@",)):
        if text != own:
            yield entry.problem(
                f"{text} is an e-mail address, and would be public",
                *at,
                fix="delete it, or write the registry's own address",
            )


def phone_in_text(registry: Registry, _today: date) -> Iterator[Problem]:
    """No public record holds a phone number."""
    for entry, at, text in _matches(registry, _PHONE, _PHONE_SIGNS):
        yield entry.problem(
            f"{text} looks like a phone number, and would be public",
            *at,
            fix="delete it, or say it in other words",
        )


def birth_date_in_text(registry: Registry, _today: date) -> Iterator[Problem]:
    """No public record says when somebody was born."""
    for entry, at, text in _matches(registry, _BIRTH, _BIRTH_SIGNS):
        yield entry.problem(
            f"“{text.strip()}” looks like a date of birth, and would be public",
            *at,
            fix="delete it, or say it in other words",
        )


def _matches(
    registry: Registry, pattern: re.Pattern[str], signs: tuple[str, ...]
) -> Iterator[tuple[Entry[Any], At, str]]:
    """What the pattern finds, in texts of files where a part of every match is in the file."""
    for kind in KINDS:
        for entry in registry.entries(kind):
            text = entry.document.source.text.lower()
            if any(sign in text for sign in signs):
                for at, words in _strings(entry.document.data, ()):
                    if found := pattern.search(words):
                        yield entry, at, found.group()


def _strings(value: Any, at: At) -> Iterator[tuple[At, str]]:
    """Every text in a value, but for those that are no words."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, list):
        for number, row in enumerate(value):
            yield from _strings(row, (*at, number))
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _NO_TEXT:
                yield from _strings(inner, (*at, name))
