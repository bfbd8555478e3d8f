"""`sealbook doctor` on a repository with a real ledger, a site on a server, and a stand-in `gh`."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from registry.forge.callers import CALLERS
from tests.command_line import CommandLine, Ran
from tests.doctor_trips import SEED
from tests.doctor_world import COMMIT
from tests.test_seal_git import World, git, must

SEALED, TODAY = "2026-11-20", "2026-11-23"
HOME = "repos/guild/registry"
# A sample address, and one root key: to know, and no harm.
NOTES = ["root-threshold", "address-example"]
_GH = """\
#!{python}
import json, os, sys
given = json.load(open({answers!r}))
with open({log!r}, "a") as log:
    log.write(json.dumps([sys.argv[1:], "SEALBOOK_SEED" in os.environ]) + "\\n")
code, text = given.get(sys.argv[2].partition("?")[0], [404, ""])
if code != 200:
    sys.stderr.write(text or "gh: Not Found (HTTP 404)\\n")
    raise SystemExit(1)
sys.stdout.write(text)
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bare repository, a clone with its ledger, and a site that is built."""
    world = World(tmp_path_factory.mktemp("world"))
    world.merge()
    day = ("--today", SEALED)
    for words in (("ledger",), ("seal", "--push", *day), ("build", *day)):
        must(world.sealbook(*words))
    return world.folder


@pytest.fixture
def doctor(
    published: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Doctor:
    """The doctor, and a copy of that world to fall ill in."""
    folder = tmp_path / "world"
    shutil.copytree(published, folder, symlinks=True)
    root = folder / "made" / "registry"
    must(git(root, "remote", "set-url", "origin", str(folder / "bare.git")))
    shutil.rmtree(root / ".sealbook" / "ledger")  # what is checked out names where it lies
    for name in ("GITHUB_ACTIONS", "SEALBOOK_SEED", "SEALBOOK_SITE", "CI"):
        monkeypatch.delenv(name, raising=False)
    found = Doctor(root, folder, monkeypatch, capsys)
    assert found.sealbook("ledger").code == 0
    return found


class Doctor:
    """Runs `sealbook doctor` on a registry that is sound to begin with."""

    def __init__(
        self,
        root: Path,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.root, self.folder, self.monkeypatch = root, folder, monkeypatch
        self.ledger = root / ".sealbook" / "ledger"
        self.sealbook = CommandLine(root=root, capsys=capsys)

    def __call__(self, *words: str, today: str = TODAY) -> Ran:
        """Run it as of a day."""
        return self.sealbook("--json", "doctor", *words, "--today", today)

    def codes(self, *words: str, today: str = TODAY) -> list[str]:
        """The codes of its findings, but for those that every sample has."""
        rows = self(*words, today=today).json["findings"]
        return [row["code"] for row in rows if row["code"] not in (*NOTES, *_OURS)]

    def answers(self, answers: Mapping[str, Any]) -> None:
        """Put a `gh` first on the PATH that gives these answers, and no others."""
        self.bin = self.folder / "bin"
        self.bin.mkdir(exist_ok=True)
        given = {
            path: value if isinstance(value, list) and value[:1] == [403] else [200, value]
            for path, value in answers.items()
        }
        texts = {
            path: [code, text if isinstance(text, str) else json.dumps(text)]
            for path, (code, text) in given.items()
        }
        (self.bin / "answers.json").write_text(json.dumps(texts))
        program = self.bin / "gh"
        program.write_text(
            _GH.format(
                python=sys.executable,
                answers=str(self.bin / "answers.json"),
                log=str(self.bin / "log"),
            )
        )
        program.chmod(0o755)
        self.monkeypatch.setenv("PATH", f"{self.bin}:{os.environ['PATH']}")

    def on_github(self) -> None:
        """The remote is on GitHub, and the files for it are there."""
        must(git(self.root, "remote", "set-url", "origin", "https://github.com/guild/registry.git"))
        from registry.forge.callers import callers  # noqa: PLC0415

        for path, text in callers("guild/sealbook", COMMIT, "0.1.0").items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)
        assert self.sealbook("-q", "github", "--today", TODAY).code == 0


# What the computer that runs the tests has, and no fault of the registry.
_OURS = ("python-version", "package-versions")


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """A server of a folder; yields its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    handler = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def github_answers(root: Path) -> dict[str, Any]:
    """What GitHub says of a repository that is set up as our pages say."""
    rulesets = {}
    for number, name in enumerate(("main", "ledger"), 1):
        rulesets[number] = json.loads((root / f".github/rulesets/{name}.json").read_text())
    runs = {
        "workflow_runs": [
            {
                "conclusion": "success",
                "created_at": f"{SEALED}T04:17:00Z",
                "html_url": "https://github.com/guild/registry/actions/runs/1",
            }
        ]
    }
    workflows = [
        {"path": path, "state": "active"} for path in CALLERS if path.startswith(".github/work")
    ]
    environment = f"{HOME}/environments/signing"
    return {
        HOME: {"default_branch": "main", "private": False},
        f"{HOME}/rulesets": [{"id": number} for number in rulesets],
        **{f"{HOME}/rulesets/{number}": rows for number, rows in rulesets.items()},
        environment: {
            "deployment_branch_policy": {
                "protected_branches": False,
                "custom_branch_policies": True,
            }
        },
        f"{environment}/deployment-branch-policies": {"branch_policies": [{"name": "main"}]},
        f"{environment}/secrets": {"secrets": [{"name": "SEALBOOK_SEED"}]},
        f"{HOME}/actions/secrets": {"secrets": []},
        f"{HOME}/pages": {
            "build_type": "workflow",
            "html_url": "https://smallest.example/",
            "https_enforced": True,
        },
        f"{HOME}/actions/workflows": {"workflows": workflows},
        f"{HOME}/actions/workflows/publish.yml/runs": runs,
        f"{HOME}/actions/workflows/heartbeat.yml/runs": runs,
    }


def test_a_sound_registry(doctor: Doctor) -> None:
    """There are notes on the sample, and the exit code is 0."""
    ran = doctor()
    assert [row["code"] for row in ran.json["findings"] if row["code"] not in _OURS] == NOTES
    assert {row["severity"] for row in ran.json["findings"]} == {"note"}
    assert (ran.code, ran.json["ok"], ran.json["unseen"]) == (0, True, [])


def test_what_is_told(doctor: Doctor) -> None:
    """What is wrong, why it matters, what to do; a summary at the end."""
    must(git(doctor.root, "remote", "remove", "origin"))
    ran = doctor.sealbook("doctor", "--today", TODAY)
    assert ran.code == 1
    assert (
        "warning[no-remote]: the repository has no remote called `origin`\n"
        "  = why: The branch `ledger` is pushed there; a registry on one computer is soon lost.\n"
        "  = fix: git remote add origin ADDRESS && git push -u origin main\n"
    ) in ran.out
    assert ran.err.startswith("Looked at 32 things: ")


def test_no_repository_at_all(doctor: Doctor) -> None:
    """That is said, and everything else is looked at all the same."""
    shutil.rmtree(doctor.root / ".git")
    shutil.rmtree(doctor.root / ".sealbook")
    assert doctor.codes() == ["no-repository", "ledger-begun"]


def test_records_that_are_wrong(doctor: Doctor) -> None:
    """They are counted, not listed; without a usable registry.yml nothing else can be said."""
    record = doctor.root / "credentials" / "2025" / "A1A1A1A1A1A1H.yml"
    record.write_text(record.read_text().replace("standard: ", "standard: no-"))
    assert "records" in doctor.codes()
    (doctor.root / "registry.yml").write_text("name: [\n")
    ran = doctor()
    assert (ran.code, ran.json["ok"]) == (1, False)


def test_what_git_holds_too_much(doctor: Doctor) -> None:
    """A committed build, a missing .gitignore, a seed that is not even added yet."""
    (doctor.root / ".gitignore").unlink()
    must(git(doctor.root, "add", "build/site/index.html"))
    (doctor.root / "notes.txt").write_text(SEED)
    assert doctor.codes() == ["tracked-build", "not-ignored", "secret-in-git"]
    must(git(doctor.root, "add", "notes.txt"))
    (doctor.root / "notes.txt").unlink()
    ran = doctor()
    assert "notes.txt holds the seed of odpg.example/log" in ran.out
    assert SEED.split(":")[2] not in ran.out


def test_a_branch_of_another_name(doctor: Doctor) -> None:
    """A draft is a note; a default branch that is not `main` stops the workflows."""
    must(git(doctor.root, "switch", "-q", "-c", "draft"))
    assert (doctor.codes(), doctor().code) == (["main-branch"], 0)
    head = ("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/master")
    must(git(doctor.root, *head))
    assert (doctor.codes(), doctor().code) == (["main-branch"], 1)


def test_a_ledger_that_went_another_way(doctor: Doctor) -> None:
    """Older than the remote, newer, parted from it, damaged, not checked out, and too old."""
    tip = must(git(doctor.ledger, "rev-parse", "HEAD")).strip()
    must(git(doctor.ledger, "checkout", "-q", "--detach", "HEAD~1"))
    assert doctor.codes() == ["ledger-parted", "ledger-broken"]  # the checkpoint is not signed yet
    must(git(doctor.ledger, "checkout", "-q", "--detach", tip))
    must(git(doctor.ledger, "commit", "-q", "--allow-empty", "-m", "More"))
    assert "commits that origin lacks" in doctor().out
    must(git(doctor.ledger, "commit", "-q", "--allow-empty", "--amend", "-m", "Other"))
    must(git(doctor.root, "update-ref", "refs/remotes/origin/ledger", "refs/heads/main"))
    assert "have parted" in doctor().out
    must(git(doctor.root, "update-ref", "refs/remotes/origin/ledger", tip))
    log = doctor.ledger / "log" / "entries.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b'"kind":"issue"', b'"kind":"erase"', 1))
    assert "ledger-broken" in doctor.codes()
    log.write_bytes(whole)
    assert doctor.codes(today="2026-12-05") == ["ledger-parted", "seal-old"]
    shutil.rmtree(doctor.ledger)
    assert doctor.codes(today="2026-12-05") == ["ledger-begun", "seal-old"]


def test_a_seed_in_the_environment(doctor: Doctor) -> None:
    """On a computer where people work, and not in a job."""
    doctor.monkeypatch.setenv("SEALBOOK_SEED", SEED)
    assert doctor.codes() == ["seed-in-environment"]
    doctor.monkeypatch.setenv("CI", "true")
    assert doctor.codes() == []


def test_keys_that_lack_a_signature(doctor: Doctor) -> None:
    """A policy without its note counts for nothing."""
    (doctor.root / "keys" / "1.note").unlink()
    assert doctor.codes() == ["key-policy-signed"]


def test_a_site_that_is_sound(doctor: Doctor) -> None:
    """It is read as a visitor reads it; what was not looked at is said, and is no failure."""
    with serving(doctor.root / "build" / "site") as address:
        doctor.monkeypatch.setenv("SEALBOOK_SITE", address)
        ran = doctor("--online")
        assert (ran.code, doctor.codes("--online")) == (0, [])
        assert [row["what"] for row in ran.json["unseen"]] == ["settings on GitHub"]
        assert doctor.codes("--online", today="2026-12-05") == ["seal-old", "site-old"]
        assert "site-security-txt" in doctor.codes("--online", today="2027-11-01")


def test_a_site_that_is_not(doctor: Doctor) -> None:
    """Lost folders, other files, another log, nothing at all: each is told."""
    site = doctor.root / "build" / "site"
    doctor.monkeypatch.setenv("SEALBOOK_SITE", str(site))
    (site / "index.html").write_text("Welcome to nginx!")
    assert doctor.codes("--online") == ["site-files"]
    shutil.move(site / ".well-known", site / "well-known")
    assert doctor.codes("--online") == ["site-did", "site-security-txt", "site-files"]
    (site / "log" / "policy" / "1.note").unlink()
    assert "site-log" in doctor.codes("--online")
    (site / "log" / "checkpoint").unlink()
    assert doctor.codes("--online") == ["site-empty"]


def test_a_site_that_does_not_answer(doctor: Doctor) -> None:
    """That is no finding; the exit code says that something could not be looked at."""
    doctor.monkeypatch.setenv("SEALBOOK_SITE", "http://127.0.0.1:9/")
    ran = doctor("--online")
    assert (ran.code, ran.json["ok"], doctor.codes("--online")) == (3, False, [])
    assert [row["what"] for row in ran.json["unseen"]] == ["settings on GitHub", "the site online"]


def test_github_set_up_as_told(doctor: Doctor) -> None:
    """`gh` is asked for what is there, and never sees the seed."""
    doctor.on_github()
    doctor.answers(github_answers(doctor.root))
    doctor.monkeypatch.setenv("SEALBOOK_SITE", str(doctor.root / "build" / "site"))
    doctor.monkeypatch.setenv("SEALBOOK_SEED", SEED)
    ran = doctor("--online")
    assert [row["code"] for row in ran.json["findings"] if row["severity"] != "note"] == [
        "seed-in-environment"
    ]
    assert ran.json["unseen"] == []
    asked = [json.loads(line) for line in (doctor.bin / "log").read_text().splitlines()]
    assert {tuple(words[:1]) for words, _seed in asked} == {("api",)}
    assert not any(seed for _words, seed in asked)


def test_github_set_up_otherwise(doctor: Doctor) -> None:
    """What is missing on GitHub is found; what may not be seen is said to be so."""
    doctor.on_github()
    answers = github_answers(doctor.root)
    del answers[f"{HOME}/pages"], answers[f"{HOME}/environments/signing"]
    answers[f"{HOME}/rulesets"] = []
    answers[f"{HOME}/actions/secrets"] = [403, "gh: Must have admin rights (HTTP 403)\n"]
    answers[f"{HOME}/actions/workflows"] = {"workflows": "none"}
    doctor.answers(answers)
    doctor.monkeypatch.setenv("SEALBOOK_SITE", str(doctor.root / "build" / "site"))
    ran = doctor("--online")
    found = {row["code"] for row in ran.json["findings"] if row["severity"] == "error"}
    assert found == {"github-ruleset", "github-environment", "github-pages"}
    assert {row["what"]: row["why"] for row in ran.json["unseen"]} == {
        "the secrets of the repository": "gh: Must have admin rights (HTTP 403)",
        "the workflows": "GitHub answered in a form that this version does not know",
    }
    assert ran.code == 1


def test_answers_from_outside_do_not_reach_the_terminal_as_they_are(doctor: Doctor) -> None:
    """A branch may be called anything; a terminal must not obey it."""
    doctor.on_github()
    answers = github_answers(doctor.root)
    answers[HOME] = {"default_branch": "\x1b[2Jmain\u202e", "private": False}
    answers[f"{HOME}/actions/secrets"] = [403, "\x1b]0;title\x07(HTTP 500)"]
    doctor.answers(answers)
    doctor.monkeypatch.setenv("SEALBOOK_SITE", str(doctor.root / "build" / "site"))
    ran = doctor.sealbook("--color", "never", "doctor", "--online", "--today", TODAY)
    assert "the default branch is `\ufffd[2Jmain\ufffd`" in ran.out
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out + ran.err)


def test_without_gh(doctor: Doctor) -> None:
    """It is never needed: what it would have been asked is named, and the rest goes on."""
    doctor.on_github()
    alone = doctor.folder / "bin"
    alone.mkdir()
    found = shutil.which("git")
    assert found is not None
    (alone / "git").symlink_to(found)
    doctor.monkeypatch.setenv("PATH", str(alone))
    doctor.monkeypatch.setenv("SEALBOOK_SITE", str(doctor.root / "build" / "site"))
    ran = doctor("--online")
    assert (ran.code, doctor.codes("--online")) == (0, [])
    [gap] = ran.json["unseen"]
    assert "gh is not installed" in gap["why"]
