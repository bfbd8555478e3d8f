"""Store: the ledger's folder and the key policies, read and written file by file."""

from __future__ import annotations

from pathlib import Path

from registry.ledger.files import CHECKPOINT, ENTRIES, parse_ledger, print_ledger
from registry.ledger.ledger import Ledger
from registry.sign.chain import SignedPolicy

_READ = ("log/entries.jsonl", "log/checkpoints/*", "status/*.json", "records/*/*.json")


def read_ledger(folder: Path) -> Ledger | None:
    """The ledger in a folder, or None where there is none yet. Raises LedgerDamaged."""
    if not (folder / ENTRIES).is_file():
        return None
    paths = [path for pattern in _READ for path in folder.glob(pattern)]
    return parse_ledger(
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    )


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write what differs and delete what is gone, in the order of `print_ledger`.

    Each file is replaced as a whole, so that a killed run leaves whole files, and the log comes
    after the records it speaks of.
    """
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


def read_policies(root: Path) -> tuple[SignedPolicy, ...]:
    """Every key policy in `keys/`, from number 1 on; a missing number ends the chain."""
    found: list[SignedPolicy] = []
    while True:
        name = root / "keys" / f"{len(found) + 1}.json"
        if not name.is_file():
            return tuple(found)
        note = name.with_suffix(".note")
        found.append(
            SignedPolicy(
                content=name.read_bytes(), note=note.read_bytes() if note.is_file() else b""
            )
        )
