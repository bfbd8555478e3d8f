"""The sealed registries that the corpus is about: sound ones, and one for each broken rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from nacl.signing import SigningKey

from registry.ledger.entries import (
    Erase,
    Genesis,
    Standard,
)
from registry.ledger.members import Change
from registry.openbadge.status import status_entry
from registry.sign.chain import SignedPolicy, sign_policy
from registry.sign.keys import DEVELOPMENT_SEED, Role, derive
from registry.sign.policy import IssuerKey, LogKey, Policy, Roots, print_policy
from tests.sealed_world import HOLDER, ID, World, public, secret, withheld


def _real(**more: Any) -> World:
    return World(
        origin="odpg.example/sealbook",
        url="https://odpg.example/registry/",
        did="did:web:odpg.example:registry",
        issuer=secret("issuer"),
        log=secret("log"),
        roots=tuple((f"odpg.example/root-{one}", secret(f"root {one}")) for one in "abc"),
        threshold=2,
        **more,
    )


def _test() -> World:
    return World(
        origin="odpg.invalid/log",
        url="https://odpg.invalid/",
        did="did:web:odpg.invalid",
        issuer=_development("issuer"),
        log=_development("log"),
        roots=(("odpg.invalid/root", _development("root")),),
        threshold=1,
    )


def _begin(world: World, policy: Policy) -> None:
    world.add(Genesis(origin=world.origin, time=datetime(2026, 1, 1, tzinfo=UTC)))
    world.publish(policy, *world.roots[: world.threshold])
    world.add(Standard(id="practitioner", version="2.1", sha256="3" * 64))


def _fill(world: World) -> None:
    """A credential in every state; the last changes come with a second seal."""
    for name in ("valid", "renewed", "reinstated", "revoked", "replaced", "suspended"):
        world.issue(ID[name])
    world.issue(ID["permanent"], validUntil=None)
    world.issue(ID["withheld"], holder=withheld(*HOLDER))
    world.issue(ID["future"], validFrom="2027-01-01T00:00:00Z")
    world.issue(ID["expired"], validFrom="2022-01-01T00:00:00Z", validUntil="2025-01-02T11:59:59Z")
    world.change(ID["reinstated"], Change.SUSPENDED)
    world.change(ID["revoked"], Change.SUSPENDED)
    world.seal(datetime(2026, 11, 13, 6, tzinfo=UTC))
    world.issue(ID["renewed"], validUntil="2032-03-02T11:59:59Z")
    world.change(ID["reinstated"], Change.ACTIVE)
    world.change(ID["revoked"], Change.REVOKED)
    world.change(ID["suspended"], Change.SUSPENDED)
    world.change(ID["replaced"], Change.REPLACED)
    world.seal()


@cache
def real_world() -> World:
    """A registry on a real origin: 2 of 3 roots, two seals."""
    world = _real()
    _begin(world, world.first_policy())
    _fill(world)
    return world


@cache
def development_world() -> World:
    """The same with the public development key, on a test origin."""
    world = _test()
    _begin(world, world.first_policy())
    _fill(world)
    return world


@cache
def small_world(**more: Any) -> World:
    """One sealed credential, under a first policy with these members."""
    world = _real()
    _begin(world, world.first_policy(**more))
    world.issue(ID["valid"])
    world.seal()
    return world


@cache
def witnessed_world(cosigners: int) -> World:
    """One sealed credential whose checkpoint so many of three witnesses cosigned; two are asked."""
    names = tuple((f"w{number}.example/witness", secret(f"witness {number}")) for number in "123")
    world = _real(witnesses=names, cosigners=cosigners)
    _begin(world, world.first_policy(quorum=2))
    world.issue(ID["valid"])
    world.seal()
    return world


@cache
def rotated_world() -> World:
    """After a stolen seed: policy 2, by other roots too, withdraws both keys at the second seal.

    `forged` was issued by the withdrawn key after that, `later` by the new one.
    """
    world = _real()
    _begin(world, world.first_policy())
    world.issue(ID["valid"])
    world.seal(datetime(2026, 11, 13, 6, tzinfo=UTC))
    stolen, cut = world.issuer, world.size
    first, old_log = world.policy, world.log_vkey
    before = world.roots
    world.issuer, world.log = secret("issuer 2"), secret("log 2")
    world.roots = (before[0], ("odpg.example/root-d", secret("root d")), before[2])
    policy = replace(
        first,
        n=2,
        roots=Roots(threshold=2, keys=world.root_vkeys),
        log_keys=(
            LogKey(vkey=old_log, from_=0, until=cut, state="compromised"),
            LogKey(vkey=world.log_vkey, from_=cut, until=None, state="active"),
        ),
        issuer_keys=(
            IssuerKey(multikey=public(stolen), from_=0, until=cut, state="compromised"),
            IssuerKey(multikey=public(world.issuer), from_=cut, until=None, state="active"),
        ),
    )
    world.publish(policy, *world.roots)
    world.issue(ID["later"])
    world.issue(ID["forged"], by=stolen)
    world.seal()
    return world


def false_world(flaw: str) -> World:
    """One sealed credential of a registry that breaks a rule."""
    world = _false_keys(flaw)
    first = world.first_policy()
    if flaw == "early log key":
        first = replace(first, log_keys=(replace(first.log_keys[0], from_=900),))
    elif flaw == "late issuer key":
        first = replace(first, issuer_keys=(replace(first.issuer_keys[0], from_=900),))
    elif flaw == "retired log key":
        first = replace(first, log_keys=(replace(first.log_keys[0], until=3, state="retired"),))
    elif flaw == "policy misnumbered":
        first = replace(first, n=2)
    elif flaw == "policy of another origin":
        first = replace(first, origin="evil.example/log")
    world.add(Genesis(origin=world.origin, time=datetime(2026, 1, 1, tzinfo=UTC)))
    world.publish_unchecked(first, *world.roots[: world.threshold], number=1)
    if flaw == "roots replaced by themselves":
        _usurp(world)
    other = "did:web:evil.example"
    fields = {
        "other issuer": {"issuer": {"id": other, "type": ["Profile"], "name": "Evil"}},
        "other list named": {"credentialStatus": status_entry("https://evil.example/", 5)},
    }
    world.issue(
        ID["valid"],
        did=other if flaw == "other method" else "",
        by=world.log if flaw == "log signs the credential" else None,
        **fields.get(flaw, {}),
    )
    world.seal(did=other if flaw == "list of others" else "")
    if flaw == "issuer signs the log":
        world.checkpoint = world.signed_checkpoint(world.issuer)
    elif flaw == "policy not sealed":
        world.chain.append(_next(world))
    elif flaw == "seal not last":
        world.add(Standard(id="practitioner", version="3.0", sha256="3" * 64))
        world.checkpoint = world.signed_checkpoint(world.log)
    return world


def _usurp(world: World) -> None:
    """Policy 2, by roots of which the first policy knows nothing."""
    pinned = world.roots
    world.roots = tuple((f"odpg.example/usurper-{one}", secret(one)) for one in "xyz")
    roots = Roots(threshold=2, keys=world.root_vkeys)
    world.publish(replace(world.policy, n=2, roots=roots), *world.roots[:2])
    world.roots = pinned


@cache
def restless_world() -> World:
    """One credential that was suspended, reinstated, revoked and erased, in this order."""
    world = _real()
    _begin(world, world.first_policy())
    world.issue(ID["valid"])
    for change in (Change.SUSPENDED, Change.ACTIVE, Change.REVOKED):
        world.change(ID["valid"], change)
    world.add(Erase(ref=world.records[ID["valid"]].index))
    world.seal()
    return world


WRONG = {
    "wrong proof of the credential": "OpenBadgeCredential",
    "wrong proof of the list": "BitstringStatusListCredential",
}


def _false_keys(flaw: str) -> World:
    if flaw == "no development key":
        world = _test()
        world.issuer, world.log = secret("issuer"), secret("log")
        return world
    world = _real()
    if flaw.startswith("wrong proof"):
        world.spoils = WRONG[flaw]
    elif flaw == "development root":
        world.roots, world.threshold = (("odpg.example/root", _development("root")),), 1
    elif flaw == "development issuer":
        world.issuer = _development("issuer")
    elif flaw == "development log":
        world.log = _development("log")
    return world


def _next(world: World) -> SignedPolicy:
    policy = replace(world.policy, n=2)
    return sign_policy(print_policy(policy), world.roots[: world.threshold])


def _development(role: Role) -> SigningKey:
    return SigningKey(derive(DEVELOPMENT_SEED, role))
