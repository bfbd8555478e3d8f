"""The proofs of a site: what shows that each credential stands in the signed log, and how."""

from __future__ import annotations

import base64
from functools import cached_property

from registry.ledger.ledger import Ledger, SealedRecord
from registry.ledger.proof import LogProof, print_log_proof
from registry.sign.chain import SignedPolicy
from registry.verify.bundle import Bundle
from registry.verify.bundle import SignedPolicy as BundledPolicy

# A longer status list is fetched apart: the bundle of every credential would carry it. This is one
# of about 2,000 set bits, with which a bundle takes 6 kB on its way (gzip, as hosts serve it).
LONGEST_LIST = 4_300


class Proofs:
    """The log of a ledger and the documents that every bundle shares."""

    def __init__(self, ledger: Ledger, policies: tuple[SignedPolicy, ...]) -> None:
        """Take a ledger whose newest entries are covered by a signed checkpoint."""
        assert ledger.checkpoint is not None, "a build checks this first"
        assert ledger.status_list is not None, "every seal has a status list"
        self._ledger = ledger
        self._checkpoint = ledger.checkpoint
        self._tree = ledger.tree
        self._status = ledger.status_list.decode()
        self._policies = tuple(
            BundledPolicy(policy=signed.content.decode(), note=signed.note.decode())
            for signed in policies
        )

    @cached_property
    def seal(self) -> bytes:
        """The proof that the seal is the last entry of the log."""
        return self._proof(len(self._ledger.entries) - 1)

    def of(self, record: SealedRecord) -> bytes:
        """The proof file of a credential: its way to the root, with the salt as `extra`."""
        return self._proof(record.index, base64.urlsafe_b64decode(record.salt + "="))

    def bundle(self, record: SealedRecord, proof: bytes) -> Bundle:
        """Everything that verifies one credential without a network."""
        entries = self._ledger.entries
        changed = self._ledger.state.status_entries.get(record.index)
        marked = changed is not None and self._ledger.state.states[record.index] != "active"
        return Bundle(
            credential=record.credential,
            entry=entries[record.index].decode(),
            proof=proof.decode(),
            seal=entries[-1].decode(),
            seal_proof=self.seal.decode(),
            policies=self._policies,
            status=self._status if len(self._status) <= LONGEST_LIST else None,
            status_entry=entries[changed].decode() if marked and changed is not None else None,
            status_proof=(
                self._proof(changed).decode() if marked and changed is not None else None
            ),
        )

    def _proof(self, index: int, extra: bytes | None = None) -> bytes:
        return print_log_proof(
            LogProof(
                index=index,
                hashes=self._tree.inclusion_proof(index),
                checkpoint=self._checkpoint,
                extra=extra,
            )
        )
