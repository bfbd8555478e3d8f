"""After the root key is lost: the registry goes on under a new one, which verifiers pin by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from registry.cli.app import run
from registry.cli.key_files import read_chain
from registry.note.vkey import print_vkey
from registry.sign.policy import parse_policy
from registry.sign.root import Cost, RootKey, lock, print_root
from registry.sign.succession import root_name
from tests.real_registry import ORIGIN, PASSPHRASE, RealRegistry, real_registry

ID = "A1A1A1A1A1A1H"


@pytest.fixture
def lost(tmp_path: Path) -> RealRegistry:
    """A sealed registry, and a policy 2 that only a new root signed."""
    made = real_registry(tmp_path)
    assert made.seal(day="2026-11-22") == 0
    key = RootKey(name=root_name(ORIGIN, "root-b"), secret=b"root-b".ljust(32, b"."))
    cheap = Cost(passes=1, memory=8192)
    file = made.stick / "root-b.txt"
    file.write_text(print_root(lock(key, PASSPHRASE, salt=b"t" * 16, nonce=b"m" * 24, cost=cheap)))
    vkey = print_vkey(key.verifier_key)
    words = ["key", "roots", "--remove", made.vkey, "--add", vkey, "--root", str(file)]
    words += ["--passphrase-file", str(made.stick / "passphrase"), "--expires", "2028-01-01"]
    assert made.command(*words) == 0
    return made


def test_a_seal_adopts_new_roots_only_when_told(
    lost: RealRegistry, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody who can merge a pull request replaces the root in passing; later seals go on."""
    entries = lost.ledger / "log/entries.jsonl"
    before = entries.read_bytes()
    capsys.readouterr()
    assert lost.seal() == 3
    assert "by the roots before it" in capsys.readouterr().err
    assert entries.read_bytes() == before
    assert lost.seal("--accept-new-roots") == 0
    assert b'"kind":"policy","n":2' in entries.read_bytes()
    assert lost.seal("--heartbeat", day="2026-11-24") == 0


def test_who_pins_the_new_root_reads_on(lost: RealRegistry, tmp_path: Path) -> None:
    """The new line verifies the site; the old one does not any more."""
    assert lost.seal("--accept-new-roots") == 0
    assert lost.build() == 0
    new = parse_policy(read_chain(lost.root)[1].content).roots.keys[0]
    ended = {}
    for number, vkey in enumerate((lost.vkey, new)):
        memory = str(tmp_path / f"memory-{number}")
        words = ["verify", ID, "--site", str(lost.site), "--root", vkey, "--memory", memory]
        ended[vkey] = run(["-C", os.fspath(tmp_path), *words, "--today", "2026-11-23"])
    assert ended == {lost.vkey: 1, new: 0}
