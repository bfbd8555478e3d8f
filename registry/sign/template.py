"""Canonical forms of many documents of few shapes, ten times faster than one by one.

Expanding JSON-LD costs milliseconds and depends only on the *shape* of a document: its keys,
the lengths of its lists, its types, numbers and truth values. So each shape is expanded once,
with a placeholder in the place of every text; the quads that come out are a template. The texts
of a document go into the *uncanonicalised* quads, and these are canonicalised for themselves.
(Into canonical quads they must not go: literals decide the order of blank nodes.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from registry.sign.canonical import canonize, quads
from registry.sign.lint import NotSignable
from registry.sign.quads import Quad, canonize_quads, escape

_CONSTANT = frozenset({"@context", "type"})  # they decide which terms there are
# Only these are sure to stay as they are: no context of ours defines their schemes as terms.
_PLAIN_IRI = re.compile(r"(?:https?://|did:|mailto:|urn:)[^\s<>\"{}|\\^`\x00-\x20]*")
_PLACEHOLDER = "urn:sealbook:placeholder:{:06d}"


class Slot(NamedTuple):
    """A place in a quad that holds the text of this number: an IRI, or a literal's content."""

    number: int
    literal: bool
    suffix: str = ""  # the datatype of a literal

    def term(self, text: str) -> str:
        """The text in N-Quads syntax."""
        return f'"{escape(text)}"{self.suffix}' if self.literal else f"<{text}>"


@dataclass(frozen=True, slots=True)
class Template:
    """Quads of terms, a number standing for the slot in that place of `slots`.

    `iris` are the numbers of those texts that must be IRIs.
    """

    quads: tuple[tuple[str | int, str, str | int], ...]
    slots: tuple[Slot, ...]
    iris: tuple[int, ...]

    def fill(self, texts: list[str]) -> list[Quad] | None:
        """The quads of a document with these texts, or None if one of its IRIs is unusual."""
        if not all(_PLAIN_IRI.fullmatch(texts[number]) for number in self.iris):
            return None
        terms = [slot.term(texts[slot.number]) for slot in self.slots]
        return [
            (s if isinstance(s, str) else terms[s], p, o if isinstance(o, str) else terms[o])
            for s, p, o in self.quads
        ]


class Templates:
    """The templates of the shapes met so far: a cache, nothing more."""

    def __init__(self) -> None:
        """Begin with no shape."""
        self._templates: dict[tuple[object, ...], Template | None] = {}

    def canonize(self, document: Mapping[str, Any]) -> str:
        """Equal to `canonical.canonize` in results and errors, and fast from the second on."""
        texts: list[str] = []
        shape: list[object] = []
        _take_apart(document, texts, shape)
        key = tuple(shape)
        if key not in self._templates:
            canonize(document)  # raises what is to be raised about this shape
            self._templates[key] = compile_template(document)
        template = self._templates[key]
        filled = template.fill(texts) if template else None
        canonical = canonize_quads(filled) if filled else None
        return canonize(document) if canonical is None else canonical


def compile_template(document: Mapping[str, Any]) -> Template | None:
    """The template of a document's shape; None where its quads lie in named graphs.

    Raises NotSignable if a placeholder does not occur in the quads: its text would not be signed.
    """
    count = len(_texts(document))
    placeholders = [_PLACEHOLDER.format(number) for number in range(count)]
    lines = quads(_with_texts(document, iter(placeholders)))
    slots = {name: number for number, name in enumerate(placeholders)}
    parsed = []
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        value = rest.removesuffix(" .")
        if " " in value:  # a graph name follows the object
            return None
        parsed.append((_slot(subject, slots), predicate, _slot(value, slots)))
    found = dict.fromkeys(part for s, _, o in parsed for part in (s, o) if isinstance(part, Slot))
    if missing := set(range(count)) - {slot.number for slot in found}:
        lost = ", ".join(repr(_texts(document)[number]) for number in sorted(missing))
        raise NotSignable(f"no quad holds the text {lost}")
    place = {slot: n for n, slot in enumerate(found)}
    return Template(
        quads=tuple(
            (s if isinstance(s, str) else place[s], p, o if isinstance(o, str) else place[o])
            for s, p, o in parsed
        ),
        slots=tuple(found),
        iris=tuple(slot.number for slot in found if not slot.literal),
    )


def _take_apart(value: Any, texts: list[str], shape: list[object]) -> None:
    """Append the texts of a document, and everything else, in an order that both share."""
    if isinstance(value, str):
        texts.append(value)
        shape.append(str)
    elif isinstance(value, Mapping):
        shape.append(len(value))
        for key, inner in value.items():
            shape.append(key)
            if key in _CONSTANT:
                shape.append(repr(inner))
            else:
                _take_apart(inner, texts, shape)
    elif isinstance(value, list):
        shape.append((len(value),))
        for inner in value:
            _take_apart(inner, texts, shape)
    else:
        shape.append(repr(value))


def _texts(document: Any) -> list[str]:
    texts: list[str] = []
    _take_apart(document, texts, [])
    return texts


def _with_texts(value: Any, texts: Iterator[str]) -> Any:
    """A copy of a document whose texts are replaced, one by one."""
    if isinstance(value, str):
        return next(texts)
    if isinstance(value, Mapping):
        return {
            key: inner if key in _CONSTANT else _with_texts(inner, texts)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_with_texts(inner, texts) for inner in value]
    return value


def _slot(term: str, slots: Mapping[str, int]) -> str | Slot:
    """The slot that a term stands for, or the term itself."""
    if term.startswith("<"):
        number = slots.get(term[1:-1])
        return term if number is None else Slot(number, literal=False)
    if term.startswith('"'):
        text, _, suffix = term[1:].partition('"')
        number = slots.get(text)
        return term if number is None else Slot(number, literal=True, suffix=suffix)
    return term
