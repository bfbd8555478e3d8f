"""The broken part of the corpus: what somebody tampered with, and the step that notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from registry.ledger.merkle import Tree
from registry.note.note import parse_note, print_note
from registry.verify.bundle import Bundle
from tests.corpus import Trial, trial
from tests.corpus_spellings import spellings
from tests.sealed_world import ID, World, secret
from tests.worlds import (
    development_world,
    false_world,
    real_world,
    restless_world,
    rotated_world,
    witnessed_world,
)

Json = Any
Path = tuple[str | int, ...]


@cache
def broken() -> tuple[Trial, ...]:
    """Every way of tampering; all marked so."""
    found = (
        *spellings(),
        *_swaps(),
        *_status(),
        *_policies(),
        *_logs(),
        *_worlds(),
    )
    return tuple(replace(one, tampered=True) for one in found)


# ---- Parts of other bundles


def _swaps() -> Iterator[Trial]:
    world = real_world()
    mine, other = world.bundle(ID["valid"]), world.bundle(ID["permanent"])
    old = world.snapshots[0].bundle(ID["valid"])
    edition = world.snapshots[0].bundle(ID["renewed"])
    yield _with(mine, "asked for another", "address", record_id=ID["permanent"])
    yield _with(other, "the bundle of another", "address")
    yield _with(mine, "the credential of another", "address", credential=other.credential)
    renamed = {**other.credential, "id": mine.credential["id"]}
    yield _with(mine, "another, renamed", "commitment", credential=renamed)
    yield _with(mine, "the entry of another", "commitment", entry=other.entry)
    yield _with(mine, "the proof of another", "commitment", proof=other.proof)
    yield _with(
        mine, "entry and proof of another", "commitment", entry=other.entry, proof=other.proof
    )
    yield _with(mine, "the seal as entry", "commitment", entry=mine.seal)
    yield _with(
        mine, "the entry as seal", "seal", seal=mine.entry, seal_proof=_unsalted(mine.proof)
    )
    yield _with(mine, "the seal's proof, salted", "seal", seal_proof=mine.proof)
    last = world.proof(world.size - 1, b"salt" * 8)
    yield _with(mine, "the seal's proof with a salt", "seal", seal_proof=last)
    negative = mine.entry.replace('"v":1', '"replaces":-1,"v":1')
    yield _with(mine, "an entry that replaces none", "commitment", entry=negative)
    yield _with(mine, "an older seal", "seal", seal=old.seal, seal_proof=old.seal_proof)
    yield _with(mine, "an older seal with a new proof", "seal", seal=old.seal)
    index = world.entries.index(old.seal.encode())
    moved = {"seal": old.seal, "seal_proof": world.proof(index)}
    yield _with(mine, "an older seal, in the same log", "seal", **moved)
    yield _with(mine, "an older proof", "seal", proof=old.proof)
    yield _with(mine, "an older list", "status-list", status=old.status)
    yield _with(mine, "an empty list", "status-list", status="")
    yield _with(mine, "the credential as list", "status-list", status="{}")
    new = world.bundle(ID["renewed"])
    swapped = {"record_id": ID["renewed"]}
    yield _with(new, "the older edition", "commitment", credential=edition.credential, **swapped)
    yield _with(new, "the older entry", "commitment", entry=edition.entry, **swapped)
    test = development_world().bundle(ID["valid"])
    for member in ("credential", "proof", "seal_proof", "status", "policies"):
        step = {"credential": "address", "proof": "checkpoint", "seal_proof": "seal"}
        step |= {"status": "status-list", "policies": "policy"}
        yield _with(
            mine,
            f"{member} of a test registry",
            "commitment" if member == "credential" else step[member],
            **{member: getattr(test, member)},
        )


def _unsalted(proof: str) -> str:
    return "".join(line for line in proof.splitlines(keepends=True) if "extra" not in line)


def _with(bundle: Bundle, name: str, step: str | None, **given: Any) -> Trial:
    asked = {key: given.pop(key) for key in ("record_id", "seen_policy") if key in given}
    return trial(real_world(), name, step, bundle=replace(bundle, **given), **asked)


# ---- The status


def _status() -> Iterator[Trial]:
    world = real_world()
    early = world.snapshots[0]
    for name in ("suspended", "replaced", "revoked"):
        bundle, asked = world.bundle(ID[name]), {"record_id": ID[name]}
        dropped = {"status_entry": None, "status_proof": None}
        yield _with(bundle, f"{name}: entry dropped", "revoked", **dropped, **asked)
        other = world.bundle(ID["replaced" if name == "suspended" else "suspended"])
        told = {"status_entry": other.status_entry, "status_proof": other.status_proof}
        yield _with(bundle, f"{name}: of another", "status-entry", **told, **asked)
        half = {"status_proof": other.status_proof}
        yield _with(bundle, f"{name}: with another proof", "status-entry", **half, **asked)
        forged = str(bundle.status_entry).replace(name, "active")
        yield _with(bundle, f"{name}: edited", "status-entry", status_entry=forged, **asked)
        assert bundle.status
        yield _with(bundle, f"{name}: old list", "status-list", status=early.status_text, **asked)
    sound, told = world.bundle(ID["valid"]), world.bundle(ID["suspended"])
    added = {"status_entry": told.status_entry, "status_proof": told.status_proof}
    yield _with(sound, "an entry where no bit is set", "status-entry", **added)
    back = world.bundle(ID["reinstated"])
    index = world.changes[ID["reinstated"]][0]
    active = {"status_entry": world.entries[index].decode(), "status_proof": world.proof(index)}
    asked = {"record_id": ID["reinstated"]}
    yield _with(back, "active where no bit is set", "status-entry", **active, **asked)
    index = early.changes[ID["reinstated"]][0]
    once = {"status_entry": world.entries[index].decode(), "status_proof": world.proof(index)}
    yield _with(back, "suspended where no bit is set", "status-entry", **once, **asked)
    yield from _restless()
    seal = {"status_entry": told.seal, "status_proof": told.seal_proof}
    yield _with(told, "the seal as status", "status-entry", **seal, record_id=ID["suspended"])
    salted = {"status_proof": told.proof, "status_entry": told.entry}
    yield _with(told, "an issue as status", "status-entry", **salted, record_id=ID["suspended"])


def _restless() -> Iterator[Trial]:
    """Which of several entries about one credential the bundle may carry."""
    world = restless_world()
    start = world.records[ID["valid"]].index
    # An entry proves that it was written, not that it is the newest: the host of a revoked
    # credential can make it look suspended, but not valid.
    steps = ("suspended", "status-entry", "revoked", "status-entry")
    for place, step in enumerate(steps, start + 1):
        line = world.entries[place].decode()
        told = {"status_entry": line, "status_proof": world.proof(place)}
        changed = replace(world.bundle(ID["valid"]), **told)
        yield trial(world, f"status: {line}", step, bundle=changed)


# ---- Policies


def _policies() -> Iterator[Trial]:
    world, rotated = real_world(), rotated_world()
    bundle, later = world.bundle(ID["valid"]), rotated.bundle(ID["later"])
    roots = tuple(world.root_vkeys)
    yield trial(world, "too few pinned roots", "policy", threshold=3)
    yield trial(world, "other pinned roots", "policy", roots=roots[2:], threshold=1)
    yield trial(
        world, "no pinned roots", "policy", roots=development_world().root_vkeys, threshold=1
    )
    yield trial(world, "another origin", "policy", origin="evil.example/log")
    yield trial(world, "rollback", "seen", seen_policy=2)
    one, two = later.policies
    for name, chain in {
        "none": (),
        "the first left out": (two,),
        "the last left out": (one,),
        "the wrong way round": (two, one),
        "one twice": (one, one),
        "the last twice": (one, two, two),
        "notes swapped": (replace(one, note=two.note), replace(two, note=one.note)),
    }.items():
        step = "seen" if name == "the last left out" else "policy"
        changed = replace(later, policies=chain)
        asked = {"record_id": ID["later"], "seen_policy": 2, "roots": roots}
        yield trial(rotated, f"policies: {name}", step, bundle=changed, **asked)
    cut = replace(later, policies=(one,))
    yield trial(rotated, "downgrade", "checkpoint", bundle=cut, record_id=ID["later"], roots=roots)
    note = parse_note(bundle.policies[0].note.encode())
    first, second = note.signatures
    for name, lines in {
        "one signature": (first,),
        "one twice": (first, first),
        "another order": (second, first),
        "one more": (first, second, replace(first, name="odpg.example/root-x")),
    }.items():
        changed_note = print_note(replace(note, signatures=lines)).decode()
        policies = (replace(bundle.policies[0], note=changed_note),)
        yield _with(bundle, f"note of a policy: {name}", "policy", policies=policies)


# ---- Logs


def _logs() -> Iterator[Trial]:
    world = real_world()
    bundle, text = world.bundle(ID["valid"]), world.checkpoint.decode()
    other = Tree.of([*world.entries[:-1], b"{}"])
    longer = Tree.of([*world.entries[:-1], b"{}", b"{}"])
    early = world.snapshots[0]
    forged = {
        "by nobody": world.signed_checkpoint(secret("nobody")),
        "by the issuer's key": world.signed_checkpoint(world.issuer),
        "by a root": world.signed_checkpoint(secret("root a")),
        "of another root hash": text.replace(text.split("\n")[2], "A" * 43 + "=").encode(),
        "of another size": text.replace(f"\n{world.size}\n", f"\n{world.size + 1}\n").encode(),
        "with an extension": text.replace("\n\n", "\nextension\n\n", 1).encode(),
        "of another origin": text.replace("odpg", "evil").encode(),
    }
    for name, checkpoint in forged.items():
        changed = _against(bundle, text, checkpoint.decode())
        yield trial(world, f"checkpoint {name}", "checkpoint", bundle=changed)
    elsewhere = world.signed_checkpoint(world.log, origin="evil.example/log")
    changed = _against(bundle, text, elsewhere.decode())
    yield trial(world, "checkpoint of another origin, signed", "checkpoint", bundle=changed)
    yield trial(world, "live checkpoint of another origin, signed", "offline", live=elsewhere)
    stranger = "\u2014 stranger.example " + "A" * 96 + "\n"
    for name, lines in {
        "too many signatures": stranger * 64,
        "no signature in a line": "\u2014 stranger.example AAAAAA==\n",
        "a control character": stranger.replace("stranger", "str\x01nger"),
        "a plus in a name": stranger.replace("stranger", "str+nger"),
        "an empty line": "\n",
        "another dash": stranger.replace("\u2014", "-"),
        "its own signature, damaged": _damaged(text.splitlines(keepends=True)[-1]),
    }.items():
        changed = _against(bundle, text, text + lines)
        yield trial(world, f"checkpoint with {name}", "checkpoint", bundle=changed)
    fork = world.signed_checkpoint(world.log, root=other.root())
    forked = _against(bundle, text, fork.decode())
    yield trial(world, "a fork, by the log's key", "inclusion", bundle=forked)
    yield trial(world, "the live log is another", "live", live=fork)
    longer_fork = world.signed_checkpoint(world.log, size=longer.size, root=longer.root())
    proof = longer.consistency_proof(world.size)
    yield trial(world, "the live log forked", "live", live=longer_fork, consistency=proof)
    short = {"live": early.checkpoint, "consistency": ()}
    yield trial(world, "older live log, empty proof", "live", **short)
    proof = world.tree.consistency_proof(early.size)
    for name, hashes in {
        "short": proof[:-1],
        "long": (*proof, proof[-1]),
        "cut and doubled": (proof[0], *proof),
        "of zeros": tuple(bytes(32) for _ in proof),
    }.items():
        given = {"live": early.checkpoint, "consistency": hashes}
        yield trial(world, f"older live log, proof {name}", "live", **given)
    broken = text.replace(text.split("\n")[2], "A" * 43 + "=").encode()
    yield trial(world, "live checkpoint edited", "live", live=broken)
    by_nobody = world.signed_checkpoint(secret("nobody"))
    yield trial(world, "live checkpoint by nobody", "offline", live=by_nobody)
    yield from _inclusions(world)
    witnessed = witnessed_world(3)
    cosigned = witnessed.checkpoint.decode()
    lines = cosigned.splitlines(keepends=True)
    for name, rest in {"one witness": lines[:6], "no witness": lines[:5]}.items():
        changed = _against(witnessed.bundle(ID["valid"]), cosigned, "".join(rest))
        yield trial(witnessed, f"{name} left", "witness", bundle=changed)
    twice = "".join([*lines[:6], lines[5]])
    changed = _against(witnessed.bundle(ID["valid"]), cosigned, twice)
    yield trial(witnessed, "one witness twice", "witness", bundle=changed)


def _inclusions(world: World) -> Iterator[Trial]:
    bundle = world.bundle(ID["valid"])
    lines = bundle.proof.split("\n")
    path = [line for line in lines[3 : lines.index("")] if line]
    for place, hash_ in enumerate(path):
        cut = bundle.proof.replace(hash_ + "\n", "", 1)
        yield trial(world, f"hash {place} left out", "inclusion", bundle=replace(bundle, proof=cut))
        zero = bundle.proof.replace(hash_, "A" * 43 + "=", 1)
        yield trial(world, f"hash {place} zero", "inclusion", bundle=replace(bundle, proof=zero))
        twice = bundle.proof.replace(hash_, f"{hash_}\n{hash_}", 1)
        yield trial(world, f"hash {place} twice", "inclusion", bundle=replace(bundle, proof=twice))
    salt = lines[1].removeprefix("extra ")
    signature = lines[-2].rpartition(" ")[2]
    for name, encoded in {"hash": path[0], "salt": salt, "signature": signature}.items():
        spelled = bundle.proof.replace(encoded, _spare(encoded), 1)
        changed = replace(bundle, proof=spelled)
        yield trial(world, f"another spelling of the {name}", "checkpoint", bundle=changed)
    for index in ("0", "2", str(world.size), "9" * 15):
        moved = bundle.proof.replace(lines[2], f"index {index}", 1)
        changed = replace(bundle, proof=moved)
        yield trial(world, f"index {index}", "inclusion", bundle=changed)
    for index in ("03", "-3", "+3", "3.0", "3 ", ""):
        moved = bundle.proof.replace(lines[2], f"index {index}", 1)
        changed = replace(bundle, proof=moved)
        yield trial(world, f"index {index!r}", "checkpoint", bundle=changed)


def _damaged(line: str) -> str:
    return line[:-9] + ("A" if line[-9] != "A" else "B") + line[-8:]


def _spare(encoded: str) -> str:
    """The same bytes in another spelling of base64: the spare bits of the last letter are set."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    body = encoded.rstrip("=")
    return body[:-1] + letters[letters.index(body[-1]) + 1] + encoded[len(body) :]


def _against(bundle: Bundle, checkpoint: str, other: str) -> Bundle:
    """The bundle with all its proofs against another checkpoint."""
    assert checkpoint != other
    return replace(
        bundle,
        proof=bundle.proof.replace(checkpoint, other),
        seal_proof=bundle.seal_proof.replace(checkpoint, other),
    )


# ---- Whole registries that should not be


def _worlds() -> Iterator[Trial]:
    forged = {"record_id": ID["forged"]}
    yield trial(rotated_world(), "by a stolen key", "key", **forged)
    for name, step in {
        "development issuer": "policy",
        "development log": "policy",
        "development root": "policy",
        "no development key": "policy",
        "other issuer": "issuer",
        "other method": "key",
        "issuer signs the log": "checkpoint",
        "log signs the credential": "key",
        "list of others": "status-list",
        "policy not sealed": "seal",
        "seal not last": "seal",
        "early log key": "checkpoint",
        "late issuer key": "key",
        "retired log key": "checkpoint",
        "policy misnumbered": "policy",
        "policy of another origin": "policy",
        "roots replaced by themselves": "policy",
        "other list named": "status-list",
    }.items():
        world = false_world(name)
        state = {"state": "test"} if name == "no development key" else {}
        yield trial(world, f"registry: {name}", step, **state)
