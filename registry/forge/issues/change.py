"""The form by which anybody proposes to change a standard, a skill map or a policy."""

from __future__ import annotations

from registry.forge.issues import choices
from registry.forge.issues.fields import choice
from registry.forge.issues.form import Form, Line, Note, Paragraphs, Question
from registry.records.registry import Registry

NAME = "change-standard"


def change_form(registry: Registry) -> Form:
    """Propose a change."""
    records = choices.versioned(registry)
    questions: tuple[Question, ...] = (
        Line(
            id="summary",
            label="What should change, in one sentence",
            description="In words for people who are affected; it begins the draft.",
            example="Accepts work in pairs for the release task.",
            required=True,
        ),
        Paragraphs(
            id="words",
            label="What it says now, and what it should say",
            description="Copy the words from the page, and write yours below.",
            required=True,
        ),
        Paragraphs(
            id="reasons",
            label="Why, and for whom",
            description="What goes wrong today, and who notices? Leave out names.",
            required=True,
        ),
        Line(
            id="interest",
            label="Your own interest in it",
            description="What you or your employer would gain or lose, if anything.",
        ),
    )
    return Form(
        name=NAME,
        title="Change a standard",
        description="A proposal for a standard, a skill map or a policy",
        body=(
            Note(
                text="This is public. Whoever reviews it turns it into a draft; the body that owns"
                " the standard decides, and a change that asks for more is put to everybody first."
            ),
            *choice("record", "What should be changed", records, required=True),
            *questions,
        ),
    )
