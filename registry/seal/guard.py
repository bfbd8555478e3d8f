"""What a sealed record still may become: the registry's own past binds it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from registry.ledger.ledger import Ledger, SealedRecord
from registry.lifecycle.edits import edited_fields, erased_ids
from registry.problem import Explanation, Problem
from registry.records.binding import standard_digest
from registry.records.credential import CREDENTIAL, Credential
from registry.records.registry import Entry, Registry
from registry.records.settings import REGISTRY
from registry.records.standard import STANDARD
from registry.seal.withdrawn import Withdrawn
from registry.sign.chain import SignedPolicy

REFUSALS = (
    Explanation(
        code="other-origin",
        group="sealing",
        rule="The name of the log never changes.",
        more="Put `origin` in registry.yml back as it was; `url` may change when the site moves.",
    ),
    Explanation(
        code="sealed-record-edited",
        group="sealing",
        rule="What was sealed stays as it was.",
        more="Undo the change. A mistake is corrected by the event `corrected`, which names the "
        "fields.",
    ),
    Explanation(
        code="sealed-standard-edited",
        group="sealing",
        rule="A standard that was announced, and the framework it uses, stay as they were.",
        more="Undo the change and publish a new version. Translations may be added or mended.",
    ),
    Explanation(
        code="sealed-record-vanished",
        group="sealing",
        rule="A credential or a standard that was sealed stays in the registry.",
        more="Bring the file back. A wrong credential is revoked; an erased one is in erased.yml.",
    ),
    Explanation(
        code="sealed-policy-edited",
        group="sealing",
        rule="A key policy that the log names stays as it was.",
        more="Bring the file back. Keys change by a new policy: sealbook key.",
    ),
)


def refusals(
    registry: Registry, ledger: Ledger, policies: Sequence[SignedPolicy]
) -> Iterator[Problem]:
    """Every way in which records and policies contradict what was sealed before.

    What a withdrawn key sealed after its end binds nobody. Raises PolicyRefused.
    """
    if not ledger.entries:
        return
    if registry.settings.origin != ledger.origin:
        yield _other_origin(registry, ledger)
        return
    yield from _policies(ledger, policies)
    yield from _standards(registry, ledger)
    erased, withdrawn = erased_ids(registry), Withdrawn.by(policies)
    for record_id, sealed in ledger.records.items():
        if withdrawn.voids(sealed):
            continue
        entry = registry.get(CREDENTIAL, record_id)
        if entry is not None:
            for problem in _edited(entry, sealed):
                yield replace(problem, code="sealed-record-edited")
        elif record_id not in erased:
            yield Problem(
                code="sealed-record-vanished",
                message=f"{record_id} was sealed, and its file is gone",
                path=CREDENTIAL.path_of(record_id, sealed.year),
                fix="bring the file back; a wrong credential is revoked, personal data is erased",
            )


def _other_origin(registry: Registry, ledger: Ledger) -> Problem:
    (settings,) = registry.entries(REGISTRY)
    problem = settings.problem(
        f"the ledger is that of `{ledger.origin}`",
        "origin",
        fix="put it back; the address in `url` is free to change",
    )
    return replace(problem, code="other-origin")


def _policies(ledger: Ledger, policies: Sequence[SignedPolicy]) -> Iterator[Problem]:
    found = {number: signed.content for number, signed in enumerate(policies, 1)}
    for number, digest in ledger.state.policies.items():
        if number not in found or hashlib.sha256(found[number]).hexdigest() != digest:
            yield Problem(
                code="sealed-policy-edited",
                message=f"policy {number} is not the one that the log names",
                path=f"keys/{number}.json",
                fix="bring the file back; keys change by a new policy",
            )


def _standards(registry: Registry, ledger: Ledger) -> Iterator[Problem]:
    for (slug, version), digest in ledger.state.standards.items():
        entry = registry.get(STANDARD, f"{slug}@{version}")
        if entry is None:
            yield Problem(
                code="sealed-record-vanished",
                message=f"{slug}@{version} was published, and its file is gone",
                path=STANDARD.path_of(f"{slug}@{version}"),
                fix="bring the file back; a standard ends by a successor or a decision to retire",
            )
        elif standard_digest(registry, entry) != digest:
            problem = entry.problem(
                "the standard, or the framework it uses, was changed after it was published",
                fix="undo the change and publish a new version; translations may be mended",
            )
            yield replace(problem, code="sealed-standard-edited")


def _edited(entry: Entry[Credential], sealed: SealedRecord) -> Iterator[Problem]:
    for field in edited_fields(entry, sealed.source, sealed.history):
        if field == "history":
            yield entry.problem(
                "events that were sealed were changed or taken back",
                field,
                key=True,
                fix="bring them back as they were; a history only grows",
            )
        else:
            yield entry.problem(
                f"`{field}` was changed after the credential was sealed",
                field,
                key=True,
                fix=f"undo it, or add the event `corrected` with `fields: [{field}]`",
            )
