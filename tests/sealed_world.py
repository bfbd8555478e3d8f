"""Small sealed registries in memory: a log, its keys and policies, and a bundle of each record."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import rfc8785
from nacl.signing import SigningKey

from registry.ledger.commitment import commit
from registry.ledger.entries import (
    Entry,
    Issue,
    Seal,
    Status,
    print_entry,
)
from registry.ledger.entries import (
    Policy as PolicyEntry,
)
from registry.ledger.members import Change
from registry.ledger.merkle import Tree
from registry.ledger.proof import LogProof, print_log_proof
from registry.note.checkpoint import Checkpoint, print_checkpoint
from registry.note.note import Note, Signature, print_note
from registry.note.signing import cosign, verifier_key
from registry.note.signing import sign as sign_text
from registry.note.vkey import KeyType, print_vkey
from registry.openbadge.status import status_entry, status_list
from registry.sign.chain import SignedPolicy, sign_policy
from registry.sign.multibase import format_multikey
from registry.sign.policy import IssuerKey, LogKey, Policy, Roots, Witness, print_policy
from registry.sign.rdfc import sign
from registry.sign.template import Templates
from registry.verify.bundle import Bundle
from registry.verify.bundle import SignedPolicy as BundledPolicy

SEALED = datetime(2026, 11, 20, 6, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 7, 20, tzinfo=UTC)
ID = {
    "valid": "7K3M9QXA2TVRC",
    "permanent": "MVBP1EE1EDQ42",
    "withheld": "QM4NVDKHDFDMC",
    "renewed": "NJ9B3038BYPTW",
    "reinstated": "HFT5G75HQ0R2A",
    "revoked": "C7Y5M59BGYGFK",
    "replaced": "0HB5YV3DQK7MF",
    "suspended": "4T8WZ1N6RGE2Z",
    "future": "1ZX7C4N8M2K3D",
    "expired": "2QW9E8R7T6Y5V",
    "later": "3AS4DFG5HJ6KQ",
    "forged": "5PL0KM9JN8HBZ",
}
HOLDER = ("Zoë Quiet", "s" * 22)
CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
CANONIZE = Templates().canonize


def secret(label: str) -> SigningKey:
    """A throw-away key."""
    return SigningKey(hashlib.sha256(label.encode()).digest())


def public(key: SigningKey) -> str:
    """Its Multikey."""
    return format_multikey(bytes(key.verify_key))


@dataclass(frozen=True, kw_only=True)
class Record:
    """The newest edition of a credential, where it stands in the log, and its salt."""

    credential: dict[str, Any]
    index: int
    salt: bytes


@dataclass(kw_only=True)
class World:
    """A registry under way; `seal` ends a batch.

    Roots are (name, key); `policy` is the newest, `chain` all that were signed.
    """

    origin: str
    url: str
    did: str
    issuer: SigningKey
    log: SigningKey
    roots: tuple[tuple[str, SigningKey], ...]
    threshold: int
    witnesses: tuple[tuple[str, SigningKey], ...] = ()
    cosigners: int = 0
    policy: Policy = field(init=False)
    chain: list[SignedPolicy] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    changes: dict[str, tuple[int, Change]] = field(default_factory=dict)
    status_text: str = ""
    time: datetime = SEALED
    checkpoint: bytes = b""
    snapshots: list[World] = field(default_factory=list)
    spoils: str = ""

    @property
    def root_vkeys(self) -> tuple[str, ...]:
        """What verifiers pin."""
        return tuple(print_vkey(verifier_key(name, key)) for name, key in self.roots)

    @property
    def log_vkey(self) -> str:
        """The key of the log."""
        return print_vkey(verifier_key(self.origin, self.log))

    @property
    def tree(self) -> Tree:
        """The tree over the entries."""
        return Tree.of(self.entries)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    def add(self, entry: Entry) -> int:
        """Append an entry; gives its index."""
        self.entries.append(print_entry(entry))
        return len(self.entries) - 1

    def publish(self, policy: Policy, *roots: tuple[str, SigningKey]) -> None:
        """Append a policy, signed by these roots."""
        self._publish(policy, sign_policy(print_policy(policy), roots))

    def publish_unchecked(
        self, policy: Policy, *roots: tuple[str, SigningKey], number: int = 0
    ) -> None:
        """The same for a policy that no honest signer would sign; the note may say a `number`."""
        plain = asdict(policy, dict_factory=_as_json)
        content = rfc8785.dumps(plain) + b"\n"
        digest = hashlib.sha256(content).digest()
        text = print_checkpoint(
            Checkpoint(origin=f"{self.origin}/policy", size=number or policy.n, root=digest)
        )
        made = tuple(sign_text(text, name=name, key=key) for name, key in roots)
        note = print_note(Note(text=text, signatures=made))
        self._publish(policy, SignedPolicy(content=content, note=note))

    def _publish(self, policy: Policy, signed: SignedPolicy) -> None:
        digest = hashlib.sha256(signed.content).hexdigest()
        self.policy = policy
        self.chain.append(signed)
        self.add(PolicyEntry(number=policy.n, sha256=digest))

    def first_policy(self, *, expires: date = date(2028, 1, 1), quorum: int = 0) -> Policy:
        """Policy 1: these keys, from the beginning."""
        return Policy(
            n=1,
            origin=self.origin,
            issuer=self.did,
            roots=Roots(threshold=self.threshold, keys=self.root_vkeys),
            log_keys=(LogKey(vkey=self.log_vkey, from_=0, until=None, state="active"),),
            issuer_keys=(
                IssuerKey(multikey=public(self.issuer), from_=0, until=None, state="active"),
            ),
            witnesses=tuple(
                Witness(
                    vkey=print_vkey(verifier_key(name, key, KeyType.COSIGNATURE)),
                    url=f"https://{name}/",
                )
                for name, key in self.witnesses
            ),
            quorum=quorum,
            expires=expires,
        )

    def issue(
        self, record_id: str, *, by: SigningKey | None = None, did: str = "", **fields: Any
    ) -> int:
        """Issue a credential, or its next edition; `by` and `did` sign it instead of the issuer."""
        key = by or self.issuer
        method = f"{did or self.did}#{public(key)}"
        document = self.document(record_id, **fields)
        signed = self.signed(document, key, method, "2026-03-01T00:00:00Z")
        old = self.records.get(record_id)
        salt = hashlib.sha256(f"salt/{record_id}/{self.size}".encode()).digest()
        entry = Issue(commitment=commit(salt, signed), replaces=old.index if old else None)
        record = Record(credential=signed, index=self.add(entry), salt=salt)
        self.records[record_id] = record
        return record.index

    def document(self, record_id: str, **fields: Any) -> dict[str, Any]:
        """An Open Badges credential; `fields` replaces members, None drops them."""
        holder = fields.pop("holder", "Maya Okonkwo-Lindqvist")
        bit = list(ID.values()).index(record_id) * 997 + 5
        document = {
            "@context": CONTEXT,
            "id": f"{self.url}c/{record_id}/credential.json",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": {"id": self.did, "type": ["Profile"], "name": "Open Data Practice Guild"},
            "validFrom": "2026-03-01T00:00:00Z",
            "validUntil": "2029-03-02T11:59:59Z",
            "awardedDate": "2026-02-28T00:00:00Z",
            "name": "Data Practitioner",
            "credentialSubject": {
                "type": ["AchievementSubject"],
                "identifier": [
                    {
                        "type": "IdentityObject",
                        "hashed": holder.startswith("sha256$"),
                        "identityHash": holder,
                        "identityType": "name",
                    }
                ],
                "achievement": {
                    "id": f"{self.url}standards/practitioner/2.1/achievement.json",
                    "type": ["Achievement"],
                    "version": "2.1",
                    "name": "Data Practitioner",
                    "description": "Has cleaned a data set.",
                    "criteria": {
                        "id": f"{self.url}standards/practitioner/2.1/",
                        "narrative": "Clean one.",
                    },
                },
            },
            "credentialStatus": status_entry(self.url, bit),
        }
        changed = {**document, **fields}
        return {member: value for member, value in changed.items() if value is not None}

    def signed(
        self, document: dict[str, Any], key: SigningKey, method: str, created: str
    ) -> dict[str, Any]:
        """A document with its proof; `spoils` names the type whose proof covers something else."""
        done = sign(document, key, method, created, CANONIZE)
        if self.spoils in document["type"]:
            done = {
                **done,
                "proof": sign(
                    {**document, "validFrom": "1999-01-01T00:00:00Z"},
                    key,
                    method,
                    created,
                    CANONIZE,
                )["proof"],
            }
        return done

    def change(self, record_id: str, to: Change) -> int:
        """Change the status of a credential."""
        index = self.add(Status(ref=self.records[record_id].index, to=to))
        self.changes[record_id] = (index, to)
        return index

    def seal(self, time: datetime = SEALED, did: str = "") -> None:
        """End the batch: status list (by `did` instead of the issuer), seal, checkpoint."""
        bits = [
            int(self.records[record_id].credential["credentialStatus"]["statusListIndex"])
            for record_id, (_, to) in self.changes.items()
            if to is not Change.ACTIVE
        ]
        stamp = f"{time:%Y-%m-%dT%H:%M:%SZ}"
        listed = status_list(self.url, did or self.did, bits, stamp)
        method = f"{self.did}#{public(self.issuer)}"
        signed = self.signed(listed, self.issuer, method, stamp)
        self.status_text = rfc8785.dumps(signed).decode() + "\n"
        self.time = time
        self.add(
            Seal(
                did="0" * 64,
                policy=self.policy.n,
                source="git:" + "1" * 40,
                standards="2" * 64,
                revocation=hashlib.sha256(self.status_text.encode()).hexdigest(),
                time=time,
            )
        )
        self.checkpoint = self.signed_checkpoint(self.log)
        snapshot = replace(
            self,
            chain=list(self.chain),
            entries=list(self.entries),
            records=dict(self.records),
            changes=dict(self.changes),
            snapshots=[],
        )
        snapshot.policy = self.policy
        self.snapshots.append(snapshot)

    def signed_checkpoint(
        self,
        key: SigningKey,
        *,
        size: int | None = None,
        root: bytes | None = None,
        origin: str = "",
    ) -> bytes:
        """A checkpoint by any key, by default of the log as it is; witnesses cosign it."""
        found = root or self.tree.root(size)
        text = print_checkpoint(
            Checkpoint(origin=origin or self.origin, size=size or self.size, root=found)
        )
        lines: list[Signature] = [sign_text(text, name=self.origin, key=key)]
        for name, witness in self.witnesses[: self.cosigners]:
            lines.append(cosign(text, name=name, key=witness, time=1795500000))
        return print_note(Note(text=text, signatures=tuple(lines)))

    def proof(self, index: int, salt: bytes | None = None) -> str:
        """A proof file against the newest checkpoint."""
        hashes = self.tree.inclusion_proof(index)
        found = LogProof(index=index, hashes=hashes, checkpoint=self.checkpoint, extra=salt)
        return print_log_proof(found).decode()

    def bundle(self, record_id: str) -> Bundle:
        """The bundle of a credential as of the newest seal."""
        record = self.records[record_id]
        index, to = self.changes.get(record_id, (0, Change.ACTIVE))
        told = to is not Change.ACTIVE
        return Bundle(
            credential=record.credential,
            entry=self.entries[record.index].decode(),
            proof=self.proof(record.index, record.salt),
            seal=self.entries[-1].decode(),
            seal_proof=self.proof(self.size - 1),
            status=self.status_text,
            policies=self.bundled_policies(),
            status_entry=self.entries[index].decode() if told else None,
            status_proof=self.proof(index) if told else None,
        )

    def bundled_policies(self) -> tuple[BundledPolicy, ...]:
        """All policies as texts."""
        return tuple(
            BundledPolicy(policy=one.content.decode(), note=one.note.decode()) for one in self.chain
        )


def withheld(name: str, salt: str) -> str:
    """What a credential says instead of a name."""
    return f"sha256${hashlib.sha256((name + salt).encode()).hexdigest()}"


def _as_json(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        name.rstrip("_"): value.isoformat() if isinstance(value, date) else value
        for name, value in pairs
    }
