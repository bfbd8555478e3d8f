"""How a build comes by its ledger: sealed before with a real key, or now with the public one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from registry.address import Address, development, real
from registry.build import Sealing
from registry.cli import world
from registry.ledger.ledger import Json, Ledger
from registry.problem import Problem
from registry.records.registry import Registry
from registry.seal.guard import refusals
from registry.seal.seal import Sealed, Signer, seal
from registry.sign.keys import development_seed, is_test_origin
from registry.store import read_ledger, write_ledger


def is_real(ledger: Ledger | None) -> bool:
    """Whether a ledger was sealed with a real key."""
    return ledger is not None and not is_test_origin(ledger.origin)


def sealing_for(
    root: Path, folder: Path, time: datetime | None, *, always_test: bool = False
) -> Sealing:
    """The sealing of a build: a real ledger as it stands, or else a development seal.

    `time` is the time of a development seal; by default it is that of the source.
    With `always_test` a real ledger is left alone and nothing is kept.
    """
    found = read_ledger(folder)
    if found is not None and is_real(found) and not always_test:

        def sealed_before(registry: Registry) -> tuple[Address, Ledger, tuple[Problem, ...]]:
            address = real(registry.settings)
            return address, found, tuple(refusals(registry, found, address.origin))

        return sealed_before

    def develop(registry: Registry) -> tuple[Address, Ledger, tuple[()]]:
        known = None if is_real(found) else found
        sealed = development_seal(registry, time or world.source_time(root, registry), known)
        if not is_real(found) and sealed.ledger != found:
            write_ledger(folder, sealed.ledger)
        return development(registry.settings), sealed.ledger, ()

    return develop


def development_seal(registry: Registry, time: datetime, before: Ledger | None) -> Sealed:
    """Seal the whole tree with the public development key, from an empty ledger.

    Signatures that an earlier run made are found in `before`; they change nothing but the time
    it takes.
    """
    address = development(registry.settings)
    seed = development_seed(address.origin)
    signer = Signer(
        address=address,
        key=seed.key("issuer"),
        draw=world.derived_draw(seed.secret),
        known=signed_documents(before),
    )
    return seal(registry, Ledger(origin=address.origin), signer, now=time)


def signed_documents(ledger: Ledger | None) -> Mapping[str, Json]:
    """Every signed document of a ledger, by its `id`."""
    if ledger is None:
        return {}
    credentials = [record.credential for record in ledger.records.values()]
    lists = [ledger.status_list] if ledger.status_list else []
    return {document["id"]: document for document in (*credentials, *lists)}
