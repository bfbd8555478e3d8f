"""Every kind of record. A new kind is a module here, a schema file, and a line in `KINDS`."""

from __future__ import annotations

from typing import Any

from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.credential import CREDENTIAL, ERASURES
from registry.records.decision import DECISION
from registry.records.endorsement import ENDORSEMENT
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.organization import ORGANIZATION
from registry.records.pathway import PATHWAY
from registry.records.person import PERSON
from registry.records.policy import POLICY
from registry.records.review import REVIEW
from registry.records.settings import REGISTRY
from registry.records.snapshot import SNAPSHOT
from registry.records.standard import STANDARD
from registry.records.topic import TOPIC

KINDS: tuple[Kind[Any], ...] = (
    REGISTRY,
    PERSON,
    ORGANIZATION,
    FRAMEWORK,
    STANDARD,
    PATHWAY,
    CREDENTIAL,
    ERASURES,
    ASSESSMENT,
    BODY,
    DECISION,
    POLICY,
    CONSULTATION,
    ENDORSEMENT,
    REVIEW,
    SNAPSHOT,
    TOPIC,
)

# The kinds whose records come in versions, each with a `change`.
VERSIONED: tuple[Kind[Any], ...] = (FRAMEWORK, STANDARD, POLICY)


def kind_of(path: str) -> tuple[Kind[Any], str] | None:
    """The kind and ID that a path gives its record, or None where it is no record's path."""
    for kind in KINDS:
        record_id = kind.id_of(path)
        if record_id is not None:
            return kind, record_id
    return None


def subject_of(about: str) -> tuple[Kind[Any], str] | None:
    """The kind and ID of what a record is `about`: a path without its ending, or `registry`.

    None where it is the path of no kind of record; whether there is such a record is not asked.
    """
    return kind_of(f"{about}.yml") or kind_of(f"{about}.md")
