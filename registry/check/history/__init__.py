"""The history of a credential: each event may follow the one before, and rests on a decision."""

from registry.check.history.ends import event_decision, replaced_by, suspension_review
from registry.check.history.order import history_order, illegal_event
from registry.check.history.renewals import renewal_assessment, renewed_outside

__all__ = [
    "event_decision",
    "history_order",
    "illegal_event",
    "renewal_assessment",
    "renewed_outside",
    "replaced_by",
    "suspension_review",
]
