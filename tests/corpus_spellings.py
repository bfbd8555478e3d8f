"""Every member, letter and byte of a bundle, changed: what nobody's registry ever wrote."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import rfc8785

from registry.verify.bundle import print_bundle
from tests.corpus import Trial, trial
from tests.sealed_world import ID
from tests.worlds import real_world

Json = Any
Path = tuple[str | int, ...]


def spellings() -> Iterator[Trial]:
    """All of them."""
    yield from _members()
    yield from _letters()
    yield from _bytes()


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
    credential = content["credential"]
    nested: Json = 1
    for _ in range(100):
        nested = [nested]
    for name, value in {"half": 1.5, "deep": nested}.items():
        odd = {**content, "credential": {**credential, "odd": value}}
        yield trial(world, f"a {name} member", "bundle", data=rfc8785.dumps(odd) + b"\n")
    large = rfc8785.dumps({**content, "credential": {**credential, "odd": 7}}) + b"\n"
    large = large.replace(b'"odd":7', b'"odd":9007199254740992')
    yield trial(world, "a large member", "bundle", data=large)
    hidden = {**content, "credential": {**content["credential"], "__proto__": {"name": "x"}}}
    yield trial(world, "a hidden member", "commitment", data=rfc8785.dumps(hidden) + b"\n")
    numbers = {**content, "credential": {**content["credential"], "10": 1, "9": 1, "$": 1}}
    yield trial(world, "numbers as keys", "commitment", data=rfc8785.dumps(numbers) + b"\n")


def print_padded(content: Json) -> bytes:
    """A bundle that is one byte too long, and right otherwise."""
    short = rfc8785.dumps({**content, "status": ""}) + b"\n"
    return rfc8785.dumps({**content, "status": "x" * (256 * 1024 + 1 - len(short))}) + b"\n"
