"""`sealbook github`: the files that GitHub reads are written, or compared."""

from __future__ import annotations

import pytest

from registry.forge.files import FILES, STALE
from registry.records.reading import CODEOWNERS
from tests.command_line import CommandLine

PATHS = [file.path for file in FILES]
COMMITTEE = "governance/bodies/committee.yml"


def test_writes_every_file_once(sealbook: CommandLine) -> None:
    """All are written and named; a second run finds nothing to do, and the check is content."""
    before = sealbook.files()
    ran = sealbook.on_day("github")
    assert ran.code == 0
    assert ran.out.splitlines() == [f"Wrote {path}" for path in PATHS]
    assert sealbook.files().keys() - before.keys() == set(PATHS)
    again = sealbook.on_day("github")
    assert (again.code, again.out) == (0, "")
    assert sealbook.on_day("github", "--check").code == 0
    assert sealbook.on_day("check").code == 0


def test_check_names_what_is_stale_and_writes_nothing(sealbook: CommandLine) -> None:
    """A file that was edited and one that is missing are problems, each with its path."""
    sealbook.on_day("github")
    edited, missing = sealbook.root / PATHS[1], sealbook.root / PATHS[-1]
    edited.write_text(edited.read_text("utf-8") + " ", "utf-8")
    missing.unlink()
    before = sealbook.files()
    ran = sealbook.on_day("--json", "github", "--check")
    assert ran.code == 1
    assert ran.json["stale"] == [PATHS[1], PATHS[-1]]
    assert [(row["code"], row["file"]) for row in ran.json["problems"]] == [
        (STALE.code, PATHS[1]),
        (STALE.code, PATHS[-1]),
    ]
    assert sealbook.files() == before
    assert sealbook("explain", STALE.code).code == 0


def test_json_says_what_was_written(sealbook: CommandLine) -> None:
    """One object, and nothing else, on standard output."""
    assert sealbook.on_day("--json", "github").json["written"] == PATHS
    assert sealbook.on_day("--json", "github").json["written"] == []


def test_a_stale_codeowners_is_written_again(sealbook: CommandLine) -> None:
    """What `check` refuses is no reason for `github` to refuse, too: it is the way to mend it."""
    sealbook.on_day("github")
    file = sealbook.root / CODEOWNERS
    right = file.read_bytes()
    file.write_bytes(right + b"* @mallory\n")
    ran = sealbook.on_day("check")
    assert ran.code == 1
    assert "codeowners-stale" in ran.out
    assert sealbook.on_day("github").out.splitlines() == [f"Wrote {CODEOWNERS}"]
    assert file.read_bytes() == right
    assert sealbook.on_day("check").code == 0


@pytest.mark.parametrize("words", [(), ("--check",)])
def test_wrong_records_write_nothing(sealbook: CommandLine, words: tuple[str, ...]) -> None:
    """Nobody is asked for approval by records that do not hold."""
    file = sealbook.root / COMMITTEE
    file.write_text(file.read_text("utf-8").replace("holder: ben", "holder: bne"), "utf-8")
    ran = sealbook.on_day("github", *words)
    assert ran.code == 1
    assert "unknown-person" in ran.out
    assert "Nothing was written" in ran.err
    assert not (sealbook.root / ".github").exists()


def test_a_link_is_replaced_and_not_followed(sealbook: CommandLine) -> None:
    """Whoever can plant a link cannot make the command write elsewhere."""
    sealbook.on_day("github")
    elsewhere = sealbook.root.parent / "elsewhere"
    elsewhere.write_text("precious", "utf-8")
    file = sealbook.root / CODEOWNERS
    file.unlink()
    file.symlink_to(elsewhere)
    assert sealbook.on_day("github").code == 0
    assert elsewhere.read_text("utf-8") == "precious"
    assert not file.is_symlink()


def test_terms_of_another_day(sealbook: CommandLine) -> None:
    """`--today` names those who sit in the body then."""
    for handle in ("ada", "ben"):
        person = sealbook.root / f"people/{handle}.yml"
        text = person.read_text("utf-8")
        person.write_text(text.replace("consent: ", f"github: {handle}\nconsent: ", 1), "utf-8")
    sealbook("check", "--fix", "people")
    sealbook.on_day("github")
    assert "* " in (sealbook.root / CODEOWNERS).read_text("utf-8")
    assert "@ada @ben" in (sealbook.root / CODEOWNERS).read_text("utf-8")
    ran = sealbook("check", "--today", "2027-10-01", CODEOWNERS)
    assert ran.code == 0, "time alone stops nobody"
    assert "warning[codeowners-stale]" in ran.out
    assert "`ada` sits no longer in committee since 2027-10-01" in ran.out
