"""Root keys: locking, their text, and the sheet of paper."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_pwhash_alg, crypto_secretbox_open
from nacl.bindings.crypto_pwhash import crypto_pwhash_ALG_ARGON2ID13

from registry.records.ids import ALPHABET
from registry.sign.paper import drawing, print_paper
from registry.sign.root import (
    Cost,
    LockedRoot,
    RootKey,
    RootRefused,
    lock,
    parse_root,
    print_root,
    unlock,
)

CHEAP = Cost(passes=1, memory=8192)
ROOT = RootKey(name="odpg.example/root-a", secret=bytes(range(32)))
PASSPHRASE = "seven wide rivers"
LOCKED = lock(ROOT, PASSPHRASE, salt=b"s" * 16, nonce=b"n" * 24, cost=CHEAP)
TEXT = print_root(LOCKED)


@settings(max_examples=40, deadline=None)
@given(
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=16, max_size=16),
    st.binary(min_size=24, max_size=24),
    st.text(max_size=40).filter(str.isprintable),
)
def test_a_root_key_comes_back(secret: bytes, salt: bytes, nonce: bytes, passphrase: str) -> None:
    """What was locked and written is read and opened with the same passphrase."""
    root = RootKey(name="odpg.example/root-a", secret=secret)
    locked = lock(root, passphrase, salt=salt, nonce=nonce, cost=CHEAP)
    assert parse_root(print_root(locked)) == locked
    assert unlock(locked, passphrase) == root


def test_the_text_has_one_form() -> None:
    """Twelve lines, short enough to type, with the public name and ID in the open."""
    assert TEXT.splitlines()[:4] == [
        "sealbook-root-v1",
        "name: odpg.example/root-a",
        f"id: {ROOT.verifier_key.key_id.hex()}",
        "lock: argon2id 1 8192",
    ]
    symbol = f"[{ALPHABET}]"
    for number, line in enumerate(TEXT.splitlines()[4:], 1):
        assert re.fullmatch(rf"{number}:(?: {symbol}{{4}}){{5}}", line)
    assert len(TEXT.splitlines()) == 12


def test_the_lock_is_argon2id_and_secretbox() -> None:
    """The primitives of libsodium open the lines, without our code between."""
    key = crypto_pwhash_alg(
        32, PASSPHRASE.encode(), LOCKED.salt, 1, 8192, crypto_pwhash_ALG_ARGON2ID13
    )
    assert crypto_secretbox_open(LOCKED.box[24:], LOCKED.box[:24], key) == ROOT.secret


def test_the_default_cost_is_a_quarter_of_a_gigabyte() -> None:
    """One guess takes 256 MiB and three passes unless someone asks for less."""
    assert Cost() == Cost(passes=3, memory=256 * 1024 * 1024)


@pytest.mark.parametrize("typed", ["", "seven wide river", "Seven wide rivers", PASSPHRASE + " "])
def test_a_wrong_passphrase_is_told(typed: str) -> None:
    """Nothing opens but the passphrase itself, and the message names the key, not the secret."""
    with pytest.raises(RootRefused, match=r"does not open odpg\.example/root-a") as caught:
        unlock(LOCKED, typed)
    assert PASSPHRASE not in str(caught.value)


def test_an_accent_may_be_typed_either_way() -> None:
    """Composed and decomposed letters are the same passphrase."""
    locked = lock(ROOT, "caf\u00e9 r\u00edo", salt=b"s" * 16, nonce=b"n" * 24, cost=CHEAP)
    assert unlock(locked, "cafe\u0301 ri\u0301o") == ROOT


def test_a_file_renamed_to_another_key_is_noticed() -> None:
    """Name and ID stand outside the lock, and are checked against what it held."""
    for other in (
        replace(LOCKED, name="odpg.example/root-b"),
        replace(LOCKED, key_id=b"\0" * 4),
    ):
        with pytest.raises(RootRefused, match="is not that of the key"):
            unlock(other, PASSPHRASE)


def test_a_text_typed_from_paper_reads_back() -> None:
    """Case, spaces, dashes and look-alike letters do not matter in the eight lines."""
    head, body = TEXT.splitlines()[:4], TEXT.splitlines()[4:]
    typed = [
        row.lower().replace("0", "o").replace("1 ", "l ").replace(" ", "-").replace(":-", ":  ")
        if row[0] != "1"
        else row
        for row in body
    ]
    assert parse_root("\n\n" + "\r\n".join([*head, *typed]) + "\n\n") == LOCKED


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_mistyped_line_is_named(data: st.DataObject) -> None:
    """A wrong symbol, or two swapped lines, are found before any passphrase is asked for.

    Twelve bits check a line: one mistake in 4096 passes it, and then nothing opens.
    """
    lines = TEXT.splitlines()
    row = data.draw(st.integers(4, 11))
    places = [at for at, symbol in enumerate(lines[row]) if at > 2 and symbol != " "]
    place = data.draw(st.sampled_from(places))
    symbol = data.draw(st.sampled_from([s for s in ALPHABET if s != lines[row][place]]))
    wrong = [*lines]
    wrong[row] = lines[row][:place] + symbol + lines[row][place + 1 :]
    with pytest.raises(RootRefused, match=rf"line {row - 3} is mistyped|does not open"):
        unlock(parse_root("\n".join(wrong)), PASSPHRASE)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sealbook-root-v1", "sealbook-root-v2", "begins with the line sealbook-root-v1"),
        ("name: ", "nome: ", "has the lines name, id"),
        ("odpg.example/root-a", "odpg example", "cannot be the name"),
        ("id: ", "id: z", "8 hex digits"),
        ("id: ", "id: 00", "8 hex digits"),
        ("argon2id 1", "scrypt 1", "`lock` is argon2id"),
        ("argon2id 1", "argon2id x", "`lock` is argon2id"),
        ("argon2id 1", "argon2id 99", "asks for 99 passes"),
        ("8192", "9999999999", "passes over 9999999999 bytes"),
        ("8192", "1", "passes over 1 bytes"),
        ("\n3: ", "\n3: U", "line 3 is 20 letters"),
        ("\n8: ", "\n9: ", "has the lines"),
    ],
)
def test_what_is_no_root_key_is_refused(old: str, new: str, words: str) -> None:
    """Every other text is refused with what should stand there; none makes a computer stall."""
    assert old in TEXT
    with pytest.raises(RootRefused, match=words):
        parse_root(TEXT.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "\n", "x", TEXT + TEXT, "\n".join(TEXT.splitlines()[:-1])])
def test_a_part_or_a_double_is_refused(text: str) -> None:
    """Nothing, less or more is no root key."""
    with pytest.raises(RootRefused):
        parse_root(text)


def test_swapped_lines_are_noticed() -> None:
    """The checksum of a line covers its number."""
    lines = TEXT.splitlines()
    lines[5], lines[6] = "2" + lines[6][1:], "3" + lines[5][1:]
    with pytest.raises(RootRefused, match="line 2 is mistyped"):
        parse_root("\n".join(lines))


def test_the_secret_is_never_shown() -> None:
    """Neither the repr of an unlocked key, nor text or paper of a locked one, holds the secret."""
    shown = repr(ROOT) + TEXT + print_paper(LOCKED)
    assert ROOT.secret.hex() not in shown
    assert repr(ROOT.secret)[2:-1] not in shown
    assert PASSPHRASE not in shown


def test_the_paper_holds_the_text_and_nothing_from_outside() -> None:
    """One page, the text of the file in it, no address to fetch from, no script."""
    page = print_paper(LOCKED)
    found = re.search(r"<pre>(.*?)</pre>", page, re.DOTALL)
    assert found
    assert html.unescape(found[1]) == TEXT
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="|url\(', page) == []
    assert re.findall(r"https?://[^\"]*", page) == ["http://www.w3.org/2000/svg"]


def test_a_name_cannot_write_markup() -> None:
    """What stands in a file is text on the sheet."""
    hostile = LockedRoot(
        name="x<script>alert(1)</script>",
        key_id=LOCKED.key_id,
        cost=CHEAP,
        salt=LOCKED.salt,
        box=LOCKED.box,
    )
    assert "<script" not in print_paper(hostile)


def test_the_code_on_the_paper_reads_back() -> None:
    """A reader of QR codes finds the text of the file."""
    zxingcpp = pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")
    drawn = drawing(TEXT)
    side = int(drawn.split('viewBox="-4 -4 ')[1].split(" ")[0])
    picture = image.new("L", (side, side), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn):
        picture.putpixel((int(x) + 4, int(y) + 4), 0)
    found = zxingcpp.read_barcodes(picture.resize((side * 4, side * 4)))
    assert [code.text for code in found] == [TEXT]
