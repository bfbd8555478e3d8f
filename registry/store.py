"""Store: the ledger's folder, read and written file by file."""

from __future__ import annotations

import shutil
from pathlib import Path

from registry.ledger.files import (
    CHECKPOINT,
    ENTRIES,
    LedgerDamaged,
    parse_ledger,
    print_ledger,
)
from registry.ledger.ledger import Ledger

_READ = ("log/entries.jsonl", "log/checkpoints/*", "status/*.json", "records/*/*.json")


def read_ledger(folder: Path) -> Ledger | None:
    """The ledger in a folder, or None where there is none yet. Raises LedgerDamaged."""
    paths = [path for pattern in _READ for path in folder.glob(pattern)]
    if not paths:
        return None
    if not (folder / ENTRIES).is_file():  # or a second log would begin under the same name
        raise LedgerDamaged(f"{ENTRIES} is missing")
    return parse_ledger({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write what differs and delete what is gone, in the order of `print_ledger`.

    Each file is replaced as a whole, so that a killed run leaves whole files, and the log comes
    after the records it speaks of. A first ledger is written elsewhere and put in its place at
    once: without its log it would be damaged.
    """
    if not folder.exists():
        first = folder.with_name(f".{folder.name}.new")
        shutil.rmtree(first, ignore_errors=True)
        first.mkdir(parents=True)
        write_ledger(first, ledger)
        first.rename(folder)
        return
    files = dict(print_ledger(ledger))
    for path, content in files.items():
        target = folder / path
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(content)
        fresh.replace(target)
    for pattern in _READ:
        for kept in folder.glob(pattern):
            if kept.relative_to(folder).as_posix() not in files:
                kept.unlink()
    if CHECKPOINT not in files:
        (folder / CHECKPOINT).unlink(missing_ok=True)
