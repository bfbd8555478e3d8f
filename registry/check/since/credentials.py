"""Credentials: the history grows, a correction mends what it names, and none disappears."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.lifecycle.edits import edited_fields, erased_ids, source_digests
from registry.problem import Problem
from registry.records.credential import CREDENTIAL
from registry.records.registry import Registry


def credential_edited(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """A credential changes only by events at the end of its history.

    What stands above `history` changes where a new event `corrected` names the field. So everyone
    can see what was said before, and that somebody answers for the change.
    """
    for old in base.entries(CREDENTIAL):
        new = head.get(CREDENTIAL, old.id)
        if new is None or new.document is old.document:
            continue
        events = len(old.record.history)
        for field in edited_fields(new, source_digests(old.document.data), events):
            if field == "history":
                message = "events that were merged were changed or taken back"
                fix = "bring them back as they were; a history only grows"
            else:
                message = f"`{field}` was changed after the credential was merged"
                fix = f"undo it, or add the event `corrected` with `fields: [{field}]`"
            yield new.problem(message, field, key=True, fix=fix)


def credential_vanished(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """A credential disappears only when it is erased.

    A wrong credential is revoked, so that whoever holds a copy can learn it. `sealbook erase` takes
    personal data away, and leaves the ID in `credentials/erased.yml`.
    """
    erased = erased_ids(head)
    for old in base.entries(CREDENTIAL):
        if old.id not in erased and not head.exists(CREDENTIAL, old.id):
            yield old.document.problem(
                "the credential is gone",
                fix="bring it back and revoke it; personal data is erased by `sealbook erase`",
            )
