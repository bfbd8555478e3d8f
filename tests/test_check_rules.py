"""The further ways in which a check can be broken, and what looks broken and is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.broken_registry import edited, found

A = "credentials/2025/A1A1A1A1A1A1H.yml"
B = "credentials/2025/B2B2B2B2B2B2Q.yml"
D = "credentials/2025/D4D4D4D4D4D4E.yml"
E = "credentials/2025/E5E5E5E5E5E5W.yml"
AWARD = "assessments/2025/A1A1A1A1A1A1H.yml"
GROUP_AWARD = "assessments/2025/B2B2B2B2B2B2Q.yml"
RENEWAL = "assessments/2026/C3C3C3C3C3C3G.yml"
ANALYST = "standards/analyst/1.0.yml"
ANALYST_1_1 = "standards/analyst/1.1.yml"
STEWARD = "standards/steward/1.0.yml"
DATA = "skills/data/1.0.yml"
PAUSE = "governance/decisions/2025-06-01-pause.yml"
COMMITTEE = "governance/bodies/committee.yml"
ERASED = "credentials/erased.yml"

REPLACED = "  - {replaced: 2025-05-01, by: E5E5E5E5E5E5W}\n"
LIFTED = "  - {reinstated: 2025-07-01, decision: 2025-07-01-lift}\n"
RENEWED = "  - {renewed: 2026-02-01, assessment: C3C3C3C3C3C3G}\n"
SUSPENDED = (
    "  - {suspended: 2025-06-01, reason: conduct, decision: 2025-06-01-pause, review: 2025-09-01}\n"
)
WITHHELD = f"withheld: sha256${64 * '1'}\n"
DORA = "holder: Dora Smallest\nhandle: dora\nconsent: {date: 2025-05-01, covers: [name]}\n"
AWARDED = "awarded: 2025-05-01\n"
LOST_KEY = "  - {revoked: 2025-06-02, reason: key-compromise, decision: 2025-06-02-key}\n"
REVOKE = """\
question: Revoke it?
about: credentials/2025/D4D4D4D4D4D4E
action: revoke
body: committee
decided: 2025-06-02
for: [ada, ben]
reasons: The minutes tell.
"""
RETIRE = """\
question: Retire Steward 1.0?
about: standards/steward/1.0
action: retire
body: committee
decided: 2025-01-15
effective: 2025-02-01
for: [ada, ben]
reasons: The minutes tell.
"""

AGAIN = (
    "governance/bodies/committee.yml",
    "  - {seat: mentor, holder: ben",
    (
        "  - {seat: learner, holder: ada, from: 2027-10-01, to: 2031-09-30}\n"
        "  - {seat: mentor, holder: ben"
    ),
)
APPOINT = """\
question: Give Ada a second term?
about: governance/bodies/committee
action: appoint
body: committee
decided: 2026-11-02
effective: 2027-10-01
for: [ada, ben]
reasons: The minutes tell.
"""
SEAT = "governance/decisions/2026-11-02-seat.yml"

AGREE = (
    "declared additive, but it is breaking: Standard `analyst`: evaluators who must agree raised"
    " from 2 to {} (stricter) (line 25)"
)
STANDING = (
    "declared additive, but it is breaking: Standard `analyst`: standing added: 1 year (line 32)"
)

Edit = tuple[str, str, str]

BROKEN: tuple[tuple[str, tuple[Edit, ...], tuple[tuple[str, str], ...]], ...] = (
    (
        "a panel that can split evenly",
        ((ANALYST_1_1, "evaluators: 3, agree: 2", "evaluators: 4, agree: 3"),),
        (
            ("panel-rule", "a panel of 4 that decides by majority can split evenly"),
            ("class-too-low", AGREE.format(3)),
        ),
    ),
    (
        "more to agree than there are",
        ((ANALYST_1_1, "agree: 2", "agree: 4"),),
        (("panel-rule", "4 of 3 can never agree"), ("class-too-low", AGREE.format(4))),
    ),
    (
        "a vote on one's own seat",
        (AGAIN, (SEAT, "", APPOINT)),
        (
            (
                "vote-about-self",
                "`ada` votes about `governance/bodies/committee`, which is their own",
            ),
        ),
    ),
    (
        "half is no majority",
        ((STEWARD, "evaluators: 2, agree: 2", "evaluators: 2, agree: 1"),),
        (("panel-rule", "1 of 2 is no majority"),),
    ),
    (
        "a pass mark that nobody can miss",
        ((ANALYST_1_1, "pass: 60", "pass: 0"),),
        (("threshold-reachable", "0 points are what the lowest level gives to everyone"),),
    ),
    (
        "standing without permanence",
        ((ANALYST_1_1, "validity: P1Y\n", "validity: P1Y\nstanding: P1Y\n"),),
        (
            ("permanent-standing", "standing is for permanent credentials; this one ends"),
            ("class-too-low", STANDING),
        ),
    ),
    (
        "a renewal that asks for nothing",
        ((ANALYST_1_1, ", assessment: true", ""),),
        (("renewal-missing", "the renewal asks for nothing that could be done"),),
    ),
    (
        "a level of a criterion that is not on the scale",
        ((STEWARD, "      meets: It was looked after.", "      met: It was looked after."),),
        (
            ("rubric-levels", "`service` does not describe `meets`"),
            ("rubric-levels", "`met` is no level of the scale"),
        ),
    ),
    (
        "an anchor on a level that is not on the scale",
        ((ANALYST, "- level: meets", "- level: met"),),
        (("unknown-level", "`met` is no level of the scale"),),
    ),
    (
        "a level that the framework does not describe for this competency",
        ((STEWARD, "release: competent", "release: novice"),),
        (("unknown-level", "`data@1.0` describes no level `novice` of `release`"),),
    ),
    (
        "a behaviour on a level that the framework does not have",
        ((DATA, "      novice: Cleans", "      beginner: Cleans"),),
        (("behaviour-levels", "`beginner` is no level of this framework"),),
    ),
    (
        "a criterion that shows what is not asked for",
        ((ANALYST_1_1, "shows: [cleaning]", "shows: [cleaning, release]"),),
        (
            (
                "rubric-coverage",
                "the criterion shows `release`, which the standard does not ask for",
            ),
        ),
    ),
    (
        "two behaviours in the same words",
        ((DATA, "expert: Teaches cleaning.", "expert: Cleans alone."),),
        (("same-descriptor", "`expert` is described like `competent`"),),
    ),
    (
        "a ring of two standards, said at both",
        (
            (ANALYST, "tasks:\n", "prerequisites: [steward@1]\ntasks:\n"),
            (STEWARD, "tier: second", "tier: first"),
        ),
        (
            ("prerequisite-cycle", "`analyst@1.0` asks, by way of"),
            ("prerequisite-cycle", "`steward@1.0` asks, by way of"),
        ),
    ),
    (
        "an announced version without a day",
        ((ANALYST_1_1, "  effective: 2026-03-01\n", ""),),
        (("change-dates", "an announced version says when it takes effect"),),
    ),
    (
        "a version that takes effect before it is announced",
        ((ANALYST_1_1, "effective: 2026-03-01", "effective: 2025-12-31"),),
        (("change-dates", "it takes effect on 2025-12-31, before it is announced"),),
    ),
    (
        "an announced version that is given up",
        (
            (
                ANALYST_1_1,
                "  effective: 2026-03-01\n",
                "  effective: 2026-03-01\n  withdrawn: 2026-02-01\n",
            ),
        ),
        (("change-dates", "a version that was announced is no longer a draft"),),
    ),
    (
        "a first version that ends one before it",
        (
            (
                STEWARD,
                "  effective: 2024-02-01\n",
                "  effective: 2024-02-01\n  previous: {retires: 2025-01-01}\n",
            ),
        ),
        (("change-previous", "this is the first version"),),
    ),
    (
        "an intake that ends before the next version takes effect",
        ((ANALYST_1_1, "last_intake: 2026-06-30", "last_intake: 2026-02-28"),),
        (("change-previous", "`last_intake` is 2026-02-28"),),
    ),
    (
        "work that was submitted after the last intake",
        (
            (
                AWARD,
                "submitted: 2025-02-01\ndecided: 2025-03-01",
                "submitted: 2026-07-01\ndecided: 2026-07-09",
            ),
            (A, "awarded: 2025-03-10", "awarded: 2026-07-10"),
            (
                A,
                "history:\n" + SUSPENDED,
                "",
            ),
            (A, LIFTED + RENEWED, ""),
            (ERASED, "", "erased:\n  - C3C3C3C3C3C3G\n"),
        ),
        (("standard-closed", "`analyst@1.0` took in no work on 2026-07-01"),),
    ),
    (
        "work under a draft",
        ((STEWARD, "  announced: 2024-01-01\n  effective: 2024-02-01\n", ""),),
        (("standard-closed", "`steward@1.0` took in no work on 2025-02-01"),),
    ),
    (
        "work under a standard that was retired",
        (("governance/decisions/2025-01-15-retire.yml", "", RETIRE),),
        (("standard-closed", "`steward@1.0` took in no work on 2025-02-01"),),
    ),
    (
        "a holder of the same name",
        (
            (
                E,
                WITHHELD,
                "holder: The Town Table\nholder_kind: group\n",
            ),
            (E, "analyst@1.0\nresult: distinction", "steward@1.0\nresult: pass"),
            ("assessments/2025/E5E5E5E5E5E5W.yml", "analyst@1.0", "steward@1.0"),
            ("assessments/2025/E5E5E5E5E5E5W.yml", "[repository, talk]", "[report]"),
            (D, "history:\n" + REPLACED, ""),
        ),
        (("two-live", "The Town Table already holds `steward@1.0`: B2B2-B2B2-B2B2Q"),),
    ),
    (
        "an erased ID with a slip",
        ((ERASED, "", "erased:\n  - E5E5E5E5E5E5A\n"),),
        (("erased-id", "E5E5E5E5E5E5A is not an ID"),),
    ),
    (
        "an event before the award",
        ((D, "replaced: 2025-05-01", "replaced: 2025-03-09"),),
        (
            ("history-order", "replaced on 2025-03-09, before the award on 2025-03-10"),
            ("replaced-by", "E5E5E5E5E5E5W was awarded only on 2025-05-01"),
        ),
    ),
    (
        "an event after a replacement",
        (
            (D, REPLACED, REPLACED + "  - {renewed: 2026-02-01, assessment: C3C3C3C3C3C3G}\n"),
            (A, RENEWED, ""),
        ),
        (("illegal-event", "it was replaced; the newer one lives on"),),
    ),
    (
        "a renewal during a suspension",
        ((A, LIFTED, ""),),
        (("illegal-event", "it is suspended and must be reinstated first"),),
    ),
    (
        "alumni of something that ends",
        ((A, RENEWED, RENEWED + "  - {alumni: 2026-09-01}\n"),),
        (("illegal-event", "only the holder of a permanent credential becomes alumni"),),
    ),
    (
        "a decision about another credential",
        ((PAUSE, "A1A1A1A1A1A1H", "B2B2B2B2B2B2Q"),),
        (
            (
                "event-decision",
                "the decision is about credentials/2025/B2B2B2B2B2B2Q, not about this credential",
            ),
        ),
    ),
    (
        "an event before its decision counts",
        ((PAUSE, "decided: 2025-06-01\n", "decided: 2025-06-01\neffective: 2025-06-15\n"),),
        (("event-decision", "suspended on 2025-06-01, but the decision counts from 2025-06-15"),),
    ),
    (
        "a decision without a quorum",
        ((PAUSE, "for: [ada, ben]", "for: [ada]"),),
        (("decision-lost", "the decision was not carried: 1 voted, and 2 must"),),
    ),
    (
        "a credential that replaces itself",
        ((D, "by: E5E5E5E5E5E5W", "by: D4D4D4D4D4D4E"),),
        (("replaced-by", "a credential cannot replace itself"),),
    ),
    (
        "a renewal by the case of an award",
        (
            (A, "assessment: C3C3C3C3C3C3G", "assessment: E5E5E5E5E5E5W"),
            (ERASED, "", "erased:\n  - C3C3C3C3C3C3G\n"),
        ),
        (("renewal-assessment", "E5E5E5E5E5E5W is the case of an award"),),
    ),
    (
        "a renewal decided later",
        ((RENEWAL, "decided: 2026-02-01", "decided: 2026-02-02"),),
        (("renewal-assessment", "C3C3C3C3C3C3G was decided only on 2026-02-02"),),
    ),
    (
        "an assessment that renews twice",
        (
            (
                A,
                RENEWED,
                RENEWED
                + RENEWED.replace("2026-02-01", "2026-11-01").replace("2026-11-01", "2026-12-10"),
            ),
        ),
        (
            ("future-date", "2026-12-10 is still to come"),
            ("renewal-assessment", "C3C3C3C3C3C3G has already renewed A1A1A1A1A1A1H"),
        ),
    ),
    (
        "more dissent than panel",
        ((GROUP_AWARD, "lead: ada\n", "lead: ada\ndissent: 3\n"),),
        (("too-much-dissent", "3 dissented in a panel of 2"),),
    ),
    (
        "evidence and links without consent",
        (
            (A, "covers: [name, evidence]", "covers: [name]"),
            ("people/dora.yml", "consent: 2024-05-01\n", ""),
        ),
        (
            ("name-without-consent", "the holder's evidence is public without a consent"),
            ("name-without-consent", "`name` is public without the person's consent"),
            ("name-without-consent", "`links` is public without the person's consent"),
        ),
    ),
    (
        "a term that ended before it began",
        (
            (
                COMMITTEE,
                "  - {seat: mentor, holder: ben",
                (
                    "  - {seat: mentor, holder: dora, from: 2020-01-01, to: 2019-12-31}\n"
                    "  - {seat: mentor, holder: ben"
                ),
            ),
        ),
        (("date-order", "`to` is 2019-12-31, before `from`, which is 2020-01-01"),),
    ),
    (
        "a role before the training for it",
        (("people/ada.yml", "trained: 2024-02-15", "trained: 2024-03-15"),),
        (("date-order", "`from` is 2024-03-01, before `trained`, which is 2024-03-15"),),
    ),
    (
        "someone on both sides of a vote",
        ((PAUSE, "for: [ada, ben]\n", "for: [ada, ben]\nagainst: [ada]\n"),),
        (("voted-twice", "`ada` stands under `for` already"),),
    ),
)

SOUND: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    (
        "a number sign in quotes, and a comment beside a value",
        (
            (STEWARD, "signifies: The", 'signifies: "Number #1: the'),
            (STEWARD, "after tables.\n", 'after tables."  # in short\n'),
        ),
    ),
    (
        "a vote on the seat of another",
        (AGAIN, (SEAT, "", APPOINT.replace("for: [ada, ben]", "for: [ben]\nrecused: [ada]"))),
    ),
    (
        "a vote on a seat that is taken another day",
        (AGAIN, (SEAT, "", APPOINT.replace("2027-10-01", "2027-11-01"))),
    ),
    (
        "a vote about the body of one's own seat",
        (AGAIN, (SEAT, "", APPOINT.replace("action: appoint", "action: note"))),
    ),
    (
        "a name is withdrawn after a replacement",
        (
            (
                D,
                REPLACED,
                REPLACED
                + "  - {corrected: 2025-06-01, fields: [holder], reason: holder-request}\n",
            ),
        ),
    ),
    (
        "a replaced credential turns out to be a fraud",
        (
            (
                D,
                REPLACED,
                REPLACED
                + "  - {revoked: 2025-06-02, reason: integrity, decision: 2025-06-02-fraud}\n",
            ),
            (
                "governance/decisions/2025-06-02-fraud.yml",
                "",
                REVOKE,
            ),
        ),
    ),
    (
        "a lost key ends credentials by one decision about the registry",
        (
            (
                E,
                AWARDED,
                AWARDED + "history:\n" + LOST_KEY,
            ),
            (
                "governance/decisions/2025-06-02-key.yml",
                "",
                REVOKE.replace("credentials/2025/D4D4D4D4D4D4E", "registry"),
            ),
        ),
    ),
    (
        "a body lets a panel be smaller and the evidence thinner",
        (
            (AWARD, "panel: [ada, ben, cleo]", "panel: [ada]"),
            (AWARD, "streams: [repository, talk]", "streams: [talk]"),
            (AWARD, "decided: 2025-03-01\n", "decided: 2025-03-01\noverride: 2023-12-01-adopt\n"),
        ),
    ),
    (
        "a plan lies ahead",
        (
            (
                "people/ada.yml",
                "from: 2020-01-01, to: 2024-12-31",
                "from: 2020-01-01, to: 2034-12-31",
            ),
            (E, "awarded: 2025-05-01\n", "awarded: 2025-05-01\nvalid_from: 2030-01-01\n"),
        ),
    ),
    (
        "submitted and decided on one day",
        ((GROUP_AWARD, "submitted: 2025-02-01", "submitted: 2025-03-01"),),
    ),
    (
        "today is not the future",
        (("people/ada.yml", "analyst@1.0, date: 2024-03-01", "analyst@1.0, date: 2026-11-23"),),
    ),
    (
        "a behaviour may begin above the lowest level",
        ((DATA, "      novice: Cleans with help.\n", ""),),
    ),
    (
        "a credential of the same standard after the first has ended",
        (
            (
                E,
                WITHHELD,
                DORA,
            ),
        ),
    ),
    (
        "the registry's own address",
        ((A, "title: A clean table", "title: Sent to office@smallest.example"),),
    ),
    (
        "numbers, versions and dates are no phone numbers",
        (
            (
                A,
                "title: A clean table",
                "title: 2025-03-10 to 2026-04-11, 1,200,300 rows, +5 columns, v1.20.3",
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("edits", "expected"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_broken(
    edits: tuple[Edit, ...], expected: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    """Exactly these problems, in the order of files and places."""
    problems = found(edited(tmp_path / "registry", *edits))
    assert [problem.code for problem in problems] == [code for code, _ in expected], problems
    for problem, (_, message) in zip(problems, expected, strict=True):
        assert problem.message.startswith(message)


@pytest.mark.parametrize("edits", [row[1] for row in SOUND], ids=[row[0] for row in SOUND])
def test_sound(edits: tuple[Edit, ...], tmp_path: Path) -> None:
    """No problem: what is allowed is let through."""
    assert found(edited(tmp_path / "registry", *edits)) == []


@pytest.mark.parametrize(
    ("panel", "fix", "mended"),
    [
        ("2, agree: 1", "write 2 or more", ("2, agree: 2",)),
        ("3, agree: 1", "write 2 or more", ("3, agree: 2",)),
        ("4, agree: 2", "write 4 or more", ("4, agree: 4",)),
        ("6, agree: 1", "write 5 or more", ("6, agree: 5",)),
        ("3, agree: 4", "write 3 or less", ("3, agree: 3",)),
        (
            "4, agree: 3",
            "let 3 or 5 evaluate, or ask all 4 to agree",
            ("3, agree: 3", "5, agree: 3", "4, agree: 4"),
        ),
    ],
)
def test_the_remedy_of_a_panel_is_one(
    panel: str, fix: str, mended: tuple[str, ...], tmp_path: Path
) -> None:
    """Whoever writes what the fix says is not told off again."""
    there = "evaluators: 2, agree: 2"
    wrong = found(edited(tmp_path / "wrong", (STEWARD, there, f"evaluators: {panel}")))
    assert [one.fix for one in wrong if one.code == "panel-rule"] == [fix]
    for number, right in enumerate(mended):
        root = edited(tmp_path / str(number), (STEWARD, there, f"evaluators: {right}"))
        assert "panel-rule" not in {one.code for one in found(root)}


def test_without_a_registry_file_records_are_still_checked(tmp_path: Path) -> None:
    """The absence is one problem; files are checked one by one, and not against each other."""
    root = edited(
        tmp_path / "registry",
        ("people/ben.yml", "consent: 2024-03-01", "consent: 2024-02-31"),
        ("people/ada.yml", "organization: acme", "organization: nowhere"),
    )
    (root / "registry.yml").unlink()
    assert [(problem.path, problem.code) for problem in found(root)] == [
        ("people/ben.yml", "date"),
        ("registry.yml", "missing-registry"),
    ]


def test_a_broken_registry_file_is_not_missing(tmp_path: Path) -> None:
    """Only the problem in it is said."""
    root = edited(tmp_path / "registry", ("registry.yml", "zone: UTC\n", ""))
    assert {problem.code for problem in found(root)} == {"missing-field"}


def test_one_id_in_two_drawers(tmp_path: Path) -> None:
    """The year is a drawer: the same ID in two of them is one record written twice."""
    root = edited(tmp_path / "registry")
    text = (root / E).read_text("utf-8")
    (root / "credentials" / "2026").mkdir()
    (root / "credentials" / "2026" / "E5E5E5E5E5E5W.yml").write_text(text, "utf-8")
    assert [(problem.path, problem.code) for problem in found(root)] == [
        ("credentials/2026/E5E5E5E5E5E5W.yml", "same-id")
    ]


def test_private_records_do_not_belong_here(tmp_path: Path) -> None:
    """A candidate's file in the public tree is found, whatever it says."""
    root = edited(
        tmp_path / "registry",
        ("candidates/k-0187.yml", "", "name: Inés\n"),
        ("attempts/2026/MVBP1EE1EDQ42.yml", "", "not: [even, yaml\n"),
    )
    assert [(problem.path, problem.code) for problem in found(root)] == [
        ("attempts/2026/MVBP1EE1EDQ42.yml", "private-kind"),
        ("candidates/k-0187.yml", "private-kind"),
    ]


def test_a_renewal_without_end_is_no_traceback(tmp_path: Path) -> None:
    """A validity of 999 years renewed a hundred times stays inside the calendar."""
    rows = 100 * RENEWED
    root = edited(
        tmp_path / "registry",
        (A, RENEWED, rows),
        (ANALYST, "validity: P1Y", "validity: P999Y"),
        (ANALYST, "window: P3M", "window: P999Y"),
    )
    codes = {problem.code for problem in found(root)}
    assert codes == {"renewal-assessment", "renewed-outside", "class-too-low"}
