"""What a credential may still become: its history grows, and a correction mends what it names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from registry.records.credential import ERASURES, Credential
from registry.records.registry import Entry, Registry


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


def edited_fields(entry: Entry[Credential], past: Mapping[str, str], events: int) -> list[str]:
    """The fields that are not as they were, and that no later correction names, in order.

    `past` are the digests of the fields when the credential had its first `events` events.
    Of `history` those events count; later ones are no edit.
    """
    licensed = {field for event in entry.record.history[events:] for field in event.fields}
    now = source_digests(entry.document.data, events)
    return [
        field
        for field in sorted(now.keys() | past.keys())
        if now.get(field) != past.get(field) and field not in licensed
    ]


def erased_ids(registry: Registry) -> frozenset[str]:
    """The credentials whose personal data is to be gone."""
    return frozenset(
        record_id for entry in registry.entries(ERASURES) for record_id in entry.record.erased
    )
