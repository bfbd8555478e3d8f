"""The credentials that have a history."""

from __future__ import annotations

from collections.abc import Iterator

from registry.records.credential import CREDENTIAL, Credential
from registry.records.registry import Entry, Registry


def told(registry: Registry) -> Iterator[Entry[Credential]]:
    """The credentials to which something happened."""
    return (entry for entry in registry.entries(CREDENTIAL) if entry.record.history)
