"""Verification of bundles: the table of steps, the format, the verdict of Python."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from registry.sign.keys import DEVELOPMENT_SEED, Role, derive
from registry.sign.multibase import format_multikey
from registry.site.verification.verdict import LOOKS, TEST
from registry.site.verification.words import catalogue, languages
from registry.verify.bundle import Bundle, BundleMalformed, SignedPolicy, parse_bundle, print_bundle
from registry.verify.steps import development, states, steps, steps_of, words
from registry.verify.verify import CHECKS, verify_bundle
from tests.corpus import Trial, sound, trial
from tests.corpus_broken import broken
from tests.sealed_world import ID, NOW, secret
from tests.worlds import false_world, real_world, small_world

TRIALS = {one.name: one for one in (*sound(), *broken())}


def test_the_corpus_is_large_and_every_trial_is_another() -> None:
    """At least 200 ways of tampering, no name twice, and no tampered bundle like a sound one."""
    assert len(broken()) >= 200
    assert len(TRIALS) == len(sound()) + len(broken())


@pytest.mark.parametrize(
    "one", [one for one in TRIALS.values() if not one.vague], ids=lambda one: one.name
)
def test_each_trial_gets_the_verdict_it_deserves(one: Trial) -> None:
    """State and step are those that the corpus says."""
    verdict = one.judged()
    assert (verdict.state, verdict.step) == (one.state, one.step), verdict.why


def test_nothing_tampered_with_is_ever_valid() -> None:
    """Whatever member, letter or byte is another: never valid, not even behind a TEST."""
    found = {one.name: one.judged() for one in broken()}
    assert not [name for name, verdict in found.items() if verdict.real == "valid"]
    assert not [name for name, verdict in found.items() if verdict.state == "valid"]


def test_every_step_fails_for_some_trial() -> None:
    """The corpus has a case for each step that Python takes, but for those about proofs."""
    failed = {one.judged().step for one in TRIALS.values()}
    assert failed >= {step.code for step in steps_of("command")} - {"proof", "status-proof"}


# ---- The table


def test_the_table_lists_exactly_the_checks_there_are() -> None:
    """Each step of the command has one function, and each function stands in the table."""
    assert list(CHECKS) == [step.code for step in steps_of("command")]
    assert len({step.code for step in steps()}) == len(steps())


def test_every_state_of_a_step_is_shown() -> None:
    """A step leads to a state that the page knows; tools are for what may still be valid."""
    for step in steps():
        state = states()[step.state]
        assert not (state.tools and step.kind != "unknown"), step.code
        assert state.hides == (step.kind == "invalid" and step.code != "name"), step.code


@pytest.mark.parametrize("language", languages())
def test_all_words_of_the_table_are_in_the_catalogues(language: str) -> None:
    """The page can say in every language what the table wants it to say."""
    assert words() <= catalogue(language).sentences.keys()


def test_states_look_as_they_do_without_a_script() -> None:
    """What the page bakes and what the script shows later do not differ in look."""
    for look in (*LOOKS.values(), TEST):
        if look.state != "published":
            assert states()[look.state].look == look.look


def test_the_table_knows_the_development_keys() -> None:
    """JavaScript refuses the same public keys as Python."""
    roles: tuple[Role, ...] = ("issuer", "log", "root")
    keys = [bytes(SigningKey(derive(DEVELOPMENT_SEED, role)).verify_key) for role in roles]
    assert set(development()) >= {format_multikey(key) for key in keys}
    for role, key in zip(roles, keys, strict=True):
        world = false_world(f"development {role}")
        listed = {world.log_vkey, *world.root_vkeys}
        ends = {vkey.split("+", 2)[2] for vkey in listed} | {format_multikey(key)}
        assert ends & set(development())
    assert len(development()) == 6


# ---- The format


def test_printing_and_parsing_are_inverse() -> None:
    """What was printed is read back, byte for byte, with and without the optional members."""
    world = real_world()
    for record_id in world.records:
        bundle = world.bundle(record_id)
        for one in (bundle, replace(bundle, status=None)):
            assert parse_bundle(print_bundle(one)) == one
            assert print_bundle(parse_bundle(print_bundle(one))) == print_bundle(one)


@settings(deadline=None)
@given(st.text(), st.text(), st.none() | st.text(), st.lists(st.tuples(st.text(), st.text())))
def test_any_texts_survive(
    entry: str, proof: str, status: str | None, policies: list[tuple[str, str]]
) -> None:
    """A bundle holds any text but half characters, which JSON cannot carry."""
    bundle = Bundle(
        credential={"id": entry},
        entry=entry,
        proof=proof,
        seal="",
        seal_proof="",
        policies=tuple(SignedPolicy(policy=policy, note=note) for policy, note in policies),
        status=status,
    )
    assert parse_bundle(print_bundle(bundle)) == bundle


@pytest.mark.parametrize(
    "changes",
    [
        {"credential": {"a": 0.5}},
        {"credential": {"a": 2**53}},
        {"status_entry": "x"},
        {"status_proof": "x"},
        {"entry": None},
        {"status": "x" * 300_000},
    ],
)
def test_what_could_not_be_read_back_is_not_printed(changes: dict[str, object]) -> None:
    """Printing refuses what parsing would refuse."""
    bundle = real_world().bundle(ID["valid"])
    with pytest.raises(BundleMalformed):
        print_bundle(replace(bundle, **changes))  # type: ignore[arg-type]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    """Garbage is a verdict, not an exception: it could not be checked."""
    verdict = verify_bundle(data, pinned_roots=["garbage"], now=NOW)
    assert (verdict.state, verdict.step) == ("unloaded", "bundle")


def test_a_real_bundle_is_small() -> None:
    """A bundle of three roots and two batches takes less than 6 kB."""
    assert len(print_bundle(real_world().bundle(ID["suspended"]))) < 6 * 1024


# ---- The verdict


def test_the_facts_of_a_sound_bundle() -> None:
    """A verdict says where in which log the credential stands, and as of when."""
    world = real_world()
    verdict = TRIALS["valid"].judged()
    assert (verdict.origin, verdict.policy) == (world.origin, 1)
    assert verdict.index == world.records[ID["valid"]].index
    assert (verdict.size, verdict.root) == (world.size, world.tree.root())
    assert (verdict.as_of, verdict.live_size) == (world.time, world.size)
    assert verdict.credential == world.records[ID["valid"]].credential
    assert verdict.proof_checked
    assert set(verdict.rows.values()) == {"passed"}


def test_nothing_is_told_of_what_is_invalid() -> None:
    """Claims of a bundle that fails are not handed on, however far the check got."""
    for one in broken():
        verdict = one.judged()
        if verdict.kind == "invalid":
            assert verdict.credential is None
            assert verdict.name is None


def test_rows_after_a_failure_were_not_tried() -> None:
    """The row of the failure says so; rows that had steps to come are not said to have passed."""
    verdict = TRIALS["an older list"].judged()
    assert verdict.rows == {"signature": "passed", "log": "skipped", "status": "failed"}
    verdict = TRIALS["checkpoint by nobody"].judged()
    assert verdict.rows == {"signature": "skipped", "log": "failed", "status": "skipped"}
    verdict = TRIALS["more than a fortnight"].judged()
    assert verdict.rows == {"signature": "passed", "log": "passed", "status": "attention"}
    verdict = TRIALS["revoked"].judged()
    assert verdict.rows == {"signature": "passed", "log": "passed", "status": "state"}


def test_a_confirmed_name_is_a_fact() -> None:
    """The name of the holder's link is told once it opened the commitment, and only then."""
    assert TRIALS["name opened"].judged().name == "Zoë Quiet"
    assert TRIALS["a name nobody withheld"].judged().name is None
    assert TRIALS["another name"].judged().name is None


def _with_proof_of(document: str) -> Trial:
    """A registry whose log vouches for a credential, or list, with a wrong issuer's proof."""
    world = false_world(f"wrong proof of the {document}")
    return trial(world, document, "proof")


@pytest.mark.parametrize(("document", "step"), [("credential", "proof"), ("list", "status-proof")])
def test_the_issuers_proof_is_checked_where_it_can_be(document: str, step: str) -> None:
    """What the log vouches for is still refused if the issuer's own proof is wrong.

    Without a canonicaliser the proof stays unchecked, and the verdict says so.
    """
    one = _with_proof_of(document)
    assert one.judged().step == step
    without = verify_bundle(
        one.data,
        pinned_roots=one.roots,
        threshold=one.threshold,
        now=one.now,
        live_checkpoint=one.live,
        canonize=None,
    )
    assert without.state == "valid"
    assert not without.proof_checked


def test_a_strange_signature_line_changes_nothing() -> None:
    """Signatures by unknown keys are ignored, as the format wants: cosignatures come later."""
    world = small_world()
    line = world.signed_checkpoint(secret("stranger")).decode().splitlines(keepends=True)[-1]
    text = world.checkpoint.decode()
    bundle = world.bundle(ID["valid"])
    longer = replace(
        bundle,
        proof=bundle.proof.replace(text, text + line),
        seal_proof=bundle.seal_proof.replace(text, text + line),
    )
    assert trial(world, "stranger", None, bundle=longer).judged().state == "valid"
