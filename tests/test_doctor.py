"""The doctor's judgements: some facts trip each examination, and sound ones trip none."""

from __future__ import annotations

import re
from datetime import date

import pytest

from registry.cli.doctor import examinations
from registry.cli.doctor.examinations import EXAMINATIONS
from registry.cli.doctor.judge.hosts import on_github, pages_address
from registry.cli.doctor.judge.secrets import secrets_in
from registry.cli.explain import explanations
from registry.forge.files import STALE
from registry.sign.keys import development_seed, format_seed
from registry.sign.paper import print_paper
from registry.sign.root import parse_root
from tests import doctor_trips
from tests.doctor_trips import ROOT_KEY, SECURITY, SEED, UNSEEN, UNSEEN_SECRETS, Trip, put
from tests.doctor_world import well
from tests.test_repository import ROOT

PAGE = ROOT / "docs" / "doctor.md"
TABLES = {
    "here": (examinations.HERE, doctor_trips.HERE, well().here),
    "github": (examinations.GITHUB, doctor_trips.GITHUB, well().github),
    "site": (examinations.SITE, doctor_trips.SITE, well().online),
}
CASES = [(name, trip) for name, (_table, trips, _facts) in TABLES.items() for trip in trips]


@pytest.mark.parametrize("name", TABLES)
def test_a_sound_registry_has_no_findings(name: str) -> None:
    """Where all is well nothing is said, not even a note."""
    table, _trips, facts = TABLES[name]
    assert [(row.code, found) for row in table for found in row.judge(facts)] == []


@pytest.mark.parametrize(("name", "trip"), CASES, ids=[str(trip) for _name, trip in CASES])
def test_what_is_wrong_is_found(name: str, trip: Trip) -> None:
    """The finding says what is wrong and how to mend it, as seriously as it is."""
    table, _trips, facts = TABLES[name]
    [examination] = [row for row in table if row.code == trip.code]
    found = list(examination.judge(trip.change(facts)))
    assert any(
        (row.severity, trip.says in row.message, trip.fix in row.fix) == (trip.severity, True, True)
        for row in found
    ), found


def test_every_examination_is_tripped() -> None:
    """There is a case for each of them, and no code is given twice."""
    codes = [row.code for row in EXAMINATIONS]
    assert len(set(codes)) == len(codes)
    assert {trip.code for _name, trip in CASES} == set(codes)


def test_nothing_is_said_of_what_was_not_seen() -> None:
    """A setting that the account may not see is no finding."""
    for change in (UNSEEN, UNSEEN_SECRETS):
        facts = change(well().github)
        assert [found for row in examinations.GITHUB for found in row.judge(facts)] == []


def test_a_registry_off_github_needs_no_files_for_it() -> None:
    """Elsewhere nobody reads `.github`, so nothing is missing there."""
    facts = put(repository__remote="https://forge.example/a.git", files__there={})(well().here)
    assert [found for row in examinations.HERE for found in row.judge(facts)] == []


def test_a_test_site_of_a_registry_without_keys_is_sound() -> None:
    """It is what a registry shows before its keys are made."""
    facts = put(checkpoint=b"a.invalid/log\n1\n", log=None, has_keys=False, ledger=None)(
        well().online
    )
    assert [found for row in examinations.SITE for found in row.judge(facts)] == []


def test_the_last_day_of_a_seal_still_counts() -> None:
    """`stale_after` is the last day on which pages say nothing, not the first on which they do."""
    facts = put(today=date(2026, 12, 8))(well().here)
    assert [found for row in examinations.HERE for found in row.judge(facts)] == []


def test_below_a_path_nobody_asks_for_files_of_the_host() -> None:
    """There security.txt would be another site's."""
    served = {path: row for path, row in well().online.served.items() if path != SECURITY}
    facts = put(settings__url="https://guild.example/registry/", served=served)(well().online)
    [row] = [row for row in examinations.SITE if row.code == "site-security-txt"]
    assert list(row.judge(facts)) == []


def test_the_programs_own_workflows_are_sound() -> None:
    """Those of this repository name its own parts by `$/`, and are as they should be."""
    there = {
        f".github/workflows/{name}.yml": (ROOT / f".github/workflows/{name}.yml").read_text("utf-8")
        for name in ("check", "ci", "deploy", "heartbeat", "judge", "plan", "publish")
    }
    facts = put(files__there={**well().here.files.there, **there})(well().here)
    rows = [row for row in examinations.HERE if row.code.startswith("workflow")]
    assert [found for row in rows for found in row.judge(facts)] == []


def test_a_secret_is_known_by_its_checksum() -> None:
    """Also in a quotation, on the sheet to print, in a setting; a page about seeds holds none."""
    for text in (SEED, f'export SEALBOOK_SEED="{SEED}"', f"> {SEED},", f"<pre>{SEED}</pre>"):
        assert list(secrets_in(text)) == ["the seed of odpg.example/log"]
    told = ["the root key odpg.example/root-a, though locked by its passphrase"]
    quoted = "".join(f"> {line}\n" for line in ROOT_KEY.splitlines())
    for text in (ROOT_KEY, quoted, print_paper(parse_root(ROOT_KEY)), f"a\n{ROOT_KEY}b\n"):
        assert list(secrets_in(text)) == told
    public = format_seed(development_seed("a.invalid/log"))
    for text in (SEED[:-1], SEED.replace("odpg", "odpx"), public, ROOT_KEY.replace("2:", "3:")):
        assert list(secrets_in(text)) == []


def test_a_secret_is_not_repeated() -> None:
    """What is found names whose it is, never what it is."""
    secret = SEED.split(":")[2]
    lines = [line.partition(": ")[2] for line in ROOT_KEY.splitlines()[4:]]
    said = " ".join(secrets_in(SEED + "\n" + ROOT_KEY))
    assert not [part for part in (secret, *lines) if part in said]


@pytest.mark.parametrize(
    ("remote", "repository"),
    [
        ("https://github.com/guild/registry", "guild/registry"),
        ("https://github.com/guild/registry.git", "guild/registry"),
        ("https://someone@github.com/guild/registry.git/", "guild/registry"),
        ("git@github.com:guild/re.gistry.git", "guild/re.gistry"),
        ("ssh://git@github.com/guild/registry.git", "guild/registry"),
        ("https://github.com.evil.example/guild/registry", ""),
        ("https://forge.example/github.com/guild/registry", ""),
        ("../registry.git", ""),
        ("https://github.com/-o/x", ""),
        ("https://github.com/guild/registry/../../other/x", ""),
    ],
)
def test_a_remote_on_github(remote: str, repository: str) -> None:
    """All addresses that Git takes for it, and no look-alike."""
    assert on_github(remote) == repository


def test_where_github_pages_serves() -> None:
    """At a path named like the repository, or at the root for the one named like the host."""
    assert pages_address("Guild/Registry") == "https://guild.github.io/registry/"
    assert pages_address("guild/Guild.github.io") == "https://guild.github.io/"


def test_the_page_lists_every_examination() -> None:
    """`docs/doctor.md` has the table as it is, by groups and in order."""
    pattern = re.compile(r"^(?:## (.+)|\| `([a-z-]+)` \| (.+) \|)$", re.MULTILINE)
    rows = pattern.findall(PAGE.read_text("utf-8"))
    expected, group = [], ""
    for row in EXAMINATIONS:
        if row.group != group:
            group = row.group
            expected.append((group[0].upper() + group[1:], "", ""))
        expected.append(("", row.code, row.question))
    assert rows == expected


def test_every_code_is_explained() -> None:
    """`sealbook explain` says why it matters; no code means something else elsewhere."""
    known = explanations()
    for row in EXAMINATIONS:
        expected = STALE if row.code == STALE.code else row.explanation
        assert known[row.code] == expected
        assert row.question.endswith("?")
        assert row.why.endswith(".")
