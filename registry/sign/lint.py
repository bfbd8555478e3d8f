"""What must not be signed, because others would read it otherwise, or not at all.

JSON-LD drops silently what it cannot express: terms that no context defines, relative IRIs,
nulls, empty lists. A signature would not cover them. Strict processors refuse such a document,
PyLD has no strict mode, so the rules stand here:

* keys are plain terms (the only keyword is `@context`), each defined by a context;
* every value survives into RDF: the expanded form holds as many values as the document;
* every IRI is absolute;
* no null, no empty list or map, no float (its canonical form is a matter of dispute);
* to sign: no control character but newline, and no pair of quads that processors sort
  differently.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotSignable(ValueError):
    """A signature over this document would not cover all of it, or not for every verifier."""


def require_plain(document: Any, place: str = "") -> None:
    """Raise NotSignable unless a document has plain terms as keys and definite values."""
    if isinstance(document, Mapping) and document:
        for key, value in document.items():
            if key == "@context":
                continue
            if not key or key.startswith("@") or ":" in key:
                raise NotSignable(f"{place or 'document'}: {key!r} is not a plain term")
            require_plain(value, f"{place}.{key}" if place else key)
    elif isinstance(document, list) and document:
        for index, item in enumerate(document):
            require_plain(item, f"{place}[{index}]")
    elif not isinstance(document, str | int):
        raise NotSignable(f"{place or 'document'}: {document!r} has no definite form in RDF")


def require_complete(document: Mapping[str, Any], expanded: list[Any]) -> None:
    """Raise NotSignable unless a document's expanded form holds all its values.

    `expanded` is the result of JSON-LD expansion; counting is exact, because expansion keeps
    duplicates and the document has passed `require_plain`.
    """
    given, kept = Counter(values(document)), Counter(_expanded_values(expanded))
    if given.total() != kept.total():
        lost = ", ".join(
            repr(value) for value in given - kept if value not in _type_names(document)
        )
        raise NotSignable(f"no context gives a meaning to the key of: {lost or 'a type'}")
    for iri in _iris(expanded):
        if not _ABSOLUTE_IRI.fullmatch(iri):
            raise NotSignable(f"{iri!r} is no absolute IRI, or a type that no context defines")


def require_portable(document: Mapping[str, Any], canonical: str) -> None:
    """Raise NotSignable if other processors would canonicalise a document differently.

    Several refuse or escape control characters otherwise. Java and JavaScript sort by UTF-16
    code unit, Python by code point: the orders differ where a character above U+FFFF meets
    one of U+E000 to U+FFFF.
    """
    texts = "".join(str(value) for value in values(document))
    if found := _CONTROL.search(texts) or _SURROGATE.search(texts):
        raise NotSignable(f"a text holds the character U+{ord(found[0]):04X}")
    if canonical.isascii() or max(canonical) <= "\uffff":
        return
    quads = canonical.split("\n")[:-1]
    if quads != sorted(quads, key=lambda quad: quad.encode("utf-16-be")):
        raise NotSignable("texts of one list sort differently by code point and by UTF-16")


def values(document: Any) -> list[Any]:
    """Every scalar of a document but those of `@context`, in its order."""
    if isinstance(document, str | int):
        return [document]
    if isinstance(document, Mapping):
        document = [value for key, value in document.items() if key != "@context"]
    elif not isinstance(document, list):
        return [document]
    return [value for part in document for value in values(part)]


def _expanded_values(node: Any) -> Iterator[Any]:
    """The scalars of an expanded document: values, identifiers and types of nodes."""
    if isinstance(node, list):
        for item in node:
            yield from _expanded_values(item)
    elif isinstance(node, Mapping):
        if "@value" in node:
            yield from values(node["@value"])
            return
        for key, value in node.items():
            if key in ("@id", "@type"):
                yield from [value] if isinstance(value, str) else value
            elif key != "@index":
                yield from _expanded_values(value)


def _iris(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _iris(item)
    elif isinstance(node, Mapping) and "@value" not in node:
        for key, value in node.items():
            if key in ("@id", "@type"):
                yield from [value] if isinstance(value, str) else value
            elif key != "@index":
                yield from _iris(value)


def _type_names(document: Any) -> set[str]:
    if isinstance(document, list):
        return {name for item in document for name in _type_names(item)}
    if isinstance(document, Mapping):
        own = document.get("type", [])
        return {*([own] if isinstance(own, str) else own)}.union(
            *(_type_names(value) for value in document.values())
        )
    return set()
