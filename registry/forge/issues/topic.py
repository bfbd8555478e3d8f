"""The form by which a team asks for a topic."""

from __future__ import annotations

from registry.forge.issues import choices
from registry.forge.issues.fields import choice, field, line
from registry.forge.issues.form import Form, Note
from registry.records.registry import Registry
from registry.records.topic import TOPIC

NAME = "topic"


def topic_form(registry: Registry) -> Form:
    """Ask for a topic of a workshop."""
    return Form(
        name=NAME,
        title="Ask for a topic",
        description="What should the next workshop be about?",
        body=(
            Note(
                text="This is public. Ask for your team and not for a person: the list of topics"
                " shows teams only. Others vote by a thumbs up on the issue."
            ),
            line(TOPIC, "title", label="Your question", required=True),
            line(TOPIC, "asked_by", label="Your team", required=True),
            *choice(
                "competency",
                "What would help",
                choices.competencies(registry),
                description=field(TOPIC, "competency")["description"],
            ),
        ),
    )
