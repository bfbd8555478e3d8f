"""The issuer's DID document, where verifiers find its keys.

    did:web:example.org            https://example.org/.well-known/did.json
    did:web:example.org:registry   https://example.org/registry/did.json
    did:web:localhost%3A8000       https://localhost:8000/.well-known/did.json

`address.did_web` makes the DID of a site's address.
Source: did:web Method Specification, 2.5.2; Controlled Identifiers 1.0.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from registry.jcs import canonical_json

CONTEXT = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")


def did_document(did: str, multikeys: Iterable[str]) -> dict[str, Any]:
    """The DID document of an issuer with these public keys, in their order.

    Keys once used stay in it for ever. Full keys under `verificationMethod` and their names under
    `assertionMethod`, no `expires`, no `revoked`: other forms break at least one verifier.
    """
    keys = list(multikeys)
    return {
        "@context": list(CONTEXT),
        "id": did,
        "verificationMethod": [
            {
                "id": verification_method(did, key),
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": key,
            }
            for key in keys
        ],
        "assertionMethod": [verification_method(did, key) for key in keys],
    }


def did_bytes(did: str, multikeys: Iterable[str]) -> bytes:
    """The DID document as published: canonical JSON (RFC 8785) and a newline."""
    return canonical_json(did_document(did, multikeys)) + b"\n"


def verification_method(did: str, multikey: str) -> str:
    """The absolute name of a key: `did:web:example.org#z6Mk…`."""
    return f"{did}#{multikey}"


def document_path(did: str) -> str:
    """Where the document is published, below the site's address."""
    _host, path = _parts(did)
    return "did.json" if path else ".well-known/did.json"


def document_url(did: str) -> str:
    """Where verifiers look for the document of a did:web. Raises ValueError for another method."""
    host, path = _parts(did)
    return "/".join(["https:/", host, *path, document_path(did)])


def _parts(did: str) -> tuple[str, list[str]]:
    """Host with port, and the names of the path, as they stand in the address."""
    before, _, names = did.partition("did:web:")
    if before or not names:
        raise ValueError(f"{did!r} is no did:web")
    host, *path = names.split(":")
    return host.replace("%3A", ":"), path
