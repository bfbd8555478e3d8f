"""A registry of one standard in memory, sealed with a key of these tests or the public one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from registry.address import Address, development, real
from registry.ledger.ledger import Ledger
from registry.load import document_of
from registry.records.build import build
from registry.records.registry import Entry, Registry
from registry.seal.seal import append, checkpointed
from registry.seal.signer import Signer
from registry.sign.chain import SignedPolicy
from registry.sign.keys import Seed, development_seed
from registry.sign.succession import development_policy
from registry.site.site import Site
from tests.real_keys import signed_policy

AS_OF = datetime(2026, 11, 23, 6, tzinfo=UTC)
ID = "7K3M9QXA2TVRC"
NEWER = "MVBP1EE1EDQ42"
SOURCE = "git:" + "1" * 40

SETTINGS = """\
name: Open Data Practice Guild
url: https://cert.odpg.example/
email: certify@odpg.example
image: assets/guild.svg
origin: odpg.example/sealbook
languages: [en, es]
zone: Europe/Lisbon
tiers: [practitioner]
"""
FRAMEWORK = """\
title: Open data skills
levels: [competent]
domains: {quality: Data quality}
competencies:
  - id: cleaning
    title: Clean a data set
    domain: quality
    strand: technical
    tasks:
      - Prepare a feed.
    behaviours:
      competent: Finds duplicates and gaps.
change:
  summary: First version.
  announced: 2020-01-01
  effective: 2020-02-01
"""
STANDARD = """\
title:
  en: Data Practitioner
  es: Profesional de datos
tier: practitioner
size: full
signifies:
  en: The holder has cleaned a real data set.
  es: Ha limpiado un conjunto de datos real.
does_not_signify: It is no licence to handle confidential data.
framework: open-data@1.0
competencies: {cleaning: competent}
tasks:
  - id: release
    mode: individual
    text: Take a data set to a release.
    streams: [repository]
reflection:
  - What would you change?
scale: {missing: 0, meets: 100}
rubric:
  - id: log
    title: Every change can be followed
    shows: [cleaning]
    weight: 100
    levels:
      missing: Nothing is recorded.
      meets: Each change has a reason.
panel: {evaluators: 3, agree: 2, per_organization: 1}
scoring: {combine: median, streams: 1}
results: {pass: 70, distinction: 90}
timeline: {complete: P6M, decide: P30D, feedback: P14D}
retake: {attempts: 3, wait: P60D, remediation: true}
appeal: {file: P30D, answer: P45D}
validity: P3Y
renewal:
  window: P6M
  grace: P3M
  units: {learning: 8}
review_every: P1Y
change:
  summary: First version.
  announced: 2020-01-01
  effective: 2020-02-01
"""
PERMANENT = STANDARD.replace("validity: P3Y\n", "validity: permanent\nstanding: P1Y\n").replace(
    "renewal:\n  window: P6M\n  grace: P3M\n  units: {learning: 8}\n", ""
)
CREDENTIAL = """\
standard: data-practitioner@2.1
result: distinction
holder: Maya Okonkwo-Lindqvist
consent: {date: 2026-01-01, covers: [name, evidence]}
language: en
awarded: 2026-02-28
"""


def credential(*history: str, **fields: str | None) -> str:
    """A credential file: the model with other fields (None drops one) and rows of history."""
    lines = dict(line.split(": ", 1) for line in CREDENTIAL.splitlines())
    for name, value in fields.items():
        lines.pop(name, None)
        if value is not None:
            lines[name] = value
    rows = "".join(f"  - {{{row}}}\n" for row in history)
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return text + (f"history:\n{rows}" if rows else "")


def registry_of(credentials: Mapping[str, str], *, settings: str = SETTINGS) -> Registry:
    """The registry with these credentials, by ID."""
    files = {
        "registry.yml": settings,
        "skills/open-data/1.0.yml": FRAMEWORK,
        "standards/data-practitioner/2.1.yml": STANDARD,
        "standards/data-fellow/1.0.yml": PERMANENT,
        **{f"credentials/2026/{record_id}.yml": text for record_id, text in credentials.items()},
    }
    documents = []
    for path, text in files.items():
        document, problems = document_of(text.encode(), path)
        assert document is not None, problems
        documents.append(document)
    return Registry(
        Entry(build(document.kind.record, document.data, "en"), document) for document in documents
    )


def with_erased(credentials: Mapping[str, str], *erased: str) -> Registry:
    """A registry with an erasure."""
    whole = registry_of(credentials)
    document, _ = document_of(f"erased: [{', '.join(erased)}]\n".encode(), "credentials/erased.yml")
    assert document is not None
    entries: list[Entry[Any]] = [Entry(build(document.kind.record, document.data, "en"), document)]
    every = [entry for kinds_ in whole._entries.values() for entry in kinds_.values()]
    return Registry([*every, *entries])


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Whose keys seal: the address, the seed, the policies, and random bytes that repeat."""

    address: Address
    seed: Seed
    policies: tuple[SignedPolicy, ...]

    @property
    def signer(self) -> Signer:
        """What a seal takes."""
        return Signer(address=self.address, seed=self.seed, draw=drawn)


def drawn(label: str, count: int) -> bytes:
    """Bytes that follow from their label."""
    return sha256(label.encode()).digest()[:count]


def keys_of(registry: Registry, *, test: bool = False) -> Keys:
    """The keys of a registry: real throw-away ones, or with `test` the public ones."""
    if test:
        address = development(registry.settings)
        policies = (development_policy(address.origin, issuer=address.did),)
        return Keys(address=address, seed=development_seed(address.origin), policies=policies)
    address = real(registry.settings)
    seed = Seed(origin=address.origin, secret=b"\7" * 32)
    policies = (signed_policy(seed, issuer=address.did),)
    return Keys(address=address, seed=seed, policies=policies)


def sealed_by(
    keys: Keys, registry: Registry, ledger: Ledger | None = None, *, now: datetime = AS_OF
) -> Ledger:
    """The ledger after a seal and its checkpoint."""
    sealed = append(
        registry,
        ledger or Ledger(origin=keys.address.origin),
        keys.signer,
        keys.policies,
        now=now,
        source=SOURCE,
    )
    assert not sealed.problems
    return checkpointed(sealed.ledger, keys.seed, keys.policies)


def site_of(
    credentials: Mapping[str, str], *, test: bool = False, settings: str = SETTINGS
) -> Site:
    """The sealed site; with `test` on the development address, or else as if it were real."""
    registry = registry_of(credentials, settings=settings)
    keys = keys_of(registry, test=test)
    return Site(
        registry=registry,
        ledger=sealed_by(keys, registry),
        policies=keys.policies,
        address=keys.address,
        as_of=AS_OF.date(),
    )


def with_registry(site: Site, registry: Registry) -> Site:
    """The same ledger beside newer records, which are not sealed yet."""
    return replace(site, registry=registry)
