"""A change that somebody proposes: the next version as a draft, still saying what the last says."""

from __future__ import annotations

from datetime import date

from registry.cli.draft import Draft
from registry.cli.find import Opened
from registry.cli.intake.event import Event
from registry.cli.intake.proposal import Proposal, refused
from registry.cli.lines import named_line
from registry.drafts.bump import bump
from registry.forge.issues.body import Refusal
from registry.forge.issues.form import Answers, one


def change(opened: Opened, _event: Event, answers: Answers, _today: date) -> Proposal:
    """The draft of the next version, which says in one sentence what is asked for."""
    name = one(answers, "record")
    kind, slug = named_line(opened.registry, name)
    made = bump(opened.registry, kind, slug, summary=one(answers, "summary"))
    if made.draft is not None:
        message = f"a draft of the next version is there already: {made.draft.document.path}"
        fix = "put the words of the proposal into that draft"
        return refused(Refusal(message, fix, "What should be changed"))
    assert made.previous is not None
    return Proposal(
        title=f"Draft of {slug} {made.version}",
        files=(Draft(path=made.path, text=made.text),),
        quoted=("words", "reasons", "interest"),
        look_at=(
            f"The draft says what {made.previous.version} says: put the words of the proposal in.",
            f"Then `sealbook standard bump {name}` gives it the class and number of what changed.",
            "Is `change.summary` true, and clear to people who are affected?",
        ),
    )
