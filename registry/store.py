"""Store: the ledger's folder, read and written file by file."""

from __future__ import annotations

import json
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
# Lists what a seal has still to put in place, once all of it lies ready beside its place.
_PENDING = ".pending"


def read_ledger(folder: Path) -> Ledger | None:
    """The ledger in a folder, or None where there is none yet. Raises LedgerDamaged."""
    _finish(folder)
    paths = [path for pattern in _READ for path in folder.glob(pattern)]
    if not paths:
        return None
    if not (folder / ENTRIES).is_file():  # or a second log would begin under the same name
        raise LedgerDamaged(f"{ENTRIES} is missing")
    return parse_ledger({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write what differs and delete what is gone: all of it, or as if nothing had happened.

    What is new is first laid ready beside its place and listed, then put in place. A run that is
    killed before the list is there has changed nothing; after that, the next one finishes it.
    """
    _finish(folder)
    files = dict(print_ledger(ledger))
    changed = [path for path in files if not _holds(folder / path, files[path])]
    for path in changed:
        fresh = _ready(folder / path)
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(files[path])
    kept = [path for pattern in (*_READ, CHECKPOINT) for path in folder.glob(pattern)]
    names = {path.relative_to(folder).as_posix() for path in kept}
    gone = sorted(names - files.keys())
    if changed or gone:
        pending = _ready(folder / _PENDING)
        pending.write_text(json.dumps({"put": changed, "delete": gone}), "utf-8")
        pending.replace(folder / _PENDING)
        _finish(folder)


def _finish(folder: Path) -> None:
    """Put in place what a seal has laid ready."""
    pending = folder / _PENDING
    if not pending.is_file():
        return
    steps = json.loads(pending.read_text("utf-8"))
    for path in steps["put"]:
        if _ready(folder / path).is_file():
            _ready(folder / path).replace(folder / path)
    for path in steps["delete"]:
        (folder / path).unlink(missing_ok=True)
    pending.unlink()


def _ready(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def _holds(file: Path, content: bytes) -> bool:
    return file.is_file() and file.read_bytes() == content
