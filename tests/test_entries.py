"""The entries of the log, and the commitments in them."""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.commitment import commit
from registry.ledger.entries import (
    Entry,
    EntryMalformed,
    Erase,
    Genesis,
    Issue,
    Policy,
    Seal,
    Standard,
    Status,
    parse_entries,
    parse_entry,
    print_entries,
    print_entry,
)
from registry.ledger.members import MAX_INTEGER, Change

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
HEX = "0123456789abcdef" * 4

EXAMPLES: list[tuple[Entry, str]] = [
    (
        Genesis(origin="registry.example.org/log", time=NOON),
        '{"kind":"genesis","origin":"registry.example.org/log","time":"2026-11-10T12:00:00Z","v":1}',
    ),
    (Policy(number=1, sha256=HEX), f'{{"kind":"policy","n":1,"sha256":"{HEX}","v":1}}'),
    (
        Standard(id="welding", version="1.0", sha256=HEX),
        f'{{"id":"welding","kind":"standard","sha256":"{HEX}","v":1,"version":"1.0"}}',
    ),
    (
        Issue(commitment=bytes(32)),
        '{"c":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","kind":"issue","v":1}',
    ),
    (
        Issue(commitment=b"\xff" * 32, replaces=5),
        '{"c":"__________________________________________8","kind":"issue","replaces":5,"v":1}',
    ),
    (Status(ref=5, to=Change.SUSPENDED), '{"kind":"status","ref":5,"to":"suspended","v":1}'),
    (Erase(ref=5), '{"kind":"erase","ref":5,"v":1}'),
    (
        Seal(
            did=HEX,
            policy=1,
            source="git:" + HEX[:40],
            standards=HEX,
            revocation=HEX,
            time=NOON,
        ),
        (
            f'{{"did":"{HEX}","kind":"seal","policy":1,"source":"git:{HEX[:40]}",'
            f'"standards":"{HEX}","status":{{"revocation":"{HEX}"}},'
            '"time":"2026-11-10T12:00:00Z","v":1}'
        ),
    ),
]

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
indexes = st.integers(0, MAX_INTEGER)
numbers = st.integers(1, MAX_INTEGER)
times = st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
entries = st.one_of(
    st.builds(
        Genesis, origin=st.from_regex(r"[a-z]([a-z.-]*[a-z])?/log", fullmatch=True), time=times
    ),
    st.builds(Policy, number=numbers, sha256=digests),
    st.builds(
        Standard,
        id=st.from_regex(r"[a-z0-9-]{2,40}", fullmatch=True),
        version=st.tuples(st.integers(0, 9999), st.integers(0, 9999)).map("{0[0]}.{0[1]}".format),
        sha256=digests,
    ),
    st.builds(Issue, commitment=st.binary(min_size=32, max_size=32), replaces=st.none() | indexes),
    st.builds(Status, ref=indexes, to=st.sampled_from(Change)),
    st.builds(Erase, ref=indexes),
    st.builds(
        Seal,
        did=digests,
        policy=numbers,
        source=st.from_regex(r"git:([0-9a-f]{40}|[0-9a-f]{64})", fullmatch=True),
        standards=digests,
        revocation=digests,
        time=times,
    ),
)


@pytest.mark.parametrize(("entry", "text"), EXAMPLES)
def test_each_kind_is_written_so(entry: Entry, text: str) -> None:
    """The bytes of each kind are as the format says."""
    assert print_entry(entry) == text.encode()
    assert parse_entry(text.encode()) == entry


@given(entries)
def test_entry_round_trip(entry: Entry) -> None:
    """Reading a written entry gives the entry back, and it is canonical JSON on one line."""
    data = print_entry(entry)
    assert parse_entry(data) == entry
    assert data == rfc8785.dumps(json.loads(data))
    assert b"\n" not in data


@given(entries, st.data())
def test_one_changed_byte_is_refused_or_another_entry(entry: Entry, data: st.DataObject) -> None:
    """No two texts are the same entry."""
    text = bytearray(print_entry(entry))
    at = data.draw(st.integers(0, len(text) - 1))
    text[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != text[at]))
    with contextlib.suppress(EntryMalformed):
        assert parse_entry(bytes(text)) != entry


@pytest.mark.parametrize(("entry", "text"), EXAMPLES)
def test_members_are_exactly_those_of_the_kind(entry: Entry, text: str) -> None:
    """One missing, one more, and null in the place of one that may be absent are refused."""
    content = json.loads(text)
    faults: list[dict[str, Any]] = [content | {"note": "x"}, content | {"v": 2}]
    faults += [content | {member: None} for member in [*content, "replaces"]]
    needed = content.keys() - {"replaces"}  # without it, an issue is a first edition
    faults += [{k: v for k, v in content.items() if k != gone} for gone in needed]
    for fault in faults:
        with pytest.raises(EntryMalformed):
            parse_entry(rfc8785.dumps(fault))


@pytest.mark.parametrize(
    ("number", "changed"),
    [
        (0, {"origin": "Registry.example.org/log"}),
        (0, {"origin": "registry.example.org/log\n"}),
        (0, {"time": "2026-11-10T12:00:00.0Z"}),
        (0, {"time": "2026-11-10T12:00:00+00:00"}),
        (0, {"time": "2026-02-30T12:00:00Z"}),
        (0, {"time": 0}),
        (1, {"n": 0}),
        (1, {"n": True}),
        (1, {"n": "1"}),
        (1, {"sha256": HEX.upper()}),
        (1, {"sha256": HEX[:-1]}),
        (2, {"id": "../x"}),
        (2, {"version": "01.0"}),
        (2, {"version": 1}),
        (3, {"c": "A" * 42}),
        (3, {"c": "A" * 42 + "B"}),
        (3, {"c": "A" * 42 + "="}),
        (3, {"replaces": -1}),
        (5, {"to": "expired"}),
        (5, {"to": ["active"]}),
        (5, {"ref": 5.5}),
        (5, {"kind": "unknown"}),
        (5, {"kind": ["status"]}),
        (5, {"v": "1"}),
        (5, {"v": True}),
        (7, {"status": {}}),
        (7, {"status": {"revocation": HEX, "suspension": HEX}}),
        (7, {"status": [HEX]}),
        (7, {"source": "main"}),
    ],
)
def test_values_of_another_form_are_refused(number: int, changed: dict[str, Any]) -> None:
    """Each member has one spelling of each value."""
    content = json.loads(EXAMPLES[number][1]) | changed
    with pytest.raises(EntryMalformed):
        parse_entry(rfc8785.dumps(content))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"x"',
        b"[" * 60_000,
        b'{"kind":"erase","ref":5,"v":1} ',
        b'{"kind":"erase","ref":5, "v":1}',
        b'{"ref":5,"kind":"erase","v":1}',
        b'{"kind":"erase","ref":4,"ref":5,"v":1}',
        b'{"kind":"erase","ref":5,"v":1.0}',
        b'{"kind":"erase","ref":5e0,"v":1}',
        b'{"kind":"erase","ref":-0,"v":1}',
        b'{"kind":"erase","ref":9007199254740992,"v":1}',
        b'{"kind":"erase","ref":' + b"9" * 5000 + b',"v":1}',
        b'{"kind":"erase","ref":NaN,"v":1}',
        b'{"kind":"\\u0065rase","ref":5,"v":1}',
        b'{"kind":"\\ud800","ref":5,"v":1}',
        '{"kind":"erase","ref":5,"v":1}'.encode("utf-16"),
        b'\xef\xbb\xbf{"kind":"erase","ref":5,"v":1}',
        b'{"kind":"\xff","ref":5,"v":1}',
    ],
)
def test_other_bytes_are_no_entries(data: bytes) -> None:
    """What is not canonical, also if it means the same, is refused."""
    with pytest.raises(EntryMalformed):
        parse_entry(data)


@pytest.mark.parametrize(
    "entry",
    [
        Genesis(origin="a b", time=NOON),
        Genesis(origin="a/log", time=NOON.replace(microsecond=1)),
        Genesis(origin="a/log", time=NOON.replace(tzinfo=None)),
        Policy(number=0, sha256=HEX),
        Issue(commitment=b"short"),
        Issue(commitment=bytes(32), replaces=-1),
    ],
)
def test_an_entry_that_could_not_be_read_is_not_written(entry: Entry) -> None:
    """Writing checks as reading does."""
    with pytest.raises(EntryMalformed):
        print_entry(entry)


@given(st.lists(entries.map(print_entry), max_size=5).map(tuple))
def test_the_file_of_a_log_has_one_entry_a_line(lines: tuple[bytes, ...]) -> None:
    """Reading a written file gives the entries back; a file that was cut is refused."""
    data = print_entries(lines)
    assert parse_entries(data) == lines
    assert data.count(b"\n") == len(lines)
    if lines:
        with pytest.raises(EntryMalformed, match="no end"):
            parse_entries(data[:-1])


CREDENTIAL = {"name": "Zoë Quiet", "proof": {"proofValue": "z3f"}, "a": [1, True, None]}


def test_a_commitment_is_what_the_format_says() -> None:
    """SHA-256 of the purpose, a zero byte, the salt, and the SHA-256 of the canonical JSON."""
    canonical = '{"a":[1,true,null],"name":"Zoë Quiet","proof":{"proofValue":"z3f"}}'
    salt = bytes(range(32))
    inner = hashlib.sha256(canonical.encode()).digest()
    assert (
        commit(salt, CREDENTIAL) == hashlib.sha256(b"sealbook/issue/v1\0" + salt + inner).digest()
    )


def test_a_commitment_covers_salt_proof_and_every_member() -> None:
    """Another salt, another proof or another name is another commitment; order is none."""
    base = commit(bytes(32), CREDENTIAL)
    assert commit(bytes(32), dict(reversed(CREDENTIAL.items()))) == base
    others = [
        commit(bytes(31) + b"\1", CREDENTIAL),
        commit(bytes(32), CREDENTIAL | {"name": "Zoë Quite"}),
        commit(bytes(32), CREDENTIAL | {"proof": {"proofValue": "z3g"}}),
    ]
    assert len({base, *others}) == 4
    with pytest.raises(ValueError, match="32 bytes"):
        commit(b"", CREDENTIAL)
