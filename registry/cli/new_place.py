"""Where `sealbook new` writes: a place that is empty, all files or none, and perhaps Git."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from registry.cli.faults import Fault
from registry.git.run import run, said


def why_not_there(target: Path) -> Iterator[str]:
    """Why nothing can be written at a place."""
    parent = target.resolve().parent
    above = next((up for up in (parent, *parent.parents) if (up / "registry.yml").is_file()), None)
    if above is not None:
        yield f"{target} is inside the registry {above}; choose another place"
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        yield f"{target} is there already, and is no folder"
    elif target.is_dir() and any(target.iterdir()):
        yield f"{target} is not empty; name a folder that is new or empty"
    elif target.is_dir() and target.resolve() == Path.cwd():
        yield "you are in this folder; go to the one above, and name it from there"
    elif not parent.is_dir():
        yield f"there is no folder {parent} to put it into; make that first"


def place(target: Path, files: Mapping[str, str]) -> None:
    """Write the files beside their place, and move them there when all of them are written."""
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        draft = work / "new"
        for path, text in files.items():
            file = draft / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        draft.rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def commit(target: Path) -> None:
    """Begin a repository and commit everything. Raises Fault where Git refuses."""
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "Founding")):
        done = run(target, *words)
        if done.returncode:
            raise Fault(
                "git",
                f"{target} is written, but git {words[0]} failed: {said(done)}",
                fix="mend that, and then: git init -b main; git add .; git commit -m Founding",
            )
