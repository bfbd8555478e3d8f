"""What a sealed record still may become: the registry's own past binds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from registry.ledger.ledger import Ledger, SealedRecord
from registry.problem import Explanation, Problem
from registry.records.credential import CREDENTIAL, ERASURES, Credential
from registry.records.registry import Entry, Registry
from registry.records.settings import REGISTRY

REFUSALS = (
    Explanation(
        code="other-origin",
        group="sealing",
        rule="The ledger and registry.yml name the same origin.",
        more="The origin never changes, even if the address does: bring the old one back. If the "
        "ledger is another registry's, name the right one with --ledger.",
    ),
    Explanation(
        code="sealed-record-edited",
        group="sealing",
        rule="What was sealed stays as it was.",
        more="Undo the change. A mistake is corrected by the event `corrected`, which names the "
        "fields.",
    ),
    Explanation(
        code="sealed-record-vanished",
        group="sealing",
        rule="A credential that was sealed stays in the registry.",
        more="Bring the file back. A wrong credential is revoked; an erased one is in erased.yml.",
    ),
)


def source_digests(data: Mapping[str, Any], events: int | None = None) -> dict[str, str]:
    """The SHA-256 of each field, as hex, over JSON with sorted keys.

    Of `history` only the first `events` count, all where that is None.
    """
    history = data.get("history", [])[:events]
    return {
        field: hashlib.sha256(
            json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()
        for field, value in {**data, "history": history}.items()
    }


def erased_ids(registry: Registry) -> frozenset[str]:
    """The credentials whose personal data is to be gone."""
    return frozenset(
        record_id for entry in registry.entries(ERASURES) for record_id in entry.record.erased
    )


def refusals(registry: Registry, ledger: Ledger, origin: str) -> Iterator[Problem]:
    """Every way in which the records contradict what was sealed before.

    `origin` is the one that the registry seals for: in a test it is not that of its settings.
    """
    if ledger.origin != origin:
        yield replace(_other_origin(registry, ledger), code="other-origin")
        return
    erased = erased_ids(registry)
    for record_id, sealed in ledger.records.items():
        entry = registry.get(CREDENTIAL, record_id)
        if entry is not None:
            for problem in _edited(entry, sealed):
                yield replace(problem, code="sealed-record-edited")
        elif record_id not in erased:
            yield Problem(
                code="sealed-record-vanished",
                message=f"{record_id} was sealed, and its file is gone",
                path=CREDENTIAL.path_of(record_id, sealed.year),
                fix="bring the file back; a wrong credential is revoked, personal data is erased",
            )


def _other_origin(registry: Registry, ledger: Ledger) -> Problem:
    [settings] = registry.entries(REGISTRY)
    return settings.problem(
        f"the ledger is that of {ledger.origin}",
        "origin",
        fix="bring the old origin back, or name the ledger of this registry",
    )


def _edited(entry: Entry[Credential], sealed: SealedRecord) -> Iterator[Problem]:
    history = entry.record.history
    licensed = {field for event in history[sealed.history :] for field in event.fields}
    now = source_digests(entry.document.data, sealed.history)
    for field in sorted(now.keys() | sealed.source.keys()):
        if now.get(field) == sealed.source.get(field) or field in licensed:
            continue
        if field == "history":
            yield entry.problem(
                "events that were sealed were changed or taken back",
                field,
                key=True,
                fix="bring them back as they were; a history only grows",
            )
        else:
            yield entry.problem(
                f"`{field}` was changed after the credential was sealed",
                field,
                key=True,
                fix=f"undo it, or add the event `corrected` with `fields: [{field}]`",
            )
