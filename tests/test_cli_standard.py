"""`sealbook standard`: drafts that say what is left to do, under the number of their class."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.drafts.blanks import MARK
from registry.drafts.standard import new_standard, template
from registry.drafts.version import SUMMARY, free_version
from registry.records.canonical import order_of
from registry.records.standard import Standard
from registry.source.layout import relayout
from tests.command_line import CommandLine, Ran

LAST = "standards/analyst/1.1.yml"
NEXT = "standards/analyst/1.2.yml"
MAJOR = "standards/analyst/2.0.yml"


def text(sealbook: CommandLine, path: str) -> str:
    """What a file of the registry says."""
    return (sealbook.root / path).read_text("utf-8")


def edit(sealbook: CommandLine, path: str, old: str, new: str) -> None:
    """Replace what occurs once in a file."""
    before = text(sealbook, path)
    assert before.count(old) == 1, f"{old!r} occurs {before.count(old)} times"
    (sealbook.root / path).write_text(before.replace(old, new), "utf-8")


def codes(sealbook: CommandLine) -> list[str]:
    """The codes of the errors that `check` finds."""
    found = sealbook("--json", "check", "--today", "2026-11-23").json["problems"]
    return [problem["code"] for problem in found if problem["severity"] == "error"]


def bump(sealbook: CommandLine, *words: str) -> Ran:
    """Bump the analyst, and WORDS besides."""
    return sealbook.on_day("standard", "bump", "analyst", *words)


# --- bump


def test_a_bump_copies_the_last_version_and_leaves_one_thing_to_say(sealbook: CommandLine) -> None:
    """The draft is the last version with its comments, and another change without dates."""
    edit(sealbook, LAST, "size: full", "size: full                           # or micro")
    ran = bump(sealbook)
    assert ran.code == 0, ran.out
    head = text(sealbook, LAST).partition("change:\n")[0]
    assert text(sealbook, NEXT) == f"{head}change:\n  class: editorial\n  summary: {SUMMARY}\n"
    assert f"Wrote {NEXT}, a draft that says what 1.1 says." in ran.err
    assert codes(sealbook) == ["fill-in"]
    edit(sealbook, NEXT, SUMMARY, "Says it in other words.")
    assert "fill-in" not in codes(sealbook)


def test_a_breaking_bump_begins_a_major_version(sealbook: CommandLine) -> None:
    """The number follows from the class that is asked for."""
    assert bump(sealbook, "--class", "breaking").code == 0
    assert "class: breaking\n" in text(sealbook, MAJOR)
    assert not (sealbook.root / NEXT).exists()


def test_a_second_bump_gives_the_draft_the_number_of_what_changed(sealbook: CommandLine) -> None:
    """It says what changed, writes the class and renames the file; then it is right and stays."""
    bump(sealbook)
    edit(sealbook, NEXT, "validity: P1Y", "validity: P6M")
    ran = bump(sealbook)
    assert ran.code == 0, ran.out
    assert "breaking: validity shortened from 1 year to 6 months" in ran.out
    assert f"Renamed {NEXT} to {MAJOR}, as its class is breaking." in ran.err
    assert not (sealbook.root / NEXT).exists()
    assert "class: breaking\n  summary: FILL IN" in text(sealbook, MAJOR)
    before = sealbook.files()
    again = sealbook("--json", "standard", "bump", "analyst", "--today", "2026-11-23")
    assert (again.code, again.json["written"], again.json["deleted"]) == (0, [], [])
    assert (again.json["number"], again.json["class"]) == ("2.0", "breaking")
    assert sealbook.files() == before


def test_the_checks_name_the_command_that_mends_a_number(sealbook: CommandLine) -> None:
    """A draft that changes more than it says is told to be bumped; doing so mends it."""
    bump(sealbook)
    edit(sealbook, NEXT, SUMMARY, "Asks for more.")
    edit(sealbook, NEXT, "validity: P1Y", "validity: P6M")
    found = sealbook("--json", "check", "--today", "2026-11-23").json["problems"]
    (fix,) = (problem["fix"] for problem in found if problem["code"] == "class-too-low")
    command = fix.partition("`sealbook ")[2].partition("`")[0]
    assert command == "standard bump standards/analyst"
    assert sealbook.on_day(*command.split()).code == 0
    assert codes(sealbook) == []


def test_a_higher_class_stays_until_a_lower_one_is_asked_for(sealbook: CommandLine) -> None:
    """People may take a change more seriously than the table does, and think again."""
    bump(sealbook, "--class", "breaking")
    edit(sealbook, MAJOR, "title: Analyst\ntier", "title: Analysts\ntier")
    ran = bump(sealbook)
    assert "stays as it is" in ran.err
    assert "`--class editorial` would say so." in ran.err
    assert bump(sealbook, "--class", "additive").code == 0
    assert "class: additive\n" in text(sealbook, NEXT)
    assert not (sealbook.root / MAJOR).exists()


def test_a_draft_is_never_called_less_than_it_is(sealbook: CommandLine) -> None:
    """A class below what changes is refused, with what changes; nothing is written."""
    bump(sealbook)
    edit(sealbook, NEXT, "validity: P1Y", "validity: P6M")
    before = sealbook.files()
    ran = bump(sealbook, "--class", "clarifying")
    assert ran.code == 2
    assert "The draft is breaking, and cannot be called clarifying." in ran.err
    assert "breaking: validity shortened from 1 year to 6 months" in ran.err
    assert sealbook.files() == before


def test_a_draft_that_was_given_up_keeps_its_number(sealbook: CommandLine) -> None:
    """The next draft starts from the version before it, and takes a number of its own."""
    bump(sealbook)
    edit(sealbook, NEXT, SUMMARY, "No.\n  withdrawn: 2026-11-20")
    edit(sealbook, NEXT, "signifies: The holder cleans tables.", "signifies: Forget it.")
    assert bump(sealbook).code == 0
    assert "The holder cleans tables." in text(sealbook, "standards/analyst/1.3.yml")


def test_frameworks_and_policies_are_bumped_by_their_path(sealbook: CommandLine) -> None:
    """A folder names them, with or without its beginning; the text of a policy is kept."""
    assert sealbook.on_day("standard", "bump", "skills/data").code == 0
    assert "summary: FILL IN" in text(sealbook, "skills/data/1.1.yml")
    assert sealbook.on_day("standard", "bump", "policies/conduct/").code == 0
    old, new = (text(sealbook, f"governance/policies/conduct/{v}.md") for v in ("1.0", "1.1"))
    assert new.partition("\n---\n")[2] == old.partition("\n---\n")[2] != ""
    assert "FILL IN" in new.partition("\n---\n")[0]


def test_one_name_of_several_lines_asks_which(sealbook: CommandLine) -> None:
    """Where a standard and a framework share a slug, its folder says which is meant."""
    sealbook.on_day("standard", "new", "data")
    ran = sealbook.on_day("standard", "bump", "data")
    assert ran.code == 2
    assert "skills/data and standards/data. Say which." in ran.err
    assert sealbook.on_day("standard", "bump", "skills/data").code == 0


@pytest.mark.parametrize(("name", "hint"), [("analyts", "analyst"), ("skills/dta", "skills/data")])
def test_a_misspelt_name_finds_the_nearest(sealbook: CommandLine, name: str, hint: str) -> None:
    """What is no standard, framework or policy is wrong use."""
    ran = sealbook.on_day("standard", "bump", name)
    assert ran.code == 2
    assert f"Did you mean `{hint}`?" in ran.err


def test_a_version_that_cannot_be_read_is_mended_first(sealbook: CommandLine) -> None:
    """A number must not be given twice, so no version of the line may be out of sight."""
    (sealbook.root / MAJOR).write_text("title: [", "utf-8")
    before = sealbook.files()
    ran = bump(sealbook)
    assert ran.code == 1
    assert f"First mend {MAJOR}" in ran.err
    assert sealbook.files() == before


def test_a_first_draft_is_edited_and_not_bumped(sealbook: CommandLine) -> None:
    """A next version follows one that was announced; until then there is the draft itself."""
    path = "standards/steward/1.0.yml"
    head, _, _ = text(sealbook, path).partition("change:\n")
    (sealbook.root / path).write_text(f"{head}change:\n  summary: First edition.\n", "utf-8")
    ran = sealbook.on_day("standard", "bump", "steward")
    assert ran.code == 0
    assert f"{path} is the first version, and still a draft: edit it as it is." in ran.err
    assert not (sealbook.root / "standards/steward/1.1.yml").exists()


def test_a_line_of_which_nothing_can_be_read_is_mended_first(sealbook: CommandLine) -> None:
    """Its folder is there, so the name is no mistake of whoever typed it."""
    for path in (LAST, "standards/analyst/1.0.yml"):
        (sealbook.root / path).write_text("title: Note: this\n", "utf-8")
    ran = bump(sealbook)
    assert ran.code == 1
    assert "First mend standards/analyst/1.0.yml and standards/analyst/1.1.yml" in ran.err


def test_a_registry_without_standards_is_told_how_to_begin(
    sealbook: CommandLine, tmp_path: Path
) -> None:
    """There is nothing to choose from, so the message says how there would be."""
    settings = text(sealbook, "registry.yml")
    (tmp_path / "registry.yml").write_text(settings, "utf-8")
    ran = sealbook("-C", str(tmp_path), "standard", "bump", "analyst")
    assert ran.code == 2
    assert "There is none yet; `sealbook standard new` begins a standard." in ran.err


def test_records_that_name_the_old_number_are_told_of(sealbook: CommandLine) -> None:
    """A draft that others name keeps its number until they name the new one."""
    bump(sealbook)
    edit(sealbook, NEXT, SUMMARY, "Asks for more.")
    edit(sealbook, NEXT, "validity: P1Y", "validity: P6M")
    person = "people/ada.yml"
    old = text(sealbook, person)
    edit(
        sealbook,
        person,
        "standard: analyst@1.0, date: 2024-03-01",
        "standard: analyst@1.2, date: 2024-03-01",
    )
    ran = bump(sealbook)
    assert ran.code == 1
    assert "error[unknown-standard]" in ran.out
    (sealbook.root / person).write_text(old, "utf-8")
    assert bump(sealbook).code == 0


def test_a_dry_run_writes_nothing(sealbook: CommandLine) -> None:
    """Neither a new draft nor a rename."""
    before = sealbook.files()
    assert "Would write" in bump(sealbook, "--dry-run").err
    assert sealbook.files() == before
    bump(sealbook)
    edit(sealbook, NEXT, "validity: P1Y", "validity: P6M")
    before = sealbook.files()
    assert f"Would rename {NEXT} to {MAJOR}" in bump(sealbook, "--dry-run").err
    assert sealbook.files() == before


def test_free_numbers() -> None:
    """A number that some file bears is passed over, and the class still shows in it."""
    assert free_version("2.1", "additive", frozenset()) == "2.2"
    assert free_version("2.9", "additive", frozenset({"2.10"})) == "2.11"
    assert free_version("2.1", "breaking", frozenset({"3.0"})) == "4.0"


# --- new


def test_a_new_standard_lacks_only_what_people_must_say(sealbook: CommandLine) -> None:
    """Whatever `check` finds in it is something to fill in; filled in, nothing is left."""
    ran = sealbook.on_day("standard", "new", "mapper")
    assert ran.code == 0, ran.out
    path = "standards/mapper/1.0.yml"
    left = text(sealbook, path).count(MARK)
    assert left > 5
    assert f"a draft with {left} places to fill in" in ran.err
    assert codes(sealbook) == ["fill-in"] * left
    lines = text(sealbook, path).replace(MARK, "Here is").splitlines(keepends=True)
    (sealbook.root / path).write_text("".join(lines), "utf-8")
    assert codes(sealbook) == []


def test_a_new_standard_of_another_language_is_not_half_english() -> None:
    """The default language binds, so no English sentence passes for one of another language."""
    english, spanish, mexican = (
        new_standard(
            tier="first",
            framework="data@1.0",
            competencies={"logs": "novice"},
            language=language,
        )
        for language in ("en-GB", "es", "es-MX")
    )
    assert "eligibility: Anyone." in english
    assert spanish == mexican
    assert spanish.count(MARK) == english.count(MARK) + 4
    assert "  summary: FILL IN in the language of the registry, say, “First edition.”" in spanish


def test_a_new_standard_takes_what_is_known(sealbook: CommandLine) -> None:
    """Title, rank, skill map and competencies; each competency is shown by a criterion."""
    ran = sealbook.on_day(
        *("standard", "new", "mapper", "--title", "Mapper: of maps", "--tier", "second"),
        *("--framework", "data@1.0", "--competency", "cleaning=expert", "--competency", "release"),
    )
    assert ran.code == 0, ran.out
    written = text(sealbook, "standards/mapper/1.0.yml")
    assert written.startswith('title: "Mapper: of maps"\ntier: second ')
    assert "competencies: {cleaning: expert, release: " in written
    assert written.count("weight: 50") == 2
    assert set(codes(sealbook)) == {"fill-in"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("analyst",), "`sealbook standard bump analyst` begins its next version."),
        (("../x",), "is no slug"),
        (("Mapper",), "is no slug"),
        (("mapper", "--framework", "dat"), "did you mean `data`?"),
        (("mapper", "--framework", "data@3"), "did you mean `data@1.0`?"),
        (("mapper", "--competency", "cleanin"), "did you mean `cleaning`?"),
        (("mapper", "--competency", "cleaning=exprt"), "did you mean `expert`?"),
    ],
)
def test_what_a_new_standard_cannot_be(
    sealbook: CommandLine, words: tuple[str, ...], said: str
) -> None:
    """Wrong use says what to write instead, and writes nothing."""
    before = sealbook.files()
    ran = sealbook.on_day("standard", "new", *words)
    assert ran.code == 2
    assert said in ran.err
    assert sealbook.files() == before


def test_a_rank_that_there_is_not(sealbook: CommandLine, tmp_path: Path) -> None:
    """A check refuses it with the ranks that there are; nothing is written."""
    ran = sealbook.on_day("standard", "new", "mapper", "--tier", "third")
    assert ran.code == 1
    assert "error[unknown-tier]" in ran.out
    assert not (sealbook.root / "standards/mapper").exists()


def test_a_dry_run_prints_the_draft(sealbook: CommandLine) -> None:
    """It can be looked at before there is a file."""
    ran = sealbook.on_day("standard", "new", "mapper", "--dry-run")
    assert ran.out.startswith("title: FILL IN the name of the credential\n")
    assert not (sealbook.root / "standards/mapper").exists()


def test_the_template_is_in_the_one_layout() -> None:
    """What is made from it needs no `check --fix`."""
    assert relayout(template(), order_of(Standard)) == template().text
