"""How a build comes by its ledger: sealed before with a real key, or now with the public one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from registry.address import development, real
from registry.build import Publication, Sealing
from registry.cli import world
from registry.cli.faults import Fault
from registry.cli.key_files import read_chain
from registry.ledger.files import ENTRIES, LedgerDamaged
from registry.ledger.ledger import Json, Ledger
from registry.problem import Problem
from registry.records.registry import Registry
from registry.seal.guard import refusals
from registry.seal.seal import Sealed, append, checkpointed
from registry.seal.signer import Signer
from registry.seal.whole import require_unbroken, require_whole
from registry.seal.withdrawn import Withdrawn
from registry.sign.chain import SignedPolicy
from registry.sign.keys import development_seed, is_test_origin
from registry.sign.succession import development_policy
from registry.store import read_ledger, write_ledger


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


def sealing_for(
    root: Path, folder: Path, time: datetime | None, *, always_test: bool = False
) -> Sealing:
    """The sealing of a build: a real ledger as it stands, or else a development seal.

    `time` is the time of a development seal; by default it is that of the source.
    With `always_test` a real ledger is left alone and nothing is kept.
    """
    found = ledger_in(folder)
    if found is not None and is_real(found) and not always_test:
        policies = read_chain(root)[: found.state.policy]

        def as_sealed(registry: Registry) -> tuple[Publication, tuple[Problem, ...]]:
            require_unbroken(found)
            require_whole(found, Withdrawn.by(policies))
            if found.checkpoint is None:
                raise Fault(
                    "checkpoint",
                    "the newest entries of the log are not covered by a signed checkpoint",
                    fix="sealbook seal --checkpoint",
                )
            published = Publication(
                address=real(registry.settings),
                ledger=found,
                policies=policies,
            )
            return published, tuple(refusals(registry, found, policies))

        return as_sealed

    def develop(registry: Registry) -> tuple[Publication, tuple[Problem, ...]]:
        known = None if is_real(found) else found
        moment = time or world.source_time(root, registry)
        sealed, policies = development_seal(registry, moment, known)
        if not is_real(found) and sealed.ledger != found:
            write_ledger(folder, sealed.ledger)
        address = development(registry.settings)
        return Publication(address=address, ledger=sealed.ledger, policies=policies), ()

    return develop


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
