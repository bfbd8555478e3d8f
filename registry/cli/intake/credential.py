"""A credential that a panel has decided to award."""

from __future__ import annotations

from datetime import date

from registry.cli import world
from registry.cli.award import Award
from registry.cli.batch import prepare
from registry.cli.find import Opened
from registry.cli.intake.event import Event
from registry.cli.intake.proposal import Proposal, refused
from registry.cli.people import Row, Table
from registry.forge.issues.body import Refusal
from registry.forge.issues.credential import CONSENT
from registry.forge.issues.form import Answers, one
from registry.records import ids


def credential(opened: Opened, _event: Event, answers: Answers, today: date) -> Proposal:
    """The drafts of credential and assessment, as `sealbook issue` writes them.

    A name without the box of consent ends it: nothing is written, not even the rest.
    """
    agreed = CONSENT in answers.get("consent", ())
    if one(answers, "name") and not agreed:
        fix = "tick the box if the holder agreed; if not, delete this issue, for its name is public"
        return refused(Refusal("a name, and no consent to publish it", fix, "Name of the holder"))
    if one(answers, "name") and not one(answers, "consented"):
        return refused(Refusal("it is not answered", "say the day", "Day of the consent"))
    award = _award(answers)
    table = Table(path="", rows=(Row(number=0, line=0, award=award),))
    batch = prepare(opened, table, today, world.random_draw)
    known = [issued for issued in batch.issued if not issued.files]
    if known and not batch.problems:
        shown = ids.grouped(known[0].id)
        return refused(Refusal(f"this award is recorded already, as {shown}", "close the issue"))
    if batch.problems or not batch.issued:
        return Proposal(title="", files=tuple(batch.files), problems=batch.problems)
    named = ids.grouped(batch.issued[0].id)
    return Proposal(
        title=f"Credential {named}, {one(answers, 'standard')}",
        files=tuple(batch.files),
        look_at=(
            "Did the panel decide this, with these people and on this day? The issue only says so.",
            "Is the person who opened the issue one who may speak for the panel?",
            *(("Can the holder's consent be shown?",) if agreed else ()),
            "Nobody approves what is about themselves, or about a person they have taught.",
        ),
    )


def _award(answers: Answers) -> Award:
    same = ("standard", "result", "name", "withheld", "language", "awarded", "lead", "dissent")
    several = ("panel", "recused", "streams")
    return Award(
        **{name: one(answers, name) for name in same},
        **{name: " ".join(answers.get(name, ())) for name in several},
        **{name: one(answers, name) for name in ("submitted", "decided")},
        consent=one(answers, "consented") if one(answers, "name") else "",
    )
