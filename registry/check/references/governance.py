"""References to bodies, decisions and policies, and to whatever a record is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.check.nearest import hint
from registry.check.references.dangling import Reference, dangling
from registry.lifecycle.edits import erased_ids
from registry.problem import Problem
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.credential import CREDENTIAL
from registry.records.decision import DECISION
from registry.records.endorsement import ENDORSEMENT
from registry.records.kind import Kind
from registry.records.kinds import KINDS, subject_of
from registry.records.person import PERSON
from registry.records.policy import POLICY
from registry.records.registry import Registry
from registry.records.review import REVIEW

# The kinds that are `about` a record.
_ABOUT: tuple[tuple[Kind[Any], str], ...] = (
    (DECISION, "a decision"),
    (CONSULTATION, "a consultation"),
    (ENDORSEMENT, "an endorsement"),
    (REVIEW, "a review"),
)


def unknown_body(registry: Registry, _today: date) -> Iterator[Problem]:
    """The body that took a decision has a file."""
    bodies = ((entry, ("body",), entry.record.body) for entry in registry.entries(DECISION))
    yield from dangling(registry, BODY, bodies)


def unknown_decision(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every decision that a record rests on has a file."""
    yield from dangling(registry, DECISION, _decisions(registry))


def unknown_policy(registry: Registry, _today: date) -> Iterator[Problem]:
    """The version of a policy that a person accepted has a file."""
    policies = (
        (entry, ("accepted", number, "policy"), row.policy)
        for entry in registry.entries(PERSON)
        for number, row in enumerate(entry.record.accepted)
    )
    yield from dangling(registry, POLICY, policies)


def unknown_subject(registry: Registry, _today: date) -> Iterator[Problem]:
    """A decision, consultation, endorsement or review is about something that is there.

    `about` is `registry`, or the path of a record without its ending, such as
    `standards/data-practitioner/2.1`; a decision may be about a credential that was erased since.
    """
    for kind, noun in _ABOUT:
        for entry in registry.entries(kind):
            about = entry.record.about
            if not _is_subject(registry, about):
                folder = about.rpartition("/")[0] + "/"
                paths = (found.subject for kind in KINDS for found in registry.entries(kind))
                near = [path for path in paths if path.startswith(folder)]
                yield entry.problem(
                    f"{noun} is about a record, and `{about}` is none",
                    "about",
                    fix=hint(about, near, "write the path of its file without the ending"),
                )


def _decisions(registry: Registry) -> Iterator[Reference]:
    for credential in registry.entries(CREDENTIAL):
        for number, event in enumerate(credential.record.history):
            if event.decision is not None:
                yield credential, ("history", number, "decision"), event.decision
    for assessment in registry.entries(ASSESSMENT):
        if assessment.record.override is not None:
            yield assessment, ("override",), assessment.record.override


def _is_subject(registry: Registry, about: str) -> bool:
    found = subject_of(about)
    if found is None:
        return False
    kind, record_id = found
    if kind is CREDENTIAL and record_id in erased_ids(registry):
        return True
    entry = registry.get(kind, record_id)
    # The year is a drawer: it is no part of the ID, but it is part of the path.
    return entry.subject == about if entry is not None else registry.exists(kind, record_id)
