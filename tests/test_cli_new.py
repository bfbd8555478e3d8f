"""`sealbook new`: who may found what and where, and all that is wrong is said at once."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from registry.check.run import check
from registry.founding.answers import Wrong, program_of_install
from registry.founding.files import found
from registry.lifecycle.terms import members_on
from registry.load import load
from registry.records.body import BODY
from registry.records.settings import REGISTRY
from tests.adopter import ANSWERS, FLAGS, FOUNDED, PIN, Adopter
from tests.command_line import CommandLine, Ran
from tests.new_golden import founding
from tests.test_repository import ROOT

DAY = date.fromisoformat(FOUNDED)


@pytest.fixture
def new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line, in a folder that is empty."""
    return CommandLine(root=tmp_path, capsys=capsys)


def refused(ran: Ran) -> list[str]:
    """What the run says is wrong; it has written nothing."""
    assert ran.code == 2
    assert ran.err.rstrip().endswith("Nothing was written.")
    return re.findall(r"^error\[usage\]: (.*)$", ran.err, re.MULTILINE)


# --- where


def test_all_that_is_missing_is_named_at_once(new: CommandLine) -> None:
    """Without a terminal nothing is asked: one line names every option that is needed."""
    rows = refused(new("new", "guild"))
    options = "--name, --url, --email, --standard, --maintainer, --program, --yes"
    assert rows == [f"missing: {options}"]
    (row,) = refused(new("new", "guild", *FLAGS))
    assert row == "missing: --yes", "somebody must say that the founders agreed"
    assert not list(new.root.iterdir())


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--name", "Guild\x1b[2J", "U+001B"),
        ("--name", "Guild \u202e", "U+202E"),
        ("--name", "FILL IN later", "not written yet"),
        ("--name", "x" * 201, "up to 200"),
        ("--url", "http://cert.guild.example/", "https://"),
        ("--url", "https://cert.guild.example/?a=b", "without a query"),
        ("--url", "https://me:pass@cert.guild.example/", "https://"),
        ("--email", "certify at guild.example", "One e-mail address"),
        ("--standard", " ", "One line of plain text"),
        ("--language", "english", "language tag"),
        ("--zone", "Mars/Olympus", "There is none of this name"),
        ("--maintainer", "Ada", "lower-case letters"),
        ("--maintainer", "dora:-x-", "behind the colon"),
        ("--maintainer", "ada", "of more than one person"),
        ("--maintainer", "dora:ADA-cuts", "of more than one person"),
        ("--program", "guild/sealbook@main", "40 hex digits"),
        ("--program", f"{PIN}\n", "40 hex digits"),
    ],
)
def test_what_is_no_answer(new: CommandLine, option: str, value: str, why: str) -> None:
    """Each answer is judged by the schema of its field, and quoted harmlessly."""
    (row,) = refused(new("new", "guild", *FLAGS, "--yes", option, value))
    assert row.startswith(f"{option}: ")
    assert why in row
    assert row.isprintable()
    assert not list(new.root.iterdir())


def test_all_that_is_wrong_is_said_at_once(new: CommandLine) -> None:
    """Wrong answers and missing ones together, as text and as JSON."""
    words = ("new", "guild", "--name", "\t", "--url", "http://x", "--maintainer", "ada")
    rows = refused(new(*words))
    heads = ["--name", "--url", "--maintainer", "missing"]
    assert [row.partition(":")[0] for row in rows] == heads
    assert rows[2].endswith("1 named, and nobody decides alone: name 2 people or more")
    told = new("--json", *words)
    assert told.code == 2
    assert [problem["message"] for problem in told.json["problems"]] == rows
    assert not told.json["ok"]


def test_words_that_a_check_refuses(new: CommandLine) -> None:
    """What is well-formed and still no record is told with its line, and nothing is written."""
    ran = new("new", "guild", *FLAGS, "--yes", "--name", "Call +351 21 123 45 67")
    assert ran.code == 1
    assert "error[phone-in-text]" in ran.err
    assert "--> registry.yml:1:7" in ran.err
    assert "name: Call +351" in ran.err
    assert not list(new.root.iterdir())


def test_nothing_is_written_over(new: CommandLine) -> None:
    """Neither over files, nor into a registry; an empty folder is fine, a missing one above not."""
    (new.root / "full").mkdir()
    (new.root / "full" / "note").write_text("mine")
    (new.root / "file").write_text("mine")
    (new.root / "inner").mkdir()
    (new.root / "inner" / "registry.yml").write_text("")
    (new.root / "link").symlink_to(new.root / "elsewhere")
    before = new.files()
    for place, why in (
        ("full", "is not empty"),
        ("file", "is no folder"),
        ("link", "is no folder"),
        ("inner/deep", "is inside the registry"),
        ("no/such/place", "make that first"),
    ):
        (row,) = refused(new("new", place, *FLAGS, "--yes"))
        assert why in row
    assert new.files() == before
    (new.root / "empty").mkdir()
    assert new("new", "empty", *FLAGS, "--yes", "--today", FOUNDED).code == 0
    assert (new.root / "empty" / "registry.yml").is_file()


def test_a_place_that_cannot_be_written_to(new: CommandLine) -> None:
    """What the disk refuses is a fault that names the place; nothing is left there."""
    ran = new("new", "x" * 254, *FLAGS, "--yes", "--today", FOUNDED)
    assert (ran.code, ran.out) == (3, "")
    assert "error[file]" in ran.err
    assert not list(new.root.iterdir())


# --- who


@pytest.mark.parametrize(
    ("people", "seats", "quorum", "vacant"),
    [(2, 3, 2, 1), (3, 3, 2, 0), (4, 4, 3, 0), (9, 9, 5, 0)],
)
def test_no_person_decides_alone(people: int, seats: int, quorum: int, vacant: int) -> None:
    """More than half must vote, two at least; with two founders a third seat is kept free."""
    names = [f"p{number}:acc-{number}" for number in range(people)]
    made = found(founding(*names))
    assert made.problems == ()
    for slug in ("committee", "maintainers"):
        text = made.files[f"governance/bodies/{slug}.yml"]
        assert f"quorum: {quorum}," in text
        assert text.count("- {seat:") == seats
        assert text.count("vacant: true") == vacant


def test_one_founder_is_not_enough() -> None:
    """A registry of one person would be that person's word."""
    with pytest.raises(Wrong, match="nobody decides alone"):
        founding("ada")


def test_the_founding_is_decided(tmp_path: Path) -> None:
    """All founders voted for it, sit in both bodies, are listed since that day, by handle alone."""
    guild = Adopter(home=tmp_path)
    assert guild.found() == 0
    registry, problems = check(load(guild.root), DAY)
    assert registry is not None
    assert problems == []
    for entry in registry.entries(BODY):
        assert members_on(entry.record, DAY) == ("ada", "ben")
    decision = (guild.root / f"governance/decisions/{FOUNDED}-founding.yml").read_text("utf-8")
    assert "for: [ada, ben]" in decision
    person = (guild.root / "people/ada.yml").read_text("utf-8")
    assert person == f"consent: {FOUNDED}\ngithub: ada-cuts\nlanguages: [en]\n"


# --- what follows from the answers


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://cert.guild.example/", "cert.guild.example/registry"),
        ("https://cert.guild.example", "cert.guild.example/registry"),
        ("https://guild.github.io/certs/", "guild.github.io/certs"),
        ("https://guild.github.io/Our_Certs~1/~x/_/", "guild.github.io/our_certs-1/x"),
        ("https://localhost:8443/a", "localhost/a"),
    ],
)
def test_the_log_is_named_after_the_address(url: str, origin: str) -> None:
    """Host and path, in the letters that such a name may have; the checks agree."""
    made = founding(url=url)
    assert made.origin == origin
    assert made.url.endswith("/")
    assert found(made).problems == ()


@pytest.mark.parametrize(
    ("noted", "program"),
    [
        ({"url": "https://github.com/guild/sealbook.git"}, PIN),
        ({"url": "https://github.com/guild/sealbook"}, PIN),
        ({"url": "ssh://git@github.com/guild/sealbook.git"}, PIN),
        ({"url": "https://forge.example/guild/sealbook"}, ""),
        ({"url": "https://github.com.evil.example/guild/sealbook"}, ""),
        ({"url": "https://github.com/guild/sealbook", "vcs_info": {"commit_id": "main"}}, ""),
        ({"url": "file:///home/x/sealbook", "vcs_info": None, "dir_info": {}}, ""),
        (None, ""),
    ],
)
def test_a_program_from_github_names_itself(noted: dict[str, object] | None, program: str) -> None:
    """What pip noted when it fetched the program (PEP 610) is the default of --program."""
    vcs = {"vcs_info": {"vcs": "git", "commit_id": PIN.partition("@")[2]}}
    text = None if noted is None else json.dumps({**vcs, **noted})
    assert program_of_install(text) == program


def test_an_odd_note_of_pip_is_no_program() -> None:
    """Nor is a damaged one a fault."""
    assert [program_of_install(text) for text in ("", "[]", "{", "null", '{"url": 1}')] == [""] * 5


def test_json_tells_what_was_written(new: CommandLine) -> None:
    """Files and next steps, for those who script it."""
    told = new("--json", "new", "guild", *FLAGS, "--yes", "--today", FOUNDED).json
    assert told["ok"]
    root = new.root / "guild"
    assert told["folder"] == str(root)
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    assert told["written"] == paths
    assert any("sealbook key new" in line for step in told["next"] for line in step["run"])


def test_other_languages(new: CommandLine) -> None:
    """The language binds, and the founders are told that the texts to start with are English."""
    ran = new("new", "guild", *FLAGS, "--yes", "--language", "pt-BR", "--today", FOUNDED)
    assert ran.code == 0
    assert "put them into pt-BR" in ran.out
    registry, _ = check(load(new.root / "guild"), DAY)
    assert registry is not None
    assert registry.entries(REGISTRY)[0].record.languages == ("pt-BR",)
    assert "put them into" not in new("new", "other", *FLAGS, "--yes", "--today", FOUNDED).out


# --- Git, and the terminal


def git(folder: Path, *words: str) -> str:
    """What git prints."""
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def test_git_begins_a_history(new: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One commit on `main` holds every file; without a name for its author, the fault says so."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@guild.example")
    assert new("new", "guild", *FLAGS, "--yes", "--git", "--today", FOUNDED).code == 0
    root = new.root / "guild"
    assert git(root, "log", "--format=%an %s %D").strip() == "Ada Founding HEAD -> main"
    assert git(root, "status", "--porcelain", "--ignored") == ""
    findings = new("-C", str(root), "--json", "doctor", "--today", FOUNDED).json["findings"]
    assert not [finding for finding in findings if finding["severity"] == "error"]
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    ran = new("new", "other", *FLAGS, "--yes", "--git", "--today", FOUNDED)
    assert ran.code == 3
    assert "is written, but git commit failed" in ran.err
    assert (new.root / "other" / "registry.yml").is_file()


def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    """What no option says is asked, one by one, and again after an answer that is none."""
    answers = [
        *("http://guild.example/", ANSWERS["url"], ANSWERS["email"]),
        *(ANSWERS["standard"], "", "", "Ada", "ada:ada-cuts", "", "ben:ben-sews", ""),
        *("y",),
    ]
    words = ["new", "guild", "--name", ANSWERS["name"], "--program", PIN, "--today", FOUNDED]
    said, code = typed_at_a_terminal(tmp_path, words, answers)
    assert code == 0, said
    assert said.count("Where will the site be?") == 2
    assert "Error: 'http://guild.example/': An address that starts with https://" in said
    assert said.count("(1)") == 2, "a handle that is none"
    assert said.count("(2)") == 2, "and nothing, where two are needed"
    assert "Which program" not in said
    guild = Adopter(home=tmp_path).root
    assert "zone: UTC" in (guild / "registry.yml").read_text("utf-8")
    assert (guild / "people/ben.yml").is_file()


def test_a_wrong_option_is_told_before_any_question(tmp_path: Path) -> None:
    """Nobody answers ten questions to learn that the first option was no address."""
    said, code = typed_at_a_terminal(tmp_path, ["new", "guild", "--url", "http://x"], ["never"])
    assert code == 2
    assert ": --url: 'http://x': An address" in said
    assert "called?" not in said


def test_who_does_not_agree_founds_nothing(tmp_path: Path) -> None:
    """The last question decides."""
    said, code = typed_at_a_terminal(tmp_path, ["new", "guild", *FLAGS], ["", "n"])
    assert code == 2
    assert "missing: --yes" in said
    assert not list(tmp_path.iterdir())


def typed_at_a_terminal(
    folder: Path, words: list[str], answers: list[str]
) -> tuple[str, int | None]:
    """What a terminal shows when somebody answers each question in turn, and the exit code."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "registry", *words],
        cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    said, asked, left = "", 0, list(answers)
    while select.select([ours], [], [], 60)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        said += part.decode("utf-8", "replace")
        if left and re.search(r"(?:\?|\)|\]:?) $", said[asked:]):
            asked = len(said)
            os.write(ours, f"{left.pop(0)}\n".encode())
    os.close(ours)
    return said, process.wait(60)
