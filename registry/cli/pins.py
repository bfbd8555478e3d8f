"""Which root keys a verifier trusts, and what it remembers of the logs it has seen."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from registry.cli.faults import Fault
from registry.cli.fix import replace_file
from registry.cli.key_files import read_chain
from registry.sign.keys import is_test_origin
from registry.sign.policy import parse_policy
from registry.sign.succession import development_root_vkey
from registry.verify.memory import Memory, parse_memory, print_memory


@dataclass(frozen=True, kw_only=True, slots=True)
class Pins:
    """Root keys (vkeys), how many of them must sign, and the memory of the log, if there is one."""

    roots: tuple[str, ...]
    threshold: int
    memory: Memory | None = None

    @property
    def policy(self) -> int:
        """The highest policy number that was seen."""
        return self.memory.policy if self.memory else 0


def memory_folder(chosen: Path | None) -> Path:
    """Where memories are kept: the chosen folder, or the state folder of the XDG specification."""
    if chosen is not None:
        return chosen
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "sealbook"


def pins_for(
    origin: str, *, roots: tuple[str, ...], threshold: int | None, root: Path, folder: Path
) -> Pins:
    """The root keys for an origin: given, remembered, or those of the registry at hand.

    A test registry needs none: its root key is public. Raises Fault where there are none.
    """
    memory = _remembered(folder, origin)
    if roots:
        return Pins(roots=roots, threshold=threshold or 1, memory=memory)
    if is_test_origin(origin):
        return Pins(roots=(development_root_vkey(origin),), threshold=1)
    if memory is not None:
        return Pins(roots=memory.roots, threshold=memory.threshold, memory=memory)
    chain = read_chain(root)
    first = parse_policy(chain[0].content) if chain else None
    if first is not None and first.origin == origin:
        return Pins(roots=first.roots.keys, threshold=first.roots.threshold)
    raise Fault(
        "no-root",
        f"no root key is pinned for {origin}",
        fix="give one that you did not get from this site: --root 'name+hash+key'; "
        "it stands in the registry's README and on printed certificates",
    )


def keep(memory: Memory, folder: Path) -> None:
    """Remember a log for the next time."""
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(_file(folder, memory.origin), print_memory(memory))


def _remembered(folder: Path, origin: str) -> Memory | None:
    file = _file(folder, origin)
    try:
        memory = parse_memory(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise Fault("file", f"{file}: {error}", fix="delete it to forget that log") from error
    return memory if memory.origin == origin else None


def _file(folder: Path, origin: str) -> Path:
    return folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"
