"""`check --changed` and `diff` as people and workflows call them, in a repository with branches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.pull_requests import git

_WHO = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
TEAM = "credentials/2025/B2B2B2B2B2B2Q.yml"
NEW = """\
standard: analyst@1.1
result: pass
withheld: sha256$2222222222222222222222222222222222222222222222222222222222222222
language: en
awarded: 2026-11-20
"""
CASE = """\
standard: analyst@1.1
panel: [ada, ben, cleo]
lead: ada
streams: [repository, talk]
submitted: 2026-11-01
decided: 2026-11-20
"""
ID = "7K3M9QXA2TVRC"


def commit(sealbook: CommandLine, subject: str) -> None:
    """Commit everything."""
    git(sealbook.root, "add", "-A")
    git(sealbook.root, *_WHO, "commit", "-q", "-m", subject)


def edit(sealbook: CommandLine, path: str, old: str, new: str) -> None:
    """Change a file; without `old` write it anew."""
    file = sealbook.root / path
    if not old:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(new, "utf-8")
        return
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def work(sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A branch `work` that left `main`; nothing is changed on it yet."""
    monkeypatch.delenv("GITHUB_BASE_REF", raising=False)
    git(sealbook.root, "init", "-q", "-b", "main")
    commit(sealbook, "Records")
    git(sealbook.root, "switch", "-q", "-c", "work")
    return sealbook


def award(sealbook: CommandLine) -> None:
    """Write a credential and its assessment."""
    edit(sealbook, f"credentials/2026/{ID}.yml", "", NEW)
    edit(sealbook, f"assessments/2026/{ID}.yml", "", CASE)


def test_check_changed_counts_what_changed(work: CommandLine) -> None:
    """Committed or not, added or not; since the branch left main, whatever main did meanwhile."""
    award(work)
    ran = work.on_day("check", "--changed")
    assert ran.code == 0
    assert ran.err.startswith("Checked 2 changed records since main (")
    commit(work, "Award")
    git(work.root, "switch", "-q", "main")
    edit(work, "people/cleo.yml", "name: Cleo", "name: Clio")
    commit(work, "Clio")
    git(work.root, "switch", "-q", "work")
    ran = work.on_day("check", "--changed=main")
    assert ran.code == 0
    assert ran.err.startswith("Checked 2 changed records since main (")
    assert work.on_day("check", "--changed", "HEAD").err.startswith("Checked 0 changed records")


def test_check_changed_refuses_what_the_past_forbids(work: CommandLine) -> None:
    """The whole registry is sound; the step to it is not."""
    edit(work, TEAM, "result: pass", "result: pass\nvalid_from: 2025-04-01")
    edit(work, TEAM, "valid_from: 2025-04-01\n", "")
    edit(work, TEAM, "holder: The Town Table", "holder: The Town Chair")
    assert work.on_day("check").code == 0
    ran = work.on_day("check", "--changed")
    assert ran.code == 1
    assert ran.out.startswith("error[credential-edited]: `holder` was changed after")
    assert f"{TEAM}:3:1" in ran.out
    assert "holder: The Town Chair" in ran.out


def test_what_only_a_name_joins_is_found(work: CommandLine) -> None:
    """A second live credential of one holder, though of the many files few are read."""
    again = (work.root / TEAM).read_text("utf-8").partition("history:")[0]
    edit(work, f"credentials/2026/{ID}.yml", "", again.replace("2025-03-10", "2026-11-20"))
    edit(work, f"assessments/2026/{ID}.yml", "", CASE.replace("analyst@1.1", "steward@1.0"))
    ran = work.on_day("check", "--changed", "main")
    assert "[two-live]" in ran.out
    assert f"  --> {TEAM}:3:9" in ran.out
    assert ran.out == work.on_day("check").out


def test_a_deleted_file_has_no_line_to_show(work: CommandLine) -> None:
    """It is named by the path that it had; GitHub gets it, too."""
    (work.root / TEAM).unlink()
    ran = work.on_day("check", "--changed", "main", "--format", "github")
    assert ran.code == 1
    assert f"::error file={TEAM},line=1," in ran.out
    assert "the credential is gone" in ran.out


def test_check_changed_fixes_changed_files_only(work: CommandLine) -> None:
    """So a commit hook leaves the rest of the registry alone."""
    edit(work, "people/ben.yml", "name: Ben\n", 'name: "Ben"\n')
    commit(work, "Quotes")
    edit(work, "people/cleo.yml", "name: Cleo\n", 'name: "Cleo"\n')
    assert work.on_day("check", "--changed=HEAD", "--fix").code == 0
    assert '"Ben"' in (work.root / "people/ben.yml").read_text("utf-8")
    assert '"Cleo"' not in (work.root / "people/cleo.yml").read_text("utf-8")


def test_paths_narrow_a_change(work: CommandLine) -> None:
    """As they narrow a whole check."""
    edit(work, "people/cleo.yml", "name: Cleo", "name: Clio")
    edit(work, TEAM, "holder: The Town Table", "holder: The Town Chair")
    ran = work.on_day("check", "--changed=main", "people")
    assert ran.code == 0
    assert ran.err.startswith("Checked 1 changed record since")


def test_a_path_where_a_commit_belongs(work: CommandLine) -> None:
    """A slip of the hand is told as one."""
    ran = work.on_day("check", "--changed", "people")
    assert ran.code == 2
    assert "people is a path; a commit comes after --changed: --changed=main people" in ran.err


def test_the_base_is_that_of_the_pull_request(
    work: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In GitHub Actions the target of the pull request counts, and nothing stands in for it."""
    git(work.root, "update-ref", "refs/remotes/origin/main", "main")
    edit(work, "people/cleo.yml", "name: Cleo", "name: Clio")
    commit(work, "Clio")
    assert "since origin/main (" in work.on_day("check", "--changed").err
    git(work.root, "update-ref", "refs/remotes/origin/next", "work")
    monkeypatch.setenv("GITHUB_BASE_REF", "next")
    ran = work.on_day("check", "--changed")
    assert ran.err.startswith("Checked 0 changed records since origin/next (")
    monkeypatch.setenv("GITHUB_BASE_REF", "release")
    ran = work.on_day("check", "--changed")
    assert (ran.code, "no commit called `origin/release`" in ran.err) == (3, True)


def test_what_git_cannot_say(sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository, no commit, no such name: a sentence and a remedy, and exit code 3."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(sealbook.root.parent))
    for words in (("check", "--changed"), ("diff",), ("diff", "a..b")):
        ran = sealbook.on_day(*words)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith("error[git]: the registry is in no Git repository")
    git(sealbook.root, "init", "-q", "-b", "trunk")
    ran = sealbook.on_day("diff")
    assert ran.code == 3
    assert "there is no branch origin/main or main" in ran.err
    commit(sealbook, "Records")
    ran = sealbook.on_day("check", "--changed=nowhere")
    assert ran.code == 3
    assert "there is no commit called `nowhere`" in ran.err


def test_diff_tells_what_is_not_committed_yet(work: CommandLine) -> None:
    """One who is about to commit asks what the change will mean."""
    award(work)
    edit(work, TEAM, "holder: The Town Table", "holder: The Town Chair")
    ran = work.on_day("diff")
    assert ran.code == 0
    assert ran.out.startswith(
        "Issues 1 credential      Analyst 1.1, pass: 7K3M-9QXA-2TVRC (name withheld)\n"
    )
    assert "Edits, without an event, 1 credential" in ran.out
    assert "Must approve             Committee (" in ran.out
    assert "Breaks 1 rule" in ran.out
    assert ran.err.startswith("Compared with main (")
    assert work.on_day("diff", "--exit-code").code == 1


def test_diff_between_two_commits(work: CommandLine) -> None:
    """Two dots or three, an open end on either side: from where the lines parted."""
    award(work)
    commit(work, "Award")
    edit(work, "people/cleo.yml", "name: Cleo", "name: Clio")
    for range_ in ("main..work", "main...work", "main..", "..work"):
        ran = work.on_day("diff", range_)
        assert ran.out.startswith("Issues 1 credential"), range_
        assert "person" not in ran.out
    assert "Changes 1 person" in work.on_day("diff", "main").out
    ran = work.on_day("diff", "work..main", "--exit-code")
    assert (ran.code, ran.out) == (0, "Changes no record.\n\nKeeps all rules\n")


def test_diff_as_json(work: CommandLine) -> None:
    """One object, in the form of all reports, with the problems of the change."""
    award(work)
    edit(work, TEAM, "holder: The Town Table", "holder: The Town Chair")
    ran = work.on_day("--json", "diff", "main")
    assert ran.json["summary"].startswith("Issues 1 credential, adds 1 assessment,")
    assert ran.json["ok"] is False
    assert [note["what"] for note in ran.json["change"]["notes"]] == [
        "issued",
        "assessed",
        "edited",
    ]
    [approval] = ran.json["change"]["approvals"]
    assert (approval["body"], approval["members"]) == ("committee", ["ada", "ben"])
    [broken] = ran.json["change"]["rules"]["broken"]
    assert (broken["code"], broken["count"]) == ("credential-edited", 1)
    [problem] = ran.json["problems"]
    assert (problem["file"], problem["line"]) == (TEAM, 3)


def test_diff_of_what_nobody_can_read(work: CommandLine) -> None:
    """A broken registry.yml is told as what it is, and nothing else is guessed."""
    edit(work, "registry.yml", "origin: smallest.example/log", "origin: [")
    ran = work.on_day("diff")
    assert ran.code == 0
    assert "Breaks 1 rule" in ran.out
    assert "yaml (1)" in ran.out
    assert "Changes 1 record that cannot be judged" in ran.out
    edit(work, "registry.yml", "origin: [", "origin: smallest.example/log")
    edit(work, "people/ben.yml", "name: Ben", "name: [")
    ran = work.on_day("diff")
    assert "`people/ben.yml`" in ran.out
    assert "Removes" not in ran.out


def test_files_beside_the_records_are_named(work: CommandLine, tmp_path: Path) -> None:
    """Workflows and keys matter to a reviewer more than most records; a name is only a name."""
    edit(work, ".github/workflows/publish.yml", "", "on: push\n")
    edit(work, "<script>/`x`\n.txt", "", "Hm.\n")
    commit(work, "Odd")
    ran = work.on_day("diff", "main..work")
    assert "Changes 2 files that are no records" in ran.out
    assert "`.github/workflows/publish.yml`" in ran.out
    page = work.on_day("diff", "main..work", "--format", "markdown").out
    assert "<script>" not in page
    assert "\n.txt" not in page
