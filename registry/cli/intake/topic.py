"""A topic that a team asks for."""

from __future__ import annotations

from datetime import date

from registry.cli.draft import Draft
from registry.cli.find import Opened
from registry.cli.intake.event import Event
from registry.cli.intake.proposal import Proposal, refused
from registry.drafts.slug import slug_of
from registry.drafts.topic import new_topic
from registry.forge.issues.body import Refusal
from registry.forge.issues.form import Answers, one
from registry.records.topic import TOPIC


def topic(opened: Opened, event: Event, answers: Answers, _today: date) -> Proposal:
    """The draft of a topic, named after its words."""
    title = one(answers, "title")
    slug = slug_of(title, f"topic-{event.number}")
    path = TOPIC.path_of(slug)
    if path in opened.paths:
        message = f"there is a topic of that name already: {path}"
        fix = "vote for that one, or ask in other words if it is another"
        return refused(Refusal(message, fix, "Your question"))
    team = slug_of(one(answers, "asked_by"), "")
    if not team:
        fix = "name the team in Latin letters or digits"
        return refused(Refusal("no name can be made of it", fix, "Your team"))
    text = new_topic(
        title=title,
        asked_by=team,
        asked=event.opened,
        competency=one(answers, "competency"),
        votes=max(event.votes, 1),
    )
    return Proposal(
        title=f"Topic {slug}",
        files=(Draft(path=path, text=text),),
        look_at=(
            f"Is `{team}` a team, and not a person?",
            "Does the question name nobody, and tell nothing about anybody?",
        ),
    )
