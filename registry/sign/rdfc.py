"""The cryptosuite `eddsa-rdfc-2022`: exactly one proof, an object.

Source: Data Integrity EdDSA Cryptosuites v1.0, 3.2; which verifiers refuse a set of proofs, or an
array of one, stands in docs/decisions/0008-open-badges-document.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from registry.sign.canonical import Canonize, canonize
from registry.sign.contexts import UnknownContext
from registry.sign.lint import NotSignable, require_portable
from registry.sign.multibase import format_multibase, parse_multibase

_PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
}
_SIGNATURE_BYTES = 64
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class ProofInvalid(ValueError):
    """The proof is not of this suite, or does not cover the document as it stands."""


def sign(
    document: Mapping[str, Any],
    key: SigningKey,
    verification_method: str,
    created: str,
    canonize: Canonize = canonize,
) -> dict[str, Any]:
    """Copy a document and add its proof; the same arguments give the same bytes.

    `verification_method` is `<did>#<multikey>`, `created` a UTC time such as
    `2026-03-01T08:00:00Z`; `canonize` may be that of a `Templates`, for many documents.
    Raises NotSignable or UnknownContext.
    """
    if "proof" in document:
        raise NotSignable("the document has a proof already")
    if not _TIMESTAMP.fullmatch(created):
        raise NotSignable(f"created must be like 2026-03-01T08:00:00Z, not {created!r}")
    canonical = canonize(document)
    require_portable(document, canonical)
    options = {**_PROOF, "created": created, "verificationMethod": verification_method}
    digest = _options_digest(_dump({**options, "@context": document["@context"]}), canonize)
    digest += _sha256(canonical)
    proof_value = format_multibase(key.sign(digest).signature)
    return {**document, "proof": {**options, "proofValue": proof_value}}


def verify(signed: Mapping[str, Any], public_key: bytes, canonize: Canonize = canonize) -> None:
    """Raise ProofInvalid unless a document's one proof was made by a key over all of it.

    `public_key` is the 32 bytes the caller trusts; dates and status are the caller's to judge.
    """
    document = {term: value for term, value in signed.items() if term != "proof"}
    proof = signed.get("proof")
    if not isinstance(proof, Mapping):
        raise ProofInvalid("there must be exactly one proof, an object")
    if "@context" in proof or {**proof, **_PROOF} != proof:
        raise ProofInvalid(f"the proof is not {_PROOF['cryptosuite']} for {_PROOF['proofPurpose']}")
    options = {term: value for term, value in proof.items() if term != "proofValue"}
    try:
        digest = _options_digest(_dump({**options, "@context": signed["@context"]}), canonize)
        digest += _sha256(canonize(document))
    except (NotSignable, UnknownContext, KeyError) as error:
        raise ProofInvalid(f"the proof cannot cover all of the document: {error}") from error
    try:
        VerifyKey(public_key).verify(digest, _signature(proof.get("proofValue")))
    except BadSignatureError as error:
        raise ProofInvalid("the signature does not match the document") from error


def _signature(proof_value: Any) -> bytes:
    if not isinstance(proof_value, str):
        raise ProofInvalid("the proof has no proofValue")
    try:
        signature = parse_multibase(proof_value)
    except ValueError as error:
        raise ProofInvalid(f"proofValue: {error}") from error
    if len(signature) != _SIGNATURE_BYTES:
        raise ProofInvalid(f"a signature has {_SIGNATURE_BYTES} bytes, not {len(signature)}")
    return signature


@lru_cache(maxsize=64)
def _options_digest(options: str, canonize: Canonize) -> bytes:
    """Proof options are the same for all documents of one seal: canonicalise them once."""
    return _sha256(canonize(json.loads(options)))


def _dump(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _sha256(canonical: str) -> bytes:
    return hashlib.sha256(canonical.encode()).digest()
