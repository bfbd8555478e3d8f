"""Go's code for checksum databases, which is not ours, reads and accepts our logs.

It is golang.org/x/mod/sumdb, packages note and tlog; Debian and Ubuntu have it:

    apt install golang-go golang-golang-x-mod-dev
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from registry.ledger.checkpoint import sign_checkpoint
from registry.ledger.merkle import Tree
from registry.ledger.proof import LogProof, print_log_proof
from registry.ledger.tiles import print_log
from registry.note.checkpoint import Checkpoint
from registry.note.note import Note, parse_note, print_note
from registry.note.signing import cosign, verifier_key
from registry.note.strict_base64 import print_base64
from registry.note.vkey import print_vkey
from registry.sign.keys import Seed
from registry.sign.succession import with_seed, without_old_keys
from registry.site.pages.log import log_files
from registry.site.site import Site
from tests.seal_world import World
from tests.small_registry import ID, with_erased

SOURCE = Path(__file__).parent / "go" / "checklog.go"
GOPATH = Path("/usr/share/gocode")  # where Debian puts the source of Go libraries
ORIGIN = "registry.example.org/log"
KEY, OTHER, WITNESS = (SigningKey(bytes([number]) * 32) for number in range(3))
SECOND = Seed(origin="odpg.example/sealbook", secret=b"\2" * 32)
ALL_PROOFS = 300  # logs up to this size have every inclusion proof checked


@pytest.fixture(scope="module")
def checklog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checking program, compiled; skips where Go or its library is missing."""
    go = shutil.which("go")
    if go is None or not (GOPATH / "src/golang.org/x/mod/sumdb").is_dir():
        pytest.skip("no Go here: apt install golang-go golang-golang-x-mod-dev")
    folder = tmp_path_factory.mktemp("go")
    environment = os.environ | {
        "GO111MODULE": "off",
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
        "GOPATH": str(GOPATH),
    }
    program = folder / "checklog"
    subprocess.run([go, "build", "-o", program, SOURCE], check=True, env=environment)
    return program


def accepts(
    checklog: Path, folder: Path, key: SigningKey = KEY
) -> subprocess.CompletedProcess[str]:
    """What Go says about the log in a folder, to somebody who trusts this key."""
    vkey = print_vkey(verifier_key(ORIGIN, key))
    return subprocess.run([checklog, folder, vkey], capture_output=True, text=True, check=False)


def write(path: Path, data: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def publish(folder: Path, sizes: Sequence[int]) -> None:
    """A log that was signed at these sizes, with proofs of its entries and of each growth."""
    size = sizes[-1]
    entries = [f'{{"kind":"erase","ref":{number},"v":1}}'.encode() for number in range(size)]
    tree = Tree.of(entries)
    for path, data in print_log(entries, tree, sizes):
        write(folder / path, data)
    for signed in sizes:
        checkpoint = Checkpoint(origin=ORIGIN, size=signed, root=tree.root(signed))
        data = sign_checkpoint(checkpoint, KEY)
        write(folder / f"checkpoints/{signed:09}", data)
    write(folder / "checkpoint", data)
    step = max(1, size // ALL_PROOFS)
    for index in {*range(0, size, step), size - 1}:
        proof = LogProof(
            index=index, hashes=tree.inclusion_proof(index), checkpoint=data, extra=bytes(32)
        )
        write(folder / f"proofs/{index}.tlog-proof", print_log_proof(proof))
    for number, later in enumerate(sizes):
        for old in sizes[: number + 1]:
            lines = map(print_base64, tree.consistency_proof(old, later))
            write(folder / f"consistency/{old}-{later}", "\n".join(lines).encode())


@pytest.mark.parametrize(
    "sizes",
    [
        (1,),
        (2, 3, 7, 8),
        (255,),
        (256,),
        (257,),
        (1, 254, 255, 256, 257, 300),
        (1, 255, 256, 257, 65_535, 65_536, 65_537, 70_001),
    ],
    ids=lambda sizes: f"to-{sizes[-1]}",
)
def test_go_accepts_a_log(checklog: Path, tmp_path: Path, sizes: tuple[int, ...]) -> None:
    """Every checkpoint, tile, bundle and proof of a log that grew through these sizes."""
    publish(tmp_path, sizes)
    result = accepts(checklog, tmp_path)
    assert result.returncode == 0, result.stderr
    proofs = len(list((tmp_path / "proofs").iterdir()))
    steps = len(sizes) * (len(sizes) + 1) // 2
    assert result.stdout == (
        f"size {sizes[-1]}, {len(sizes)} checkpoints, {proofs} inclusion proofs, "
        f"{steps} consistency proofs\n"
    )


def published(folder: Path, world: World) -> None:
    """The log of a sealed registry as its site has it, with what Go is asked to check."""
    shutil.rmtree(folder, ignore_errors=True)
    site = Site(
        registry=world.registry,
        ledger=world.ledger,
        policies=world.keys.policies[: world.ledger.state.policy],
        address=world.keys.address,
        as_of=world.now.date(),
    )
    for artifact in log_files(site):
        path = artifact.path.removeprefix("log/")
        if artifact.path.endswith(".tlog-proof"):
            write(folder / "proofs" / artifact.path.replace("/", "-"), artifact.content)
        elif path.startswith("consistency/"):
            sizes, _, hashes = artifact.content.partition(b"\n")
            write(folder / "consistency" / sizes.decode().replace(" ", "-"), hashes)
        elif path != artifact.path:
            write(folder / path, artifact.content)
    for size, signed in world.ledger.checkpoints.items():
        write(folder / f"checkpoints/{size:09}", signed)


def approved(checklog: Path, folder: Path, world: World) -> str:
    """What Go says about the site of a sealed registry, which it must accept."""
    published(folder, world)
    vkeys = [key.vkey for key in world.policy.log_keys]
    result = subprocess.run([checklog, folder, *vkeys], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_go_accepts_the_site_of_a_registry_all_its_life(checklog: Path, tmp_path: Path) -> None:
    """First seal, heartbeats up to 255, 256 and 257 entries, rotation, new edition, erasure."""
    world, folder = World(), tmp_path / "site"
    world.seal()
    assert approved(checklog, folder, world) == (
        "size 6, 1 checkpoints, 2 inclusion proofs, 0 consistency proofs\n"
    )
    while len(world.ledger.entries) < 254:
        world.ledger = world.append(heartbeat=True).ledger
    for size in (255, 256, 257):
        world.seal(heartbeat=True)
        assert approved(checklog, folder, world).startswith(f"size {size}, ")
    # The full tile is there, so partial ones of it need not stay.
    assert {path.name for path in (folder / "tile/0").iterdir()} == {"000", "001.p"}
    world.adopt(with_seed(world.following(), SECOND, at=len(world.ledger.entries)))
    world.seal()
    world.keys = replace(world.keys, seed=SECOND)
    world.say("corrected: 2026-06-02, fields: [holder], reason: issued-in-error", holder="Maya")
    world.seal()
    world.adopt(without_old_keys(world.following(), at=len(world.ledger.entries)))
    world.seal()
    assert approved(checklog, folder, world).startswith("size 263, 7 checkpoints, 2 inclusion")
    world.registry = with_erased({}, ID)
    world.seal()
    assert approved(checklog, folder, world) == (
        "size 265, 8 checkpoints, 1 inclusion proofs, 7 consistency proofs\n"
    )


def test_go_ignores_the_witness_that_it_does_not_know(checklog: Path, tmp_path: Path) -> None:
    """A cosignature under the signature of the log leaves the checkpoint readable for everyone."""
    publish(tmp_path, (3,))
    note = parse_note((tmp_path / "checkpoint").read_bytes())
    line = cosign(note.text, name="partner.example/witness", key=WITNESS, time=1_800_000_000)
    data = print_note(Note(text=note.text, signatures=(*note.signatures, line)))
    write(tmp_path / "checkpoint", data)
    result = accepts(checklog, tmp_path)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "path",
    [
        "checkpoint",
        "checkpoints/000000255",
        "tile/0/000",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
        "tile/entries/000",
        "proofs/256.tlog-proof",
        "consistency/255-257",
    ],
)
def test_go_refuses_a_log_in_which_a_byte_was_changed(
    checklog: Path, tmp_path: Path, path: str
) -> None:
    """So what it accepts, it has read."""
    publish(tmp_path, (255, 257))
    data = bytearray((tmp_path / path).read_bytes())
    at = data.index(b"\n") - 5 if path.startswith(("consistency", "proofs")) else 20
    at = data.index(b"\n", data.index(b"index")) + 9 if path.startswith("proofs") else at
    data[at] = ord("A") if data[at] != ord("A") else ord("B")
    write(tmp_path / path, bytes(data))
    assert accepts(checklog, tmp_path).returncode == 1


def test_go_refuses_the_log_of_another_key(checklog: Path, tmp_path: Path) -> None:
    """The name is right, the key is not."""
    publish(tmp_path, (3,))
    result = accepts(checklog, tmp_path, OTHER)
    assert result.returncode == 1
    assert "no verifiable signatures" in result.stderr
