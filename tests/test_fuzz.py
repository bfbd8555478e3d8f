"""Damage at random: files cut, spliced and flipped are problems or fine, and never a traceback."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from registry.address import development
from registry.check.layout import one_layout
from registry.check.run import check
from registry.cli.development import development_seal
from registry.cli.report import as_text
from registry.load import document_of, load
from registry.problem import errors
from registry.records.document import Document, Loaded
from registry.records.kinds import kind_of
from registry.site.render import render
from registry.site.site import Site
from tests.broken_registry import BASE, TODAY

DOCUMENTS = {document.path: document for document in load(BASE).documents}
RAW = {path: (BASE / path).read_bytes() for path in DOCUMENTS}
PATHS = sorted(RAW)
PIECES = [
    *(b": ", b"\n", b"  ", b"- ", b"[", b"]", b"{", b"}", b'"', b"'", b"#", b"|", b">-\n", b"? "),
    *(b"&a ", b"*a", b"!x ", b"<<: ", b"---\n", b"...\n", b"%YAML 1.1\n", b"null", b"~", b".nan"),
    *(b"\t", b"\0", b"\xff", b"\r\n", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xcc\x81", b"\\u0000"),
    *(b"2024-02-30", b"9999-12-31", b"-1", b"@1.0", b"P0D", b"P999Y", b"permanent"),
]


def damaged(raw: bytes, random: Random) -> bytes:
    """The bytes of a file after one to four accidents."""
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(raw) or 1)
        other = RAW[random.choice(PATHS)]
        start = random.randrange(len(other))
        piece = random.choice(
            [
                bytes([random.randrange(256)]),
                random.choice(PIECES),
                other[start : start + random.randint(1, 60)],
                b"",
            ]
        )
        raw = raw[:at] + piece + raw[at + random.choice([0, 0, 1, len(piece), 30]) :]
        if random.random() < 0.3:
            lines = raw.split(b"\n")
            lines.insert(random.randrange(len(lines)), random.choice(lines))
            raw = b"\n".join(lines)
    return raw


@pytest.mark.parametrize("seed", range(5))
def test_no_bytes_raise(seed: int) -> None:
    """Whatever is in a file, reading, checking, layout and report end; problems name the file."""
    random = Random(seed)
    for _ in range(120):
        path = random.choice(PATHS)
        raw = damaged(RAW[path], random)
        document, problems = document_of(raw, path)
        others = [found for name, found in DOCUMENTS.items() if name != path]
        kind, record_id = kind_of(path) or pytest.fail(path)
        loaded = Loaded(
            documents=tuple(others if document is None else [*others, document]),
            problems=tuple(problems),
            unread=frozenset() if document else frozenset([(kind.name, record_id)]),
        )
        _, found = check(loaded, TODAY)
        lines = raw.decode("utf-8", "replace").split("\n")
        for problem in found:
            assert problem.path in RAW
            if problem.path == path:
                assert 1 <= problem.span.line <= len(lines) + 1
                assert as_text(problem, lines[min(problem.span.line, len(lines)) - 1])
        if document is not None:
            assert len(list(one_layout(document))) <= 1


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of everything inside a value."""
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in rows:
        yield (*at, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*at, key))


def reach(value: Any, at: tuple[Any, ...]) -> Any:
    """What stands at a place."""
    for step in at:
        value = value[step]
    return value


def shuffled(document: Document, random: Random) -> Document:
    """The document with values of other documents of its kind in fields of the same name."""
    data = copy.deepcopy(document.data)
    same = [other for other in DOCUMENTS.values() if other.kind is document.kind]
    for _ in range(random.randint(1, 3)):
        at = random.choice(list(places(data)))
        donor = random.choice(same).data
        fits = [place for place in places(donor) if place[-1] == at[-1]]
        if random.random() < 0.2:
            del reach(data, at[:-1])[at[-1]]
        elif fits:
            reach(data, at[:-1])[at[-1]] = copy.deepcopy(reach(donor, random.choice(fits)))
        if not data:
            break
    return replace(document, source=replace(document.source, data=data))


def test_what_the_checks_let_through_can_be_published() -> None:
    """A registry without an error can be sealed and rendered, however odd it has become."""
    random, published, before = Random(0), 0, None
    for _ in range(300):
        rows = dict(DOCUMENTS)
        for path in random.sample(PATHS, 2):
            rows[path] = shuffled(rows[path], random)
        registry, problems = check(Loaded(documents=tuple(rows.values())), TODAY)
        if registry is None or errors(problems):
            continue
        time = datetime(2026, 11, 23, 6, tzinfo=UTC)
        sealed, policies = development_seal(registry, time, before)
        assert sealed.problems == ()
        before = before or sealed.ledger  # saves signing again what stayed as it was
        address = development(registry.settings)
        site = Site(
            registry=registry,
            ledger=sealed.ledger,
            policies=policies,
            address=address,
            as_of=TODAY,
        )
        paths = [(artifact.place, artifact.path) for artifact in render(site)]
        assert len(paths) == len(set(paths))
        published += 1
    assert published > 30
