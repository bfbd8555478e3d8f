"""The form by which somebody offers to evaluate, mentor, teach or translate."""

from __future__ import annotations

from registry.forge.issues import choices
from registry.forge.issues.fields import choice, line, words_of
from registry.forge.issues.form import Box, Boxes, Form, Line, Note, Question
from registry.records.person import PERSON
from registry.records.registry import Registry

NAME = "become-evaluator"
LISTED, NAMED = "listed", "named"


def volunteer_form(registry: Registry) -> Form:
    """Offer to take on a role."""
    roles = words_of(PERSON, "roles", "role")
    return Form(
        name=NAME,
        title="Become an evaluator",
        description="Or a mentor, coach, facilitator, expert, sponsor or translator",
        body=(
            Note(
                text="This is public. Leave out what you would not like to read about yourself in"
                " ten years; your name is optional. Training comes before the first assessment."
            ),
            *choice("role", "Role", {role: role for role in roles}, required=True),
            *choice(
                "scope",
                "Standards",
                choices.majors(registry),
                description="For evaluators: what you would like to judge.",
                several=True,
            ),
            Line(
                id="handle",
                label="Handle",
                description="The short name by which the registry calls you:"
                " 2 to 40 small letters, digits and hyphens.",
                example="quiet-heron",
                required=True,
            ),
            Boxes(
                id="consent",
                label="Consent",
                boxes=(
                    Box(
                        value=LISTED,
                        label="I agree to be listed by my handle and my GitHub account.",
                        required=True,
                    ),
                    Box(value=NAMED, label="I agree that my name is listed, too."),
                ),
            ),
            line(PERSON, "name"),
            *choice("languages", "Languages", choices.languages(registry), several=True),
            *_belonging(registry),
            *_policies(registry),
        ),
    )


def _belonging(registry: Registry) -> tuple[Question, ...]:
    options = choices.organizations(registry)
    if not options:
        return ()
    description = "Where you work or study, if it is on the list: no panel is of one house."
    return (
        *choice("organization", "Organization", options, description=description),
        line(PERSON, "affiliations", "from", label="There since", id_="since"),
    )


def _policies(registry: Registry) -> tuple[Question, ...]:
    options = choices.policies(registry)
    if not options:
        return ()
    boxes = tuple(
        Box(value=slug, label=f"I have read and accept: {title}") for title, slug in options.items()
    )
    description = "Each role needs those that apply to it; evaluators need all."
    return (Boxes(id="policies", label="Policies", description=description, boxes=boxes),)
