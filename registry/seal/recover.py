"""A lost ledger, rebuilt from the site that was published from it.

The log comes from its tiles, a record from its bundle: the signed credential, and the salt in the
proof. How much of a record's history was sealed is not published; it is told by the log.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from registry.address import real
from registry.ledger.commitment import commit
from registry.ledger.entries import Issue, Status, parse_entry
from registry.ledger.files import LedgerDamaged, parse_ledger, print_ledger
from registry.ledger.fold import State
from registry.ledger.ledger import Json, Ledger, SealedRecord
from registry.ledger.proof import parse_log_proof
from registry.lifecycle.edits import source_digests
from registry.openbadge.status import PATH as STATUS
from registry.records.credential import CREDENTIAL, Credential
from registry.records.registry import Entry, Registry
from registry.seal.append import unsigned
from registry.seal.plan import SealEdition, SetStatus, Step, steps_of_history
from registry.seal.whole import require_whole
from registry.seal.withdrawn import Withdrawn
from registry.sign.chain import SignedPolicy
from registry.verify.bundle import parse_bundle
from registry.verify.published import PublishedLog, Read

# What an event can change in a credential, beside its holder.
_TOLD = ("validFrom", "validUntil", "awardedDate", "evidence", "name")


def recovered(
    registry: Registry, log: PublishedLog, policies: Sequence[SignedPolicy], read: Read
) -> Ledger:
    """The ledger of a site whose log was read and verified.

    Credentials are looked for under the IDs of the registry's records. Of the checkpoints only the
    newest is there: older ones, as others keep them, can be held against it.
    Raises LedgerDamaged where the site does not hold all that its log speaks of, BundleMalformed,
    LogProofMalformed.
    """
    stories = _stories(log.entries)
    found = {
        entry.id: record
        for entry in registry.entries(CREDENTIAL)
        if (record := _record(registry, entry, log, stories, read)) is not None
    }
    ledger = Ledger(
        origin=log.checkpoint.origin,
        entries=log.entries,
        checkpoints={log.checkpoint.size: log.signed},
        records=found,
        status_list=read(STATUS),
    )
    require_whole(ledger, Withdrawn.by(policies))
    return parse_ledger(dict(print_ledger(ledger)))


def _record(
    registry: Registry,
    entry: Entry[Credential],
    log: PublishedLog,
    stories: Mapping[int, Sequence[Step]],
    read: Read,
) -> SealedRecord | None:
    path = f"c/{entry.id}/bundle.json"
    data = read(path)
    if data is None:
        return None
    bundle = parse_bundle(data)
    proof = parse_log_proof(bundle.proof.encode())
    salt, index = proof.extra or b"", proof.index
    line = parse_entry(log.entries[index]) if index < len(log.entries) else None
    if not isinstance(line, Issue) or commit(salt, bundle.credential) != line.commitment:
        raise LedgerDamaged(f"{path} is not what entry {index} of the log commits to")
    record = SealedRecord(
        credential=bundle.credential,
        index=index,
        salt=base64.urlsafe_b64encode(salt).rstrip(b"=").decode(),
        history=0,
        source={},
    )
    seen = _events_seen(registry, entry, record, stories[index])
    source = source_digests(entry.document.data, seen)
    return replace(record, history=seen, source=source)


def _events_seen(
    registry: Registry, entry: Entry[Credential], sealed: SealedRecord, story: Sequence[Step]
) -> int:
    """How many events of the history the log knows.

    The statuses must be those that the events give; editions may be more, where a key was
    withdrawn and records were sealed again. What the newest credential says then decides.
    """
    history = entry.record.history
    statuses, editions = _told_by(story)
    fitting = [
        seen
        for seen in range(len(history) + 1)
        for said, issued in [_told_by(_first_seal(entry, seen))]
        if said == statuses and issued <= editions
    ]
    if not fitting:
        raise LedgerDamaged(f"the history in {entry.document.path} is not the one in the log")
    same = [seen for seen in fitting if _is_edition(registry, entry, sealed, seen)]
    waiting = [seen for seen in fitting if any(event.fields for event in history[seen:])]
    return max(same or waiting or fitting)


def _first_seal(entry: Entry[Credential], seen: int) -> Iterator[Step]:
    """The steps of a record that is sealed with its first events at once."""
    yield SealEdition(entry.id, 0)
    yield from steps_of_history(entry.id, entry.record.history[:seen], 0, State.ACTIVE)


def _stories(entries: Sequence[bytes]) -> dict[int, list[Step]]:
    """What the log says of each record, by the index of each of its editions."""
    stories: dict[int, list[Step]] = {}
    for number, line in enumerate(entries):
        match parse_entry(line):
            case Issue() as issue:
                told = [] if issue.replaces is None else stories[issue.replaces]
                told.append(SealEdition("", number))
                stories[number] = told
            case Status() as status:
                stories[status.ref].append(SetStatus("", status.to))
            case _:
                pass
    return stories


def _told_by(steps: Iterable[Step]) -> tuple[list[str], int]:
    """The changes of status in their order, each said once, and the number of editions."""
    states, editions = [str(State.ACTIVE)], 0
    for step in steps:
        if isinstance(step, SealEdition):
            editions += 1
        elif isinstance(step, SetStatus) and step.to != states[-1]:
            states.append(step.to)
    return states, editions


def _is_edition(
    registry: Registry, entry: Entry[Credential], sealed: SealedRecord, seen: int
) -> bool:
    """Whether the credential says what the record says after so many events."""
    record = replace(entry.record, history=entry.record.history[:seen])
    document = unsigned(registry, entry, record, real(registry.settings), sealed.status_index)
    return _told(document) == _told(sealed.credential)


def _told(document: Json) -> str:
    subject = document["credentialSubject"]
    holder = [subject["identifier"], [row["value"] for row in subject.get("result", [])]]
    return json.dumps([holder, *(document.get(member) for member in _TOLD)], sort_keys=True)
