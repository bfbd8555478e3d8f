"""What a sealed record still may become: the registry's own past binds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from registry.ledger.ledger import Ledger, SealedRecord
from registry.problem import Explanation, Problem
from registry.records.credential import CREDENTIAL, ERASURES, Credential
from registry.records.registry import Entry, Registry

REFUSALS = (
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


def source_digests(data: Mapping[str, object]) -> dict[str, str]:
    """The SHA-256 of each field above `history`, as hex, over JSON with sorted keys."""
    return {
        field: hashlib.sha256(
            json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()
        for field, value in data.items()
        if field != "history"
    }


def erased_ids(registry: Registry) -> frozenset[str]:
    """The credentials whose personal data is to be gone."""
    return frozenset(
        record_id for entry in registry.entries(ERASURES) for record_id in entry.record.erased
    )


def refusals(registry: Registry, ledger: Ledger) -> Iterator[Problem]:
    """Every way in which the records contradict what was sealed before."""
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


def _edited(entry: Entry[Credential], sealed: SealedRecord) -> Iterator[Problem]:
    history = entry.record.history
    if len(history) < sealed.history:
        yield entry.problem(
            "events that were sealed are gone from the history",
            "history",
            fix="bring them back; a history only grows",
        )
        return
    licensed = {field for event in history[sealed.history :] for field in event.fields}
    now = source_digests(entry.document.data)
    for field in sorted(now.keys() | sealed.source.keys()):
        if now.get(field) != sealed.source.get(field) and field not in licensed:
            yield entry.problem(
                f"`{field}` was changed after the credential was sealed",
                field,
                key=True,
                fix=f"undo it, or add the event `corrected` with `fields: [{field}]`",
            )
