"""A registry as an adopter has it: founded by the command, then kept by people with an editor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from registry.cli.app import run
from registry.cli.key_files import read_chain
from registry.sign.policy import parse_policy
from registry.sign.root import Cost, RootKey, lock, print_root
from registry.sign.succession import root_name

PIN = "guild/sealbook@0123456789abcdef0123456789abcdef01234567"
ANSWERS = {
    "name": "Sewing Guild",
    "url": "https://cert.guild.example/",
    "email": "certify@guild.example",
    "standard": "Pattern Cutter",
    "zone": "Europe/Lisbon",
}
MAINTAINERS = ("ada:ada-cuts", "ben:ben-sews")
FLAGS = (
    *(word for option, answer in ANSWERS.items() for word in (f"--{option}", answer)),
    *(word for one in MAINTAINERS for word in ("--maintainer", one)),
    *("--program", PIN),
)
FOUNDED = "2026-01-12"
PASSPHRASE = "seven wide rivers"


@dataclass(frozen=True, kw_only=True)
class Adopter:
    """A community's folders: its registry, the ledger beside it, the stick of the root key."""

    home: Path

    @property
    def root(self) -> Path:
        """The registry."""
        return self.home / "guild"

    @property
    def ledger(self) -> Path:
        """The clone of the branch `ledger`."""
        return self.home / "ledger"

    @property
    def site(self) -> Path:
        """The newest site."""
        return self.root / "build" / "site"

    @property
    def stick(self) -> Path:
        """Where the root key lies, apart from everything else."""
        return self.home / "stick"

    @property
    def vkey(self) -> str:
        """The public line of the root key, as partners wrote it down."""
        return parse_policy(read_chain(self.root)[0].content).roots.keys[0]

    def found(self, *words: str) -> int:
        """Found it, with FLAGS or other words."""
        return run(
            [
                "-C",
                str(self.home),
                "-q",
                "new",
                "guild",
                *(words or FLAGS),
                "--yes",
                "--today",
                FOUNDED,
            ]
        )

    def __call__(self, *words: str, day: str = "", seed: str = "seed") -> int:
        """Run a command in the registry; its exit code. The seed is in the environment."""
        today = ["--today", day] if day else []
        with _seed(self.stick / seed):
            return run(["-C", str(self.root), "-q", *words, *today])

    def seal(self, day: str, seed: str = "seed") -> int:
        """Append, and sign the checkpoint, as the page about publishing says."""
        where = ("--ledger", str(self.ledger))
        return self("seal", "--append", *where, day=day, seed=seed) or self(
            "seal", "--checkpoint", *where, day=day, seed=seed
        )

    def build(self, day: str) -> int:
        """Build the real site from the records and the ledger."""
        return self("build", "--ledger", str(self.ledger), day=day)

    def key(self, *words: str) -> int:
        """Run `sealbook key` with the root key and its passphrase."""
        words = (*words, "--root", str(self.stick / "root-a.txt"), "--expires", "2028-01-01")
        return self("key", *words, "--passphrase-file", str(self.stick / "passphrase"))

    def verify(self, record_id: str, day: str) -> int:
        """Verify a credential from the site, by the root key that is pinned."""
        memory = ("--memory", str(self.home / "memory"))
        return self(
            "verify", record_id, "--site", str(self.site), "--root", self.vkey, *memory, day=day
        )

    def prepare_stick(self, origin: str) -> None:
        """Put a root key on the stick that opens quickly, because a test need not wait."""
        self.stick.mkdir()
        key = RootKey(name=root_name(origin, "root-a"), secret=b"root-a".ljust(32, b"."))
        locked = lock(
            key, PASSPHRASE, salt=b"s" * 16, nonce=b"n" * 24, cost=Cost(passes=1, memory=8192)
        )
        (self.stick / "root-a.txt").write_text(print_root(locked))
        (self.stick / "passphrase").write_text(PASSPHRASE + "\n")

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace what occurs once or more in a file."""
        before = (self.root / path).read_text("utf-8")
        assert old in before, f"{path}: {old}"
        self.write(path, before.replace(old, new))

    def adopt(self, path: str, body: str, day: str, effective: str) -> None:
        """Record that a body adopted a version, and announce it on that day."""
        subject = path.rpartition(".")[0]
        name = subject.split("/")[-2]
        self.write(
            f"governance/decisions/{day}-{name}.yml",
            f"question: Adopt {subject}?\nabout: {subject}\naction: adopt\nbody: {body}\n"
            f"decided: {day}\nfor: [ada, ben]\nreasons: We tried it on our own work first.\n",
        )
        text = (self.root / path).read_text("utf-8")
        head, change, rest = text.partition("change:\n  summary: First edition.")
        assert change, path
        dates = f"\n  announced: {day}\n  effective: {effective}\n"
        self.write(path, f"{head}{change}{dates}{rest.partition(chr(10))[2]}")


@contextmanager
def _seed(file: Path) -> Iterator[None]:
    before = os.environ.pop("SEALBOOK_SEED", None)
    if file.is_file():
        os.environ["SEALBOOK_SEED"] = file.read_text().strip()
    try:
        yield
    finally:
        os.environ.pop("SEALBOOK_SEED", None)
        if before is not None:
            os.environ["SEALBOOK_SEED"] = before
