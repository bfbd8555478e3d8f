"""The commands of the workflows by themselves: ledger, push, live, heartbeat, next, summaries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from registry.cli import branch
from registry.cli.faults import FAULTS, Fault
from registry.cli.next_steps import NEXT, OTHER, next_steps
from registry.cli.online import checkpoint_at
from registry.cli.report import complain
from registry.cli.twice import differences
from tests.actions_runner import workflow
from tests.command_line import CommandLine
from tests.real_registry import real_registry
from tests.test_seal_git import git, must

SCRIPT = Path(__file__).parents[1] / "registry" / "cli" / "next_steps.py"


@pytest.fixture
def clone(sealbook: CommandLine, tmp_path: Path) -> Path:
    """A bare repository with the smallest registry on main; the registry is a clone of it."""
    bare = tmp_path / "bare.git"
    bare.mkdir()
    must(git(bare, "init", "-q", "--bare", "-b", "main"))
    must(git(sealbook.root, "init", "-q", "-b", "main"))
    must(git(sealbook.root, "add", "-A"))
    must(git(sealbook.root, "commit", "-q", "-m", "Records"))
    must(git(sealbook.root, "remote", "add", "origin", str(bare)))
    must(git(sealbook.root, "push", "-q", "origin", "main"))
    return bare


def written(folder: Path, text: str) -> Path:
    """A ledger's folder in which a seal wrote something."""
    (folder / "log").mkdir(exist_ok=True)
    (folder / "log" / "entries.jsonl").write_text(text)
    return folder


def test_the_branch_begins_and_grows(sealbook: CommandLine, clone: Path, tmp_path: Path) -> None:
    """Before there is a branch the folder is empty; who pushes second is refused and follows.

    What the people of the repository ignore, or check before they commit, changes nothing.
    """
    (sealbook.root / ".git" / "info" / "exclude").write_text("log/\n")
    hook = sealbook.root / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        ran = sealbook("ledger", "--ledger", str(folder))
        assert (ran.code, ran.err) == (0, f"No ledger yet: {folder} begins empty.\n")
        assert [path.name for path in folder.iterdir()] == [".git"]
    branch.push(written(first, "one\n"), "Append")
    with pytest.raises(Fault) as refused:
        branch.push(written(second, "two\n"), "Append")
    assert refused.value.code == "overtaken"
    assert (second / "log" / "entries.jsonl").read_text() == "one\n"  # theirs, not ours
    branch.push(written(second, "one\ntwo\n"), "Append")
    assert sealbook("ledger", "--ledger", str(first)).code == 0
    assert (first / "log" / "entries.jsonl").read_text() == "one\ntwo\n"
    author = must(git(clone, "log", "-1", "--format=%an <%ae>", "ledger")).strip()
    assert author == "Sealbook <sealbook@users.noreply.github.com>"


def test_a_push_that_is_not_allowed(sealbook: CommandLine, clone: Path, tmp_path: Path) -> None:
    """What the other side says is told, and what was written stays."""
    hook = clone / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho protected by a rule >&2\nexit 1\n")
    hook.chmod(0o755)
    folder = tmp_path / "ledger"
    assert sealbook("ledger", "--ledger", str(folder)).code == 0
    with pytest.raises(Fault, match="protected by a rule") as refused:
        branch.push(written(folder, "one\n"), "Append")
    assert refused.value.code == "branch"
    assert (folder / "log" / "entries.jsonl").read_text() == "one\n"


def test_the_ledger_is_put_nowhere_else(sealbook: CommandLine, clone: Path, tmp_path: Path) -> None:
    """Not over other files, not over commits that nobody else has, not outside a repository."""
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "thesis.txt").write_text("mine")
    assert sealbook("ledger", "--ledger", str(taken)).err.startswith("error[branch]: ")
    folder = tmp_path / "ledger"
    assert sealbook("ledger", "--ledger", str(folder)).code == 0
    branch.push(written(folder, "one\n"), "Append")
    must(git(folder, "commit", "-q", "--allow-empty", "--amend", "-m", "Another past"))
    ran = sealbook("ledger", "--ledger", str(folder))
    assert "has commits that the branch `ledger` of origin lacks" in ran.err
    must(git(sealbook.root, "remote", "set-url", "origin", str(tmp_path / "nowhere")))
    ran = sealbook("ledger", "--ledger", str(tmp_path / "other"))
    assert (ran.code, "could not be fetched" in ran.err) == (3, True)
    alone = real_registry(tmp_path / "alone").root
    assert "is in no Git repository" in sealbook.anywhere("-C", str(alone), "ledger").err


def test_a_seal_pushes_the_ledger_only(
    sealbook: CommandLine, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder is not the branch, Git would take the records for it: nothing is done."""
    monkeypatch.setenv("SEALBOOK_SEED", "anything")
    before = must(git(clone, "for-each-ref"))
    ran = sealbook.on_day("seal", "--push")
    assert (ran.code, "is not the branch `ledger`" in ran.err) == (3, True)
    assert must(git(clone, "for-each-ref")) == before
    with pytest.raises(Fault, match="is not the branch"):
        branch.push(sealbook.root / "credentials", "Append")


def test_a_shallow_clone_fetches_the_rest(
    sealbook: CommandLine, clone: Path, tmp_path: Path
) -> None:
    """The history is needed to see that the records descend from those that were sealed."""
    must(git(sealbook.root, "commit", "-q", "--allow-empty", "-m", "Later"))
    must(git(sealbook.root, "push", "-q", "origin", "main"))
    shallow = tmp_path / "shallow"
    must(git(tmp_path, "clone", "-q", "--depth", "1", clone.as_uri(), str(shallow)))
    assert sealbook.anywhere("-C", str(shallow), "ledger").code == 0
    assert must(git(shallow, "rev-parse", "--is-shallow-repository")) == "false\n"


def test_git_sees_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the seed nor the token as it is; the token goes as a header, to one server only."""
    monkeypatch.setenv("SEALBOOK_SEED", "the seed")
    monkeypatch.setenv("GITHUB_TOKEN", "the token")
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example")
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\nenv\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    seen = branch._git(tmp_path, "status").stdout.decode()
    assert "the seed" not in seen
    assert "the token" not in seen
    assert "GIT_CONFIG_KEY_0=http.https://github.example/.extraheader" in seen
    assert "GIT_CONFIG_VALUE_0=AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46dGhlIHRva2Vu" in seen


def test_what_is_online(sealbook: CommandLine, tmp_path: Path) -> None:
    """The same files, those in hidden folders among them, or the first that is not the same."""
    made = real_registry(tmp_path / "real")
    assert (made.seal(), made.build()) == (0, 0)
    online = tmp_path / "online"
    words = ("-C", str(made.root), "live", str(made.site), "--at", str(online))
    subprocess.run(["cp", "-r", str(made.site), str(online)], check=True)
    ran = sealbook.anywhere(*words)
    assert (ran.code, "all as they were built" in ran.err) == (0, True)
    with served(online) as url:
        assert sealbook.anywhere(*words[:-1], url).code == 0
        assert checkpoint_at(url) == (online / "log" / "checkpoint").read_bytes()
    did = online / ".well-known" / "did.json"
    did.rename(tmp_path / "did.json")
    ran = sealbook.anywhere(*words)
    assert ran.code == 1
    assert ran.err.startswith("error[not-live]: ")
    assert ".well-known/did.json is missing" in ran.err
    did.write_text("{}")
    assert ".well-known/did.json is another file" in sealbook.anywhere(*words, "--wait", "0").err
    ran = sealbook.anywhere("-C", str(made.root), "live", str(tmp_path))
    assert ran.err.startswith("error[usage]: ")


def test_a_second_build_that_differs(sealbook: CommandLine, tmp_path: Path) -> None:
    """Each file that is other, missing or too much is named; nothing else is."""
    assert sealbook.on_day("build").code == 0
    site = sealbook.root / "build" / "site"
    (site / "robots.txt").write_text("changed")
    (site / "humans.txt").write_text("added")
    (site / "404.html").unlink()
    assert differences(sealbook.root, site, None, date(2026, 11, 23)) == [
        "404.html is only in the second build",
        "humans.txt is only in the first build",
        "robots.txt differs",
    ]
    with pytest.raises(Fault, match="the second build failed"):
        differences(sealbook.root, site, None, date(1990, 1, 1))


class _Answers(BaseHTTPRequestHandler):
    """A stand-in for GitHub's interface that keeps what it is asked."""

    status = 204
    asked: list[tuple[str, str, object]] = []  # noqa: RUF012 - one server, one list

    def do_POST(self) -> None:
        """Keep the request; answer with the status that the test wants."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, self.headers["Authorization"], body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A host that shows a folder; yields its address."""
    with HTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def github(status: int) -> Iterator[str]:
    """A server that answers every request so; yields its address."""
    _Answers.status = status
    _Answers.asked.clear()
    with HTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_heartbeat_starts_the_workflow(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It asks for a run of publish.yml on main; where GitHub refuses, it says where to look."""
    summary = tmp_path / "summary.md"
    ran = sealbook.anywhere("heartbeat")
    assert (ran.code, "GITHUB_TOKEN is not set" in ran.err) == (3, True)
    monkeypatch.setenv("GITHUB_TOKEN", "token")
    monkeypatch.setenv("GITHUB_REPOSITORY", "guild/registry")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    with github(204) as url:
        monkeypatch.setenv("GITHUB_API_URL", url)
        assert sealbook.anywhere("heartbeat").code == 0
    path = "/repos/guild/registry/actions/workflows/publish.yml/dispatches"
    assert _Answers.asked == [(path, "Bearer token", {"ref": "main"})]
    with github(422) as url:
        monkeypatch.setenv("GITHUB_API_URL", url)
        ran = sealbook.anywhere("heartbeat")
    assert (ran.code, ran.err.startswith("error[dispatch]: ")) == (3, True)
    assert "if it says *disabled*, enable it" in summary.read_text()


def test_a_host_that_nobody_knows_shows_nothing() -> None:
    """Before the first publication there may be no such name; no answer is another thing."""
    assert checkpoint_at("https://registry.invalid/") is None
    with pytest.raises(Fault) as refused:
        checkpoint_at("http://127.0.0.1:9/")
    assert refused.value.code == "network"
    assert checkpoint_at("http://127.0.0.1:9/", or_unreachable=True) is None


def test_steps_that_failed(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of the steps as GitHub tells them, those that failed are explained."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    steps = {"upload": {"outcome": "success"}, "pages": {"outcome": "failure"}}
    monkeypatch.setenv("STEPS", json.dumps(steps))
    ran = sealbook.anywhere("next")
    assert (ran.code, ran.out.startswith("pages: GitHub Pages did not take the site.")) == (0, True)
    assert "**Settings → Pages**" in summary.read_text("utf-8")
    assert "upload" not in summary.read_text("utf-8")


def test_a_summary_takes_no_markup_from_records(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What a record says stands there as text, whatever it is."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    record = sealbook.root / "credentials" / "2025" / "A1A1A1A1A1A1H.yml"
    record.write_text(
        record.read_text().replace("awarded: ", "awarded: '[x](https://e.example)<b>'#")
    )
    assert sealbook.on_day("check").code == 1
    text = summary.read_text("utf-8")
    assert "What to do next" in text
    assert "A1A1A1A1A1A1H" in text
    assert "<b>" not in text
    assert "](" not in text


def test_what_to_do_next_is_known() -> None:
    """Every code that stops a workflow has its steps, and every other one gets some."""
    told = set(FAULTS) & set(NEXT)
    assert {"problems", "internal", "install", "attest", "upload", "pages", "preview"} <= set(NEXT)
    assert {
        "branch", "checkpoint", "clock", "differs", "dispatch", "key", "ledger", "network",
        "not-live", "old-run", "overtaken", "rewritten", "site", "source",
    } <= told  # fmt: skip
    assert next_steps("no-such-code") == OTHER


def test_what_to_do_next_without_any_package(tmp_path: Path) -> None:
    """Where installing failed, the file runs by itself."""
    summary = tmp_path / "summary.md"
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(summary)}
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), "install"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "*Hashes do not match*" in summary.read_text("utf-8")
    assert done.stdout == summary.read_text("utf-8")


def test_every_step_of_others_is_explained() -> None:
    """Each action in a workflow of ours has an ID that the table knows, but checkout."""
    for name in ("judge.yml", "plan.yml", "deploy.yml"):
        for job in workflow(name)["jobs"].values():
            for step in job["steps"]:
                if "uses" in step and "/checkout@" not in step["uses"]:
                    assert step["id"] in NEXT, (name, step["name"])


def test_pages_that_cannot_be_built(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A link that leads nowhere is told in the summary, as text."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    (sealbook.root / "docs").mkdir()
    (sealbook.root / "docs" / "about.md").write_text("# About\n\n[x](nowhere.md)\n")
    assert sealbook.on_day("build").code == 1
    text = summary.read_text("utf-8")
    assert "The pages could not be made into a site" in text
    assert "nowhere" in text


def test_a_fault_holds_no_command(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a fault quotes of a stranger's file stands where GitHub takes nothing for a command."""
    (sealbook.root / "mkdocs.yml").write_text("theme: [\n  ::set-output name=seal::false\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    lines = sealbook.on_day("build").err.splitlines()
    begin, end = lines[0], lines[-1]
    assert begin == f"::stop-commands::{end.strip(':')}"
    assert len(end) > 20
    assert "error[site]: the pages could not be built" in lines
    assert any(line.strip().startswith("::set-output") for line in lines[1:-1])
    complain("::error::x")
    told = capsys.readouterr().err.splitlines()
    assert (told[0].startswith("::stop-commands::"), told[1]) == (True, "::error::x")
