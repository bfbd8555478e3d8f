"""Verifier keys, signed notes, cosignatures and checkpoints."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from registry.note.checkpoint import (
    MAX_SIZE,
    Checkpoint,
    CheckpointMalformed,
    open_checkpoint,
    parse_checkpoint,
    print_checkpoint,
)
from registry.note.note import (
    MAX_SIGNATURES,
    Note,
    NoteMalformed,
    Signature,
    parse_note,
    print_note,
)
from registry.note.signing import NoteUnverified, cosign, sign, verifier_key, verify_note
from registry.note.strict_base64 import parse_base64, print_base64
from registry.note.vkey import (
    KeyType,
    VerifierKey,
    VkeyMalformed,
    is_key_name,
    parse_vkey,
    print_vkey,
)

# The example of C2SP signed-note, "Verifier keys".
SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n"
).encode()

# The examples of C2SP signed-note, "Format", and of tlog-cosignature.
SPEC_POEM = (
    "Ognuno sta solo sul cuor della terra\n"
    "trafitto da un raggio di sole:\n"
    "\n"
    "ed è subito sera.\n"
    "\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMou"
    "FSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
).encode()
SPEC_COSIGNED = (
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcy"
    "v2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b"
    "2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
).encode()

LOG = SigningKey(bytes(range(32)))
WITNESS = SigningKey(bytes(range(1, 33)))
OTHER = SigningKey(bytes(range(2, 34)))
TEXT = "registry.example.org/log\n2\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n"

texts = st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32) | st.just("\n"))
names = texts.filter(is_key_name)
keys = st.builds(
    VerifierKey,
    name=names,
    public_key=st.binary(min_size=32, max_size=32),
    type=st.sampled_from(KeyType),
)
signatures = st.builds(
    Signature,
    name=names,
    key_id=st.binary(min_size=4, max_size=4),
    value=st.binary(min_size=1, max_size=100),
)
notes = st.builds(
    Note,
    text=texts.map(lambda text: text + "\n"),
    signatures=st.lists(signatures, min_size=1, max_size=20).map(tuple),
)
checkpoints = st.builds(
    Checkpoint,
    origin=names,
    size=st.integers(0, MAX_SIZE),
    root=st.binary(min_size=32, max_size=32),
)


def signed(text: str = TEXT, *keys: SigningKey) -> Note:
    """A note by these keys; `log` and so on are what they are called."""
    return Note(
        text=text,
        signatures=tuple(sign(text, name=f"k{n}", key=key) for n, key in enumerate(keys)),
    )


@given(st.binary())
def test_base64_round_trip(data: bytes) -> None:
    """Reading what was written gives the bytes back."""
    assert parse_base64(print_base64(data)) == data


@pytest.mark.parametrize("text", ["QQ", "QQ=", "QR==", "QQ==\n", "Q Q==", "-_==", "QQ==QQ==", "é"])
def test_base64_has_one_spelling(text: str) -> None:
    """No padding, spare bits, white space, other alphabet or second part is read."""
    with pytest.raises(ValueError, match="not base64"):
        parse_base64(text)


def test_key_of_the_specification() -> None:
    """The example key is read, and written as it was."""
    key = parse_vkey(SPEC_VKEY)
    assert (key.name, key.type, key.key_id.hex()) == (
        "example.com/foo",
        KeyType.ED25519,
        "530d903a",
    )
    assert print_vkey(key) == SPEC_VKEY


def test_note_of_the_specification() -> None:
    """The example note is by the example key; another text is not."""
    key = parse_vkey(SPEC_VKEY)
    (signer,) = verify_note(parse_note(SPEC_NOTE), [key])
    assert signer.key == key
    with pytest.raises(NoteUnverified, match="does not match"):
        verify_note(parse_note(SPEC_NOTE.replace(b"example m", b"Example m")), [key])


def test_poem_of_the_specification() -> None:
    """The last empty line separates; the one inside the poem belongs to the text."""
    note = parse_note(SPEC_POEM)
    assert note.text.endswith(":\n\ned è subito sera.\n")
    assert [signature.name for signature in note.signatures] == ["quasimodo.example/salvatore"]
    assert print_note(note) == SPEC_POEM


def test_cosigned_checkpoint_of_the_specification() -> None:
    """The example checkpoint is read, and written as it was; the witness states its time."""
    note = parse_note(SPEC_COSIGNED)
    checkpoint = parse_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert print_checkpoint(checkpoint) == note.text
    assert int.from_bytes(note.signatures[1].value[:8], "big") == 1679315147
    assert print_note(note) == SPEC_COSIGNED


@given(keys)
def test_key_round_trip(key: VerifierKey) -> None:
    """Reading a written key gives the key back, whatever its name."""
    assert parse_vkey(print_vkey(key)) == key


@given(notes)
def test_note_round_trip(note: Note) -> None:
    """Reading a written note gives the note back, empty lines in its text included."""
    assert parse_note(print_note(note)) == note


@given(checkpoints)
def test_checkpoint_round_trip(checkpoint: Checkpoint) -> None:
    """Reading a written checkpoint gives the checkpoint back."""
    assert parse_checkpoint(print_checkpoint(checkpoint)) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/foo",
        SPEC_VKEY.replace("530d903a", "530d903b"),
        SPEC_VKEY.replace("530d903a", "530D903A"),
        SPEC_VKEY.replace("example.com", "example.org"),
        SPEC_VKEY + "=",
        SPEC_VKEY[:-4],
        "example.com/foo+00000000+",
        "example.com/foo+530d903a+" + print_base64(b"\x02" + bytes(32)),
        "a b+530d903a+" + print_base64(b"\x01" + bytes(32)),
    ],
)
def test_other_texts_are_no_keys(text: str) -> None:
    """A wrong ID, type, length or name is refused."""
    with pytest.raises(VkeyMalformed):
        parse_vkey(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\N{NO-BREAK SPACE}b", "a\nb", "a\x01b"])
def test_names_that_no_key_has(name: str) -> None:
    """A name is neither empty nor has spaces, plus or control characters."""
    assert not is_key_name(name)
    with pytest.raises(VkeyMalformed):
        print_vkey(VerifierKey(name=name, public_key=bytes(32)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"text\n",
        SPEC_NOTE[:-1],
        SPEC_NOTE + b"\n",
        SPEC_NOTE + b"x\n",
        SPEC_NOTE.replace(b"\n\n", b"\n"),
        SPEC_NOTE.replace(b"This", b"This\r"),
        SPEC_NOTE.replace(b"This", b"This\0"),
        SPEC_NOTE.replace(b"This", b"This\xff"),
        SPEC_NOTE.replace("— ".encode(), b"- "),
        SPEC_NOTE.replace(b"foo ", b"foo  "),
        SPEC_NOTE.replace(b"example.com/foo", b"example.com+foo"),
        SPEC_NOTE.replace(b"IneyaQM=", b"IneyaQN="),
        "text\n\n— name QUJDRA==\n".encode(),
    ],
)
def test_other_bytes_are_no_notes(data: bytes) -> None:
    """What is cut, glued, not UTF-8, or has control characters is refused."""
    with pytest.raises(NoteMalformed):
        parse_note(data)


def test_a_note_that_could_not_be_read_is_not_written() -> None:
    """A text without its newline, with a carriage return, or without signature is refused."""
    (signature,) = signed(TEXT, LOG).signatures
    for text, all_signatures in (("a", (signature,)), ("a\r\n", (signature,)), ("a\n", ())):
        with pytest.raises(NoteMalformed):
            print_note(Note(text=text, signatures=all_signatures))


def test_known_keys_are_named_and_others_ignored() -> None:
    """A note by a known and an unknown key is good; by unknown keys alone it is not."""
    note = signed(TEXT, LOG, OTHER)
    known = verifier_key("k0", LOG)
    assert [signer.key for signer in verify_note(note, [known])] == [known]
    with pytest.raises(NoteUnverified, match="no known key"):
        verify_note(note, [verifier_key("k9", LOG), verifier_key("k0", WITNESS)])


def test_one_bad_signature_of_a_known_key_rejects_the_note() -> None:
    """Even beside a good signature, and even after a good one of the same key."""
    known = [verifier_key("k0", LOG), verifier_key("k1", OTHER)]
    good = signed(TEXT, LOG, OTHER)
    bad = dataclasses.replace(good.signatures[1], value=bytes(64))
    verify_note(good, known)
    for lines in ((good.signatures[0], bad), (*good.signatures, bad)):
        with pytest.raises(NoteUnverified, match="k1"):
            verify_note(Note(text=TEXT, signatures=lines), known)


def test_a_key_that_signs_twice_counts_once() -> None:
    """A threshold is not met by repeating a line."""
    (line,) = signed(TEXT, LOG).signatures
    assert (
        len(verify_note(Note(text=TEXT, signatures=(line, line)), [verifier_key("k0", LOG)])) == 1
    )


def test_sixteen_signatures_are_accepted_and_a_flood_is_not() -> None:
    """16 is what the specification asks for; beyond our limit a note is not even read."""
    (line,) = signed(TEXT, LOG).signatures
    data = print_note(Note(text=TEXT, signatures=(line,) * MAX_SIGNATURES))
    assert len(parse_note(data).signatures) == MAX_SIGNATURES >= 16
    with pytest.raises(NoteMalformed, match="at most"):
        parse_note(data + data.splitlines(keepends=True)[-1])


def test_keys_that_cannot_be_told_apart_are_refused() -> None:
    """Two public keys whose names and 4 bytes agree would make a signature ambiguous."""

    class SameId(VerifierKey):
        """A key with the ID of another."""

        @property
        def key_id(self) -> bytes:
            return verifier_key("k0", LOG).key_id

    pair = [verifier_key("k0", LOG), SameId(name="k0", public_key=bytes(32))]
    with pytest.raises(NoteUnverified, match="share the ID"):
        verify_note(signed(TEXT, LOG), pair)


@given(st.integers(0, 2**63 - 1))
def test_a_cosignature_states_its_time(time: int) -> None:
    """The time is read back, and is covered by the signature."""
    line = cosign(TEXT, name="w", key=WITNESS, time=time)
    key = verifier_key("w", WITNESS, KeyType.COSIGNATURE)
    (signer,) = verify_note(Note(text=TEXT, signatures=(line,)), [key])
    assert signer.cosigned_at == time
    later = dataclasses.replace(line, value=(time ^ 1).to_bytes(8, "big") + line.value[8:])
    with pytest.raises(NoteUnverified, match="does not match"):
        verify_note(Note(text=TEXT, signatures=(later,)), [key])


def test_a_cosignature_is_no_signature() -> None:
    """One key in two roles has two IDs; a signature of one type is not one of the other."""
    plain, witness = verifier_key("w", WITNESS), verifier_key("w", WITNESS, KeyType.COSIGNATURE)
    assert plain.key_id != witness.key_id
    line = sign(TEXT, name="w", key=WITNESS)
    disguised = dataclasses.replace(line, key_id=witness.key_id)
    with pytest.raises(NoteUnverified, match="not as long"):
        verify_note(Note(text=TEXT, signatures=(disguised,)), [witness])
    for time in (-1, 2**63):
        with pytest.raises(ValueError, match="no time"):
            cosign(TEXT, name="w", key=WITNESS, time=time)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "\n",
        TEXT + "extension\n",
        TEXT.replace("\n2\n", "\n02\n"),
        TEXT.replace("\n2\n", "\n-2\n"),
        TEXT.replace("\n2\n", "\n2 \n"),
        TEXT.replace("\n2\n", "\n٢\n"),
        TEXT.replace("\n2\n", f"\n{2**63}\n"),
        TEXT.replace("\n2\n", f"\n{'9' * 5000}\n"),
        TEXT.replace("Qi08=", "Qi0="),
        TEXT.replace("i08=", "i09="),
        TEXT.replace("registry", "registry "),
    ],
)
def test_other_texts_are_no_checkpoints(text: str) -> None:
    """Extension lines, numbers in other spellings and roots of other lengths are refused."""
    with pytest.raises(CheckpointMalformed):
        parse_checkpoint(text)


def test_a_checkpoint_is_opened_for_its_origin_only() -> None:
    """A good signature on the checkpoint of another log opens nothing."""
    name = "registry.example.org/log"
    data = print_note(Note(text=TEXT, signatures=(sign(TEXT, name=name, key=LOG),)))
    key = verifier_key(name, LOG)
    checkpoint, signers = open_checkpoint(data, origin=name, keys=[key])
    assert (checkpoint.size, [signer.key for signer in signers]) == (2, [key])
    with pytest.raises(CheckpointMalformed, match="not of 'other'"):
        open_checkpoint(data, origin="other", keys=[key])
    with pytest.raises(NoteUnverified):
        open_checkpoint(data, origin=name, keys=[verifier_key(name, OTHER)])
