"""Each rule of standards and governance against pull requests that break and honour it."""

from __future__ import annotations

import pytest

from registry.check.checks import CHECKS
from registry.check.run import check
from registry.check.since.checks import SINCE
from registry.problem import errors
from tests.broken_registry import TODAY, line
from tests.pull_requests import CASES, HONOURED, PULLS, Pulls

# What a pull request cannot help but break as well.
ALSO = {
    "announced-vanished": {"unknown-subject"},  # of the decision to adopt it
    "credential-vanished": {"unused-assessment"},  # the case that led to it
}


@pytest.fixture(scope="module")
def pulls(tmp_path_factory: pytest.TempPathFactory) -> Pulls:
    """One repository for all."""
    return Pulls(tmp_path_factory.mktemp("pulls"))


@pytest.mark.parametrize("code", CASES)
def test_breaks(pulls: Pulls, code: str) -> None:
    """It is refused at the line that breaks the rule, for that alone, with a way to mend it."""
    problems = pulls.judged(code, "breaks").problems
    expected = (PULLS / code / "expected.txt").read_text("utf-8").splitlines()
    assert [line(problem) for problem in problems] == expected
    assert {problem.code for problem in problems} == {code} | ALSO.get(code, set())
    assert all(problem.fix for problem in problems)


@pytest.mark.parametrize("code", HONOURED)
def test_honours(pulls: Pulls, code: str) -> None:
    """It changes something, and nothing is found."""
    change = pulls.judged(code, "honours")
    assert change.paths
    assert change.problems == ()


@pytest.mark.parametrize("code", CASES)
def test_base_is_sound(pulls: Pulls, code: str) -> None:
    """What is found comes from the pull request."""
    _, problems = check(pulls.base(code), TODAY)
    assert errors(problems) == []


def test_every_rule_has_its_pull_request() -> None:
    """No rule of a committee's work, or about a change, is without one that it refused."""
    rules = [rule for rule in CHECKS if rule.group in ("standards", "governance")]
    assert {rule.code for rule in (*rules, *SINCE)} <= set(CASES)
    assert HONOURED == CASES
