"""Store: the ledger's folder, read and written file by file."""

from __future__ import annotations

import shutil
from pathlib import Path

from registry.ledger.files import DID, RECORDS, SEAL, parse_ledger, print_ledger
from registry.ledger.ledger import Ledger


def read_ledger(folder: Path) -> Ledger | None:
    """The ledger in a folder, or None where there is none yet. Raises LedgerDamaged."""
    if not any((folder / name).exists() for name in (SEAL, DID, RECORDS)):
        return None
    files = {}
    for path in folder.rglob("*.json"):
        files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return parse_ledger(files)


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write what differs and delete what is gone; `seal.json` comes last, after all it speaks of.

    Each file is replaced as a whole, so that a killed run leaves whole files. A first ledger is
    written elsewhere and put in its place at once: without its `seal.json` it would be damaged.
    """
    if not folder.exists():
        first = folder.with_name(f".{folder.name}.new")
        shutil.rmtree(first, ignore_errors=True)
        first.mkdir(parents=True)
        write_ledger(first, ledger)
        first.rename(folder)
        return
    files = dict(print_ledger(ledger))
    for path, content in sorted(files.items(), key=lambda item: item[0] == SEAL):
        target = folder / path
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(content)
        fresh.replace(target)
    for kept in folder.glob("records/*/*.json"):
        if kept.relative_to(folder).as_posix() not in files:
            kept.unlink()
