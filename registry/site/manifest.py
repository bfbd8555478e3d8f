"""The manifest: a digest of every file of a site, so that two builds compare at a glance.

    {"credentials":"<hex>","files":{"404.html":"<hex>",…},"v":1}

`files` has the SHA-256 of everything but the folders of credentials. Those it does not list,
because their names are IDs: `credentials` is one SHA-256 over the sorted digests of
path ‖ 00 ‖ bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from registry.jcs import canonical_json

NAME = "manifest.json"
CREDENTIALS = "c/"


def digest_of(path: str, content: bytes) -> bytes:
    """What stands for one file of a credential."""
    return hashlib.sha256(path.encode() + b"\0" + content).digest()


def print_manifest(files: Mapping[str, bytes], credentials: Iterable[bytes]) -> bytes:
    """Write a manifest; `files` gives the bytes of a path, `credentials` what `digest_of` gave."""
    return (
        canonical_json(
            {
                "v": 1,
                "files": {
                    path: hashlib.sha256(content).hexdigest() for path, content in files.items()
                },
                "credentials": hashlib.sha256(b"".join(sorted(credentials))).hexdigest(),
            }
        )
        + b"\n"
    )
