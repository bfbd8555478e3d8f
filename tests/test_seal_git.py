"""Sealing with real Git repositories and the command, as workflows and people do it.

A bare repository holds the branches `main` (records) and `ledger`; every run has clones of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from registry.ledger.files import parse_ledger
from registry.store import read_ledger
from tests.real_registry import RealRegistry, real_registry

DORA = "A1A1A1A1A1A1H"
TEAM = "B2B2B2B2B2B2Q"
REPLACED = "D4D4D4D4D4D4E"
NEWER = "E5E5E5E5E5E5W"
_WHO = {
    f"GIT_{role}_{field}": value
    for role in ("AUTHOR", "COMMITTER")
    for field, value in (("NAME", "Test"), ("EMAIL", "test@example.org"))
}


class Ran(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


def git(folder: Path, *words: str) -> Ran:
    """Run git in a folder."""
    environment = {
        **os.environ,
        **_WHO,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    done = subprocess.run(
        ["git", "-C", folder, *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def must(ran: Ran) -> str:
    """What a run printed, that had to end well."""
    assert ran.code == 0, ran
    return ran.out


class World:
    """The bare repository, and the clones of runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        made: RealRegistry = real_registry(folder / "made")
        self.seed = (made.stick / "seed").read_text().strip()
        self.bare = folder / "bare.git"
        self.bare.mkdir()
        must(git(self.bare, "init", "-q", "--bare", "-b", "main"))
        self.main = made.root
        (self.main / ".gitignore").write_text("build/\n.sealbook/\n")
        must(git(self.main, "init", "-q", "-b", "main"))
        must(git(self.main, "remote", "add", "origin", str(self.bare)))
        self.numbered = 0

    def merge(self, subject: str = "Records") -> None:
        """Commit everything on main, and push it."""
        must(git(self.main, "add", "-A"))
        must(git(self.main, "commit", "-q", "-m", subject))
        must(git(self.main, "push", "-q", "origin", "main"))

    def ledger(self) -> Path:
        """A fresh clone of the branch `ledger`; an empty one before there is any."""
        self.numbered += 1
        folder = self.folder / f"ledger-{self.numbered}"
        folder.mkdir()
        must(git(folder, "init", "-q", "-b", "ledger"))
        must(git(folder, "remote", "add", "origin", str(self.bare)))
        if git(folder, "fetch", "-q", "origin", "ledger").code == 0:
            must(git(folder, "reset", "-q", "--hard", "FETCH_HEAD"))
        return folder

    def sealbook(self, *words: str, root: Path | None = None, key: bool = True) -> Ran:
        """Run the command on main, as a process of its own."""
        environment = {
            **{name: value for name, value in os.environ.items() if name != "SEALBOOK_SEED"},
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
            "XDG_STATE_HOME": str(self.folder / "state"),
        }
        if key:
            environment["SEALBOOK_SEED"] = self.seed
        done = subprocess.run(
            [sys.executable, "-m", "registry", "-C", root or self.main, *words],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def seal(self, step: str, ledger: Path, day: str, *words: str, **how: Path) -> Ran:
        """One step of a seal, as of a day."""
        return self.sealbook(
            "seal", f"--{step}", "--ledger", str(ledger), "--today", day, *words, **how
        )

    def push(self, ledger: Path, *words: str) -> Ran:
        """Commit the ledger and push it, as a rule without force."""
        git(ledger, "add", "-A")
        git(ledger, "commit", "-q", "-m", "Seal")
        return git(ledger, "push", "-q", *words, "origin", "ledger")

    def whole_seal(self, day: str) -> Path:
        """Append, push, sign the checkpoint, push."""
        ledger = self.ledger()
        must(self.seal("append", ledger, day))
        must(self.push(ledger))
        must(self.seal("checkpoint", ledger, day))
        must(self.push(ledger))
        return ledger

    def build(self, ledger: Path, day: str) -> Path:
        """The site of main and a ledger; no key is at hand."""
        site = self.folder / "out" / "site"
        must(
            self.sealbook(
                "build", "--ledger", str(ledger), "-o", str(site), "--today", day, key=False
            )
        )
        return site

    def credential(self, record_id: str) -> Path:
        """The file of a credential."""
        return self.main / "credentials" / "2025" / f"{record_id}.yml"

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a text in a file of main."""
        file = self.main / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def hold_back(self) -> Callable[[], None]:
        """Take a credential out of the records; what is given back brings it in again."""
        row = f"history:\n  - {{replaced: 2025-05-01, by: {NEWER}}}\n"
        files = [self.credential(NEWER), self.main / "assessments" / "2025" / f"{NEWER}.yml"]
        texts = [file.read_text("utf-8") for file in files]
        for file in files:
            file.unlink()
        self.edit(f"credentials/2025/{REPLACED}.yml", row, "")

        def bring_back() -> None:
            for file, text in zip(files, texts, strict=True):
                file.write_text(text, "utf-8")
            replaced = self.credential(REPLACED)
            replaced.write_text(replaced.read_text("utf-8") + row, "utf-8")

        return bring_back


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A registry with keys, on main; nothing is sealed."""
    return World(tmp_path)


def log_of(ledger: Path) -> bytes:
    """The bytes of the log."""
    return (ledger / "log" / "entries.jsonl").read_bytes()


def checkpoints_of(ledger: Path) -> dict[str, bytes]:
    """Every signed checkpoint, by its file."""
    return {path.name: path.read_bytes() for path in (ledger / "log" / "checkpoints").glob("*")}


def plan_of(world: World, ledger: Path, day: str) -> str:
    """What is still to be sealed, by somebody without a key."""
    ran = world.sealbook("seal", "--plan", "--ledger", str(ledger), "--today", day, key=False)
    return must(ran) + ran.err


def test_two_seals_at_once(world: World) -> None:
    """The second push is refused, and what it would have sealed is planned anew: nothing.

    A race leaves one log and one checkpoint; the loser has signed none.
    """
    world.merge()
    first, second = world.ledger(), world.ledger()
    must(world.seal("append", first, "2026-11-20"))
    must(world.seal("append", second, "2026-11-20"))
    assert log_of(first) != log_of(second)  # salts are random
    must(world.push(first))
    assert world.push(second).code != 0
    assert checkpoints_of(second) == {}
    must(git(second, "fetch", "-q", "origin", "ledger"))
    must(git(second, "reset", "-q", "--hard", "FETCH_HEAD"))
    assert log_of(first) == log_of(second)
    said = plan_of(world, second, "2026-11-20")
    assert "Nothing to seal. The checkpoint of the last seal is not signed yet." in said
    for ledger in (first, second):
        must(world.seal("checkpoint", ledger, "2026-11-20"))
    assert checkpoints_of(first) == checkpoints_of(second)
    must(world.push(first))


def test_a_run_seals_all_that_is_open(world: World) -> None:
    """Two merges, one run: it reads the tip, not its own change; then there is nothing to do."""
    bring_back = world.hold_back()
    world.merge()
    ledger = world.whole_seal("2026-11-20")
    assert "Nothing to seal." in plan_of(world, ledger, "2026-11-21")
    bring_back()
    world.merge("One more")
    assert "To seal: 1 change of status, 1 edition of a credential." in plan_of(
        world, ledger, "2026-11-21"
    )
    must(world.seal("append", ledger, "2026-11-21"))
    again = must(world.seal("append", ledger, "2026-11-22"))
    assert again == ""


def test_a_crash_after_the_push(world: World) -> None:
    """The next run signs the checkpoint that was missing; whoever does it, it is the same."""
    bring_back = world.hold_back()
    world.merge()
    crashed = world.ledger()
    must(world.seal("append", crashed, "2026-11-20"))
    must(world.push(crashed))
    refused = world.sealbook("build", "--ledger", str(crashed), "--today", "2026-11-20", key=False)
    assert refused.code == 3
    assert refused.err.startswith("error[checkpoint]: ")
    repaired, other = world.ledger(), world.ledger()
    for ledger, step in ((repaired, "checkpoint"), (other, "append")):
        must(world.seal(step, ledger, "2026-11-21"))
    assert len(checkpoints_of(repaired)) == 1
    assert checkpoints_of(other) == {}  # nothing new to append, so nothing to sign twice
    must(world.sealbook("seal", "--ledger", str(other), "--today", "2026-11-22"))
    assert checkpoints_of(other) == checkpoints_of(repaired)
    bring_back()
    world.merge("One more")
    must(world.seal("append", crashed, "2026-11-23"))  # on top of a seal that was never signed
    must(world.seal("checkpoint", crashed, "2026-11-23"))
    assert len(checkpoints_of(crashed)) == 1
    assert log_of(crashed).startswith(log_of(repaired))


def test_a_crash_before_the_push(world: World) -> None:
    """What was not pushed is gone with its machine; nothing was signed that could contradict."""
    world.merge()
    must(world.seal("append", world.ledger(), "2026-11-20"))
    after = world.whole_seal("2026-11-21")
    assert len(checkpoints_of(after)) == 1


def test_an_old_run_is_started_again(world: World, tmp_path: Path) -> None:
    """Its commit does not descend from the one that was sealed last."""
    bring_back = world.hold_back()
    world.merge()
    old = tmp_path / "old"
    must(git(tmp_path, "clone", "-q", str(world.bare), str(old)))
    bring_back()
    world.merge("One more")
    ledger = world.whole_seal("2026-11-20")
    for step in ("plan", "append"):
        ran = world.seal(step, ledger, "2026-11-21", root=old)
        assert ran.code == 1
        assert ran.err.startswith("error[source]: these records do not descend from git:")
    shallow = tmp_path / "shallow"
    must(git(tmp_path, "clone", "-q", "--depth", "1", world.bare.as_uri(), str(shallow)))
    assert must(world.seal("append", ledger, "2026-11-21", root=shallow)) == ""


def test_a_reverted_issuance(world: World) -> None:
    """`git revert` makes nothing undone: a wrong credential is revoked."""
    bring_back = world.hold_back()
    world.merge()
    bring_back()
    world.merge("One more")
    ledger = world.whole_seal("2026-11-20")
    before = log_of(ledger)
    must(git(world.main, "revert", "--no-edit", "HEAD"))
    for step in ("plan", "append"):
        ran = world.seal(step, ledger, "2026-11-21")
        assert ran.code == 1
        assert "sealed-record-vanished" in ran.out + ran.err
        assert "sealed-record-edited" in ran.out + ran.err  # the event that named it
    assert log_of(ledger) == before


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (f"credentials/2025/{DORA}.yml", "Dora Smallest", "Dora Greatest", "sealed-record-edited"),
        (
            "standards/analyst/1.1.yml",
            "The holder cleans tables.",
            "The holder cleans chairs.",
            "sealed-standard-edited",
        ),
    ],
)
def test_what_was_sealed_is_edited(world: World, path: str, old: str, new: str, code: str) -> None:
    """Also where the change was reviewed and merged."""
    world.merge()
    ledger = world.whole_seal("2026-11-20")
    world.edit(path, old, new)
    world.merge("A better past")
    for step in ("plan", "append"):
        ran = world.seal(step, ledger, "2026-11-21")
        assert ran.code == 1
        assert f"error[{code}]" in ran.out + ran.err
        assert path in ran.out + ran.err


def test_what_is_not_committed_is_not_sealed(world: World) -> None:
    """The seal names a commit; it must hold what was sealed."""
    world.merge()
    world.edit(f"credentials/2025/{DORA}.yml", "Dora Smallest", "Dora Greatest")
    ledger = world.ledger()
    ran = world.seal("append", ledger, "2026-11-20")
    assert ran.code == 1
    assert "there are changes that commit" in ran.err
    assert read_ledger(ledger) is None


def test_the_history_of_main_was_rewritten(world: World) -> None:
    """Nothing is sealed until somebody says that it was on purpose."""
    bring_back = world.hold_back()
    world.merge()
    ledger = world.whole_seal("2026-11-20")
    must(git(world.main, "checkout", "-q", "--orphan", "purged"))
    bring_back()
    must(git(world.main, "add", "-A"))
    must(git(world.main, "commit", "-q", "-m", "Without the past"))
    assert world.seal("append", ledger, "2026-11-21").code == 1
    accepted = world.seal("append", ledger, "2026-11-21", "--accept-source-rewrite")
    assert must(accepted) == f"{NEWER}\n"
    assert "Nothing to seal." in plan_of(world, ledger, "2026-11-22")


def test_a_force_pushed_ledger(world: World) -> None:
    """Nobody signs on top of a rewritten log.

    Its own old checkpoints give it away; where these were taken away too, that of the site does.
    """
    world.merge()
    honest = world.whole_seal("2026-11-20")
    kept = world.folder / "checkpoint"
    kept.write_bytes((honest / "log" / "checkpoint").read_bytes())
    forged = world.folder / "forged"
    forged.mkdir()
    must(git(forged, "init", "-q", "-b", "ledger"))
    must(git(forged, "remote", "add", "origin", str(world.bare)))
    must(world.sealbook("seal", "--ledger", str(forged), "--today", "2026-11-20"))
    must(world.push(forged, "--force"))
    fresh = world.ledger()
    assert log_of(fresh) != log_of(honest)
    for step in ("plan", "append", "checkpoint"):
        ran = world.seal(step, fresh, "2026-11-21", "--seen", str(kept))
        assert ran.code == 3, step
        assert ran.err.startswith("error[rewritten]: the first 14 entries are not those")
    for name, signed in checkpoints_of(honest).items():
        (fresh / "log" / "checkpoints" / name).write_bytes(signed)
    for step in ("plan", "append"):
        assert world.seal(step, fresh, "2026-11-21").err.startswith("error[rewritten]: ")
    ran = world.sealbook("build", "--ledger", str(fresh), "--today", "2026-11-21", key=False)
    assert ran.err.startswith("error[rewritten]: ")
    empty = world.folder / "empty"
    ran = world.seal("append", empty, "2026-11-21", "--seen", str(kept))
    assert ran.err.startswith("error[rewritten]: the log has 0 entries; it had 14")
    assert not empty.exists()


def test_a_lost_ledger_is_rebuilt_from_the_site(world: World, tmp_path: Path) -> None:
    """Records with salts, log and checkpoint come back, and then there is nothing to seal."""
    bring_back = world.hold_back()
    world.merge()
    world.whole_seal("2026-11-20")
    row = "  - {renewed: 2026-02-01, assessment: C3C3C3C3C3C3G}\n"
    correction = "  - {corrected: 2026-11-20, fields: [holder], reason: issued-in-error}\n"
    world.edit(f"credentials/2025/{DORA}.yml", row, row + correction)
    world.edit(f"credentials/2025/{DORA}.yml", "Dora Smallest", "Dora Small")
    bring_back()
    world.merge("More")
    lost = world.whole_seal("2026-11-21")
    site = world.build(lost, "2026-11-21")
    words = ("recover", str(site), "--today", "2026-11-21", "--ledger")
    found = tmp_path / "found"
    must(world.sealbook(*words, str(found), key=False))
    assert log_of(found) == log_of(lost)
    assert "Nothing to seal." in plan_of(world, found, "2026-11-22")
    before, after = read_ledger(lost), read_ledger(found)
    assert before is not None
    assert after is not None
    assert after.records == before.records
    assert after.status_list == before.status_list
    assert set(after.checkpoints.items()) <= set(before.checkpoints.items())
    must(world.sealbook("audit", str(site), "--ledger", str(found), "--today", "2026-11-22"))
    assert world.sealbook(*words, str(found)).err.startswith("error[ledger]: there is a ledger in")
    # What was merged since the last publication is still to be sealed, and is.
    text = world.credential(TEAM).read_text("utf-8")
    world.credential(TEAM).write_text(
        text + "  - {corrected: 2026-11-22, fields: [awarded], reason: issued-in-error}\n"
    )
    world.edit(f"credentials/2025/{TEAM}.yml", "awarded: 2025-03-10", "awarded: 2025-03-11")
    world.merge("A correction")
    again = tmp_path / "again"
    words = ("recover", str(site), "--today", "2026-11-23", "--ledger")
    must(world.sealbook(*words, str(again), key=False))
    assert must(world.seal("append", again, "2026-11-23")) == f"{TEAM}\n"
    # A site that lacks a credential is not the whole ledger.
    (site / "c" / DORA / "bundle.json").unlink()
    ran = world.sealbook(*words, str(tmp_path / "partly"), key=False)
    assert ran.code == 3
    assert "is missing in records/" in ran.err
    assert not (tmp_path / "partly").exists()


def spellings(name: str) -> set[bytes]:
    """How a name can stand in a file: as text, escaped, as an address, in two-byte letters."""
    forms = {name, json.dumps(name)[1:-1], name.replace(" ", "%20"), name.replace(" ", "+")}
    forms |= {part for form in forms for part in form.split() if len(part) > 3}
    return {
        form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    }


def test_an_erasure_leaves_no_trace_of_the_name(world: World) -> None:
    """Not in any byte of the site or the ledger, nor, after the purge, of the ledger's history.

    The log still continues every checkpoint that anybody kept.
    """
    name = "Zoë Åkesson-Nguyễn"
    world.edit(f"credentials/2025/{TEAM}.yml", "The Town Table", name)
    world.merge()
    ledger = world.whole_seal("2026-11-20")
    kept = world.folder / "checkpoint"
    kept.write_bytes((ledger / "log" / "checkpoint").read_bytes())
    sealed = parse_ledger(
        {
            path.relative_to(ledger).as_posix(): path.read_bytes()
            for path in ledger.rglob("*")
            if path.is_file() and ".git" not in path.parts
        }
    ).records[TEAM]
    assert any(name.encode() in path.read_bytes() for path in (ledger / "records").rglob("*.json"))
    ran = world.sealbook("erase", TEAM, "--ledger", str(ledger), "--today", "2026-11-21", key=False)
    assert ran.code == 0, ran
    assert "still holds the signed credential" in ran.err
    assert "in 1 commit;" in ran.err
    assert not world.credential(TEAM).exists()
    assert f"  - {TEAM}\n" in (world.main / "credentials" / "erased.yml").read_text()
    must(world.sealbook("check", "--today", "2026-11-21"))
    again = world.sealbook("erase", TEAM, "--today", "2026-11-21", key=False)
    assert (again.code, "is erased already" in again.err) == (0, True)
    world.merge("Erase")
    must(world.seal("append", ledger, "2026-11-21", "--seen", str(kept)))
    must(world.seal("checkpoint", ledger, "2026-11-21"))
    site = world.build(ledger, "2026-11-21")
    must(world.sealbook("audit", str(site), "--ledger", str(ledger), "--today", "2026-11-21"))
    assert not (site / "c" / TEAM).exists()
    # Purge the ledger: one commit without a past.
    must(git(ledger, "checkout", "-q", "--orphan", "purged"))
    must(git(ledger, "add", "-A"))
    must(git(ledger, "commit", "-q", "-m", "Without the past"))
    clone = world.folder / "purged"
    must(git(world.folder, "clone", "-q", "--single-branch", "--no-local", str(ledger), str(clone)))
    must(world.seal("plan", clone, "2026-11-22", "--seen", str(kept)))
    objects = must(git(clone, "rev-list", "--objects", "--all")).splitlines()
    contents = [must(git(clone, "cat-file", "-p", line.split()[0])).encode() for line in objects]
    files = [path for place in (site, clone) for path in place.rglob("*") if path.is_file()]
    needles = spellings(name) | {sealed.salt.encode(), sealed.source["holder"].encode()}
    for content in (*contents, *(path.read_bytes() for path in files)):
        assert not [needle for needle in needles if needle in content]
    assert TEAM.encode() not in b"".join(
        path.read_bytes()
        for place in (site, clone)
        for path in (place / "log").rglob("*")
        if path.is_file()
    )
