"""RDFC-1.0 for quads whose blank nodes differ at first sight, in a fraction of the time.

A quad is a tuple of subject, predicate and object in N-Quads syntax, all in the default graph.
Source: RDF Dataset Canonicalization (RDFC-1.0), 4.4 steps 3 to 5 and 4.6.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

Quad = tuple[str, str, str]


def canonize_quads(quads: Iterable[Quad]) -> str | None:
    """The canonical N-Quads, or None where two blank nodes have equal first-degree hashes.

    Those need the N-degree algorithm, which is left to PyLD.
    """
    distinct = list(dict.fromkeys(quads))
    around: dict[str, list[Quad]] = {}
    for quad in distinct:
        for term in {quad[0], quad[2]}:
            if term.startswith("_:"):
                around.setdefault(term, []).append(quad)
    by_hash = {_first_degree_hash(node, near): node for node, near in around.items()}
    if len(by_hash) < len(around):
        return None
    label = {by_hash[hash_]: f"_:c14n{n}" for n, hash_ in enumerate(sorted(by_hash))}
    return "".join(sorted(f"{label.get(s, s)} {p} {label.get(o, o)} .\n" for s, p, o in distinct))


def escape(text: str) -> str:
    """A text as it stands between the quotes of a literal (canonical N-Quads, 3.1).

    Other control characters never come here: they are refused before anything is signed.
    """
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return text


_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ('"', '\\"'))


def _first_degree_hash(node: str, near: list[Quad]) -> str:
    lines = sorted(f"{_near(s, node)} {p} {_near(o, node)} .\n" for s, p, o in near)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _near(term: str, node: str) -> str:
    if not term.startswith("_:"):
        return term
    return "_:a" if term == node else "_:z"
