"""A registry on disk that is sealed with real keys: its folder, ledger, root key and site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from registry.cli.app import run
from registry.cli.key_files import read_chain
from registry.sign.policy import parse_policy
from registry.sign.root import Cost, RootKey, lock, print_root
from registry.sign.succession import root_name

ROOT = Path(__file__).resolve().parents[1]
BASE = ROOT / "tests" / "broken" / "_base"
ORIGIN = "smallest.example/log"
PASSPHRASE = "seven wide rivers"


@dataclass(frozen=True, kw_only=True)
class RealRegistry:
    """The folders of a registry: its records, its ledger, its site, and the stick of the root."""

    root: Path
    ledger: Path
    site: Path
    stick: Path

    @property
    def vkey(self) -> str:
        """The public line of the root key."""
        return parse_policy(read_chain(self.root)[0].content).roots.keys[0]

    def command(self, *words: str) -> int:
        """Run `sealbook -C root WORDS…` with the seed in the environment; its exit code."""
        with _environment(SEALBOOK_SEED=(self.stick / "seed").read_text().strip()):
            return run(["-C", str(self.root), "-q", *words])

    def seal(self, *words: str, day: str = "2026-11-23") -> int:
        """Seal as of a day."""
        return self.command("seal", "--ledger", str(self.ledger), "--today", day, *words)

    def build(self, day: str = "2026-11-23") -> int:
        """Build the real site."""
        return self.command(
            "build", "--ledger", str(self.ledger), "-o", str(self.site), "--today", day
        )


def real_registry(folder: Path, *, source: Path = BASE) -> RealRegistry:
    """Copy the records at `source` and make keys for them; nothing is sealed yet."""
    root, stick = folder / "registry", folder / "stick"
    shutil.copytree(source, root)
    shutil.copyfile(ROOT / "registry" / "founding" / "texts" / "mkdocs.yml", root / "mkdocs.yml")
    stick.mkdir()
    key = RootKey(name=root_name(ORIGIN, "root-a"), secret=b"root-a".ljust(32, b"."))
    cheap = Cost(passes=1, memory=8192)
    locked = lock(key, PASSPHRASE, salt=b"s" * 16, nonce=b"n" * 24, cost=cheap)
    (stick / "root-a.txt").write_text(print_root(locked))
    (stick / "passphrase").write_text(PASSPHRASE + "\n")
    made = RealRegistry(
        root=root, ledger=folder / "ledger", site=folder / "out" / "site", stick=stick
    )
    words = ["key", "new", "--root", str(stick / "root-a.txt"), "--expires", "2028-01-01"]
    words += ["--passphrase-file", str(stick / "passphrase"), "--seed-file", str(stick / "seed")]
    code = run(["-C", str(root), "-q", *words])
    assert code == 0
    return made


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
