"""A change is judged as strictly as the whole, says nothing of old faults, and minds the past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.check.run import check, with_layout
from registry.check.since.change import Change, change
from registry.check.since.checks import SINCE
from registry.problem import Problem
from registry.records.document import Document, Loaded
from registry.records.reading import File, is_read, read_all
from tests.broken_registry import BASE, TODAY

Files = Mapping[str, str]
_SINCE = {rule.code for rule in SINCE}


@cache
def sound() -> Files:
    """The small sound registry, by path."""
    paths = sorted(path for path in BASE.rglob("*") if path.is_file())
    return {path.relative_to(BASE).as_posix(): path.read_text("utf-8") for path in paths}


@cache
def _known() -> dict[str, Document]:
    return {document.path: document for document in loaded(sound(), use_known=False).documents}


def loaded(files: Files, *, use_known: bool = True) -> Loaded:
    """What a folder with these files holds."""
    rows = (File(path=path, raw=text.encode()) for path, text in files.items())
    same = {path for path, text in files.items() if text == sound().get(path)}
    known = {path: found for path, found in _known().items() if path in same} if use_known else {}
    return read_all(rows, known=known)


def changed(*edits: tuple[str, str, str], before: Files | None = None) -> Files:
    """The registry after edits: a file, a text that occurs once there, and its successor.

    Without a text the file is new, without a successor too it is deleted.
    """
    files = dict(before or sound())
    for path, old, new in edits:
        if not old and not new:
            del files[path]
        elif not old:
            files[path] = new
        else:
            assert files[path].count(old) == 1, f"{path}: {old!r}"
            files[path] = files[path].replace(old, new)
    return files


def judged(base: Files, head: Files, today: date = TODAY) -> Change:
    """The change from one to the other, as the command judges it."""
    paths = {path for path in {*base, *head} if base.get(path) != head.get(path)}
    return change(loaded(base), loaded(head), today, frozenset(paths))


def codes(base: Files, head: Files, today: date = TODAY) -> list[str]:
    """The codes of the problems of a change."""
    return [problem.code for problem in judged(base, head, today).problems]


def whole(files: Files) -> set[Problem]:
    """What the check of everything finds."""
    found = loaded(files)
    return set(with_layout(check(found, TODAY)[1], found.documents))


@st.composite
def mutations(draw: st.DrawFn, most: int) -> Files:
    """The small registry with lines dropped, doubled or with another word, and files dropped."""
    files = dict(sound())
    words = ["ada", "nobody", "meets", "2024-02-01", "2027-01-01", "0", "70", "analyst@1", "first"]
    for _ in range(draw(st.integers(0, most))):
        path = draw(st.sampled_from(sorted(files)))
        kind = draw(st.sampled_from(["drop", "double", "word", "word", "word", "file"]))
        if kind == "file":
            del files[path]
            continue
        lines = files[path].splitlines(keepends=True)
        at = draw(st.integers(0, len(lines) - 1))
        if kind == "drop":
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        else:
            key, colon, value = lines[at].partition(": ")
            old = value.strip("\n{}[]").split(", ")
            new = draw(st.sampled_from(words))
            lines[at] = key + colon + value.replace(draw(st.sampled_from(old)) or "\n", new, 1)
            lines[at] = lines[at].rstrip("\n") + "\n"
        files[path] = "".join(lines)
    return {path: text for path, text in files.items() if text}


@settings(max_examples=60)
@given(base=mutations(2), head=mutations(4))
def test_never_less_strict_than_the_whole(base: Files, head: Files) -> None:
    """Every problem that the base did not have is reported, whatever file it shows in.

    Beside these only problems of changed files are, and what the step itself breaks.
    """
    after = whole(head)
    bare = {replace(problem, fix="", label="") for problem in whole(base)}
    before = {problem for problem in after if replace(problem, fix="", label="") in bare}
    found = judged(base, head)
    reported = set(found.problems)
    assert after - before <= reported
    own = {problem for problem in reported if problem.code not in _SINCE}
    assert own <= after
    assert all(problem.path in found.paths or problem not in before for problem in own)
    assert {problem for problem in after if problem.path in found.paths} <= reported


@settings(max_examples=20)
@given(files=mutations(3))
def test_where_nothing_changes_nothing_is_said(files: Files) -> None:
    """Not even where everything is wrong."""
    assert judged(files, files).problems == ()


def test_a_fault_elsewhere_is_told_if_the_change_made_it() -> None:
    """Who takes a person away hears of the files that name them, and of no older fault."""
    old = changed(("registry.yml", "tiers: [first, second]", "tiers: [first]"))
    new = changed(("people/cleo.yml", "", ""), before=old)
    found = judged(old, new)
    assert {problem.code for problem in found.problems} == {"unknown-person"}
    assert not {problem.path for problem in found.problems} & found.paths


def test_documents_tell_what_differs_without_git() -> None:
    """Which files are another is seen by what they say, too."""
    base, head = sound(), changed(("people/cleo.yml", "name: Cleo", "name: Clio"), (TEAM, "", ""))
    found = change(loaded(base), loaded(head), TODAY)
    assert found.paths == judged(base, head).paths
    assert "credential-vanished" in {problem.code for problem in found.problems}


def test_a_new_registry_has_no_past() -> None:
    """The first change of all is judged like the whole."""
    found = judged({}, sound())
    assert found.problems == ()
    assert found.base is None
    assert found.head is not None


STANDARD = "standards/analyst/1.0.yml"
SKILLS = "skills/data/1.0.yml"
ADA = "people/ada.yml"
COMMITTEE = "governance/bodies/committee.yml"
POLICY = """\
---
title: Conduct
applies_to: [evaluator]
change:
  class: clarifying
  summary: Says it better.
  announced: {announced}
  effective: {effective}
---

Be kinder.
"""
VOTE = """\
question: Is it well?
about: {about}
action: {action}
body: committee
decided: 2026-11-20
for: [{voters}]
reasons: The minutes tell.
"""
NEW_POLICY = "governance/policies/conduct/1.1.md"
NEW_VOTE = "governance/decisions/2026-11-20-new.yml"
TEAM = "credentials/2025/B2B2B2B2B2B2Q.yml"
ROLE = "  - {role: evaluator, scope: analyst@1, from: 2024-03-01, trained: 2024-02-15}\n"


def test_translations_may_be_added_to_what_was_announced() -> None:
    """The default language binds, and nothing else."""
    with_spanish = "title:\n  en: Analyst\n  es: Analista de tablas\n"
    assert codes(sound(), changed((STANDARD, "title: Analyst\n", with_spanish))) == []


def test_every_field_of_what_was_announced_is_frozen() -> None:
    """Any other line of a standard is refused, each at its own place."""
    edits = (
        (STANDARD, "validity: P1Y", "validity: P2Y"),
        (STANDARD, "    weight: 95", "    weight: 96"),
        (STANDARD, "    weight: 5\n", "    weight: 4\n"),
        (STANDARD, "  summary: First edition.", "  summary: The first edition."),
    )
    found = judged(sound(), changed(*edits)).problems
    assert [problem.at for problem in found if problem.code == "announced-edited"] == [
        "rubric[0].weight",
        "rubric[1].weight",
        "validity",
        "change.summary",
    ]


def test_what_is_announced_for_later_may_still_be_mended() -> None:
    """Freezing starts on the day; until then it is a draft."""
    text = POLICY.format(announced="2027-06-01", effective="2027-09-01")
    plan = changed((NEW_POLICY, "", text))
    mended = changed((NEW_POLICY, "Be kinder.", "Be kind to all."), before=plan)
    assert codes(plan, mended) == []
    assert "announced-edited" in codes(plan, mended, date(2027, 6, 1))


def test_a_draft_framework_is_frozen_by_the_standard_that_uses_it() -> None:
    """A standard says what its framework says, so both are announced by the announcement."""
    dates = "  announced: 2023-12-15\n  effective: 2024-01-01\n"
    draft = changed((SKILLS, dates, ""))
    edited = changed((SKILLS, "Cleans alone.", "Cleans with others."), before=draft)
    assert "announced-edited" in codes(draft, edited)


def test_a_file_that_cannot_be_read_has_not_vanished() -> None:
    """A slip in YAML is one problem, and not the end of a standard."""
    found = judged(sound(), changed((STANDARD, "title: Analyst\n", "title: Analyst: two\n")))
    assert [problem.code for problem in found.problems] == ["yaml"]


def test_what_may_be_added_to_an_assessment() -> None:
    """The attestation comes when the private file was looked at; then it stays."""
    case = "assessments/2025/E5E5E5E5E5E5W.yml"
    row = f"decided: 2025-05-01\nattested: sha256${'a' * 64}\ntool: sealbook 1.0.0\n"
    attested = changed((case, "decided: 2025-05-01\n", row))
    assert codes(sound(), attested) == []
    again = changed((case, "a" * 64, "b" * 64), before=attested)
    assert codes(attested, again) == ["merged-edited"]


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("from: 2024-03-01, trained", "from: 2024-03-01, to: 2026-11-30, trained", False),
        (ROLE, f"  - {{role: mentor, from: 2024-02-20}}\n{ROLE}", False),
        (ROLE, f"{ROLE}  - {{role: mentor, from: 2026-11-20}}\n", False),
        ("to: 2024-12-31", "to: 2025-01-31", True),
        ("trained: 2024-02-15", "trained: 2024-02-16", True),
        ("analyst@1.0, date: 2024-03-01", "analyst@1.0, date: 2024-02-29", True),
        ("conduct@1.0, date: 2024-03-01", "conduct@1.0, date: 2024-02-29", True),
    ],
)
def test_rows_of_a_person(old: str, new: str, refused: bool) -> None:
    """Rows are added anywhere and ended; they are not changed."""
    assert ("rows-only-grow" in codes(sound(), changed((ADA, old, new)))) is refused


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("We drop the reflection.", "We drop it.", False),
        ("voices: 3", "voices: 2", True),
        ("    voices: 3\n", "", True),
        ("    answer: We drop the reflection.\n", "", True),
    ],
)
def test_themes_of_a_consultation(old: str, new: str, refused: bool) -> None:
    """An answer may be put better; neither it nor a voice is taken back."""
    heard = changed(("governance/consultations/logs.yml", old, new))
    assert ("theme-vanished" in codes(sound(), heard)) is refused


def test_an_end_that_lies_ahead_may_be_moved() -> None:
    """Plans change; what has passed does not."""
    ends = "from: 2024-03-01, to: 2026-12-31, trained"
    planned = changed((ADA, "from: 2024-03-01, trained", ends))
    sooner = changed((ADA, "to: 2026-12-31, trained", "to: 2026-11-30, trained"), before=planned)
    assert codes(planned, sooner) == []
    assert codes(planned, sooner, date(2026, 12, 31)) == []
    assert codes(planned, sooner, date(2027, 1, 1)) == ["rows-only-grow"]


def test_a_term_ends_by_leaving() -> None:
    """The planned end of a term stays as it is; `left` says the real one."""
    row = "holder: ada, from: 2023-10-01, to: 2027-09-30"
    left = changed((COMMITTEE, row, f"{row}, left: 2026-11-20"))
    assert "rows-only-grow" not in codes(sound(), left)
    shorter = changed((COMMITTEE, row, row.replace("2027-09-30", "2026-11-20")))
    assert "rows-only-grow" in codes(sound(), shorter)


def test_rows_keep_their_order() -> None:
    """A row that moved up or down is another history."""
    ada, ben = (
        f"  - {{seat: {seat}, holder: {who}, from: 2023-{when}}}\n"
        for seat, who, when in (
            ("learner", "ada", "10-01, to: 2027-09-30"),
            ("mentor", "ben", "11-01, to: 2027-10-31"),
        )
    )
    assert "rows-only-grow" in codes(sound(), changed((COMMITTEE, ada + ben, ben + ada)))


def test_a_correction_counts_once() -> None:
    """An event that is merged allows no second change of the field that it names."""
    dora = "credentials/2025/A1A1A1A1A1A1H.yml"
    row = "  - {renewed: 2026-02-01, assessment: C3C3C3C3C3C3G}\n"
    event = "  - {corrected: 2026-11-20, fields: [holder], reason: issued-in-error}\n"
    corrected = changed(
        (dora, "holder: Dora Smallest", "holder: Dora Smaller"), (dora, row, row + event)
    )
    assert codes(sound(), corrected) == []
    again = changed((dora, "holder: Dora Smaller", "holder: Dora Small"), before=corrected)
    assert codes(corrected, again) == ["credential-edited"]


def test_an_erasure_stays() -> None:
    """An ID that was erased cannot come back by taking it from the list."""
    erased = changed((TEAM, "", ""), ("credentials/erased.yml", "", "erased:\n  - B2B2B2B2B2B2Q\n"))
    two = "erased:\n  - B2B2B2B2B2B2Q\n  - E5E5E5E5E5E5W\n"
    more = changed(("credentials/erased.yml", "", two), before=erased)
    assert "rows-only-grow" in codes(more, erased)


def test_a_credential_may_move_to_the_drawer_of_another_year() -> None:
    """The year in a path is no part of the record."""
    moved = changed((TEAM, "", ""), (TEAM.replace("/2025/", "/2026/"), "", sound()[TEAM]))
    assert codes(sound(), moved) == []


def test_a_person_may_take_another_name_or_take_it_back() -> None:
    """The handle is still theirs."""
    cleo = "people/cleo.yml"
    assert codes(sound(), changed((cleo, "name: Cleo", "name: Clio"))) == []
    assert codes(sound(), changed((cleo, "name: Cleo\n", ""))) == []


def test_the_default_language_binds_for_good() -> None:
    """Another first language would change what every standard says."""
    other = changed(("registry.yml", "languages: [en, es]", "languages: [es, en]"))
    assert "settings-fixed" in codes(sound(), other)


def test_a_rule_of_voting_is_not_made_for_a_vote() -> None:
    """A decision that its own pull request makes possible is refused."""
    text = VOTE.format(about="registry", action="note", voters="ada")
    vote = (NEW_VOTE, "", text)
    rule = (COMMITTEE, "quorum: 2", "quorum: 1")
    assert codes(sound(), changed(vote, rule)) == ["result-turned"]
    assert codes(sound(), changed(rule)) == []
    elsewhere = (NEW_VOTE, "", text.replace("body: committee", "body: council"))
    assert "result-turned" not in codes(sound(), changed(elsewhere, rule))


@pytest.mark.parametrize("late", [0, 1, 2, 30])
def test_notice_runs_from_the_day_of_the_merge(late: int) -> None:
    """What waits for its merge gives less notice every day, until it has to be dated anew.

    The first day after is none: somewhere on Earth it is still the day before.
    """
    about = "governance/policies/conduct/1.1"
    head = changed(
        (NEW_POLICY, "", POLICY.format(announced="2026-11-23", effective="2026-12-07")),
        (NEW_VOTE, "", VOTE.format(about=about, action="adopt", voters="ada, ben")),
    )
    found = codes(sound(), head, TODAY + timedelta(days=late))
    assert ("notice-from-merge" in found) is (late > 1)


def test_notice_is_not_shortened_by_the_change_that_needs_it() -> None:
    """The rules of the base count, too, so that nobody changes both at once."""
    rules = "tiers: [first, second]\nrules:\n  notice: {clarifying: P1D}\n"
    head = changed(
        (NEW_POLICY, "", POLICY.format(announced="2026-11-23", effective="2026-11-25")),
        ("registry.yml", "tiers: [first, second]\n", rules),
    )
    assert "notice-from-merge" in codes(sound(), head)


def test_is_read_says_which_bytes_are_wanted() -> None:
    """Those of records, and of no file with an ID that cannot be one."""
    assert is_read(TEAM)
    assert not is_read(TEAM.replace("Q.yml", "R.yml"))
    assert not is_read("people/README.txt")
