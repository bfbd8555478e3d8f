"""The JSON-LD contexts in the package: constants, pinned by digest, never from the network.

Where each file comes from, and under which licence, stands in `contexts/ORIGIN.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3_0_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

Contexts = Mapping[str, Any]  # URL -> the JSON of the context document


class UnknownContext(ValueError):
    """A document names a context that is not in the package, or writes one inline."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContextFile:
    """A context document in the package and the SHA-256 of its bytes, in hex."""

    url: str
    name: str
    sha256: str


CONTEXT_FILES = (
    ContextFile(
        url=CREDENTIALS_V2,
        name="credentials-v2.json",
        sha256="59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    ContextFile(
        url=OPEN_BADGES_3_0_3,
        name="open-badges-3.0.3.json",
        sha256="ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
    ),
)


@cache
def packaged_contexts() -> Contexts:
    """The contexts that documents may name. Raises ValueError if a file is not the pinned one."""
    folder = resources.files("registry.sign") / "contexts"
    return MappingProxyType(
        {file.url: _parse(file, (folder / file.name).read_bytes()) for file in CONTEXT_FILES}
    )


def require_known(document: Any, contexts: Contexts) -> None:
    """Raise UnknownContext unless every `@context` of a document, at any depth, is known.

    An inline context is refused too: it could give signed terms another meaning.
    """
    for context in _named(document):
        if not isinstance(context, str):
            raise UnknownContext(f"a context must be a URL, not {json.dumps(context)[:80]}")
        if context not in contexts:
            raise UnknownContext(f"{context} is not in the package, and is never fetched")


def _parse(file: ContextFile, content: bytes) -> Any:
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"the packaged context {file.name} is not the pinned one")
    return json.loads(content)


def _named(document: Any) -> Iterator[Any]:
    if isinstance(document, list):
        for item in document:
            yield from _named(item)
    elif isinstance(document, Mapping):
        for key, value in document.items():
            if key == "@context":
                yield from value if isinstance(value, list) else [value]
            else:
                yield from _named(value)
