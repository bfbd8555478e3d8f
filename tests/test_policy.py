"""Key policies: their form, who must sign them, which key is good where, and what comes next."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from registry.note.note import Note, parse_note, print_note
from registry.note.signing import sign, verifier_key
from registry.note.vkey import KeyType, print_vkey
from registry.openbadge.did import did_document
from registry.records.schema import schema
from registry.records.validator import validator
from registry.sign.chain import (
    SignedPolicy,
    cosign_policy,
    missing_signatures,
    sign_policy,
    verify_chain,
)
from registry.sign.keys import KeyRefused, Seed, development_seed
from registry.sign.policy import (
    IssuerKey,
    LogKey,
    Policy,
    PolicyRefused,
    Roots,
    Witness,
    issuer_key_valid,
    log_key_valid,
    parse_policy,
    print_policy,
    published_keys,
)
from registry.sign.succession import (
    compromised,
    development_policy,
    development_root_vkey,
    first_policy,
    keys_of,
    next_policy,
    root_name,
    with_seed,
    without_old_keys,
)
from tests.damage import damaged, sample

ORIGIN = "odpg.example/sealbook"
DID = "did:web:cert.odpg.example"
EXPIRES = date(2028, 1, 1)


def secret(label: str) -> bytes:
    """32 bytes that follow from a label."""
    return sha256(label.encode()).digest()


def root(label: str) -> tuple[str, SigningKey]:
    """A root key with its name."""
    return root_name(ORIGIN, label), SigningKey(secret(label))


def vkey(label: str) -> str:
    """The vkey of a root key."""
    return print_vkey(verifier_key(*root(label)))


def seed(label: str) -> Seed:
    """A seed of the registry."""
    return Seed(origin=ORIGIN, secret=secret(label))


def first(*roots: str, threshold: int = 1) -> Policy:
    """Policy 1 with the keys of the seed `one`."""
    return first_policy(
        seed("one"),
        issuer=DID,
        roots=Roots(threshold=threshold, keys=tuple(map(vkey, roots))),
        expires=EXPIRES,
        max_seal_age_days=14,
    )


def signed(policy: Policy, *roots: str) -> SignedPolicy:
    """A policy signed by these roots, in this order."""
    return sign_policy(print_policy(policy), [root(label) for label in roots])


def following(policy: Policy, **changes: Any) -> Policy:
    """The next policy, with these changes."""
    return replace(next_policy(policy, expires=EXPIRES), **changes)


def verified(
    chain: Iterable[SignedPolicy], *pinned: str, threshold: int = 1, **options: Any
) -> Policy:
    """The newest policy of a chain, for who pinned these roots."""
    return verify_chain(
        list(chain),
        pinned_roots=[vkey(label) for label in pinned],
        threshold=threshold,
        **{"origin": ORIGIN, **options},
    )


# --- the file


def test_a_policy_reads_back() -> None:
    """Printing and parsing are inverse, and the file is one line of canonical JSON."""
    policy = with_seed(first("a", "b", threshold=2), seed("two"), at=52)
    content = print_policy(policy)
    assert parse_policy(content) == policy
    assert content == rfc8785.dumps(json.loads(content)) + b"\n"
    assert content.count(b"\n") == 1


def test_the_example_of_the_schema_is_a_policy() -> None:
    """The examples of the published schema make a policy that reads back."""
    content = rfc8785.dumps(sample(schema("key-policy"))) + b"\n"
    assert print_policy(parse_policy(content)) == content


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (Policy, []),
        (Roots, ["roots"]),
        (LogKey, ["log_keys", "items"]),
        (IssuerKey, ["issuer_keys", "items"]),
        (Witness, ["witnesses", "items"]),
    ],
)
def test_the_schema_and_the_classes_mirror_each_other(record: Any, place: list[str]) -> None:
    """Each part has the same members in the same order in both; all are required."""
    part = schema("key-policy")
    for step in place:
        part = part["items"] if step == "items" else part["properties"][step]
    names = [field.name.rstrip("_") for field in fields(record)]
    assert list(part["properties"]) == names
    assert sorted(part["required"]) == sorted(names)
    assert part["additionalProperties"] is False


def test_every_member_is_described() -> None:
    """Every member has a title, a sentence and examples that pass."""

    def below(part: dict[str, Any]) -> Iterable[dict[str, Any]]:
        for member in part.get("properties", {}).values():
            yield member
            yield from below(member)
            yield from below(member.get("items", {}))

    members = list(below(schema("key-policy")))
    assert len(members) > 20
    for member in members:
        assert member["title"]
        assert member["description"].endswith(".")
        checker = validator("key-policy").evolve(schema=member)
        assert all(checker.is_valid(example) for example in member["examples"])


@settings(max_examples=150, deadline=None)
@given(damaged(sample(schema("key-policy"))))
def test_a_damaged_policy_is_refused_or_means_what_it_says(data: Any) -> None:
    """Whatever a spoilt policy holds, it is refused, or reads back byte for byte."""
    content = rfc8785.dumps(data) + b"\n"
    try:
        policy = parse_policy(content)
    except PolicyRefused:
        return
    assert print_policy(policy) == content


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[:-1],
        lambda content: content + b"\n",
        lambda content: content.replace(b":", b": ", 1),
        lambda content: content.replace(b'"v":1', b'"v":1,"v":1'),
        lambda content: content.replace(b'"n":1', b'"n":1.0'),
        lambda content: content.replace(b'"n":1', b'"n":true'),
        lambda content: content.replace(b'"n":1', b'"n":NaN'),
        lambda content: content.replace(b'"n":1', b'"n":1' + b"0" * 30),
        lambda content: content.replace(b'"quorum":0,', b""),
        lambda content: content.replace(b'"v":1', b'"v":2'),
        lambda content: content.replace(b'"v":1', b'"v":1,"x":1'),
        lambda content: content.replace(b"2028-01-01", b"2028-02-30"),
        lambda content: b"\xff" + content,
        lambda _: b"",
        lambda _: b"[]\n",
        lambda _: b"[" * 60_000,
        lambda content: content + b" " * 70_000,
    ],
)
def test_another_spelling_is_refused(change: Any) -> None:
    """There is one sequence of bytes for each policy; anything else is no policy."""
    content = print_policy(first("a"))
    assert parse_policy(content)
    with pytest.raises(PolicyRefused):
        parse_policy(change(content))


def with_log_key(policy: Policy, **changes: Any) -> Policy:
    """A policy whose one log key is changed."""
    return replace(policy, log_keys=(replace(policy.log_keys[0], **changes),))


def with_issuer_key(policy: Policy, **changes: Any) -> Policy:
    """A policy whose one issuer key is changed."""
    return replace(policy, issuer_keys=(replace(policy.issuer_keys[0], **changes),))


ONE = first("a", "b")
WITNESS = print_vkey(verifier_key("w.example/w", SigningKey(secret("w")), KeyType.COSIGNATURE))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (replace(ONE, roots=replace(ONE.roots, threshold=3)), "3 root keys must sign"),
        (replace(ONE, roots=Roots(threshold=1, keys=(vkey("a"), vkey("a")))), "listed twice"),
        (replace(ONE, quorum=1), "1 witnesses must cosign"),
        (replace(ONE, issuer="did:web:demo.invalid"), "not both real"),
        (replace(ONE, issuer="did:key:z6Mk"), "issuer"),
        (with_log_key(ONE, until=5), "only active keys have no end"),
        (with_log_key(ONE, state="retired"), "only active keys have no end"),
        (with_log_key(ONE, state="retired", from_=6, until=5), "from 6 until 5"),
        (with_issuer_key(ONE, state="compromised"), "only active keys have no end"),
        (with_log_key(ONE, vkey=vkey("c")), "not called odpg.example/sealbook"),
        (
            with_log_key(ONE, vkey=print_vkey(verifier_key(ORIGIN, root("a")[1]))),
            "listed twice",
        ),
        (with_log_key(ONE, vkey=ONE.log_keys[0].vkey[:-1] + "A"), "key ID"),
        (with_issuer_key(ONE, multikey="z6Mk" + "1" * 44), "Multikey"),
        (
            replace(ONE, witnesses=(Witness(vkey=vkey("c"), url="https://w.example/"),)),
            "type 4",
        ),
        (
            replace(ONE, roots=Roots(threshold=1, keys=(WITNESS,))),
            "type 1",
        ),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(wrong: Policy, words: str) -> None:
    """What a schema cannot say is still checked, before anyone signs and after."""
    with pytest.raises(PolicyRefused, match=words):
        print_policy(wrong)


def test_one_key_never_has_two_roles() -> None:
    """The key of the log cannot be that of the issuer, nor a root key."""
    seed_keys = keys_of(seed("one"), 0)
    log_key = seed("one").key("log")
    both = print_vkey(verifier_key(root_name(ORIGIN, "a"), log_key))
    with pytest.raises(PolicyRefused, match="listed twice"):
        print_policy(replace(ONE, roots=Roots(threshold=1, keys=(both,))))
    assert print_policy(replace(ONE, log_keys=seed_keys[:1]))


# --- the development key, both ways


def test_the_development_policy_is_a_function_of_its_arguments() -> None:
    """Anyone can make it; it verifies from the public root, and says that it is a test."""
    origin, did = "demo.invalid/log", "did:web:demo.invalid"
    made = development_policy(origin, issuer=did)
    assert made == development_policy(origin, issuer=did)
    policy = verify_chain(
        [made], pinned_roots=[development_root_vkey(origin)], threshold=1, origin=origin
    )
    assert policy.test
    assert policy.log_keys == keys_of(development_seed(origin), 0)[:1]
    assert not first("a").test


def test_the_development_key_is_refused_on_a_real_origin() -> None:
    """Neither as root, nor as log or issuer key, may the public key stand for a real registry."""
    with pytest.raises(KeyRefused):
        development_policy(ORIGIN, issuer=DID)
    public = keys_of(development_seed("demo.invalid/log"), 0)[1].multikey
    with pytest.raises(PolicyRefused, match="development key"):
        print_policy(with_issuer_key(ONE, multikey=public))
    with pytest.raises(PolicyRefused, match="development key"):
        print_policy(
            replace(
                ONE,
                roots=Roots(threshold=1, keys=(development_root_vkey("demo.invalid/log"),)),
            )
        )


def test_a_real_key_is_refused_on_a_test_origin() -> None:
    """What is no test may not be spent on one: a real root beside the public one is refused."""
    origin = "demo.invalid/log"
    policy = parse_policy(development_policy(origin, issuer="did:web:demo.invalid").content)
    both = Roots(threshold=1, keys=(*policy.roots.keys, vkey("a")))
    with pytest.raises(PolicyRefused, match="only the development key"):
        print_policy(replace(policy, roots=both))
    with pytest.raises(PolicyRefused, match="only the development key"):
        print_policy(with_issuer_key(policy, multikey=ONE.issuer_keys[0].multikey))


# --- the chain of signatures


def test_one_root_of_one() -> None:
    """A single root signs each policy; the newest is the result."""
    two = with_seed(following(first("a")), seed("two"), at=52)
    assert verified([signed(first("a"), "a")], "a") == first("a")
    assert verified([signed(first("a"), "a"), signed(two, "a")], "a") == two


def test_two_roots_of_three() -> None:
    """Any two of three suffice, one does not, whichever stands in the pin."""
    policy = first("a", "b", "c", threshold=2)
    for pair in (("a", "b"), ("a", "c"), ("b", "c"), ("a", "b", "c")):
        assert verified([signed(policy, *pair)], "a", "b", "c", threshold=2) == policy
    for alone in "abc":
        with pytest.raises(PolicyRefused, match="1 root signatures, and 2 are needed"):
            verified([signed(policy, alone)], "a", "b", "c", threshold=2)


def test_a_root_is_replaced_by_the_old_and_the_new_ones() -> None:
    """Number n + 1 needs the threshold of n's roots and its own; later ones the new roots only."""
    one = first("a", "b", "c", threshold=2)
    two = following(one, roots=Roots(threshold=2, keys=(vkey("b"), vkey("c"), vkey("d"))))
    three = following(two)
    pins = ("a", "b", "c")
    start = signed(one, "a", "b")
    assert verified([start, signed(two, "b", "c")], *pins, threshold=2) == two
    with_more = [start, signed(two, "b", "d", "a")]
    assert verified(with_more, *pins, threshold=2) == two
    chain = [start, signed(two, "b", "c"), signed(three, "c", "d")]
    assert verified(chain, *pins, threshold=2) == three
    with pytest.raises(PolicyRefused, match="by the roots before it: 1"):
        verified([start, signed(two, "b", "d")], *pins, threshold=2)
    with pytest.raises(PolicyRefused, match="policy 2: 1"):
        verified([start, signed(two, "b", "a")], *pins, threshold=2)


def test_a_stolen_root_below_the_threshold_replaces_nothing() -> None:
    """One key of three cannot lower the threshold to one, nor sign in a new root alone."""
    one = first("a", "b", "c", threshold=2)
    for roots in (
        Roots(threshold=1, keys=one.roots.keys),
        Roots(threshold=1, keys=(vkey("a"), vkey("thief"))),
    ):
        taken = following(one, roots=roots)
        with pytest.raises(PolicyRefused, match="by the roots before it"):
            verified([signed(one, "a", "b"), signed(taken, "a")], "a", "b", "c", threshold=2)


@pytest.mark.parametrize("pins", [("b",), ("b", "c")])
def test_another_registry_of_the_same_name_is_refused(pins: tuple[str, ...]) -> None:
    """A policy that its own roots signed is worth nothing to who pinned others."""
    with pytest.raises(PolicyRefused, match="no policy is signed by the pinned root keys"):
        verified([signed(first("a"), "a")], *pins)


@pytest.mark.parametrize("threshold", [0, -1, 2])
def test_a_pin_that_pins_nothing_is_refused(threshold: int) -> None:
    """No threshold of 0, none beyond the pinned keys, no empty pin, no key counted twice."""
    chain = [signed(first("a"), "a")]
    with pytest.raises(PolicyRefused, match="cannot be asked for"):
        verified(chain, "a", threshold=threshold)
    with pytest.raises(PolicyRefused, match="cannot be asked for"):
        verified(chain)
    with pytest.raises(PolicyRefused, match="cannot be asked for"):
        verified(chain, "a", "a", threshold=2)
    with pytest.raises(PolicyRefused, match="malformed"):
        verify_chain(chain, pinned_roots=["a"], threshold=1, origin=ORIGIN)


def test_a_gap_or_another_order_is_refused() -> None:
    """Policies come from number 1 on, each once, in order; no chain is no policy."""
    one, two = first("a"), following(first("a"))
    three = following(two)
    a, b, c = (signed(policy, "a") for policy in (one, two, three))
    assert verified([a, b, c], "a") == three
    for broken in ([b], [a, c], [b, a], [a, a], [a, b, b], [c, b, a]):
        with pytest.raises(PolicyRefused, match="in the place of policy"):
            verified(broken, "a")
    with pytest.raises(PolicyRefused, match="no policy"):
        verified([], "a")


def test_a_rollback_is_refused() -> None:
    """Who has seen policy 2 does not go back to policy 1."""
    one = signed(first("a"), "a")
    two = signed(following(first("a")), "a")
    assert verified([one, two], "a", known=2).n == 2
    with pytest.raises(PolicyRefused, match="older than 2"):
        verified([one], "a", known=2)


def test_another_origin_is_refused() -> None:
    """The policy of another log does not pass, whoever signed it."""
    with pytest.raises(PolicyRefused, match=r"in the place of policy 1 of odpg\.example/other"):
        verified([signed(first("a"), "a")], "a", origin="odpg.example/other")


def test_after_a_lost_root_the_new_pin_finds_its_place() -> None:
    """Where policy 2 had to do without the lost root, who pins the new one reads on from there.

    Who still pins the old one is told to stop.
    """
    one = signed(first("a"), "a")
    two = following(first("a"), roots=Roots(threshold=1, keys=(vkey("b"),)))
    three = following(two)
    chain = [one, signed(two, "b"), signed(three, "b")]
    assert verified(chain, "b") == three
    with pytest.raises(PolicyRefused, match="by the roots before it"):
        verified(chain, "a")


def test_changed_bytes_are_refused() -> None:
    """Any changed byte of a policy or of its note is noticed, in every place."""
    made = signed(first("a", "b", "c", threshold=2), "a", "b", "c")

    def refused(content: bytes, note: bytes) -> None:
        with pytest.raises(PolicyRefused):
            verified([SignedPolicy(content=content, note=note)], "a", "b", "c", threshold=2)

    for place in range(0, len(made.content), 3):
        refused(flipped(made.content, place), made.note)
    for place in range(len(made.note)):
        refused(made.content, flipped(made.note, place))


def flipped(data: bytes, place: int) -> bytes:
    """The bytes with one bit of one byte changed."""
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_note_has_no_signature_that_counts_for_nothing() -> None:
    """Foreign, double and swapped lines are refused, so that nothing changes unseen."""
    policy = first("a", "b", threshold=1)
    made = signed(policy, "a", "b")
    note = parse_note(made.note)
    line_a, line_b = note.signatures
    foreign = sign(note.text, name=root("c")[0], key=root("c")[1])
    for lines in (
        (line_b, line_a),
        (line_a, line_a),
        (line_a, foreign),
        (foreign,),
        (line_b, foreign),
    ):
        changed = replace(made, note=print_note(replace(note, signatures=lines)))
        with pytest.raises(PolicyRefused):
            verified([changed], "a")
    fewer = replace(made, note=print_note(replace(note, signatures=(line_a,))))
    assert verified([fewer], "a") == policy


def test_a_note_about_something_else_is_refused() -> None:
    """A root's signature under another text, number or file does not serve for this policy."""
    policy = first("a")
    made = signed(policy, "a")
    other = signed(replace(policy, max_seal_age_days=7), "a")
    later = signed(following(policy), "a")
    checkpoint = f"{ORIGIN}\n1\n{parse_note(made.note).text.splitlines()[2]}\n"
    as_log = print_note(
        Note(text=checkpoint, signatures=(sign(checkpoint, name=root("a")[0], key=root("a")[1]),))
    )
    for note in (other.note, later.note, as_log, b"", b"x"):
        with pytest.raises(PolicyRefused):
            verified([SignedPolicy(content=made.content, note=note)], "a")


def test_roots_sign_one_after_the_other() -> None:
    """Each adds its line on a machine of its own; order and repetition make no difference."""
    one = first("a", "b", "c", threshold=2)
    two = following(one, roots=Roots(threshold=2, keys=(vkey("b"), vkey("c"), vkey("d"))))
    begun = signed(two, "c")
    assert missing_signatures(begun, one) == 1
    both = cosign_policy(begun, one, *root("b"))
    assert both == signed(two, "b", "c") == cosign_policy(both, one, *root("c"))
    assert missing_signatures(both, one) == 0
    assert verified([signed(one, "a", "b"), both], "a", "b", "c", threshold=2) == two
    with pytest.raises(PolicyRefused, match="no root key of policy 2"):
        cosign_policy(both, one, *root("thief"))
    with pytest.raises(PolicyRefused, match="not about these bytes"):
        cosign_policy(
            replace(both, content=print_policy(replace(two, quorum=0, max_seal_age_days=7))),
            one,
            *root("b"),
        )


# --- which key is good where


def test_windows_are_log_indexes() -> None:
    """An issuer key is good for from ≤ i < until, a log key for sizes from ≤ n ≤ until."""
    one = first("a")
    new = keys_of(seed("two"), 52)
    two = without_old_keys(with_seed(following(one), seed("two"), at=52), at=60)
    old = one.issuer_keys[0].multikey
    assert [issuer_key_valid(two, old, i) for i in (0, 59, 60)] == [True, True, False]
    assert [issuer_key_valid(two, new[1].multikey, i) for i in (51, 52, 10**9)] == [
        False,
        True,
        True,
    ]
    log = one.log_keys[0].vkey
    assert [log_key_valid(two, log, n) for n in (0, 60, 61)] == [True, True, False]
    assert [log_key_valid(two, new[0].vkey, n) for n in (51, 52, 10**9)] == [False, True, True]
    assert not issuer_key_valid(two, keys_of(seed("three"), 0)[1].multikey, 5)
    assert not log_key_valid(two, keys_of(seed("three"), 0)[0].vkey, 5)


def test_a_stolen_issuer_key_keeps_its_past_and_a_log_key_nothing() -> None:
    """Before the cut what the issuer key signed stands; the log key could fork at any size."""
    bad = compromised(following(first("a")), at=40)
    issuer, log = bad.issuer_keys[0], bad.log_keys[0]
    assert [issuer_key_valid(bad, issuer.multikey, i) for i in (0, 39, 40)] == [True, True, False]
    assert not any(log_key_valid(bad, log.vkey, n) for n in (0, 39, 40, 41))


def test_the_did_document_keeps_all_but_stolen_keys() -> None:
    """Active and retired keys stand in both arrays for ever, compromised ones in neither."""
    policy = without_old_keys(with_seed(first("a"), seed("two"), at=5), at=9)
    policy = with_seed(compromised(policy, at=20), seed("three"), at=20)
    names = [keys_of(seed(label), 0)[1].multikey for label in ("one", "two", "three")]
    assert [key.state for key in policy.issuer_keys] == ["retired", "compromised", "active"]
    assert list(published_keys(policy)) == [names[0], names[2]]
    document = did_document(policy.issuer, published_keys(policy))
    assert document["assertionMethod"] == [f"{DID}#{names[0]}", f"{DID}#{names[2]}"]
    assert [key["id"] for key in document["verificationMethod"]] == document["assertionMethod"]


# --- what comes next


def test_a_stolen_old_key_can_be_named() -> None:
    """Named keys alone are withdrawn; a cut never moves the end of a key that ended before."""
    policy = without_old_keys(with_seed(first("a"), seed("two"), at=52), at=60)
    old = policy.issuer_keys[0].multikey
    named = compromised(policy, at=70, keys=[old])
    assert [(key.state, key.until) for key in named.issuer_keys] == [
        ("compromised", 60),
        ("active", None),
    ]
    assert named.log_keys == policy.log_keys
    early = compromised(policy, at=3, keys=[policy.issuer_keys[1].multikey])
    assert (early.issuer_keys[1].from_, early.issuer_keys[1].until) == (52, 52)
    with pytest.raises(PolicyRefused, match="lists no key z6Mk"):
        compromised(policy, at=3, keys=["z6Mk"])


def test_there_must_be_an_old_key_to_end() -> None:
    """The last active key is never retired."""
    with pytest.raises(PolicyRefused, match="only the newest one is active"):
        without_old_keys(first("a"), at=9)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["rotate", "end", "steal"]), st.integers(0, 30)), max_size=8)
)
def test_no_succession_revives_or_forgets_a_key(steps: list[tuple[str, int]]) -> None:
    """However policies follow, keys stay listed, their windows only shrink, no theft is undone.

    Every policy on the way reads back, and one root signs the chain of all of them.
    """
    policy, size = first("a"), 0
    chain = [signed(policy, "a")]
    for number, (step, growth) in enumerate(steps):
        before, size = policy, size + growth
        policy = next_policy(policy, expires=EXPIRES)
        if step == "rotate":
            policy = with_seed(policy, seed(f"seed {number}"), at=size)
        elif step == "steal":
            policy = with_seed(
                compromised(policy, at=size // 2), seed(f"seed {number}"), at=size // 2
            )
        elif sum(key.state == "active" for key in policy.issuer_keys) > 1:
            policy = without_old_keys(policy, at=size)
        assert parse_policy(print_policy(policy)) == policy
        order = ["active", "retired", "compromised"]
        for old, new in zip(before.issuer_keys, policy.issuer_keys, strict=False):
            assert (old.multikey, old.from_) == (new.multikey, new.from_)
            assert order.index(old.state) <= order.index(new.state)
            for index in range(size + 2):
                assert issuer_key_valid(before, old.multikey, index) or not issuer_key_valid(
                    policy, new.multikey, index
                )
        assert len(policy.issuer_keys) >= len(before.issuer_keys)
        chain.append(signed(policy, "a"))
    assert verified(chain, "a") == policy
