"""The ledger of a build without a key: signed with the public development keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from registry.address import development
from registry.cli import world
from registry.ledger.files import ENTRIES, LedgerDamaged
from registry.ledger.ledger import Json, Ledger
from registry.records.registry import Registry
from registry.seal.seal import Sealed, append, checkpointed
from registry.seal.signer import Signer
from registry.sign.chain import SignedPolicy
from registry.sign.keys import development_seed, is_test_origin
from registry.sign.succession import development_policy
from registry.store import read_ledger


def is_real(ledger: Ledger | None) -> bool:
    """Whether a ledger was sealed with a real key."""
    return ledger is not None and not is_test_origin(ledger.origin)


def ledger_in(folder: Path) -> Ledger | None:
    """The ledger in a folder, or None where there is none or only the ruins of a test.

    A development ledger is a cache of signatures: one that cannot be read is made anew.
    Raises LedgerDamaged for any other that cannot be read.
    """
    try:
        return read_ledger(folder)
    except LedgerDamaged:
        if _began_as_test(folder):
            return None
        raise


def _began_as_test(folder: Path) -> bool:
    """Whether the first entry of a log, damaged or not, names the origin of a development build."""
    try:
        with (folder / ENTRIES).open("rb") as entries:
            genesis = json.loads(entries.readline())
        return is_test_origin(genesis["origin"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def development_seal(
    registry: Registry, time: datetime, before: Ledger | None
) -> tuple[Sealed, tuple[SignedPolicy, ...]]:
    """Seal the whole tree with the public development keys, from an empty ledger.

    Signatures that an earlier run made are found in `before`; they change nothing but the time
    it takes.
    """
    address = development(registry.settings)
    seed = development_seed(address.origin)
    policies = (development_policy(address.origin, issuer=address.did),)
    signer = Signer(
        address=address,
        seed=seed,
        draw=world.derived_draw(seed.secret),
        known=signed_documents(before),
    )
    empty = Ledger(origin=address.origin)
    source = f"tree:{world.tree_digest(registry)}"
    sealed = append(registry, empty, signer, policies, now=time, source=source)
    return replace(sealed, ledger=checkpointed(sealed.ledger, seed, policies)), policies


def signed_documents(ledger: Ledger | None) -> Mapping[str, Json]:
    """Every signed document of a ledger, by its `id`."""
    if ledger is None:
        return {}
    documents = [record.credential for record in ledger.records.values()]
    if ledger.status_list:
        documents.append(json.loads(ledger.status_list))
    return {document["id"]: document for document in documents}
