"""Each check against the smallest registry that breaks it: the folders of `tests/broken`."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.check.checks import CHECKS
from tests.broken_registry import BASE, BROKEN, CASES, edited, found, line, make


def test_the_base_is_sound() -> None:
    """Without a mistake there is no problem: whatever a case finds comes from its difference."""
    assert found(BASE) == []


@pytest.mark.parametrize("code", CASES)
def test_mistake(code: str, tmp_path: Path) -> None:
    """The mistake gives the expected problems, all of this code, each with a way to mend it."""
    make(code, tmp_path / "registry")
    problems = found(tmp_path / "registry")
    expected = (BROKEN / code / "expected.txt").read_text("utf-8").splitlines()
    assert [line(problem) for problem in problems] == expected
    assert {problem.code for problem in problems} == {code}
    assert all(problem.fix for problem in problems)


def test_every_check_has_its_mistake() -> None:
    """A check without an example that trips it would be a check that nobody has seen work."""
    assert {rule.code for rule in CHECKS} <= set(CASES)


def test_codes_are_unique_and_rules_are_sentences() -> None:
    """Pages and `explain` take the rule of a check from its docstring."""
    codes = [rule.code for rule in CHECKS]
    assert len(codes) == len(set(codes))
    for rule in CHECKS:
        assert rule.explanation.rule.endswith("."), rule.code
        assert rule.explanation.rule[0].isupper(), rule.code


def test_all_problems_come_at_once_and_in_order(tmp_path: Path) -> None:
    """Mistakes in several files are all said, by file and place, whatever found them."""
    root = edited(
        tmp_path / "registry",
        ("standards/analyst/1.0.yml", "weight: 5\n", "weight: 4\n"),
        ("standards/analyst/1.0.yml", "gate: meets", "gate: met"),
        ("people/ada.yml", "organization: acme", "organization: nowhere"),
        ("people/ben.yml", "name: Ben\n", "name: Ben\nname: Benjamin\n"),
        ("people/cleo.yml", "consent: 2024-04-01", "consent: 2024-04-31"),
        ("credentials/2025/B2B2B2B2B2B2Q.yml", "result: pass", "result: past"),
    )
    assert [(problem.path, problem.code) for problem in found(root)] == [
        ("credentials/2025/B2B2B2B2B2B2Q.yml", "unknown-result"),
        ("people/ada.yml", "unknown-organization"),
        ("people/ben.yml", "duplicate-key"),
        ("people/cleo.yml", "date"),
        ("standards/analyst/1.0.yml", "weights-sum"),
        ("standards/analyst/1.0.yml", "unknown-level"),
    ]
