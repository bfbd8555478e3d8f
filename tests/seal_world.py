"""A small registry in memory that is sealed again and again, a day later each time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from registry.ledger.entries import Entry, parse_entry
from registry.ledger.ledger import Ledger, SealedRecord
from registry.openbadge.status import set_bits
from registry.seal.seal import Sealed, append, checkpointed
from registry.sign.keys import Seed
from registry.sign.policy import Policy, parse_policy
from registry.sign.succession import next_policy
from registry.site.proofs import Proofs
from registry.verify.bundle import Bundle
from tests.real_keys import signed
from tests.small_registry import AS_OF, ID, SETTINGS, SOURCE, credential, keys_of, registry_of

DAY = timedelta(days=1)


class World:
    """A registry that is sealed again and again, each time a day later."""

    def __init__(self, *, test: bool = False, settings: str = SETTINGS) -> None:
        self.texts = {ID: credential()}
        self.registry = registry_of(self.texts, settings=settings)
        self.keys = keys_of(self.registry, test=test)
        self.ledger = Ledger(origin=self.keys.address.origin)
        self.now = AS_OF

    def say(self, *history: str, **fields: str | None) -> None:
        """Let the record say this."""
        self.texts[ID] = credential(*history, **fields)
        self.registry = registry_of(self.texts)

    def seal(self, **arguments: Any) -> tuple[Entry, ...]:
        """Append and sign a checkpoint; gives the entries that were added."""
        sealed = self.append(**arguments)
        assert sealed.problems == ()
        before, self.ledger = len(self.ledger.entries), sealed.ledger
        self.ledger = checkpointed(self.ledger, self.keys.seed, self.keys.policies)
        return tuple(map(parse_entry, self.ledger.entries[before:]))

    def append(self, **arguments: Any) -> Sealed:
        """Append to the log, a day after the last time."""
        self.now += DAY
        return append(
            self.registry,
            self.ledger,
            self.keys.signer,
            self.keys.policies,
            **{"now": self.now, "source": SOURCE, **arguments},
        )

    def codes(self) -> list[tuple[str, str, str]]:
        """Code, file and field of each refusal."""
        problems = self.append().problems
        return [(problem.code, problem.path, problem.at) for problem in problems]

    @property
    def record(self) -> SealedRecord:
        """What the ledger holds of the record."""
        return self.ledger.records[ID]

    @property
    def bits(self) -> frozenset[int]:
        """The set bits of the status list."""
        assert self.ledger.status_list is not None
        return set_bits(json.loads(self.ledger.status_list))

    def adopt(self, policy: Policy, seed: Seed | None = None) -> None:
        """Add a policy to keys/, and perhaps seal with another seed from now on."""
        self.keys = replace(
            self.keys,
            policies=(*self.keys.policies, signed(policy)),
            seed=seed or self.keys.seed,
        )

    @property
    def policy(self) -> Policy:
        """The newest policy."""
        return parse_policy(self.keys.policies[-1].content)

    def say_also(self, record_id: str, *history: str, **fields: str | None) -> None:
        """Let there be another record besides those that there are."""
        self.texts[record_id] = credential(*history, **fields)
        self.registry = registry_of(self.texts)

    @property
    def live(self) -> bytes:
        """The newest signed checkpoint."""
        found = self.ledger.checkpoint
        assert found is not None
        return found

    def bundle(self, record_id: str) -> Bundle:
        """The bundle of a record, as the site of the ledger has it."""
        proofs = Proofs(self.ledger, self.keys.policies[: self.ledger.state.policy])
        record = self.ledger.records[record_id]
        return proofs.bundle(record, proofs.of(record))

    def copy(self) -> World:
        """The same registry in other hands."""
        other = World()
        other.texts, other.registry = dict(self.texts), self.registry
        other.keys, other.ledger, other.now = self.keys, self.ledger, self.now
        return other

    def following(self) -> Policy:
        """The policy that comes next, with the same keys as yet."""
        return next_policy(self.policy, expires=date(2029, 1, 1))
