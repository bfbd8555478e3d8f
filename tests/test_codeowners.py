"""CODEOWNERS: it names those who sit in the bodies, whatever stands in the records."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.check.codeowners import codeowners_stale
from registry.check.run import check
from registry.forge.codeowners import accounts_on, codeowners
from registry.forge.owners import owner_of
from registry.load import load
from registry.records.body import BODY
from registry.records.person import PERSON
from registry.records.reading import CODEOWNERS
from registry.records.registry import Entry, Registry
from tests.bodies import body, registry_of, term

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 23)
_RULE = re.compile(r"(\*|/[a-z0-9/-]+/) +(@[A-Za-z0-9-]+(?: @[A-Za-z0-9-]+)*)")

HANDLES = ["ada", "ben", "cleo", "dora"]
FOLDERS = ["registry", "standards", "standards/analyst", "governance", "governance/policies"]
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def rules_of(text: str) -> list[tuple[str, set[str]]]:
    """Pattern and accounts of every line that GitHub would take for a rule."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    matches = [_RULE.fullmatch(line) for line in lines]
    assert all(matches), lines
    return [(match[1], set(match[2].split())) for match in matches if match]


def asked(text: str, path: str) -> set[str]:
    """Whom GitHub asks about a path: the accounts of the last rule that fits it."""
    found: set[str] = set()
    for pattern, accounts in rules_of(text):
        if fnmatchcase(f"/{path}", "/*" if pattern == "*" else f"{pattern}*"):
            found = accounts
    return found


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Registry, dict[str, list[tuple[str, date, date]]]]:
    """A registry of two bodies with random folders, terms and accounts; and the terms by body."""
    folders = draw(st.lists(st.sampled_from(FOLDERS), unique=True, min_size=2))
    cut = draw(st.integers(1, len(folders) - 1))
    spans = st.tuples(st.sampled_from(HANDLES), st.tuples(DAYS, DAYS).map(sorted))
    rows = {
        name: [(who, one, last) for who, (one, last) in draw(st.lists(spans, max_size=4))]
        for name in ("one", "two")
    }
    with_account = draw(st.sets(st.sampled_from(HANDLES)))
    files = {
        name: body(*(term(who, f"{one}", f"{last}") for who, one, last in rows[name]), owns=owns)
        for name, owns in (("one", ", ".join(folders[:cut])), ("two", ", ".join(folders[cut:])))
    }
    people = {
        handle: f"github: {handle}-gh\n" if handle in with_account else "languages: [en]\n"
        for handle in HANDLES
    }
    return registry_of(files, people), rows


@given(worlds(), DAYS)
def test_codeowners_names_exactly_those_who_sit_in_the_body(
    world: tuple[Registry, dict[str, list[tuple[str, date, date]]]], day: date
) -> None:
    """Whatever the terms: a rule names the accounts of all who sit in the owner then, no other."""
    registry, rows = world
    with_account = {entry.id for entry in registry.entries(PERSON) if entry.record.github}
    sitting = {
        name: {
            f"@{who}-gh" for who, one, last in found if one <= day <= last and who in with_account
        }
        for name, found in rows.items()
    }
    expected = [
        ("*" if folder == "registry" else f"/{folder}/", sitting[entry.id])
        for entry in registry.entries(BODY)
        for folder in entry.record.owns
        if sitting[entry.id]
    ]
    assert sorted(rules_of(codeowners(registry, day))) == sorted(expected)


@given(worlds(), DAYS)
def test_github_asks_the_body_that_owns_the_file(
    world: tuple[Registry, dict[str, list[tuple[str, date, date]]]], day: date
) -> None:
    """The last rule that fits a file is that of its owner, unless nobody there has an account."""
    registry, _ = world
    text = codeowners(registry, day)
    for path in ("standards/analyst/1.0.yml", "governance/policies/a/1.0.md", "registry.yml"):
        owner = owner_of(registry, path)
        accounts = accounts_on(registry, owner.record, day) if owner else ()
        if accounts:
            assert asked(text, path) == {f"@{account}" for account in accounts}
        elif owner is None:
            assert asked(text, path) == set()


@given(worlds(), DAYS, DAYS)
def test_the_day_in_the_file_is_the_day_from_which_it_was_so(
    world: tuple[Registry, dict[str, list[tuple[str, date, date]]]], one: date, other: date
) -> None:
    """A file made later is the same as long as nobody came or went, and else bears a later day."""
    registry, _ = world
    before, after = (codeowners(registry, day) for day in sorted((one, other)))
    days = [re.findall(r"right since (\S+)", text) for text in (before, after)]
    if before == after:
        assert days[0] == days[1]
    else:
        assert days[0] < days[1]


def with_github(registry: Registry, github: str) -> Registry:
    """The registry where Ada's account is a text that no schema has seen."""
    entries: list[Entry[Any]] = [*registry.entries(BODY)]
    for entry in registry.entries(PERSON):
        record = replace(entry.record, github=github) if entry.id == "ada" else entry.record
        entries.append(Entry(record, entry.document))
    return Registry(entries)


SIMPLE = registry_of(
    {"one": body(term("ada", "2026-01-01", "2027-12-31"), owns="registry")},
    {"ada": "github: ada\n"},
)


@given(
    st.text() | st.sampled_from(["a\n* @mallory", "ada @mallory", "ada #", "ada\u2028b", "a--b"])
)
def test_a_hostile_account_adds_no_line(github: str) -> None:
    """An account that is none never reaches the file, even past the schema that refuses it."""
    registry = with_github(SIMPLE, github)
    try:
        text = codeowners(registry, TODAY)
    except ValueError:
        return
    assume(github)
    assert rules_of(text) == [("*", {f"@{github}"})]


@pytest.mark.parametrize("github", ["a\n* @mallory", "ada @mallory", "-ada", "", "a/team"])
def test_the_schema_refuses_a_hostile_account(github: str, tmp_path: Path) -> None:
    """So does the check, with a place in the file."""
    (tmp_path / "people").mkdir()
    (tmp_path / "people/ada.yml").write_text(f"github: {json.dumps(github)}\n", "utf-8")
    _, problems = check(load(tmp_path), TODAY)
    assert "people/ada.yml" in {problem.path for problem in problems}


@given(st.text(st.characters(codec="utf-8")))
def test_a_hostile_title_is_not_in_the_file(title: str) -> None:
    """A comment names a body by its slug, so what it calls itself is no matter."""
    entry = SIMPLE.entries(BODY)[0]
    record = replace(entry.record, title=replace(entry.record.title, default=title))
    renamed = Registry([Entry(record, entry.document), *SIMPLE.entries(PERSON)])
    assert codeowners(renamed, TODAY) == codeowners(SIMPLE, TODAY)


@pytest.mark.parametrize("folder", ["a b", "..", "a\n* @mallory", "", "*", "standards/"])
def test_a_hostile_folder_is_refused(folder: str) -> None:
    """A folder that the schema would have refused is no pattern."""
    entry = SIMPLE.entries(BODY)[0]
    record = replace(entry.record, owns=(folder,))
    with pytest.raises(ValueError, match="cannot stand in CODEOWNERS"):
        codeowners(Registry([Entry(record, entry.document)]), TODAY)


def test_a_body_without_accounts_takes_its_folder_from_nobody() -> None:
    """A rule without accounts would let anybody approve; the rule above holds instead."""
    registry = registry_of(
        {
            "board": body(term("ben", "2026-01-01", "2027-12-31"), owns="governance/policies"),
            "maintainers": body(term("ada", "2026-01-01", "2027-12-31"), owns="registry"),
        },
        {"ada": "github: ada\n", "ben": "languages: [en]\n"},
    )
    text = codeowners(registry, TODAY)
    assert asked(text, "governance/policies/a/1.0.md") == {"@ada"}
    assert "/governance/policies/ has no rule of its own" in text


def test_a_registry_without_bodies_has_no_rules() -> None:
    """It is a file of comments, which asks nobody."""
    assert rules_of(codeowners(registry_of({}, {}), TODAY)) == []


FIRST, SECOND = (
    term("ada", "2025-01-01", "2026-06-30"),
    term("ben", "2026-07-01", "2027-12-31"),
)
ACCOUNTS = {"ada": "github: ada\n", "ben": "github: ben\n", "cleo": "github: cleo\n"}


def judged(made: Registry, on: date, now: Registry, today: date = TODAY) -> list[tuple[str, str]]:
    """What the check says today of a file that was made of an older state on a day."""
    entries = [entry for kind in (BODY, PERSON) for entry in now.entries(kind)]
    holding = Registry(entries, codeowners=codeowners(made, on))
    return [(found.severity, found.message) for found in codeowners_stale(holding, today)]


def test_time_alone_makes_a_warning_that_names_the_terms() -> None:
    """A term that ended and one that began say themselves what is to be done."""
    registry = registry_of({"one": body(FIRST, SECOND)}, ACCOUNTS)
    turns = "`ada` sits no longer in one since 2026-07-01, `ben` sits in one since 2026-07-01"
    found = judged(registry, date(2026, 6, 30), registry)
    assert found == [("warning", f"it is older than the terms: {turns}")]
    assert judged(registry, date(2026, 7, 1), registry) == []


@pytest.mark.parametrize("left", ["2026-11-20", "2026-11-23"])
def test_who_left_is_asked_no_longer_from_that_very_day(left: str) -> None:
    """Whoever writes it down writes the file, too; no later day makes it wrong again."""
    registry = registry_of({"one": body(FIRST, f"{SECOND[:-1]}, left: {left}}}")}, ACCOUNTS)
    assert rules_of(codeowners(registry, TODAY)) == []
    assert judged(registry, TODAY, registry, date(2027, 6, 1)) == []


def test_a_second_term_of_the_same_people_changes_nothing() -> None:
    """Who goes on makes no file stale."""
    again = term("ada", "2026-07-01", "2027-12-31")
    registry = registry_of({"one": body(FIRST, again)}, ACCOUNTS)
    assert judged(registry, date(2026, 6, 30), registry) == []


@pytest.mark.parametrize(
    ("change", "people"),
    [
        (body(FIRST, term("cleo", "2026-07-01", "2027-12-31")), ACCOUNTS),
        (body(FIRST, SECOND, owns="skills"), ACCOUNTS),
        (body(FIRST, SECOND), {**ACCOUNTS, "ben": "github: benjamin\n"}),
        (body(FIRST, SECOND), {**ACCOUNTS, "ben": "languages: [en]\n"}),
        (body(FIRST, SECOND[:-1] + ", left: 2026-11-20}"), ACCOUNTS),
    ],
    ids=["another holder", "another folder", "another account", "no account", "left early"],
)
def test_a_change_of_the_records_is_an_error(change: str, people: dict[str, str]) -> None:
    """Whoever changed the records could have written the file again."""
    before = registry_of({"one": body(FIRST, SECOND)}, ACCOUNTS)
    found = judged(before, TODAY, registry_of({"one": change}, people))
    assert [severity for severity, _ in found] == ["error"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("@ben", "@ben @mallory", 7),
        ("@ben", "@mallory", 7),
        ("/standards/ @ben\n", "", 7),
        ("# one", "# two", 6),
        ("since 2026-07-01", "since 2025-01-01", 4),
        ("since 2026-07-01", "since yesterday", 4),
        ("# The last", "\n# The last", 3),
    ],
)
def test_an_edit_by_hand_is_an_error_at_its_line(old: str, new: str, line: int) -> None:
    """The first line that differs is named, with what the records say there."""
    registry = registry_of({"one": body(FIRST, SECOND)}, ACCOUNTS)
    text = codeowners(registry, TODAY)
    assert old in text
    edited = Registry(
        [*registry.entries(BODY), *registry.entries(PERSON)], codeowners=text.replace(old, new)
    )
    (found,) = codeowners_stale(edited, TODAY)
    assert (found.severity, found.path, found.span.line) == ("error", CODEOWNERS, line)
    assert "sealbook github" in found.fix


def test_the_rule_is_told_and_not_the_day_in_the_head() -> None:
    """The day follows from the rules, so what has to be told is the rule that is another."""
    registry = registry_of({"one": body(FIRST, SECOND)}, ACCOUNTS)
    text = codeowners(registry, TODAY)
    edited = text.replace("since 2026-07-01", "since 2026-06-30").replace("@ben", "@mallory")
    wrong = Registry([*registry.entries(BODY), *registry.entries(PERSON)], codeowners=edited)
    (found,) = codeowners_stale(wrong, TODAY)
    assert (found.severity, found.span.line) == ("error", 7)
    assert found.message == "the records say here: /standards/ @ben"


def test_columns_of_their_own_are_told_last() -> None:
    """Where a rule is longer, all columns move; the rule is told, and not the first that moved."""
    registry = registry_of({"one": body(FIRST, SECOND)}, ACCOUNTS)
    text = codeowners(registry, TODAY)
    wide = text.replace("/standards/ @ben", "/standards/     @ben")
    for there, line in ((wide, 7), (f"{wide}/standards/analyst/ @ben\n", 8)):
        wrong = Registry([*registry.entries(BODY), *registry.entries(PERSON)], codeowners=there)
        (found,) = codeowners_stale(wrong, TODAY)
        assert found.span.line == line


def test_an_older_file_with_its_older_day_is_a_warning_all_the_same() -> None:
    """The file of another day, put back as a whole, shows as what it is: older than the terms."""
    registry = registry_of({"one": body(FIRST, SECOND)}, ACCOUNTS)
    ((severity, message),) = judged(registry, date(2025, 5, 1), registry)
    assert severity == "warning"
    assert "`ben` sits in one since 2026-07-01" in message


def test_line_endings_of_windows_are_no_difference() -> None:
    """A checkout may have CR LF; GitHub reads what is committed."""
    registry = registry_of({"one": body(SECOND)}, ACCOUNTS)
    text = codeowners(registry, TODAY).replace("\n", "\r\n")
    same = Registry([*registry.entries(BODY), *registry.entries(PERSON)], codeowners=text)
    assert list(codeowners_stale(same, TODAY)) == []


def test_load_reads_codeowners_as_github_does(tmp_path: Path) -> None:
    """Absent is None; a link is the text that Git has of it; a folder is no such file."""
    file = tmp_path / CODEOWNERS
    assert load(tmp_path).codeowners is None
    file.parent.mkdir()
    (tmp_path / "elsewhere").write_text("* @mallory\n", "utf-8")
    file.symlink_to("../elsewhere")
    assert load(tmp_path).codeowners == "../elsewhere"
    file.unlink()
    file.write_bytes(b"* @ada\xff\n")
    assert load(tmp_path).codeowners == "* @ada\ufffd\n"
    file.unlink()
    file.mkdir()
    assert "* @" not in (load(tmp_path).codeowners or "")
