"""The broken part of the corpus: what somebody tampered with, and the step that notices."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import rfc8785

from registry.ledger.merkle import Tree
from registry.note.note import parse_note, print_note
from registry.verify.bundle import Bundle, print_bundle
from tests.corpus import Trial, trial
from tests.sealed_world import (
    ID,
    World,
    development_world,
    false_world,
    real_world,
    rotated_world,
    secret,
    witnessed_world,
)

Json = Any
Path = tuple[str | int, ...]


@cache
def broken() -> tuple[Trial, ...]:
    """Every way of tampering; all marked so."""
    found = (
        *_members(),
        *_letters(),
        *_bytes(),
        *_swaps(),
        *_status(),
        *_policies(),
        *_logs(),
        *_worlds(),
    )
    return tuple(replace(one, tampered=True) for one in found)


# ---- Every member of the bundle, in canonical JSON again


def _members() -> Iterator[Trial]:
    """Each value replaced by ones of every type, each member dropped, renamed or joined."""
    world = real_world()
    content = json.loads(print_bundle(world.bundle(ID["suspended"])))
    for path, value in _leaves(content):
        for label, other in _others(value):
            yield _changed(content, path, f"= {label}", lambda _, other=other: other)
        if isinstance(path[-1], str):
            yield _changed(content, path, "dropped", None)
    for path in ((), ("credential",), ("credential", "credentialSubject"), ("policies", 0)):
        changed = copy.deepcopy(content)
        _at(changed, path)["x"] = "y"
        yield _trial(changed, f"{_said(path)}.x added")


def _changed(content: Json, path: Path, label: str, change: Callable[[Json], Json] | None) -> Trial:
    changed = copy.deepcopy(content)
    parent = _at(changed, path[:-1])
    if change is None:
        del parent[path[-1]]
    else:
        parent[path[-1]] = change(parent[path[-1]])
    return _trial(changed, f"{_said(path)} {label}")


def _others(value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, str):
        yield "empty", ""
        yield "number", 1
        yield "longer", value + "x"
    elif isinstance(value, bool):
        yield "not", not value
        yield "text", str(value)
    else:
        yield "more", value + 1
        yield "true", True
    yield "null", None
    yield "list", [value]


def _leaves(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*path, place))
    else:
        yield path, value


def _at(value: Json, path: Path) -> Json:
    for key in path:
        value = value[key]
    return value


def _said(path: Path) -> str:
    return ".".join(map(str, path))


def _trial(content: Json, name: str) -> Trial:
    data = rfc8785.dumps(content) + b"\n"
    return trial(real_world(), name, None, data=data, record_id=ID["suspended"], vague=True)


# ---- Every class of letters in its texts


def _letters() -> Iterator[Trial]:
    """In each text, the first letter of each class (digit, capital, dash …) becomes another."""
    world = real_world()
    content = json.loads(print_bundle(world.bundle(ID["suspended"])))
    for member in ("entry", "proof", "seal", "sealProof", "status", "statusEntry", "statusProof"):
        yield from _letters_of(content, (member,))
    for member in ("policy", "note"):
        yield from _letters_of(content, ("policies", 0, member))


def _letters_of(content: Json, path: Path) -> Iterator[Trial]:
    text: str = _at(content, path)
    seen: dict[tuple[str, int], int] = {}
    for at, letter in enumerate(text):
        kind = (_class(letter), text.count("\n", 0, at))
        if kind not in seen:
            seen[kind] = at
            mutant = text[:at] + _other(letter) + text[at + 1 :]
            yield _changed(content, path, f"[{at}] {letter!r}", lambda _, mutant=mutant: mutant)
    for label, mutant in {
        "without its end": text[:-1],
        "with a line more": text + "\n",
        "twice": text + text,
        "CR LF": text.replace("\n", "\r\n"),
        "after a space": " " + text,
    }.items():
        if mutant != text:
            yield _changed(content, path, label, lambda _, mutant=mutant: mutant)


def _class(letter: str) -> str:
    if letter.isdigit():
        return "digit"
    if letter.isalpha():
        return "capital" if letter.isupper() else "small"
    return letter


def _other(letter: str) -> str:
    if letter.isdigit():
        return str((int(letter) + 1) % 10)
    if letter.isalpha() and letter.isascii():
        return "b" if letter == "a" else "B" if letter == "A" else "a" if letter.islower() else "A"
    return "~"


# ---- The bytes of the file


def _bytes() -> Iterator[Trial]:
    world = real_world()
    data = print_bundle(world.bundle(ID["valid"]))
    content = json.loads(data)
    backwards = json.dumps(dict(reversed(content.items())), ensure_ascii=False).encode()
    spelled = {
        "nothing": b"",
        "a newline": b"\n",
        "no newline": data[:-1],
        "two newlines": data + b"\n",
        "a space before": b" " + data,
        "a space after": data[:-1] + b" \n",
        "a mark of byte order": b"\xef\xbb\xbf" + data,
        "UTF-16": data.decode().encode("utf-16"),
        "no UTF-8": data.replace(b"Maya", b"Ma\xffya"),
        "an overlong letter": data.replace(b"Maya", b"\xc1\x8daya"),
        "a surrogate in UTF-8": data.replace(b"Maya", b"\xed\xa0\x80"),
        "half a character": data.replace(b"Maya", b"\\ud800"),
        "a needless escape": data.replace(b"Maya", b"\\u004daya"),
        "an escaped slash": data.replace(b"https://", b"https:\\/\\/", 1),
        "another order": backwards.replace(b", ", b",").replace(b": ", b":") + b"\n",
        "spaces": json.dumps(content, ensure_ascii=False, sort_keys=True).encode() + b"\n",
        "a member twice": data.replace(b'{"credential"', b'{"credential":{},"credential"', 1),
        "a member twice, deeper": data.replace(b'"id":', b'"id":"x","id":', 1),
        "1.0": data.replace(b'"v":1}', b'"v":1.0}'),
        "1e0": data.replace(b'"v":1}', b'"v":1e0}'),
        "1.5": data.replace(b'"v":1}', b'"v":1.5}'),
        "-0": data.replace(b'"v":1}', b'"v":-0}'),
        "NaN": data.replace(b'"v":1}', b'"v":NaN}'),
        "a number too large": data.replace(b'"v":1}', b'"v":9007199254740993}'),
        "just too large": data.replace(b'"v":1}', b'"v":9007199254740992}'),
        "half of it": data[: len(data) // 2],
        "twice": data + data,
        "a comment": data[:-1] + b"//\n",
        "a list": b"[" + data[:-1] + b"]\n",
        "a text": b'"bundle"\n',
        "null": b"null\n",
        "true": b"true\n",
        "deep": b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"\n",
        "very deep": b"[" * 100_000,
        "too long": print_padded(content),
        "HTML": b"<!doctype html><title>404</title>\n",
        "random": bytes(range(256)),
    }
    for name, mutant in spelled.items():
        assert mutant != data, name
        yield trial(world, f"bytes: {name}", "bundle", data=mutant)
    for bit in range(8):
        at = len(data) * (2 * bit + 1) // 16
        flipped = bytes([*data[:at], data[at] ^ (1 << bit), *data[at + 1 :]])
        yield trial(world, f"bit {bit} of byte {at}", None, data=flipped, vague=True)
    key = {"__proto__": {"v": 1}, "constructor": 1}
    for name, value in key.items():
        changed = rfc8785.dumps({**content, name: value}) + b"\n"
        yield trial(world, f"bytes: member {name}", "bundle", data=changed)
    hidden = {**content, "credential": {**content["credential"], "__proto__": {"name": "x"}}}
    yield trial(world, "a hidden member", "commitment", data=rfc8785.dumps(hidden) + b"\n")
    numbers = {**content, "credential": {**content["credential"], "10": 1, "9": 1, "$": 1}}
    yield trial(world, "numbers as keys", "commitment", data=rfc8785.dumps(numbers) + b"\n")


def print_padded(content: Json) -> bytes:
    """A bundle that is one byte too long, and right otherwise."""
    short = rfc8785.dumps({**content, "status": ""}) + b"\n"
    return rfc8785.dumps({**content, "status": "x" * (256 * 1024 + 1 - len(short))}) + b"\n"


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
    seal = {"status_entry": told.seal, "status_proof": told.seal_proof}
    yield _with(told, "the seal as status", "status-entry", **seal, record_id=ID["suspended"])
    salted = {"status_proof": told.proof, "status_entry": told.entry}
    yield _with(told, "an issue as status", "status-entry", **salted, record_id=ID["suspended"])


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
    for index in ("0", "2", str(world.size), "9" * 15):
        moved = bundle.proof.replace(lines[2], f"index {index}", 1)
        changed = replace(bundle, proof=moved)
        yield trial(world, f"index {index}", "inclusion", bundle=changed)
    for index in ("03", "-3", "+3", "3.0", "3 ", ""):
        moved = bundle.proof.replace(lines[2], f"index {index}", 1)
        changed = replace(bundle, proof=moved)
        yield trial(world, f"index {index!r}", "checkpoint", bundle=changed)


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
    }.items():
        world = false_world(name)
        state = {"state": "test"} if name == "no development key" else {}
        yield trial(world, f"registry: {name}", step, **state)
