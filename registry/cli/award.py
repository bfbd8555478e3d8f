"""An award as it is asked for, and the two drafts that record it: credential and assessment."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.check.nearest import hint
from registry.cli.draft import Draft
from registry.lifecycle.line import line_of
from registry.lifecycle.version import current_on
from registry.records import ids
from registry.records.assessment import ASSESSMENT
from registry.records.canonical import order_of
from registry.records.credential import CREDENTIAL, Credential
from registry.records.kind import Kind
from registry.records.registry import Registry
from registry.records.standard import STANDARD
from registry.source.layout import layout

Draw = Callable[[str, int], bytes]

_SEPARATORS = re.compile(r"[\s,;|]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Award:
    """One award, each field the text that was typed; an empty one was not given.

    The fields are the columns of a table of people and the options of `issue`. Lists are words
    between spaces or commas. The fields from `panel` on are those of the assessment.
    """

    standard: str = ""
    name: str = ""
    kind: str = ""
    withheld: str = ""
    handle: str = ""
    result: str = ""
    language: str = ""
    consent: str = ""
    covers: str = ""
    awarded: str = ""
    valid_from: str = ""
    id: str = ""
    panel: str = ""
    lead: str = ""
    recused: str = ""
    dissent: str = ""
    streams: str = ""
    submitted: str = ""
    decided: str = ""

    @property
    def has_assessment(self) -> bool:
        """Whether anything is said about who decided, and when."""
        return any(getattr(self, name) for name in COLUMNS[COLUMNS.index("panel") :])

    @property
    def holder(self) -> str:
        """Whom it goes to, as text that two spellings of one name share."""
        return " ".join(unicodedata.normalize("NFC", self.name).split()) or self.withheld


COLUMNS = tuple(field.name for field in dataclasses.fields(Award))
# Where a problem with a record has its cause in the table; other fields have the same name there.
COLUMN_OF = {"holder": "name", "holder_kind": "kind", "consent.covers": "covers"}


class UnknownStandard(Exception):
    """There is no such standard, or no version of it is in force; `fix` says what to write."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def completed(award: Award, registry: Registry, day: date) -> Award:
    """The award with what need not be said: version, result, language, kind, what is consented to.

    A standard without its version is the one in force on `day`, a result the lowest that passes.
    Raises UnknownStandard.
    """
    standard_id = exact_standard(registry, award.standard, day)
    entry = registry.get(STANDARD, standard_id)
    assert entry is not None
    results = entry.record.results
    return dataclasses.replace(
        award,
        standard=standard_id,
        name=award.holder if award.name else "",
        kind=award.kind or "person",
        result=award.result or min(results, key=lambda result: results[result]),
        language=award.language or registry.settings.language,
        covers=award.covers or ("name" if award.consent else ""),
        id=ids.normalize(award.id),
    )


def exact_standard(registry: Registry, typed: str, day: date) -> str:
    """The version that `x@2.1`, `x@2` or `x` means on a day. Raises UnknownStandard."""
    if registry.get(STANDARD, typed):
        return typed
    slug, _, major = typed.partition("@")
    line = line_of(registry, STANDARD, slug)
    if not line:
        raise UnknownStandard(
            f"there is no standard `{slug}`", hint(slug, registry.slugs(STANDARD))
        )
    if major:
        line = [step for step in line if step.version.partition(".")[0] == major]
    current = current_on(line, day) if line else None
    if current is None:
        what = f"version {major}" if major else f"version in force on {day}"
        versions = [entry.version for entry in registry.versions(STANDARD, slug)]
        raise UnknownStandard(
            f"standard `{slug}` has no {what}", hint(f"@{major}", [f"{slug}@{v}" for v in versions])
        )
    return f"{slug}@{current}"


def drafts(award: Award, record_id: str, year: int) -> list[Draft]:
    """The files of a completed award; the assessment only where something is said about it."""
    found = [_draft(CREDENTIAL, record_id, year, _credential(award))]
    if award.has_assessment:
        found.append(_draft(ASSESSMENT, record_id, year, _assessment(award)))
    return found


def issued_before(registry: Registry) -> dict[tuple[str, str, str], str]:
    """The ID of each credential by holder, standard and day of award: one award, one key."""
    return {key(entry.record): entry.id for entry in registry.entries(CREDENTIAL)}


def key(record: Credential | Award) -> tuple[str, str, str]:
    """What makes an award the same award: who, what, when."""
    if isinstance(record, Award):
        return record.holder, record.standard, record.awarded
    return record.holder or record.withheld or "", record.standard, record.awarded.isoformat()


def new_id(taken: set[str], draw: Draw) -> str:
    """An ID that is not taken, from random bytes; `draw(label, n)` gives n of them."""
    while True:
        found = ids.draw(draw("id", 8))
        if found is not None and found not in taken:
            return found


def _credential(award: Award) -> dict[str, Any]:
    consent = {"date": award.consent, "covers": _words(award.covers)}
    return {
        "standard": award.standard,
        "result": award.result,
        "holder": award.name,
        "withheld": award.withheld,
        "handle": award.handle,
        "holder_kind": "" if award.kind == "person" else award.kind,
        "consent": consent if award.consent else "",
        "language": award.language,
        "awarded": award.awarded,
        "valid_from": "" if award.valid_from == award.awarded else award.valid_from,
    }


def _assessment(award: Award) -> dict[str, Any]:
    return {
        "standard": award.standard,
        "panel": _words(award.panel),
        "lead": award.lead,
        "recused": _words(award.recused),
        "dissent": int(award.dissent) if award.dissent.isdecimal() else award.dissent or 0,
        "streams": _words(award.streams),
        "submitted": award.submitted,
        "decided": award.decided,
    }


def _draft(kind: Kind[Any], record_id: str, year: int, data: Mapping[str, Any]) -> Draft:
    said = {name: value for name, value in data.items() if value not in ("", [])}
    return Draft(path=kind.path_of(record_id, year), text=layout(said, order=order_of(kind.record)))


def _words(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(text) if word]
