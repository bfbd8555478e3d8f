"""The workflows, run from their files: what is published, what is refused, who sees the key.

Machines with a clone each and a bare repository stand for GitHub; every `run:` is executed as it
is written, and pushes for real.
"""

from __future__ import annotations

import copy
import re
import shutil
from pathlib import Path

import pytest

from registry.cli.app import run as sealbook
from registry.cli.key_files import read_chain
from registry.sign.policy import parse_policy
from tests.actions_runner import TOKEN, GitHub, Run
from tests.test_seal_git import DORA, TEAM, World, git, must

TEAMS = ("credentials", "assessments")
WELL = {"plan": "success", "seal": "success", "deploy": "success"}
NO_KEY = {"plan": "success", "seal": "skipped", "deploy": "success"}
REFUSED = {"plan": "failure", "seal": "skipped", "deploy": "skipped"}
NOT_SEALED = {"plan": "success", "seal": "failure", "deploy": "skipped"}


class Community:
    """A registry in a repository, the people who merge, and GitHub."""

    def __init__(self, folder: Path) -> None:
        world = World(folder)
        self.main, self.seed = world.main, world.seed
        self.vkey = parse_policy(read_chain(self.main)[0].content).roots.keys[0]
        self.github = GitHub(
            folder=folder,
            bare=world.bare,
            secrets={"signing": {"SEALBOOK_SEED": self.seed}},
        )
        files = [self.main / folder / "2025" / f"{TEAM}.yml" for folder in TEAMS]
        texts = [file.read_bytes() for file in files]
        for file in files:
            file.unlink()
        world.merge()
        must(git(self.main, "switch", "-q", "-c", "more"))
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text)
        must(git(self.main, "add", "-A"))
        must(git(self.main, "commit", "-q", "-m", "One more credential"))
        must(git(self.main, "push", "-q", "origin", "more"))
        must(git(self.main, "switch", "-q", "main"))

    def copied(self, folder: Path) -> Community:
        """The same community in another folder, where it may come to another end."""
        other = copy.copy(self)
        shutil.copytree(self.github.folder, folder, dirs_exist_ok=True)
        other.main = folder / self.main.relative_to(self.github.folder)
        other.github = GitHub(
            folder=folder,
            bare=folder / self.github.bare.name,
            secrets={name: dict(values) for name, values in self.github.secrets.items()},
        )
        must(git(other.main, "remote", "set-url", "origin", str(other.github.bare)))
        return other

    def merge_more(self) -> None:
        """Merge the pull request with one more credential."""
        must(git(self.main, "merge", "-q", "--no-edit", "more"))
        must(git(self.main, "push", "-q", "origin", "main"))

    def start(self, day: str, event: str = "push", **about: object) -> Run:
        """A run of publish.yml that has not begun, as of a day."""
        self.github.day = day
        return self.github.run("publish.yml", event, **about)

    def tip(self, branch: str) -> str:
        """The commit at the tip of a branch; empty where there is no such branch."""
        return git(self.github.bare, "rev-parse", "--verify", "--quiet", branch).out.strip()

    def online(self) -> bytes:
        """The checkpoint of the log that is online."""
        return (self.github.online / "log" / "checkpoint").read_bytes()

    def verdict(self, record_id: str) -> int:
        """What somebody who trusts the root key is told about a credential that is online."""
        site, memory = str(self.github.online), str(self.github.folder / "visitor")
        words = ("--root", self.vkey, "--today", self.github.day, "--memory", memory)
        return sealbook(["verify", record_id, "--site", site, *words])

    def audit(self) -> int:
        """What an auditor who trusts the root key finds online."""
        site, day = str(self.github.online), self.github.day
        return sealbook(["audit", site, "--root", self.vkey, "--today", day])

    def edit_ledger(self, old: bytes, new: bytes) -> None:
        """Change a text in the log of the branch `ledger`, in a commit that follows the others."""
        folder = self.github.folder / "by-hand"
        bare = str(self.github.bare)
        must(git(self.github.folder, "clone", "-q", "-b", "ledger", bare, folder.name))
        log = folder / "log" / "entries.jsonl"
        log.write_bytes(log.read_bytes().replace(old, new, 1))
        must(git(folder, "commit", "-q", "-a", "-m", "By hand"))
        must(git(folder, "push", "-q", "origin", "ledger"))


def outcome(run: Run) -> dict[str, str]:
    """How each job ended."""
    return {job: row["result"] for job, row in run.results.items()}


def failed(run: Run) -> str:
    """What the step that failed printed."""
    return next(step.out for step in run.executed if step.code)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Community:
    """A community that has published once; one more credential waits in a pull request."""
    community = Community(tmp_path_factory.mktemp("community"))
    run = community.start("2026-11-20").whole()
    assert outcome(run) == WELL, run.executed[-1]
    return community


@pytest.fixture
def community(begun: Community, tmp_path: Path) -> Community:
    """A copy of that community."""
    return begun.copied(tmp_path / "copy")


def test_the_first_publication(begun: Community) -> None:
    """The workflow makes the branch `ledger`, and a site that verifies from the root key."""
    assert begun.verdict(DORA) == 0
    assert begun.audit() == 0
    subjects = must(git(begun.github.bare, "log", "--format=%s", "ledger")).splitlines()
    assert subjects == ["Sign the checkpoint", "Append to the log", "Begin the ledger"]
    assert (begun.github.online / ".well-known" / "did.json").is_file()
    assert begun.github.attested == ["build/site/log/checkpoint", "build/site/manifest.json"]
    assert not (begun.github.online / "c" / TEAM).exists()


def test_a_new_credential_and_an_old_run(community: Community) -> None:
    """A merge is sealed and published; runs from before it do nothing when they go on."""
    older = community.start("2026-11-21")
    assert (older.perform("plan"), older.perform("seal")) == ("success", "skipped")
    community.github.broken.add("checkout")
    assert older.perform("deploy") == "failure"
    community.github.broken.clear()
    old = community.start("2026-11-27")  # a week later, a fresh seal is due
    assert old.perform("plan") == "success"
    assert old.results["plan"]["outputs"]["seal"] == "true"
    community.merge_more()
    new = community.start("2026-11-28").whole()
    assert outcome(new) == WELL, new.executed[-1]
    assert (community.verdict(TEAM), community.audit()) == (0, 0)
    ledger, online = community.tip("ledger"), community.online()
    community.github.day = "2026-11-29"
    assert old.perform("seal") == "failure"
    assert "error[source]: these records do not descend from git:" in failed(old)
    assert "Was an old run started again? Then leave it." in old.summary
    old.again("seal")
    assert "error[old-run]" in failed(old)
    assert "Do not start this run again." in old.summary
    older.again("deploy")
    assert "error[old-run]" in failed(older)
    assert (community.tip("ledger"), community.online()) == (ledger, online)
    old.again("plan")
    assert old.results["plan"]["outputs"] == {"seal": "false", "source": community.tip("main")}


def test_two_runs_at_once(community: Community) -> None:
    """Both plan; one push is refused, signs nothing, and the next run has nothing to sign."""
    community.merge_more()
    before = community.online()
    runs = [community.start("2026-11-21") for _ in range(2)]
    sealing = []
    for run in runs:
        assert run.perform("plan") == "success"
        steps = run.steps_of("seal")
        while next(steps) != "Append, push, sign the checkpoint, push":
            pass
        sealing.append(steps)
    for steps in sealing:
        assert list(steps) == []
    first, second = runs
    assert (first.results["seal"]["result"], second.results["seal"]["result"]) == (
        "success",
        "failure",
    )
    assert "error[overtaken]" in failed(second)
    assert "Two runs met" in second.summary
    assert second.perform("deploy") == "skipped"
    assert community.online() == before
    subjects = must(git(community.github.bare, "log", "--format=%s", "ledger")).splitlines()
    assert subjects[:2] == ["Sign the checkpoint", "Append to the log"]
    assert len(subjects) == 5
    community.github.secrets.clear()
    third = community.start("2026-11-22", "workflow_dispatch").whole()
    assert outcome(third) == NO_KEY, third.executed[-1]
    assert community.verdict(TEAM) == 0


def test_a_deployment_that_fails(community: Community) -> None:
    """The ledger is ahead of the site; to go on needs no key, and harms nothing meanwhile."""
    community.merge_more()
    community.github.broken.add("deploy-pages")
    before = community.online()
    run = community.start("2026-11-21").whole()
    assert outcome(run) == {"plan": "success", "seal": "success", "deploy": "failure"}
    assert "GitHub Pages did not take the site." in run.summary
    assert "*Source* must be *GitHub Actions*" in run.summary
    assert community.online() == before
    community.github.broken.clear()
    community.github.secrets.clear()
    run.again("deploy")
    assert outcome(run) == WELL, run.executed[-1]
    assert (community.verdict(TEAM), community.audit()) == (0, 0)


def test_a_run_that_dies_between_its_pushes(community: Community) -> None:
    """Entries without a checkpoint are published by nobody; the next run signs what is missing."""
    community.merge_more()
    hook = community.github.bare / "hooks" / "pre-receive"
    mark = community.github.folder / "pushed"
    hook.write_text(f"#!/bin/sh\ntest ! -e '{mark}' && touch '{mark}'\n")
    hook.chmod(0o755)
    run = community.start("2026-11-21").whole()
    assert outcome(run) == NOT_SEALED
    assert "error[branch]: the branch `ledger` could not be pushed" in failed(run)
    assert "nobody may force-push or delete `ledger`" in run.summary
    hook.unlink()
    run = community.start("2026-11-21")
    assert run.perform("plan") == "success"
    assert "The checkpoint of the last seal is not signed yet." in run.executed[-1].out
    assert run.perform("seal") == "success"
    signed = must(git(community.github.bare, "show", "--stat", "ledger"))
    assert "log/checkpoints/" in signed
    assert "entries.jsonl" not in signed


def test_a_heartbeat(community: Community) -> None:
    """For days there is nothing to sign; then a fresh seal is due, with nothing new in it."""
    early = community.start("2026-11-22", "workflow_dispatch")
    early.perform("plan")
    assert early.results["plan"]["outputs"]["seal"] == "false"
    late = community.start("2026-11-23", "workflow_dispatch")
    late.perform("plan")
    assert (late.results["plan"]["outputs"]["seal"], late.perform("seal")) == ("true", "success")
    assert "Sealed 0 of 3 credentials" in late.executed[-1].out


def test_no_key(community: Community) -> None:
    """Without the secret a run says where to put it; nothing is pushed or published."""
    community.merge_more()
    ledger, online = community.tip("ledger"), community.online()
    community.github.secrets["signing"]["SEALBOOK_SEED"] = ""
    run = community.start("2026-11-21").whole()
    assert outcome(run) == NOT_SEALED
    assert "error[key]: SEALBOOK_SEED is not set" in failed(run)
    assert "**Settings → Environments → signing**" in run.summary
    assert (community.tip("ledger"), community.online()) == (ledger, online)


def test_a_seed_that_leaks_nowhere(community: Community) -> None:
    """The key is in the environment of one step of one job, and in nothing that is kept."""
    community.merge_more()
    run = community.start("2026-11-21")
    run.perform("plan")
    run.perform("seal")
    holders = [step.line for step in run.executed if "SEALBOOK_SEED" in step.env]
    assert [line.split()[:3] for line in holders] == [["sealbook", "seal", "--push"]]
    kept = [path for path in community.github.folder.rglob("*") if path.is_file()]
    places = {
        path.relative_to(community.github.folder).parts[0]
        for path in kept
        if community.seed.encode() in path.read_bytes()
    }
    assert places == {"made"}  # where the key was made
    assert not any(TOKEN.encode() in path.read_bytes() for path in kept)


def test_a_ledger_pushed_by_force(community: Community) -> None:
    """A rewritten log is noticed by what is online, and nobody signs on top of it."""
    online = community.online()
    must(git(community.github.bare, "update-ref", "refs/heads/ledger", "ledger~2"))
    run = community.start("2026-11-30").whole()
    assert outcome(run) == REFUSED
    assert "error[rewritten]: the log has 0 entries; it had 13" in failed(run)
    assert "**Stop and look.**" in run.summary
    must(git(community.github.bare, "update-ref", "-d", "refs/heads/ledger"))
    run = community.start("2026-11-30").whole()
    assert outcome(run) == REFUSED
    assert "error[rewritten]" in failed(run)
    assert (community.online(), community.tip("ledger")) == (online, "")


def test_a_ledger_changed_by_hand(community: Community) -> None:
    """One word in one line is enough, in a push that needs no force."""
    tip = community.tip("ledger")
    community.edit_ledger(b'"kind":"issue"', b'"kind":"erase"')
    assert community.tip("ledger^") == tip
    run = community.start("2026-11-30").whole()
    assert outcome(run) == REFUSED
    assert "error[ledger]" in failed(run)
    assert "Do not mend it by hand" in run.summary


def test_a_site_that_does_not_answer(community: Community) -> None:
    """Nothing is sealed past a site that cannot be compared, unless somebody says so."""
    community.merge_more()
    community.github.online_at = "http://127.0.0.1:9/"
    run = community.start("2026-11-21").whole()
    assert outcome(run) == REFUSED
    assert "error[network]" in failed(run)
    assert "**unreachable-site**" in run.summary
    inputs = {"allow": "unreachable-site"}
    run = community.start("2026-11-21", "workflow_dispatch", inputs=inputs)
    assert (run.perform("plan"), run.perform("seal")) == ("success", "success")


def test_a_registry_without_keys(community: Community) -> None:
    """It publishes a test, from the first push on; but never over a site that was real."""
    must(git(community.main, "rm", "-q", "-r", "keys"))
    must(git(community.main, "commit", "-q", "-m", "No keys"))
    must(git(community.main, "push", "-q", "origin", "main"))
    must(git(community.github.bare, "update-ref", "-d", "refs/heads/ledger"))
    run = community.start("2026-11-21").whole()
    assert outcome(run) == REFUSED
    assert "error[rewritten]" in failed(run)
    shutil.rmtree(community.github.online)
    run = community.start("2026-11-21").whole()
    assert outcome(run) == NO_KEY, run.executed[-1]
    assert "so the site is a TEST" in run.summary.replace("&#46;", ".")
    page = community.github.online / "c" / DORA / "index.html"
    assert "data-state=test" in page.read_text("utf-8")
    assert community.tip("ledger") == ""


def propose(community: Community, path: str, old: str, new: str) -> Run:
    """A pull request from a fork that changes a text in a file; its run of check.yml."""
    base = community.tip("main")
    fork = community.github.folder / "fork"
    must(git(community.github.folder, "clone", "-q", str(community.github.bare), fork.name))
    file = fork / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    must(git(fork, "commit", "-q", "-a", "-m", "Proposed"))
    must(git(fork, "push", "-q", "origin", "HEAD:refs/pull/1/merge"))
    about = {"ref": "refs/pull/1/merge", "pull_request": {"base": {"sha": base}}}
    community.github.day = "2026-11-21"
    return community.github.run("check.yml", "pull_request", **about).whole()


def test_a_pull_request_from_a_fork(community: Community) -> None:
    """It is judged and previewed as a test, and no step of it can see a secret or a token."""
    path = f"credentials/2025/{DORA}.yml"
    added = "  - {corrected: 2026-11-21, fields: [holder], reason: issued-in-error}\n"
    text = (community.main / path).read_text("utf-8")
    whole = text.replace("Dora Smallest", "Dora Small") + added
    run = propose(community, path, text, whole)
    assert outcome(run) == {"check": "success"}, run.executed[-1]
    assert [step.line.split()[1] for step in run.executed] == ["diff", "check", "preview"]
    for step in run.executed:
        assert set(step.env) <= {"BASE"}
        seen = " ".join(step.env.values())
        assert community.seed not in seen
        assert TOKEN not in seen
    assert "A1A1" in run.summary
    preview = (community.github.folder / "artifacts" / str(run.number) / "preview.html").read_text()
    assert "TEST: a preview, worth nothing." in preview
    assert "Dora Small" in preview
    assert not re.search(r"<script|<link|https?://|@import", preview)


def test_a_pull_request_that_breaks_a_rule(community: Community) -> None:
    """The problem stands beside its line, and the summary says what to do."""
    path = f"credentials/2025/{DORA}.yml"
    run = propose(community, path, "Dora Smallest", "Dora <b>Greatest")
    assert outcome(run) == {"check": "failure"}
    told = failed(run)
    assert f"::error file={path},line=" in told
    assert "*Files changed* shows them beside the lines" in run.summary
    assert "<br>Fix: undo it" in run.summary
    assert "<b>" not in run.summary


@pytest.mark.parametrize("name", ["install", "upload-artifact"])
def test_what_github_does_itself_can_fail(community: Community, name: str) -> None:
    """A step that is none of ours fails the run; where the program is there, it says what to do."""
    community.github.broken.add(name)
    run = propose(community, "registry.yml", "Smallest registry", "Smaller registry")
    assert outcome(run) == {"check": "failure"}
    assert ("The preview could not be kept." in run.summary) == (name == "upload-artifact")
