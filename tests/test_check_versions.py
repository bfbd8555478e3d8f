"""What the checks of versions let pass, and where their limits lie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from registry.check.changes import breaking_twice, class_too_low, notice_short, version_number
from registry.difference.compare import difference_of
from registry.difference.versions import previous_of, version_of
from registry.load import document_of
from registry.records.build import build
from registry.records.policy import POLICY as POLICIES
from registry.records.registry import Entry, Registry
from tests.broken_registry import BASE

TODAY = date(2026, 11, 23)
RULES = (class_too_low, version_number, notice_short, breaking_twice)
CODES = {rule: rule.__name__.replace("_", "-") for rule in RULES}
POLICY = "governance/policies/conduct/{}.md"
STANDARD = "standards/analyst/{}.yml"


def policy(change: str, *, title: str = "Conduct", body: str = "Be kind.") -> str:
    """A version of a policy; `change` is written in flow style, without its summary."""
    return f"---\ntitle: {title}\nchange: {{summary: An edition., {change}}}\n---\n\n{body}\n"


def registry_of(files: Mapping[str, str], broken: tuple[tuple[str, str], ...] = ()) -> Registry:
    """A registry of these files and the settings of the smallest one."""
    entries = []
    settings = (BASE / "registry.yml").read_text("utf-8")
    for path, text in {"registry.yml": settings, **files}.items():
        document, problems = document_of(text.encode(), path)
        assert document is not None, problems
        entries.append(Entry(build(document.kind.record, document.data, "en"), document))
    return Registry(entries, broken)


def found(files: Mapping[str, str], broken: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """The codes of what the checks of versions find."""
    registry = registry_of(files, broken)
    return [CODES[rule] for rule in RULES for _ in rule(registry, TODAY)]


def line(*versions: tuple[str, str]) -> dict[str, str]:
    """A policy in versions: number and change."""
    return {POLICY.format(version): policy(change) for version, change in versions}


FIRST = ("1.0", "announced: 2024-01-01, effective: 2024-01-01")


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([("3.7", "announced: 2024-01-01, effective: 2024-01-01")], []),
        ([FIRST, ("1.1", "class: editorial")], []),
        ([FIRST, ("1.10", "class: editorial")], ["version-number"]),
        ([FIRST, ("2.0", "class: breaking")], []),
        ([FIRST, ("2.1", "class: breaking")], ["version-number"]),
        ([FIRST, ("1.1", "class: breaking")], ["version-number"]),
        ([FIRST, ("2.0", "class: additive")], ["version-number"]),
        ([FIRST, ("1.1", "withdrawn: 2024-02-01"), ("1.2", "class: editorial")], []),
        ([FIRST, ("1.1", "withdrawn: 2024-02-01"), ("2.0", "class: breaking")], []),
        ([FIRST, ("2.0", "withdrawn: 2024-02-01"), ("1.1", "class: editorial")], []),
        ([FIRST, ("2.0", "withdrawn: 2024-02-01"), ("3.0", "class: breaking")], []),
        ([FIRST, ("1.1", "class: editorial"), ("1.3", "class: editorial")], ["version-number"]),
        ([FIRST, ("1.5", "announced: 2024-02-01")], []),
    ],
)
def test_numbers_rise_by_one(versions: list[tuple[str, str]], expected: list[str]) -> None:
    """From the first version on, which may have any number; drafts given up are passed over."""
    assert found(line(*versions)) == expected


@pytest.mark.parametrize(
    ("class_", "effective", "expected"),
    [
        ("editorial", "2024-05-01", []),
        ("clarifying", "2024-05-14", ["notice-short"]),
        ("clarifying", "2024-05-15", []),
        ("additive", "2024-05-30", ["notice-short"]),
        ("additive", "2024-05-31", []),
        ("breaking", "2024-07-29", ["notice-short"]),
        ("breaking", "2024-07-30", []),
    ],
)
def test_the_last_day_of_notice_is_enough(class_: str, effective: str, expected: list[str]) -> None:
    """The period of the class, to the day."""
    version = "2.0" if class_ == "breaking" else "1.1"
    change = f"class: {class_}, announced: 2024-05-01, effective: {effective}"
    assert found(line(FIRST, (version, change))) == expected


@pytest.mark.parametrize(
    ("effective", "expected"),
    [
        ("2024-08-01", ["breaking-twice"]),
        ("2025-07-31", ["breaking-twice"]),
        ("2025-08-01", []),
    ],
)
def test_a_year_after_a_breaking_change_another_one_may_come(
    effective: str, expected: list[str]
) -> None:
    """Twelve months from day to day, with lesser versions between the two."""
    versions = line(
        FIRST,
        ("2.0", "class: breaking, announced: 2024-05-01, effective: 2024-08-01"),
        ("2.1", "class: additive, announced: 2024-09-01, effective: 2024-10-01"),
        ("3.0", f"class: breaking, announced: 2025-01-01, effective: {effective}"),
    )
    assert found(versions) == expected


def test_a_draft_that_was_given_up_is_not_compared_with() -> None:
    """What 1.2 changes is judged against 1.0, which people know."""
    files = {
        POLICY.format("1.0"): policy("announced: 2024-01-01, effective: 2024-01-01"),
        POLICY.format("1.1"): policy("class: clarifying, withdrawn: 2024-02-01", body="Be good."),
        POLICY.format("1.2"): policy("class: editorial"),
    }
    assert found(files) == []
    files[POLICY.format("1.2")] = policy("class: editorial", body="Be good.")
    assert found(files) == ["class-too-low"]


def test_the_version_before_is_one_that_counts() -> None:
    """None before the first; a draft that was given up is passed over."""
    registry = registry_of(
        line(FIRST, ("1.1", "withdrawn: 2024-02-01"), ("1.2", "class: editorial"))
    )
    first, given_up, last = registry.versions(POLICIES, "conduct")
    assert previous_of(registry, last) == previous_of(registry, given_up) == first
    assert previous_of(registry, first) is None


def test_translations_are_no_change() -> None:
    """The default language binds: another one may be added, mended or left out."""
    files = line(FIRST) | {
        POLICY.format("1.1"): policy("class: editorial", title="{en: Conduct, es: Conducta}")
    }
    registry = registry_of(files)
    before, entry = registry.versions(POLICIES, "conduct")
    assert difference_of(version_of(registry, before), version_of(registry, entry)).changes == ()


def test_a_class_may_be_higher_than_the_fields_say() -> None:
    """What new words of a policy ask of people, its body knows."""
    files = line(FIRST) | {POLICY.format("2.0"): policy("class: breaking", body="Be kinder.")}
    assert found(files) == []


def test_a_version_that_cannot_be_read_leaves_no_gap() -> None:
    """Its own problem is said, and nothing that follows from it."""
    files = line(FIRST, ("1.2", "class: editorial"))
    assert found(files) == ["version-number"]
    assert found(files, (("policy", "conduct@1.1"),)) == []


def test_a_standard_without_its_framework_is_not_judged() -> None:
    """That the framework is missing is the problem; what changed in it nobody can say."""
    files = {
        path: (BASE / path).read_text("utf-8")
        for path in ("skills/data/1.0.yml", STANDARD.format("1.0"), STANDARD.format("1.1"))
    }
    assert found(files) == []
    moved = files[STANDARD.format("1.1")].replace("framework: data@1.0", "framework: data@1.9")
    assert found(files | {STANDARD.format("1.1"): moved}) == []
    other = moved.replace("data@1.9", "nothing@1.0")
    assert found(files | {STANDARD.format("1.1"): other}) == []


def test_the_message_names_the_field_and_its_line() -> None:
    """In the file of the version, or where the field was in the one before it."""
    files = {
        path: (BASE / path).read_text("utf-8")
        for path in ("skills/data/1.0.yml", STANDARD.format("1.0"), STANDARD.format("1.1"))
    }
    path = STANDARD.format("1.1")
    files[path] = (
        files[path].replace("validity: P1Y", "validity: P6M").replace(", distinction: 90}", "}")
    )
    [problem] = class_too_low(registry_of(files), TODAY)
    assert (problem.path, problem.at) == (path, "change.class")
    assert problem.message == (
        "declared additive, but it is breaking: Standard `analyst`: points needed for `distinction`"
        " removed, was 90 (line 39 of 1.0), and 1 more"
    )


def test_a_long_change_is_cut_in_the_message() -> None:
    """A problem is one line, whatever a record holds."""
    files = line(FIRST) | {POLICY.format("1.1"): policy("class: editorial", body="kind " * 400)}
    [problem] = class_too_low(registry_of(files), TODAY)
    assert len(problem.message) < 300
