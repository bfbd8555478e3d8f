"""Somebody who offers to evaluate, mentor, teach or translate."""

from __future__ import annotations

from datetime import date

from registry.cli.draft import Draft
from registry.cli.find import Opened
from registry.cli.intake.event import Event
from registry.cli.intake.proposal import Proposal, refused
from registry.drafts.person import new_person
from registry.drafts.slug import slug_of
from registry.forge.issues.body import Refusal
from registry.forge.issues.form import Answers, one
from registry.forge.issues.volunteer import NAMED
from registry.lifecycle.line import in_force
from registry.records.person import PERSON
from registry.records.policy import POLICY
from registry.records.registry import Registry


def volunteer(opened: Opened, event: Event, answers: Answers, _today: date) -> Proposal:
    """The draft of a person with the role they ask for."""
    handle, name = one(answers, "handle"), one(answers, "name")
    agreed = NAMED in answers.get("consent", ())
    organization, since = one(answers, "organization"), one(answers, "since")
    if wrong := _wrong_handle(opened, handle):
        return refused(wrong)
    if organization and not since:
        return refused(Refusal("it is not answered", "say the day, or about when", "There since"))
    role = one(answers, "role")
    text = new_person(
        role=role,
        scopes=answers.get("scope", ()) if role == "evaluator" else (),
        since=event.opened,
        policies=_policies(opened.registry, answers.get("policies", ()), event.opened),
        name=name if agreed else "",
        account=event.author,
        languages=answers.get("languages", ()),
        organization=(organization, since) if organization else None,
    )
    look_at = [
        "Is it so that the committee wants this person in this role?",
        (
            "`from` is the day of the issue: let it be the day on which the role begins, and write"
            " `trained` when the training is over."
        ),
        "Whom have they worked with, taught or been taught by? Panels must know.",
    ]
    if name and not agreed:
        look_at.append("A name was given without consent to list it, and is not in the draft.")
    return Proposal(
        title=f"{handle} as {role}",
        files=(Draft(path=PERSON.path_of(handle), text=text),),
        look_at=tuple(look_at),
    )


def _wrong_handle(opened: Opened, handle: str) -> Refusal | None:
    path = PERSON.path_of(handle)
    if PERSON.id_of(path) != handle:
        near = slug_of(handle, "")
        message = "it is not 2 to 40 small letters, digits and hyphens"
        return Refusal(message, f"write, say, {near}" if near else "choose another", "Handle")
    if path in opened.paths:
        fix = "choose another; if it is yours, the committee adds the role to your file by hand"
        return Refusal(f"`{handle}` is in the registry already", fix, "Handle")
    return None


def _policies(registry: Registry, slugs: tuple[str, ...], day: date) -> list[str]:
    """The versions in force of the policies that were accepted."""
    current = (in_force(registry, POLICY, slug, day) for slug in slugs)
    return [entry.id for entry in current if entry]
