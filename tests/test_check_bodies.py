"""Checks of bodies: what is an error, what a warning, and what looks wrong and is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from registry.check.acceptance import acceptance_due, policy_not_accepted
from registry.check.checks import CHECKS
from registry.check.members import body_organizations
from registry.check.ownership import owned_twice, unknown_folder, unowned_records
from registry.check.seats import seat_empty, seat_taken, terms_together
from registry.check.terms import (
    consecutive_terms,
    cooling_off,
    last_term,
    lifetime_terms,
    term_ends,
    term_length,
)
from registry.check.votes import quorum_unreachable, vote_organizations, voter_outside
from registry.problem import Problem
from registry.records.registry import Registry
from tests.bodies import body, registry_of, term

TODAY = date(2026, 11, 23)
LEARNER = "{learner: 1}"


def one(*terms: str, seats: str = LEARNER, quorum: int = 1, owns: str = "registry") -> Registry:
    """A registry of one body."""
    return registry_of({"one": body(*terms, seats=seats, quorum=quorum, owns=owns)}, {})


def said(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Severity and place of each problem."""
    return [(problem.severity, problem.at) for problem in problems]


@pytest.mark.parametrize(
    ("terms", "severity"),
    [
        ((), "error"),  # nobody ever held it
        ((term("ada", "2024-07-01", "2026-06-30"),), "warning"),  # it ran out
        ((term("", "2026-07-01", "2026-10-31"),), "warning"),  # so did the vacancy
        ((term("ada", "2025-07-01", "2027-06-30", left="2026-10-01"),), "error"),  # left early
        ((term("ada", "2026-12-01", "2028-11-30"),), "error"),  # not yet
    ],
    ids=["never", "term over", "vacancy over", "left", "to come"],
)
def test_an_empty_seat(terms: tuple[str, ...], severity: str) -> None:
    """The calendar makes a warning; what somebody wrote, or did not write, makes an error."""
    assert said(seat_empty(one(*terms), TODAY)) == [(severity, "seats.learner")]


def test_of_two_seats_one_is_empty() -> None:
    """Seats of a constituency are counted."""
    running = term("ada", "2026-01-01", "2027-12-31")
    registry = one(running, seats="{learner: 2}")
    assert said(seat_empty(registry, TODAY)) == [("error", "seats.learner")]
    over = term("ben", "2024-01-01", "2025-12-31")
    assert said(seat_empty(one(over, running, seats="{learner: 2}"), TODAY)) == [
        ("warning", "seats.learner")
    ]


def test_two_seats_have_two_holders() -> None:
    """As many rows as seats at a time are fine, one more is not."""
    rows = [term(who, "2026-01-01", "2027-12-31") for who in ("ada", "ben", "cleo")]
    assert said(seat_taken(one(*rows[:2], seats="{learner: 2}"), TODAY)) == []
    assert len(said(seat_taken(one(*rows, seats="{learner: 2}"), TODAY))) == 3


LONG = term("ada", "2020-01-01", "2026-06-30")


def test_what_is_over_is_not_judged() -> None:
    """The body may have had another rule then, and nobody can mend the past."""
    again = [term("ada", f"20{year}-07-01", f"20{year + 1}-06-30") for year in range(10, 19)]
    registry = one(*again, LONG)
    for rule in (term_length, cooling_off, lifetime_terms):
        assert said(rule(registry, date(2026, 6, 30))) != [], rule
        assert said(rule(registry, TODAY)) == [], rule


@pytest.mark.parametrize(
    ("from_", "found"),
    [
        ("2026-07-01", ["consecutive-terms"]),
        ("2026-07-02", ["cooling-off"]),
        ("2027-06-30", ["cooling-off"]),
        ("2027-07-01", []),
    ],
)
def test_a_third_term_waits_for_the_whole_pause(from_: str, found: list[str]) -> None:
    """The same term is one too many, too early, or fine, by its first day alone."""
    first, second = (
        term("ada", "2022-07-01", "2024-06-30"),
        term("ada", "2024-07-01", "2026-06-30"),
    )
    registry = one(first, second, term("ada", from_, "2028-06-30"))
    rules = {"consecutive-terms": consecutive_terms, "cooling-off": cooling_off}
    assert [code for code, rule in rules.items() if said(rule(registry, TODAY))] == found


def test_nobody_fills_a_vacancy_straight_after_the_last_term() -> None:
    """A partial term counts as none, but it is no way around the pause."""
    registry = one(
        term("ada", "2021-01-01", "2022-12-31"),
        term("ada", "2023-01-01", "2024-12-31"),
        term("ben", "2024-07-01", "2026-12-31", seat="mentor", left="2026-06-30"),
        term("ada", "2026-07-01", "2026-12-31", seat="mentor"),
        seats="{learner: 1, mentor: 1}",
    )
    assert said(cooling_off(registry, TODAY)) == []  # a year and a half lies between
    registry = one(
        term("ada", "2022-07-01", "2024-06-30"),
        term("ada", "2024-07-01", "2026-06-30"),
        term("ben", "2025-01-01", "2026-12-31", seat="mentor", left="2026-06-30"),
        term("ada", "2026-07-01", "2026-12-31", seat="mentor"),
        seats="{learner: 1, mentor: 1}",
    )
    assert said(consecutive_terms(registry, TODAY)) == [("error", "terms[3].holder")]


SECOND = term("ada", "2022-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("to", "ends", "last"),
    [
        ("2026-11-22", 0, 0),  # over
        ("2026-11-23", 1, 0),
        ("2027-01-22", 1, 0),  # in 60 days
        ("2027-01-23", 0, 1),
        ("2027-05-22", 0, 1),  # in 180 days
        ("2027-05-23", 0, 0),
    ],
)
def test_days_of_the_two_warnings(to: str, ends: int, last: int) -> None:
    """A limit is near for half a year, an end for sixty days; never both at once."""
    registry = one(SECOND, term("ada", "2024-01-01", to))
    assert len(said(term_ends(registry, TODAY))) == ends
    assert len(said(last_term(registry, TODAY))) == last


@pytest.mark.parametrize(
    "next_", [term("ben", "2027-01-01", "2028-12-31"), term("", "2027-01-01", "2027-03-31")]
)
def test_a_successor_or_a_vacancy_is_enough(next_: str) -> None:
    """Where the next row is there, nobody needs to be told."""
    ending = term("ada", "2025-01-01", "2026-12-31")
    assert said(term_ends(one(ending), TODAY)) == [("warning", "terms[0].to")]
    assert said(term_ends(one(ending, next_), TODAY)) == []


def test_the_warning_says_who_may_not_go_on() -> None:
    """A vacancy, a last term and any other end in different words."""
    messages = [
        next(iter(term_ends(one(*rows), TODAY))).message
        for rows in (
            (term("ada", "2025-01-01", "2026-12-31"),),
            (SECOND, term("ada", "2024-01-01", "2026-12-31")),
            (term("", "2026-10-01", "2026-12-31"),),
        )
    ]
    assert ["may not go on" in message for message in messages] == [False, True, False]
    assert messages[2].startswith("the vacancy")


def test_seats_that_end_in_turn_are_fine() -> None:
    """Successors of different lengths set right what ends together."""
    seats = "{learner: 1, mentor: 1}"
    rows = [term("ada", "2025-01-01", "2026-12-31")]
    rows += [term("ben", "2025-01-01", "2026-12-31", seat="mentor")]
    assert said(terms_together(one(*rows, seats=seats), TODAY)) == [("warning", "terms")]
    rows += [term("cleo", "2027-01-01", "2027-12-31")]
    assert said(terms_together(one(*rows, seats=seats), TODAY)) == []
    rows += [term("dora", "2027-01-01", "2027-12-31", seat="mentor")]
    assert said(terms_together(one(*rows, seats=seats), TODAY)) == [("warning", "terms")]
    assert said(terms_together(one(rows[0]), TODAY)) == []  # one seat ends with itself


ACME = "affiliations:\n  - {organization: acme, from: 2020-01-01"


def test_members_of_one_organization_are_judged_on_their_days() -> None:
    """Who works there no longer, or sits there no longer, does not count."""
    seats = "{learner: 1, mentor: 1}"
    rows = (
        term("ada", "2026-01-01", "2027-12-31"),
        term("ben", "2026-01-01", "2027-12-31", seat="mentor"),
    )
    bodies = {"one": body(*rows, seats=seats)}
    for until, found in (("", 1), (", to: 2026-11-22", 0), (", to: 2026-11-23", 1)):
        people = {"ada": f"{ACME}}}\n", "ben": f"{ACME}{until}}}\n"}
        assert len(said(body_organizations(registry_of(bodies, people), TODAY))) == found


def test_a_member_to_come_is_judged_for_the_first_day() -> None:
    """It shows when the term is written down, not when it begins."""
    seats = "{learner: 1, mentor: 1}"
    rows = (
        term("ada", "2026-01-01", "2027-12-31"),
        term("ben", "2027-01-01", "2028-12-31", seat="mentor"),
    )
    people = {"ada": f"{ACME}}}\n", "ben": f"{ACME}}}\n"}
    registry = registry_of({"one": body(*rows, seats=seats)}, people)
    (found,) = body_organizations(registry, TODAY)
    assert found.at == "terms[1].holder"
    assert "2027-01-01" in found.message


@pytest.mark.parametrize(
    ("quorum", "rows", "severity"),
    [
        (2, 1, ["warning"]),
        (3, 2, ["error"]),
        (2, 2, []),
    ],
)
def test_a_quorum_of_seats_and_of_members(quorum: int, rows: int, severity: list[str]) -> None:
    """A rule that can never be met is an error, one that cannot be met today a warning."""
    members = [term("ada", "2026-01-01", "2027-12-31")]
    members += [term("ben", "2026-01-01", "2027-12-31", seat="mentor")]
    registry = one(*members[:rows], seats="{learner: 1, mentor: 1}", quorum=quorum)
    assert [found for found, _ in said(quorum_unreachable(registry, TODAY))] == severity


@pytest.mark.parametrize(
    ("folder", "known"),
    [
        ("registry", True),
        ("keys", True),
        ("governance", True),
        ("governance/policies", True),
        ("standards/analyst", True),
        ("policies", False),
        ("standard", False),
        ("governance/policy", False),
    ],
)
def test_folders_that_a_body_may_own(folder: str, known: bool) -> None:
    """A folder of records, one above or inside it, or the few others that are reviewed."""
    assert (said(unknown_folder(one(owns=folder), TODAY)) == []) is known


def test_the_end_of_a_path_finds_the_folder() -> None:
    """`policies` is what people write for `governance/policies`."""
    (found,) = unknown_folder(one(owns="policies"), TODAY)
    assert found.fix == "did you mean `governance/policies`?"


def test_a_folder_inside_another_may_be_owned_by_another_body() -> None:
    """The deeper one counts, and nothing is owned twice."""
    bodies = {"one": body(owns="governance"), "two": body(owns="governance/policies")}
    assert said(owned_twice(registry_of(bodies, {}), TODAY)) == []


def test_a_registry_without_bodies_is_not_judged() -> None:
    """It begins with one person, who has nobody to name yet."""
    assert said(unowned_records(registry_of({}, {"ada": "languages: [en]\n"}), TODAY)) == []


def test_the_whole_is_owned_by_whoever_owns_registry() -> None:
    """One body is enough; one that owns a part leaves the rest, in a single problem."""
    people = {"ada": "languages: [en]\n"}
    whole = registry_of({"one": body(owns="registry")}, people)
    assert said(unowned_records(whole, TODAY)) == []
    (found,) = unowned_records(registry_of({"one": body(owns="people")}, people), TODAY)
    assert found.message == "no body owns governance/bodies, registry.yml"


def test_references_to_nobody_are_no_second_problem() -> None:
    """A holder without a file and a body without a file are told by other checks."""
    registry = registry_of({"one": body(term("nobody", "2026-01-01", "2027-12-31"))}, {})
    rules = (body_organizations, vote_organizations, voter_outside)
    assert [said(rule(registry, TODAY)) for rule in rules] == [[], [], []]
    assert [said(rule(registry, TODAY)) for rule in (policy_not_accepted, acceptance_due)] == [
        [],
        [],
    ]


def test_time_alone_never_makes_an_error_of_the_sample() -> None:
    """Whatever day it is, a registry that nobody touched can still be published."""
    registry = one(
        term("ada", "2026-01-01", "2027-12-31"),
        term("ben", "2026-01-01", "2026-12-31", seat="mentor"),
        seats="{learner: 1, mentor: 1}",
        quorum=2,
    )
    ours = {seat_empty, term_ends, last_term, terms_together, quorum_unreachable}
    assert ours <= {rule.run for rule in CHECKS}
    for day in (TODAY, date(2027, 1, 1), date(2028, 1, 1), date(2040, 1, 1)):
        found = [severity for rule in ours for severity, _ in said(rule(registry, day))]
        assert "error" not in found
    assert found
