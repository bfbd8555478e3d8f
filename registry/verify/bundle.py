r"""A bundle: all that proves one credential, in one file that works without a network.

    {"credential":{…},"entry":"{\"c\":…}","policies":[{"note":"…","policy":"…"}],
     "proof":"c2sp.org/tlog-proof@v1\n…","seal":"{\"did\":…}","sealProof":"…","status":"…","v":1}

It is canonical JSON (RFC 8785) and a newline, so each bundle has one spelling. Other than the
credential, all its documents are texts, byte for byte as they are published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.jcs import NotPlain, canonical_json, require_plain

FORMAT = 1
MAX_BYTES = 256 * 1024
_TEXTS = ("entry", "proof", "seal", "sealProof")
_OPTIONAL = ("status", "statusEntry", "statusProof")
_MEMBERS = frozenset({"v", "credential", "policies", *_TEXTS})


class BundleMalformed(ValueError):
    """The bytes are no bundle, or not written as one is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedPolicy:
    """The texts of `keys/<n>.json` and `keys/<n>.note`."""

    policy: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """One credential and its proofs.

    `credential` is signed. `entry`, `seal` and `status_entry` are lines of the log; `proof`,
    `seal_proof` and `status_proof` their proof files against one checkpoint, the first with the
    salt in `extra`. `policies` are all, from number 1 on.
    `status` is the published status list, None where it is too long for a bundle and fetched
    apart. `status_entry` and its proof are there where the credential's bit is set.
    """

    credential: Mapping[str, Any]
    entry: str
    proof: str
    seal: str
    seal_proof: str
    policies: tuple[SignedPolicy, ...]
    status: str | None = None
    status_entry: str | None = None
    status_proof: str | None = None


def print_bundle(bundle: Bundle) -> bytes:
    """Write a bundle. Raises BundleMalformed if it could not be read back."""
    content: dict[str, Any] = {
        "v": FORMAT,
        "credential": dict(bundle.credential),
        "entry": bundle.entry,
        "proof": bundle.proof,
        "seal": bundle.seal,
        "sealProof": bundle.seal_proof,
        "status": bundle.status,
        "policies": [{"policy": one.policy, "note": one.note} for one in bundle.policies],
        "statusEntry": bundle.status_entry,
        "statusProof": bundle.status_proof,
    }
    present = {member: value for member, value in content.items() if value is not None}
    _require(present)
    data = canonical_json(present) + b"\n"
    _require_size(data)
    return data


def parse_bundle(data: bytes) -> Bundle:
    """Read a bundle, without verifying it. Raises BundleMalformed."""
    _require_size(data)
    try:
        content = json.loads(data.decode())
        _require(content)
        if canonical_json(content) + b"\n" != data:
            raise BundleMalformed("a bundle is canonical JSON and a newline")
    except (ValueError, RecursionError) as error:
        raise BundleMalformed(f"not a bundle: {error}") from error
    return Bundle(
        credential=content["credential"],
        entry=content["entry"],
        proof=content["proof"],
        seal=content["seal"],
        seal_proof=content["sealProof"],
        policies=tuple(SignedPolicy(**one) for one in content["policies"]),
        status=content.get("status"),
        status_entry=content.get("statusEntry"),
        status_proof=content.get("statusProof"),
    )


def _require_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise BundleMalformed(f"a bundle has at most {MAX_BYTES} bytes, not {len(data)}")


def _require(content: Any) -> None:
    """Raise BundleMalformed unless these are the members of a bundle, with values of their types.

    The texts are not looked into: what they say is judged step by step.
    """
    try:
        require_plain(content)
    except NotPlain as error:
        raise BundleMalformed(str(error)) from error
    if not isinstance(content, dict) or not _MEMBERS <= content.keys() <= {*_MEMBERS, *_OPTIONAL}:
        raise BundleMalformed("a bundle has other members")
    if type(content["v"]) is not int or content["v"] != FORMAT:
        raise BundleMalformed(f"a bundle of version {content['v']!r}")
    if ("statusEntry" in content) != ("statusProof" in content):
        raise BundleMalformed("a status entry comes with its proof")
    texts = [content[member] for member in (*_TEXTS, *_OPTIONAL) if member in content]
    policies = content["policies"]
    if not isinstance(content["credential"], dict) or not isinstance(policies, list):
        raise BundleMalformed("a bundle holds a credential and a list of policies")
    for one in policies:
        if not isinstance(one, dict) or one.keys() != {"policy", "note"}:
            raise BundleMalformed("a policy of a bundle has a text and a note")
        texts += one.values()
    if not all(isinstance(text, str) for text in texts):
        raise BundleMalformed("the documents in a bundle are texts")
