"""What a stolen key leaves behind: editions that it made after its end count for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.ledger.fold import State
from registry.ledger.ledger import Ledger, SealedRecord
from registry.records.credential import CREDENTIAL
from registry.records.registry import Registry
from registry.sign.chain import SignedPolicy
from registry.sign.policy import parse_policy

_GONE = frozenset({State.REISSUED, State.ERASED})


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The issuer keys that are compromised, and the entry of the log from which each is void."""

    ends: dict[str, int]

    @classmethod
    def by(cls, policies: Sequence[SignedPolicy]) -> Withdrawn:
        """What the newest policy withdraws. Raises PolicyRefused."""
        keys = parse_policy(policies[-1].content).issuer_keys if policies else ()
        return cls(
            {
                key.multikey: key.until
                for key in keys
                if key.state == "compromised" and key.until is not None
            }
        )

    def signed(self, sealed: SealedRecord) -> bool:
        """Whether a withdrawn key made the edition, at whatever time."""
        return sealed.multikey in self.ends

    def voids(self, sealed: SealedRecord) -> bool:
        """Whether a withdrawn key made the edition after its end."""
        return sealed.multikey in self.ends and sealed.index >= self.ends[sealed.multikey]

    def forgeries(self, registry: Registry, ledger: Ledger) -> Iterator[int]:
        """The live editions after the end of a key that belong to none of our records."""
        if not self.ends or not ledger.entries:
            return
        start = min(self.ends.values())
        ours = {
            sealed.index
            for record_id, sealed in ledger.records.items()
            if registry.get(CREDENTIAL, record_id) is not None or not self.voids(sealed)
        }
        for index in sorted(live_editions(ledger) - ours):
            if index >= start and ledger.state.states[index] is not State.REVOKED:
                yield index


def live_editions(ledger: Ledger) -> set[int]:
    """The indexes of the newest edition of every record that was not erased."""
    return {index for index, state in ledger.state.states.items() if state not in _GONE}
