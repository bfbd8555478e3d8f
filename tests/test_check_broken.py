"""Each check against the smallest registry that breaks it.

`tests/broken/_base` is a small registry without a problem. Each other folder holds `mistake.diff`,
which is the difference to it, and `expected.txt`, the problems that this makes.
Hunks are found by what they replace, so they have no line numbers.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from registry.check.checks import CHECKS
from registry.check.layout import one_layout
from registry.check.run import check
from registry.load import load
from registry.problem import Problem, in_order

BROKEN = Path(__file__).parent / "broken"
BASE = BROKEN / "_base"
CASES = sorted(path.name for path in BROKEN.iterdir() if (path / "mistake.diff").exists())
TODAY = date(2026, 11, 23)


def make(code: str, root: Path) -> None:
    """Write the registry with the mistake that `code` finds to `root`."""
    shutil.copytree(BASE, root)
    for part in ("\n" + (BROKEN / code / "mistake.diff").read_text("utf-8")).split("\n--- ")[1:]:
        head, *hunks = part.split("\n@@\n")
        old_name, new_name = head.split("\n+++ ")
        file = root / new_name
        text = "" if old_name == "/dev/null" else file.read_text("utf-8")
        for hunk in hunks:
            text = replaced(text, hunk.splitlines(), f"{code}: {new_name}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def replaced(text: str, hunk: list[str], where: str) -> str:
    """The text after one hunk of a difference."""
    old = "".join(f"{line[1:]}\n" for line in hunk if line[0] in " -")
    new = "".join(f"{line[1:]}\n" for line in hunk if line[0] in " +")
    assert not old or text.count(old) == 1, f"{where}: the hunk fits {text.count(old)} places"
    return text.replace(old, new) if old else new


def found(root: Path) -> list[Problem]:
    """All problems of the registry at `root`, as the command finds them."""
    loaded = load(root)
    _, problems = check(loaded, TODAY)
    for document in loaded.documents:
        problems += one_layout(document)
    return in_order(problems)


def line(problem: Problem) -> str:
    """A problem as `expected.txt` has it."""
    span = problem.span
    return f"{problem.path}:{span.line}:{span.column}: {problem.code}: {problem.message}"


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
        assert rule.rule.endswith("."), rule.code
        assert rule.rule[0].isupper(), rule.code


def test_all_problems_come_at_once_and_in_order(tmp_path: Path) -> None:
    """Mistakes in several files are all said, by file and place, whatever check found them."""
    root = tmp_path / "registry"
    shutil.copytree(BASE, root)
    for name, old, new in (
        ("standards/analyst/1.0.yml", "weight: 30", "weight: 20"),
        ("standards/analyst/1.0.yml", "gate: meets", "gate: met"),
        ("people/ada.yml", "organization: acme", "organization: nowhere"),
        ("credentials/2025/B2B2B2B2B2B2Q.yml", "result: pass", "result: past"),
        ("registry.yml", "zone: UTC\n", "zone: UTC\nzome: UTC\n"),
    ):
        text = (root / name).read_text("utf-8")
        assert text.count(old) == 1
        (root / name).write_text(text.replace(old, new), "utf-8")
    (root / "people" / "ben.yml").write_text("name: Ben\nname: Benjamin\n", "utf-8")
    (root / "registry.yml").write_text((BASE / "registry.yml").read_text("utf-8"), "utf-8")
    assert [(problem.path, problem.code) for problem in found(root)] == [
        ("credentials/2025/B2B2B2B2B2B2Q.yml", "unknown-result"),
        ("people/ada.yml", "unknown-organization"),
        ("people/ben.yml", "duplicate-key"),
        ("standards/analyst/1.0.yml", "unknown-level"),
        ("standards/analyst/1.0.yml", "weights-sum"),
    ]
