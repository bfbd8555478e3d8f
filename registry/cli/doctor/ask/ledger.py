"""The ledger of a clone: its folder beside the records, and the branch of the remote."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from registry.cli.branch import LEDGER, REMOTE
from registry.cli.development import is_real, ledger_in
from registry.cli.doctor.ask.repository import said
from registry.cli.doctor.facts import LocalLedger
from registry.git.run import run
from registry.ledger.entries import EntryMalformed, parse_entries
from registry.ledger.files import ENTRIES, LedgerDamaged
from registry.ledger.fold import fold
from registry.ledger.refusals import LogRefused

_THERE = f"refs/remotes/{REMOTE}/{LEDGER}"


def local_ledger(root: Path, folder: Path) -> LocalLedger:
    """What is known of the ledger without a network; one of test seals counts as none."""
    tip = said(root, "rev-parse", "--verify", "--quiet", _THERE)
    ledger, sealed, damage = None, None, ""
    try:
        found = ledger_in(folder)
        ledger = found if is_real(found) else None
        if ledger is not None:
            sealed = ledger.time
        elif tip:
            sealed = _sealed_there(root)
    except (LedgerDamaged, LogRefused, EntryMalformed, OSError) as refused:
        ledger, damage = None, str(refused)
    mounted = (folder / ".git").exists()
    return LocalLedger(
        mounted=mounted or ledger is not None,
        remote=tip != "",
        relation=_relation(folder, tip) if mounted and tip else "",
        ledger=ledger,
        sealed=sealed,
        damage=damage,
    )


def _sealed_there(root: Path) -> datetime | None:
    """The time of the newest seal in the branch as last fetched."""
    text = said(root, "cat-file", "blob", f"{_THERE}:{ENTRIES}")
    return fold(parse_entries(f"{text}\n".encode())).seal.time if text else None


def _relation(folder: Path, tip: str) -> str:
    """How what is checked out stands to the commit `tip`."""
    if said(folder, "rev-parse", "HEAD") == tip:
        return "same"
    if run(folder, "merge-base", "--is-ancestor", "HEAD", tip).returncode == 0:
        return "behind"
    if run(folder, "merge-base", "--is-ancestor", tip, "HEAD").returncode == 0:
        return "ahead"
    return "apart"
