"""Whether a ledger is the one that was signed before, and complete."""

from __future__ import annotations

import hashlib

from registry.ledger.checkpoint import require_growth
from registry.ledger.files import RECORDS, STATUS, LedgerDamaged
from registry.ledger.ledger import Ledger
from registry.note.checkpoint import parse_checkpoint
from registry.note.note import parse_note
from registry.seal.withdrawn import Withdrawn, live_editions


def require_unbroken(ledger: Ledger, *seen: bytes) -> None:
    """Raise LogRewritten unless the log begins with everything that was ever signed.

    `seen` are signed checkpoints from elsewhere, such as that of the site: whoever can write to
    the ledger can take its own checkpoints away. Raises NoteMalformed or CheckpointMalformed
    where one of them is none.
    """
    for signed in (*ledger.checkpoints.values(), *seen):
        earlier = parse_checkpoint(parse_note(signed).text)
        require_growth(ledger.tree, origin=ledger.origin, earlier=earlier)


def require_whole(ledger: Ledger, withdrawn: Withdrawn) -> None:
    """Raise LedgerDamaged unless records and status list are those that the log speaks of.

    A record that is lost would be sealed a second time; only what a stolen key added to the log
    may be without one. Raises LogRefused.
    """
    if not ledger.entries:
        return
    live = live_editions(ledger)
    for record_id, sealed in ledger.records.items():
        if sealed.index not in live:
            raise LedgerDamaged(
                f"{RECORDS}{record_id[:2]}/{record_id}.json is not the newest edition of a record"
            )
    claimed = [sealed.index for sealed in ledger.records.values()]
    if len(set(claimed)) != len(claimed):
        raise LedgerDamaged(f"two records in {RECORDS} claim one entry of the log")
    start = min(withdrawn.ends.values(), default=len(ledger.entries))
    for index in sorted(live - set(claimed)):
        if index < start:
            raise LedgerDamaged(f"the record that entry {index} speaks of is missing in {RECORDS}")
    digest = hashlib.sha256(ledger.status_list or b"").hexdigest()
    if digest != ledger.state.seal.revocation:
        raise LedgerDamaged(f"{STATUS} is not the list that was sealed")
