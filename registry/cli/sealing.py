"""How a build comes by its ledger: sealed before with a real key, or now with the public one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from registry.address import development, real
from registry.build import Publication, Sealing
from registry.cli import world
from registry.cli.development import development_seal, is_real, ledger_in
from registry.cli.faults import Fault
from registry.cli.key_files import read_chain
from registry.problem import Problem
from registry.records.registry import Registry
from registry.seal.guard import refusals
from registry.seal.whole import require_unbroken, require_whole
from registry.seal.withdrawn import Withdrawn
from registry.store import write_ledger


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
