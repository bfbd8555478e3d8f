"""`sealbook key`: from the first keys to a theft, with files that are never written over."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from registry.cli.app import sealbook as group
from registry.cli.key_files import log_origin, log_size, read_chain, unclaimed_issues
from registry.ledger.entries import Entry, Genesis, Issue, print_entries, print_entry
from registry.note.vkey import print_vkey
from registry.sign.chain import verify_chain
from registry.sign.keys import parse_seed
from registry.sign.policy import Policy, PolicyRefused, parse_policy
from registry.sign.root import Cost, RootKey, lock, parse_root, print_root
from registry.sign.succession import keys_of, root_name
from tests.command_line import CommandLine, Ran

ORIGIN = "smallest.example/log"
PASSPHRASE = "seven wide rivers"
EXPIRES = ("--expires", "2028-01-01")
SEED_LINE = re.compile(r"sealbook-seed-v1:smallest\.example/log:[\w-]{43}:[0-9a-f]{8}")
Key = Callable[..., Ran]


def root_key(label: str) -> RootKey:
    """A root key that follows from its label."""
    return RootKey(name=root_name(ORIGIN, label), secret=label.encode().ljust(32, b"."))


def vkey(label: str) -> str:
    """The public line of a root key."""
    return print_vkey(root_key(label).verifier_key)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with the files of three root keys, locked cheaply, and of the passphrase."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for label in ("root-a", "root-b", "root-c"):
        cheap = Cost(passes=1, memory=8192)
        locked = lock(root_key(label), PASSPHRASE, salt=b"s" * 16, nonce=b"n" * 24, cost=cheap)
        (folder / f"{label}.txt").write_text(print_root(locked))
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    return folder


@pytest.fixture
def key(sealbook: CommandLine, stick: Path) -> Key:
    """Runs `sealbook key WORDS…` with the root key of a label, `root-a` by default."""

    def run(*words: str, root: str = "root-a") -> Ran:
        options = ("--root", str(stick / f"{root}.txt"))
        return sealbook("key", *words, *options, "--passphrase-file", str(stick / "passphrase"))

    return run


def policy(sealbook: CommandLine, *roots: str, threshold: int = 1) -> Policy:
    """The newest policy, as a verifier who pinned these roots reads it."""
    return verify_chain(
        read_chain(sealbook.root),
        pinned_roots=[vkey(label) for label in roots],
        threshold=threshold,
        origin=ORIGIN,
    )


def write_log(folder: Path, *entries: Entry) -> None:
    """A log of these entries after its first one, in a ledger's folder."""
    first = Genesis(origin=ORIGIN, time=datetime(2026, 11, 10, tzinfo=UTC))
    (folder / "log").mkdir(parents=True, exist_ok=True)
    data = print_entries(tuple(map(print_entry, (first, *entries))))
    (folder / "log/entries.jsonl").write_bytes(data)


def issue(number: int, replaces: int | None = None) -> Issue:
    """An issue entry with a commitment of its own."""
    return Issue(commitment=bytes([number]) * 32, replaces=replaces)


# --- new


def test_the_first_keys(sealbook: CommandLine, key: Key) -> None:
    """A seed, alone on standard output, and a policy that lists its keys and that the root signed.

    Origin, issuer and the oldest seal come from `registry.yml`.
    """
    ran = key("new", *EXPIRES)
    assert ran.code == 0, ran.err
    assert SEED_LINE.fullmatch(ran.out.strip())
    made = policy(sealbook, "root-a")
    assert (made.log_keys[0], made.issuer_keys[0]) == keys_of(parse_seed(ran.out), 0)
    assert (made.n, made.issuer, made.max_seal_age_days) == (1, "did:web:smallest.example", 14)
    assert str(made.expires) == "2028-01-01"
    assert ran.out.split(":")[2] not in ran.err
    assert vkey("root-a") in ran.err


def test_two_seeds_are_never_the_same(sealbook: CommandLine, key: Key) -> None:
    """Each run draws its own."""
    first = key("new").out
    for file in sealbook.root.glob("keys/*"):
        file.unlink()
    assert key("new").out != first


def test_the_walk_through_makes_a_root_key(sealbook: CommandLine, tmp_path: Path) -> None:
    """Without options it asks where the root key goes and, twice, for its passphrase."""
    file = tmp_path / "root-z.txt"
    typed = f"{file}\n{PASSPHRASE}\n{PASSPHRASE}\n"
    ran = CliRunner().invoke(group, ["-C", str(sealbook.root), "key", "new"], input=typed)
    assert SEED_LINE.search(ran.stdout), ran.output
    assert PASSPHRASE not in ran.output
    assert parse_root(file.read_text()).name == "smallest.example/root-z"
    assert parse_root(file.read_text()).cost == Cost()
    sheet = tmp_path / "root-z.html"
    assert file.read_text() in sheet.read_text()
    for secret in (file, sheet):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert (sealbook.root / "keys/1.note").exists()


def test_keys_are_never_written_over(sealbook: CommandLine, key: Key) -> None:
    """A second `new` changes nothing and names the command that is meant."""
    key("new")
    before = sealbook.files()
    ran = key("new")
    assert ran.code == 3
    assert "error[key]: there are keys already: keys/1.json" in ran.err
    assert "sealbook key rotate" in ran.err
    assert sealbook.files() == before
    assert ran.out == ""


def test_a_root_file_is_opened_and_never_changed(key: Key, stick: Path) -> None:
    """A root key that is there is used as it is."""
    before = (stick / "root-a.txt").read_bytes()
    assert key("new").code == 0
    assert (stick / "root-a.txt").read_bytes() == before


@pytest.mark.parametrize(
    "words", [("--root", "key.txt"), ("--root", "../x.txt", "--seed-file", "s")]
)
def test_no_secret_lies_in_the_repository(
    sealbook: CommandLine, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a root key nor a seed is written below the folder of the registry."""
    monkeypatch.chdir(sealbook.root)
    before = sealbook.files()
    ran = sealbook("key", "new", *words)
    assert ran.code == 3
    assert "is in the repository, where no secret may lie" in ran.err
    assert sealbook.files() == before


def test_a_seed_in_a_file(sealbook: CommandLine, key: Key, tmp_path: Path) -> None:
    """With `--seed-file` nothing secret is printed, the file is for its owner, and stays."""
    file = tmp_path / "seed"
    ran = key("new", "--seed-file", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    listed = policy(sealbook, "root-a").issuer_keys[0]
    assert listed == keys_of(parse_seed(file.read_text()), 0)[1]
    ran = key("rotate", "--at", "5", "--seed-file", str(file))
    assert (ran.code, (sealbook.root / "keys/2.json").exists()) == (3, False)
    assert f"{file} is there already" in ran.err


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [("seven wide river", "does not open smallest.example/root-a"), ("", "does not open")],
)
def test_a_wrong_passphrase_makes_nothing(
    sealbook: CommandLine, key: Key, stick: Path, passphrase: str, words: str
) -> None:
    """The message says which key did not open."""
    (stick / "passphrase").write_text(passphrase)
    before = sealbook.files()
    ran = key("new")
    assert ran.code == 3
    assert ran.err.splitlines()[-2].startswith("error[key]: the passphrase")
    assert words in ran.err
    assert (sealbook.files(), ran.out) == (before, "")


def test_a_short_passphrase_locks_nothing(sealbook: CommandLine, key: Key, stick: Path) -> None:
    """A new root key wants at least twelve characters."""
    (stick / "passphrase").write_text("too short\n")
    ran = key("new", root="root-z")
    assert ran.code == 3
    assert "at least 12 characters" in ran.err
    assert not (stick / "root-z.txt").exists()
    assert not (sealbook.root / "keys").exists()


def test_a_root_key_is_called_after_its_file(key: Key) -> None:
    """A name that no key may have is refused before anything is made."""
    ran = key("new", root="My Root")
    assert ran.code == 3
    assert "as in root-a.txt" in ran.err


# --- several roots


def test_two_of_three_roots(sealbook: CommandLine, key: Key, stick: Path) -> None:
    """Each holder makes a key, one makes the policy, another signs it: then it is in force."""
    others = ("--root-key", vkey("root-b"), "--root-key", vkey("root-c"))
    ran = key("new", *others)
    assert ran.code == 0, ran.err
    assert "Still 1 to sign" in ran.err
    assert key("rotate", "--at", "9").code == 3
    shown = sealbook("key", "show").out
    assert "2 of 3 must sign; 1 signatures are missing" in shown
    ran = key("sign", root="root-c")
    assert "all signatures are there" in ran.err, ran.err
    made = policy(sealbook, "root-a", "root-b", "root-c", threshold=2)
    assert made.roots.threshold == 2
    note = (sealbook.root / "keys/1.note").read_bytes()
    assert key("sign", root="root-c").code == 0
    assert (sealbook.root / "keys/1.note").read_bytes() == note
    assert sealbook("key", "root", str(stick / "root-b.txt")).code == 3


def test_a_stranger_cannot_sign(sealbook: CommandLine, key: Key) -> None:
    """A root key that the policy does not list adds nothing."""
    key("new")
    before = sealbook.files()
    for words in (("sign",), ("rotate", "--at", "5")):
        ran = key(*words, root="root-b")
        assert ran.code == 3
        assert "no root key" in ran.err
    assert sealbook.files() == before


@pytest.mark.parametrize("words", [("--root-key", "x"), ("--threshold", "2"), ("--threshold", "0")])
def test_roots_that_cannot_be(sealbook: CommandLine, key: Key, words: tuple[str, str]) -> None:
    """A malformed line or a threshold that nobody reaches is wrong use."""
    ran = key("new", *words)
    assert ran.code == 2
    assert words[0] in ran.err
    assert not (sealbook.root / "keys").exists()


def test_root_prints_its_public_line(sealbook: CommandLine, tmp_path: Path, stick: Path) -> None:
    """What the other holders need stands alone on standard output."""
    file = tmp_path / "root-q.txt"
    ran = sealbook("key", "root", str(file), "--passphrase-file", str(stick / "passphrase"))
    assert ran.code == 0, ran.err
    assert re.fullmatch(r"smallest\.example/root-q\+[0-9a-f]{8}\+[\w+/]{44}\n", ran.out)
    assert parse_root(file.read_text()).key_id.hex() == ran.out.split("+")[1]


def test_other_roots(sealbook: CommandLine, key: Key) -> None:
    """From one root to two of three: the old one and enough of the new ones sign."""
    key("new")
    ran = key("roots", "--add", vkey("root-b"), "--add", vkey("root-c"))
    assert ran.code == 0, ran.err
    assert "Still 1 to sign" in ran.err
    assert key("rotate", "--at", "5").code == 3
    assert key("sign", root="root-b").code == 0
    made = policy(sealbook, "root-a")
    assert (made.n, made.roots.threshold) == (2, 2)
    ran = key("roots", "--remove", vkey("root-a"), "--threshold", "1", root="root-b")
    assert "Still 1 to sign" in ran.err
    assert key("sign").code == 0
    assert policy(sealbook, "root-a").roots.keys == (vkey("root-b"), vkey("root-c"))
    assert key("roots", "--remove", vkey("root-a"), root="root-b").code == 2
    assert key("roots", "--threshold", "3", root="root-b").code == 2


def test_a_lost_root(sealbook: CommandLine, key: Key) -> None:
    """A new root signs alone: who pins it reads on, who pins the old one is stopped."""
    key("new")
    ran = key("roots", "--remove", vkey("root-a"), "--add", vkey("root-b"), root="root-b")
    assert "Still 1 to sign" in ran.err
    assert policy(sealbook, "root-b").n == 2
    with pytest.raises(PolicyRefused, match="by the roots before it"):
        policy(sealbook, "root-a")
    assert key("rotate", "--at", "5", root="root-b").code == 0
    assert policy(sealbook, "root-b").n == 3


# --- rotate


def test_rotation(sealbook: CommandLine, key: Key) -> None:
    """The new keys count from the size of the log on; later the old ones end there, retired."""
    old = keys_of(parse_seed(key("new").out), 0)
    ledger = sealbook.root / ".sealbook/ledger"
    write_log(ledger, *(issue(n) for n in range(1, 48)))
    seed = key("rotate").out
    made = policy(sealbook, "root-a")
    assert made.issuer_keys == (old[1], keys_of(parse_seed(seed), 48)[1])
    assert made.log_keys == (old[0], keys_of(parse_seed(seed), 48)[0])
    write_log(ledger, *(issue(n) for n in range(1, 60)))
    ran = key("rotate", "--finish")
    assert (ran.code, ran.out) == (0, "")
    made = policy(sealbook, "root-a")
    assert [(k.state, k.from_, k.until) for k in made.log_keys] == [
        ("retired", 0, 60),
        ("active", 48, None),
    ]
    assert made.n == 3
    assert key("rotate", "--finish").code == 3


def test_rotation_needs_the_log_or_an_index(sealbook: CommandLine, key: Key) -> None:
    """Where there is no log, or another registry's, nothing is guessed."""
    key("new")
    ran = key("rotate")
    assert ran.code == 3
    assert "there is no log in" in ran.err
    assert "--at" in ran.err
    folder = sealbook.root / "other"
    (folder / "log").mkdir(parents=True)
    first = Genesis(origin="test.invalid/log", time=datetime(2026, 11, 10, tzinfo=UTC))
    (folder / "log/entries.jsonl").write_bytes(print_entries((print_entry(first),)))
    ran = key("rotate", "--ledger", str(folder))
    assert "is test.invalid/log, not smallest.example/log" in ran.err
    (folder / "log/entries.jsonl").write_bytes(b"x")
    assert "error[ledger]" in key("rotate", "--ledger", str(folder)).err
    assert not (sealbook.root / "keys/2.json").exists()


@pytest.mark.parametrize("name", ["keys/1.json", "keys/1.note"])
def test_a_policy_that_was_touched_stops_everything(
    sealbook: CommandLine, key: Key, name: str
) -> None:
    """One changed byte in `keys/`, and no key is added on top of it."""
    key("new")
    file = sealbook.root / name
    data = file.read_bytes()
    file.write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
    ran = key("rotate", "--at", "5")
    assert ran.code == 3
    assert ran.err.startswith("error[key]: in keys/")
    assert not (sealbook.root / "keys/2.json").exists()


# --- compromise


def record(folder: Path, record_id: str, index: int, multikey: str) -> None:
    """A sealed record in a ledger, signed by a key."""
    method = f"did:web:smallest.example#{multikey}"
    file = folder / "records" / record_id[:2] / f"{record_id}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    credential = {"proof": {"verificationMethod": method}}
    file.write_text(json.dumps({"credential": credential, "history": 0, "index": index}))


def test_a_stolen_seed(sealbook: CommandLine, key: Key) -> None:
    """Both keys are withdrawn at the index, new ones count from it, and the rest is listed."""
    stolen = keys_of(parse_seed(key("new").out), 0)
    ledger = sealbook.root / ".sealbook/ledger"
    write_log(ledger, issue(1), issue(2), issue(3), issue(4), issue(5), issue(6, replaces=4))
    record(ledger, "A1A1A1A1A1A1H", 2, stolen[1].multikey)
    record(ledger, "B2B2B2B2B2B2X", 5, stolen[1].multikey)
    record(ledger, "C3C3C3C3C3C3X", 1, "z6MkAnother")
    ran = key("compromise", "--from", "3")
    assert ran.code == 0, ran.err
    seed, *lists = ran.out.splitlines()
    made = policy(sealbook, "root-a")
    assert [(k.state, k.from_, k.until) for k in made.issuer_keys] == [
        ("compromised", 0, 3),
        ("active", 3, None),
    ]
    assert [k.state for k in made.log_keys] == ["compromised", "active"]
    assert made.issuer_keys[1] == keys_of(parse_seed(seed), 3)[1]
    assert lists == [
        "seal again void now: B2B2B2B2B2B2X",
        "seal again for other verifiers: A1A1A1A1A1A1H",
        "unclaimed entries: 3, 6",
    ]


def test_a_stolen_seed_as_json(sealbook: CommandLine, key: Key, stick: Path) -> None:
    """`--json` gives one object with the seed, the file and the lists."""
    key("new")
    words = ("--root", str(stick / "root-a.txt"), "--passphrase-file", str(stick / "passphrase"))
    found = sealbook("--json", "key", "compromise", "--from", "3", *words).json
    assert SEED_LINE.fullmatch(found["seed"])
    assert (found["policy"], found["missing_signatures"]) == ("keys/2.json", 0)
    assert found["unclaimed_entries"] == []


def test_an_old_key_alone(sealbook: CommandLine, key: Key) -> None:
    """A named retired key is withdrawn without a new seed; the active ones go on."""
    old = keys_of(parse_seed(key("new").out), 0)
    key("rotate", "--at", "10")
    key("rotate", "--finish", "--at", "20")
    ran = key("compromise", "--from", "15", "--key", old[0].vkey, "--key", old[1].multikey)
    assert ran.code == 0, ran.err
    assert not SEED_LINE.search(ran.out)
    made = policy(sealbook, "root-a")
    assert [(k.state, k.until) for k in made.log_keys] == [("compromised", 15), ("active", None)]
    assert [(k.state, k.until) for k in made.issuer_keys] == [
        ("compromised", 15),
        ("active", None),
    ]
    assert key("compromise", "--from", "15", "--key", "z6MkNobody").code == 2


def test_a_cut_beyond_the_log_is_refused(sealbook: CommandLine, key: Key) -> None:
    """A mistyped index must not leave the forged entries good."""
    key("new")
    write_log(sealbook.root / ".sealbook/ledger", issue(1))
    ran = key("compromise", "--from", "3")
    assert ran.code == 2
    assert "--from 3: the log has 2 entries" in ran.err
    assert not (sealbook.root / "keys/2.json").exists()


# --- show, and what the rest reads


def test_show(sealbook: CommandLine, key: Key) -> None:
    """Every key with its state and its window; as JSON the policy itself."""
    assert sealbook("key", "show").code == 3
    key("new", *EXPIRES)
    key("rotate", "--at", "48", *EXPIRES)
    shown = sealbook("key", "show").out
    made = policy(sealbook, "root-a")
    assert shown.startswith("Policy 2 of smallest.example/log, to be renewed before 2028-01-01\n")
    assert f"active       from 48     until now     {made.log_keys[1].vkey}\n" in shown
    assert f"active       from 0      until now     {made.issuer_keys[0].multikey}\n" in shown
    found = sealbook("--json", "key", "show").json
    content = (sealbook.root / "keys/2.json").read_bytes()
    assert found["policy"] == json.loads(content)
    assert parse_policy(content) == made


def test_the_size_of_a_log(tmp_path: Path) -> None:
    """No log has no size; an entry is a line; an edition that was replaced is nobody's loss."""
    assert log_size(tmp_path) is None
    assert log_origin(tmp_path) is None
    write_log(tmp_path, issue(1), issue(2, replaces=1), issue(3))
    assert (log_size(tmp_path), log_origin(tmp_path)) == (4, ORIGIN)
    assert unclaimed_issues(tmp_path, 0, {2}) == (3,)
    assert unclaimed_issues(tmp_path, 2, ()) == (2, 3)
    (tmp_path / "log/entries.jsonl").write_bytes(b"")
    assert (log_size(tmp_path), log_origin(tmp_path)) == (0, None)
