"""Adoption, consultations, endorsements, reviews and snapshots: the further ways to break a rule.

Each has its smallest broken example in `tests/broken` and its pull request in `tests/pulls`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.broken_registry import edited, found

ADOPT = "governance/decisions/2025-12-01-adopt.yml"
ANALYST_1_1 = "standards/analyst/1.1.yml"
SKILLS = "skills/data/1.0.yml"
ASKED = "governance/consultations/logs.yml"
WORD = "governance/endorsements/acme.yml"
AUDIT = "governance/reviews/audit.yml"
COUNTS = "governance/metrics/2025.yml"
ROW = "{measure: passed-first, standard: analyst@1.0, count: 14, of: 20}"
BOARD = """\
title: Board
purpose: Keeps the standards.
owns: [standards/analyst]
voting: {quorum: 1, majority: half, per_organization: 3}
term: {length: P4Y, consecutive: 2, lifetime: 4, cooling_off: P1Y}
seats: {educator: 1}
terms:
  - {seat: educator, holder: cleo, from: FROM, to: TO}
"""
NEW = "governance/bodies/board.yml"
FIRST = NEW, "", BOARD.replace("FROM", "2022-12-01").replace("TO", "2026-11-30")
LATER = NEW, "", BOARD.replace("FROM", "2025-12-10").replace("TO", "2029-12-09")
BREAKING = (
    (ANALYST_1_1, "class: additive", "class: breaking"),
    (ANALYST_1_1, "announced: 2026-01-01", "announced: 2025-11-01"),
    (ADOPT, "decided: 2025-12-01", "decided: 2025-10-31"),
)
# What else is said of a second body, and of a breaking version that is numbered 1.1.
BESIDE = {"terms-together", "term-ends", "version-number", "codeowners-stale", "unowned-records"}

Edit = tuple[str, str, str]


def codes(root: Path, *edits: Edit) -> list[tuple[str, str]]:
    """The problems of the edited base: code and message."""
    problems = found(edited(root / "registry", *edits))
    return [(one.code, one.message) for one in problems if one.code not in BESIDE]


def _announced(day: str) -> tuple[Edit, ...]:
    """Analyst 1.1 announced on a day of this November, without a decision to adopt it."""
    return (
        (ANALYST_1_1, "announced: 2026-01-01", f"announced: {day}"),
        (ANALYST_1_1, "effective: 2026-03-01", "effective: 2027-03-01"),
        (ANALYST_1_1, "last_intake: 2026-06-30", "last_intake: 2027-06-30"),
        (ANALYST_1_1, "retires: 2026-12-31", "retires: 2027-12-31"),
        (ADOPT, "action: adopt", "action: note"),
    )


BROKEN: tuple[tuple[str, tuple[Edit, ...], tuple[tuple[str, str], ...]], ...] = (
    (
        "adopted after it was announced",
        ((ADOPT, "decided: 2025-12-01", "decided: 2026-01-02"),),
        (("not-adopted", "announced on 2026-01-01, and adopted only on 2026-01-02"),),
    ),
    (
        "announced today, and not decided",
        _announced("2026-11-23"),
        (("not-adopted", "announced on 2026-11-23, and no decision adopts it"),),
    ),
    (
        "a decision that was lost",
        ((ADOPT, "for: [ada, ben]", "for: [ada]\nagainst: [ben]"),),
        (
            (
                "not-adopted",
                "announced on 2026-01-01, but 2025-12-01-adopt was not carried: 1 of 2 were for it",
            ),
        ),
    ),
    (
        "a decision of a body that does not own it",
        (FIRST,),
        (
            ("not-adopted", "`board` owns it, and it was `committee` that adopted it"),
            ("not-adopted", "`board` owns it, and it was `committee` that adopted it"),
        ),
    ),
    (
        "a theme of a breaking version without an answer",
        (*BREAKING, (ASKED, "    answer: We drop the reflection.\n", "")),
        (
            ("consultation-unanswered", "an answer was due on 2025-11-30"),
            ("not-consulted", "a theme of the consultation about it has no answer"),
        ),
    ),
    (
        "a breaking version that nobody was asked about",
        (*BREAKING, (ASKED, "about: standards/analyst/1.1", "about: registry")),
        (("not-consulted", "it is breaking, and nobody was asked"),),
    ),
    (
        "a skill map that is announced later",
        (
            (SKILLS, "announced: 2023-12-15", "announced: 2024-01-02"),
            (SKILLS, "effective: 2024-01-01", "effective: 2024-02-01"),
        ),
        (
            ("draft-framework", "`data@1.0` was not announced by 2024-01-01"),
            ("draft-framework", "`data@1.0` was not announced by 2024-01-01"),
        ),
    ),
    (
        "a skill map that takes effect later",
        ((SKILLS, "effective: 2024-01-01", "effective: 2024-02-02"),),
        (
            ("draft-framework", "`data@1.0` takes effect only on 2024-02-02"),
            ("draft-framework", "`data@1.0` takes effect only on 2024-02-02"),
        ),
    ),
    (
        "a consultation that ends before it begins",
        ((ASKED, "closes: 2025-10-31", "closes: 2025-09-30"),),
        (("date-order", "`closes` is 2025-09-30, before `opens`, which is 2025-10-01"),),
    ),
    (
        "an endorsement that ends before it begins",
        ((WORD, "to: 2027-12-31", "to: 2024-12-31"),),
        (("date-order", "`to` is 2024-12-31, before `from`, which is 2025-01-01"),),
    ),
    (
        "an endorsement of a policy",
        ((WORD, "about: standards/analyst/1.0", "about: governance/policies/conduct/1.0"),),
        (
            (
                "endorsement-subject",
                "`governance/policies/conduct/1.0` is a policy, which nobody can endorse here",
            ),
        ),
    ),
    (
        "an endorser that is not known",
        ((WORD, "by: acme", "by: acne"),),
        (("unknown-organization", "there is no organization `acne`"),),
    ),
    (
        "a review and a closing that are still to come",
        (
            (AUDIT, "done: 2025-09-01", "done: 2026-12-01"),
            (AUDIT, "due: 2025-12-31", "due: 2026-12-31"),
            (AUDIT, "closed: 2025-11-01", "closed: 2026-12-24"),
        ),
        (
            ("future-date", "2026-12-01 is still to come; today is 2026-11-23"),
            ("future-date", "2026-12-24 is still to come; today is 2026-11-23"),
        ),
    ),
    (
        "a finding that was due before it was found",
        ((AUDIT, "due: 2025-12-31", "due: 2025-08-31"),),
        (("date-order", "`due` is 2025-08-31, before `done`, which is 2025-09-01"),),
    ),
    (
        "a finding whose owner is not known",
        ((AUDIT, "owner: dora", "owner: doris"),),
        (("unknown-person", "there is no person `doris`"),),
    ),
    (
        "two findings of one id",
        (
            (
                AUDIT,
                "    closed: 2025-11-01\n",
                (
                    "    closed: 2025-11-01\n  - id: minutes\n    severity: low\n"
                    "    text: Minutes are late.\n    owner: ada\n    due: 2026-12-31\n"
                ),
            ),
        ),
        (("duplicate-id", "`minutes` is already the id of number 1 in this list"),),
    ),
    (
        "a finding of high severity past its day stops no build",
        (
            (AUDIT, "severity: low", "severity: high"),
            (AUDIT, "    closed: 2025-11-01\n", ""),
        ),
        (("finding-overdue", "the finding `minutes` (high) was due on 2025-12-31"),),
    ),
    (
        "an auditor where a member works",
        (
            (AUDIT, "by: lookers", "by: acme"),
            ("people/ada.yml", "to: 2024-12-31", "to: 2025-09-01"),
        ),
        (("auditor-inside", "`acme` is where `ada` works, who sits in Committee"),),
    ),
    (
        "counts that were taken before they were complete",
        ((COUNTS, "taken: 2026-01-15", "taken: 2025-12-30"),),
        (("date-order", "`taken` is 2025-12-30, before `to`, which is 2025-12-31"),),
    ),
    (
        "a count below the limit of its snapshot",
        ((COUNTS, ROW, ROW.replace("14", "4")),),
        (("small-count", "4 is fewer than 5"),),
    ),
    (
        "nobody at all is fewer than five",
        ((COUNTS, ROW, ROW.replace("14", "0")),),
        (("small-count", "0 is fewer than 5"),),
    ),
    (
        "more answers than were asked for",
        ((COUNTS, ROW, ROW.replace("20", "41")),),
        (("count-range", "41 answered, and 40 were invited"),),
    ),
    (
        "a count of a version that is not there",
        ((COUNTS, "standard: steward@1.0", "standard: steward@1.1"),),
        (("unknown-standard", "standard `steward` has no version 1.1"),),
    ),
)

SOUND: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    (
        "adopted on the day it was announced",
        ((ADOPT, "decided: 2025-12-01", "decided: 2026-01-01"),),
    ),
    ("adopted before its owner had a member", (LATER,)),
    (
        "announced on a day to come, and not decided yet",
        _announced("2026-11-24"),
    ),
    ("a breaking version on the day after people were asked", BREAKING),
    (
        "an answer that is due today",
        (
            (ASKED, "    answer: We drop the reflection.\n", ""),
            (ASKED, "closes: 2025-10-31", "closes: 2026-10-24"),
        ),
    ),
    ("an endorsement of the whole", ((WORD, "about: standards/analyst/1.0", "about: registry"),)),
    ("an endorsement that has ended", ((WORD, "to: 2027-12-31", "to: 2026-11-22"),)),
    (
        "an auditor where a member worked until the day before",
        (
            (AUDIT, "by: lookers", "by: acme"),
            ("people/ada.yml", "to: 2024-12-31", "to: 2025-08-31"),
        ),
    ),
    (
        "a periodic review by a member",
        (
            (AUDIT, "by: lookers", "by: ada"),
            (AUDIT, "kind: audit", "kind: periodic"),
            (
                "governance/reviews/outside.yml",
                "",
                (
                    "about: registry\nkind: audit\nby: lookers\ndone: 2024-11-23\n"
                    "method: Two awards, drawn by lot.\n"
                ),
            ),
        ),
    ),
    (
        "a finding that is due today",
        (
            (AUDIT, "due: 2025-12-31", "due: 2026-11-23"),
            (AUDIT, "    closed: 2025-11-01\n", ""),
        ),
    ),
    ("all of them", ((COUNTS, ROW, ROW.replace("14", "20")),)),
    ("all who were invited", ((COUNTS, ROW, ROW.replace("20", "40")),)),
    ("five, and five left", ((COUNTS, ROW, ROW.replace("14", "5").replace("20", "10")),)),
)


@pytest.mark.parametrize(
    ("edits", "expected"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_broken(
    edits: tuple[Edit, ...], expected: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    """Exactly these problems, in the order of files and places."""
    assert codes(tmp_path, *edits) == list(expected)


@pytest.mark.parametrize("edits", [row[1] for row in SOUND], ids=[row[0] for row in SOUND])
def test_sound(edits: tuple[Edit, ...], tmp_path: Path) -> None:
    """No problem: what is allowed is let through."""
    assert codes(tmp_path, *edits) == []
