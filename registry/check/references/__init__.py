"""References: what a record names exists, as another record. A module for each sort of name."""

from registry.check.references.cases import unknown_assessment, unknown_credential
from registry.check.references.governance import (
    unknown_body,
    unknown_decision,
    unknown_policy,
    unknown_subject,
)
from registry.check.references.people import (
    unknown_organization,
    unknown_person,
    unknown_reviewer,
)
from registry.check.references.pictures import missing_picture
from registry.check.references.standards import (
    unknown_competency,
    unknown_framework,
    unknown_snapshot,
    unknown_standard,
)

__all__ = [
    "missing_picture",
    "unknown_assessment",
    "unknown_body",
    "unknown_competency",
    "unknown_credential",
    "unknown_decision",
    "unknown_framework",
    "unknown_organization",
    "unknown_person",
    "unknown_policy",
    "unknown_reviewer",
    "unknown_snapshot",
    "unknown_standard",
    "unknown_subject",
]
