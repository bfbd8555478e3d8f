"""Canonical N-Quads of a JSON-LD document, by PyLD and the contexts in the package.

Source: RDF Dataset Canonicalization (RDFC-1.0), JSON-LD 1.1.
PyLD is imported on first use: it takes longer to load than most commands need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from registry.sign.contexts import Contexts, packaged_contexts, require_known
from registry.sign.lint import require_complete, require_plain

Canonize = Callable[[Mapping[str, Any]], str]
_N_QUADS = "application/n-quads"
_resolved: dict[str, Any] = {}  # PyLD's parsed form of the packaged contexts; never others


def canonize(document: Mapping[str, Any], contexts: Contexts | None = None) -> str:
    """The canonical N-Quads of a document, one quad a line.

    `contexts` replaces the packaged ones, for test vectors of others.
    Raises NotSignable if RDF would not hold all of it, UnknownContext if it names a context
    that is not known.
    """
    from pyld import jsonld  # noqa: PLC0415 - takes 150 ms

    options = _options(document, contexts)
    require_complete(document, jsonld.expand(document, options))
    canonical: str = jsonld.normalize(
        document, {**options, "algorithm": "URDNA2015", "format": _N_QUADS}
    )
    return canonical


def quads(document: Mapping[str, Any], contexts: Contexts | None = None) -> list[str]:
    """The N-Quads of a document as they come, with arbitrary labels of blank nodes.

    Raises as `canonize` does, except that values are not counted.
    """
    from pyld import jsonld  # noqa: PLC0415

    text: str = jsonld.to_rdf(document, {**_options(document, contexts), "format": _N_QUADS})
    return text.split("\n")[:-1]


def _options(document: Mapping[str, Any], contexts: Contexts | None) -> dict[str, Any]:
    from pyld.context_resolver import ContextResolver  # noqa: PLC0415

    known = packaged_contexts() if contexts is None else contexts
    require_known(document, known)
    require_plain(document)

    def load(url: str, _options: Any = None) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": known[url], "tag": "static"}

    # A resolver of our own: PyLD's global cache would mix contexts of different callers.
    cache = _resolved if contexts is None else {}
    # Without a base, relative IRIs stay relative and are noticed; by default PyLD would complete
    # them with http://example.org/base/.
    return {"base": None, "documentLoader": load, "contextResolver": ContextResolver(cache, load)}
