"""A registry of bodies and people in memory, of rows as they stand in files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from registry.load import document_of
from registry.records.body import Body
from registry.records.build import build
from registry.records.registry import Entry, Registry
from tests.small_registry import SETTINGS

RULE = "{length: P2Y, consecutive: 2, lifetime: 4, cooling_off: P1Y}"
SEATS = "{learner: 1, mentor: 1, employer: 1, educator: 1}"


def term(holder: str, from_: str, to: str, *, seat: str = "learner", left: str = "") -> str:
    """A row of terms; without a holder, a declared vacancy."""
    who = f"holder: {holder}" if holder else "vacant: true"
    end = f", left: {left}" if left else ""
    return f"{{seat: {seat}, {who}, from: {from_}, to: {to}{end}}}"


def body(
    *terms: str, owns: str = "standards", rule: str = RULE, seats: str = SEATS, quorum: int = 1
) -> str:
    """The file of a body."""
    rows = "terms:\n" + "".join(f"  - {row}\n" for row in terms) if terms else ""
    return (
        f"title: Body\npurpose: Decides.\nowns: [{owns}]\n"
        f"voting: {{quorum: {quorum}, majority: half, per_organization: 1}}\n"
        f"term: {rule}\nseats: {seats}\n{rows}"
    )


def registry_of(
    bodies: Mapping[str, str], people: Mapping[str, str], codeowners: str | None = None
) -> Registry:
    """The registry with these bodies by slug, and people by handle as the text of their files."""
    files = {
        "registry.yml": SETTINGS,
        **{f"governance/bodies/{slug}.yml": text for slug, text in bodies.items()},
        **{f"people/{handle}.yml": text for handle, text in people.items()},
    }
    entries: list[Entry[Any]] = []
    for path, text in files.items():
        document, problems = document_of(text.encode(), path)
        assert document is not None, problems
        entries.append(Entry(build(document.kind.record, document.data, "en"), document))
    return Registry(entries, codeowners=codeowners)


def body_of(*terms: str, rule: str = RULE, seats: str = SEATS) -> Body:
    """A body with these terms."""
    registry = registry_of({"one": body(*terms, rule=rule, seats=seats)}, {})
    record = next(entry.record for entry in registry._entries["body"].values())
    assert isinstance(record, Body)
    return record
