"""Events: one row more in a history, its comments kept, and only where the checks allow it."""

from __future__ import annotations

import pytest

from tests.command_line import CommandLine, Ran

DORA = "A1A1A1A1A1A1H"  # analyst, suspended and reinstated, renewed in 2026
LATER = "E5E5E5E5E5E5W"  # analyst, without history
FILE = f"credentials/2025/{LATER}.yml"
DECISION = """\
question: Do it?
about: credentials/2025/E5E5E5E5E5E5W
action: {action}
body: committee
decided: {day}
for: [ada, ben]
reasons: The minutes tell.
"""


def decide(sealbook: CommandLine, action: str, day: str) -> str:
    """Let the committee decide on the later credential; returns the decision's ID."""
    name = f"{day}-{action}"
    file = sealbook.root / "governance" / "decisions" / f"{name}.yml"
    file.write_text(DECISION.format(action=action, day=day))
    return name


def revoke(sealbook: CommandLine, *words: str) -> Ran:
    """Revoke the later credential, by a decision of 2026-01-10."""
    name = decide(sealbook, "revoke", "2026-01-10")
    return sealbook.on_day("revoke", LATER, "--reason", "integrity", "--decision", name, *words)


def test_revoke_shows_the_difference_and_keeps_comments(sealbook: CommandLine) -> None:
    """The file gets one row, its comments stay, and the difference says just that."""
    file = sealbook.root / FILE
    file.write_text("# seen by the panel\n" + file.read_text("utf-8") + "# the end\n")
    before = file.read_text("utf-8")
    ran = revoke(sealbook, "--date", "2026-01-12")
    assert ran.code == 0, ran.out
    row = "  - {revoked: 2026-01-12, reason: integrity, decision: 2026-01-10-revoke}\n"
    assert file.read_text("utf-8") == before.replace("# the end", f"history:\n{row}# the end")
    added = [line for line in ran.out.splitlines() if line.startswith("+")]
    assert added == [f"+++ b/{FILE}", "+history:", f"+{row.rstrip()}"]
    assert not [line for line in ran.out.splitlines() if line.startswith("-")][1:]
    assert f"git add {FILE}" in ran.err
    assert sealbook.on_day("check").code == 0
    assert sealbook.on_day("show", LATER).out.count("revoked") == 2


def test_an_event_that_stands_is_not_written_twice(sealbook: CommandLine) -> None:
    """The same command again says so, and changes nothing."""
    revoke(sealbook, "--date", "2026-01-12")
    before = sealbook.files()
    for words in ((), ("--date", "2026-01-12")):
        again = revoke(sealbook, *words)
        assert again.code == 0
        assert "is already revoked" in again.err
        assert again.out == ""
    assert sealbook.files() == before
    another = revoke(sealbook, "--date", "2026-01-13")
    assert (another.code, "error[illegal-event]" in another.out) == (1, True)


def test_dry_run(sealbook: CommandLine) -> None:
    """A dry run shows the difference and writes nothing; `--json` holds it too."""
    decide(sealbook, "revoke", "2026-01-10")
    before = sealbook.files()
    ran = revoke(sealbook, "--dry-run")
    assert ran.code == 0
    assert "+  - {revoked: 2026-11-23" in ran.out
    assert sealbook.files() == before
    words = ("--reason", "integrity", "--decision", "2026-01-10-revoke", "--today", "2026-11-23")
    found = sealbook("--json", "revoke", LATER, *words).json
    assert found["written"] == [FILE]
    assert found["diff"].startswith(f"--- a/{FILE}\n+++ b/{FILE}\n")


def test_suspend_and_reinstate(sealbook: CommandLine) -> None:
    """A suspension can be lifted, and then again be imposed by the same words."""
    first = decide(sealbook, "suspend", "2026-01-10")
    suspend = (
        "suspend",
        LATER,
        "--reason",
        "conduct",
        "--decision",
        first,
        "--review",
        "2026-12-01",
    )
    assert sealbook.on_day(*suspend, "--date", "2026-01-12").code == 0
    assert "already suspended" in sealbook.on_day(*suspend).err
    lift = decide(sealbook, "reinstate", "2026-02-10")
    reinstate = ("reinstate", LATER, "--decision", lift)
    assert sealbook.on_day(*reinstate, "--date", "2026-02-11").code == 0
    assert "already reinstated" in sealbook.on_day(*reinstate).err
    assert sealbook.on_day(*suspend, "--date", "2026-03-01").code == 0
    history = (sealbook.root / FILE).read_text("utf-8").partition("history:\n")[2]
    assert [row.split()[1] for row in history.splitlines()] == [
        "{suspended:",
        "{reinstated:",
        "{suspended:",
    ]


def test_renew(sealbook: CommandLine) -> None:
    """A renewal counts from the day that its assessment was decided."""
    assessment = sealbook.root / "assessments" / "2026" / "C3C3C3C3C3C3G.yml"
    text = assessment.read_text("utf-8").replace("2026-02-01", "2026-04-20")
    case = "7K3M9QXA2TVRC"
    assessment.with_name(f"{case}.yml").write_text(text.replace("2026-01-15", "2026-04-10"))
    ran = sealbook.on_day("renew", "e5e5-e5e5-e5e5w", "--assessment", "7K3M-9QXA-2TVRC")
    assert ran.code == 0, ran.out
    decided = text.partition("decided: ")[2].strip()
    row = f"  - {{renewed: {decided}, assessment: {case}}}\n"
    assert (sealbook.root / FILE).read_text("utf-8").endswith(f"history:\n{row}")


def test_replace(sealbook: CommandLine) -> None:
    """A credential is replaced by one that is there; itself it cannot be."""
    ran = sealbook.on_day("replace", DORA, "--with", LATER)
    assert ran.code == 0, ran.out
    assert f"+  - {{replaced: 2026-11-23, by: {LATER}}}" in ran.out
    ran = sealbook.on_day("replace", LATER, "--with", LATER)
    assert ran.code == 1
    assert "a credential cannot replace itself" in ran.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("reinstate", LATER, "--decision", "2025-07-01-lift"), "illegal-event"),
        (("revoke", LATER, "--reason", "integrity", "--decision", "none"), "wrong-form"),
        (
            ("revoke", LATER, "--reason", "integrity", "--decision", "2026-01-01-no"),
            "unknown-decision",
        ),
        (("renew", LATER, "--assessment", "C3C3C3C3C3C3G"), "renewal-assessment"),
        (("replace", LATER, "--with", DORA, "--date", "2025-01-01"), "history-order"),
        (("replace", LATER, "--with", DORA, "--date", "2027-06-01"), "future-date"),
    ],
)
def test_what_is_not_allowed_is_not_written(
    sealbook: CommandLine, words: tuple[str, ...], code: str
) -> None:
    """The same checks that guard the files refuse the event, with the line it would have."""
    before = sealbook.files()
    ran = sealbook.on_day(*words)
    assert ran.code == 1
    assert f"error[{code}]" in ran.out
    assert f"--> {FILE}:" in ran.out
    assert sealbook.files() == before


def test_misspelt_id(sealbook: CommandLine) -> None:
    """A mistyped ID finds the nearest, and is wrong use; so does one that is none at all."""
    ran = sealbook.on_day("show", "A1A1-A1A1-A1A2H")
    assert ran.code == 2
    assert "Did you mean A1A1-A1A1-A1A1H?" in ran.err
    ran = sealbook.on_day("show", "hello")
    assert ran.code == 2
    assert "hello is not an ID: 13 letters and digits" in ran.err
    ran = sealbook.on_day("replace", LATER, "--with", "7K3M9QXA2TVRC")
    assert ran.code == 2
    assert "There is no credential 7K3M-9QXA-2TVRC in this registry." in ran.err


def test_records_must_be_in_order_first(sealbook: CommandLine) -> None:
    """Where the registry has errors, nothing is added to it."""
    (sealbook.root / "people" / "stray.txt").write_text("x")
    before = sealbook.files()
    ran = revoke(sealbook)
    assert ran.code == 1
    assert "error[stray-file]" in ran.out
    assert ran.err == "First mend the records: 1 error.\n"
    assert before.items() <= sealbook.files().items()
