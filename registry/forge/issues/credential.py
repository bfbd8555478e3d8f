"""The form by which a panel proposes a credential that it has decided to award."""

from __future__ import annotations

from registry.forge.issues import choices
from registry.forge.issues.fields import choice, line
from registry.forge.issues.form import Box, Boxes, Form, Note, Question
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL
from registry.records.registry import Registry

NAME = "propose-credential"
CONSENT = "name"


def credential_form(registry: Registry) -> Form:
    """Propose a credential."""
    return Form(
        name=NAME,
        title="Propose a credential",
        description="For the lead of a panel that has decided to award one",
        body=(
            Note(
                text="This is public, and stays so. **Never write here about somebody who did not"
                " pass.** Write a name only if that person has agreed that the registry publishes"
                " it; else leave the name out, and give the digest of the withheld name."
            ),
            *_award(registry),
            *_assessment(registry),
        ),
    )


def _award(registry: Registry) -> tuple[Question, ...]:
    return (
        *choice("standard", "Standard", choices.standards(registry), required=True),
        *choice("result", "Result", choices.results(registry), required=True),
        line(CREDENTIAL, "holder", label="Name of the holder", id_="name"),
        Boxes(
            id="consent",
            label="Consent",
            boxes=(
                Box(
                    value=CONSENT,
                    label="The holder has agreed, and I can show it, that this name is published.",
                ),
            ),
        ),
        line(CREDENTIAL, "consent", "date", label="Day of the consent", id_="consented"),
        line(CREDENTIAL, "withheld", label="Digest instead of the name"),
        *choice("language", "Language of the award", choices.languages(registry), required=True),
        line(CREDENTIAL, "awarded", label="Day of the award", required=True),
    )


def _assessment(registry: Registry) -> tuple[Question, ...]:
    return (
        *choice("panel", "Panel", choices.evaluators(registry), several=True, required=True),
        *choice("lead", "Lead of the panel", choices.evaluators(registry), required=True),
        *choice("recused", "Who stepped aside", choices.evaluators(registry), several=True),
        line(ASSESSMENT, "dissent", label="Votes against"),
        *choice("streams", "Evidence seen", choices.streams(registry), several=True, required=True),
        line(ASSESSMENT, "submitted", label="Day the work came in", required=True),
        line(ASSESSMENT, "decided", label="Day of the decision", required=True),
    )
