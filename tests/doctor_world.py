"""A registry in the best of health, as facts: what the doctor has nothing to say about."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from nacl.signing import SigningKey

from registry.cli.doctor.ask.github import _ruleset
from registry.cli.doctor.facts import (
    Computer,
    Environment,
    GitHub,
    Here,
    HostedFiles,
    Keys,
    LastRun,
    LocalLedger,
    Online,
    Pages,
    Repository,
)
from registry.forge.callers import CALLERS, callers
from registry.forge.files import FILES
from registry.forge.rulesets import LEDGER, MAIN
from registry.note.checkpoint import parse_checkpoint
from registry.note.note import parse_note
from registry.note.signing import verifier_key
from registry.note.vkey import print_vkey
from registry.openbadge.did import did_bytes
from registry.sign.chain import SignedPolicy, sign_policy
from registry.sign.policy import Roots, print_policy, published_keys
from registry.sign.succession import first_policy, root_name
from registry.site.manifest import NAME, print_manifest
from registry.verify.published import PublishedLog
from tests.seal_world import World
from tests.small_registry import SETTINGS

REPOSITORY = "open-data-practice-guild/open-data-practice-guild.github.io"
URL = "https://open-data-practice-guild.github.io/"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
TODAY = date(2026, 11, 26)
NOW = datetime.fromisoformat("2026-11-26T12:00:00Z")


@dataclass(frozen=True, kw_only=True)
class Well:
    """All facts about one sound registry."""

    world: World
    here: Here
    github: GitHub
    online: Online


@cache
def well() -> Well:
    """A registry that was sealed two days ago, and is online as it was built."""
    world = World(settings=SETTINGS.replace("https://cert.odpg.example/", URL))
    world.keys = replace(world.keys, policies=(policy_of(world, 2, 3),))
    world.seal()
    here = _here(world)
    return Well(world=world, here=here, github=_github(here), online=_online(world, here))


def policy_of(world: World, threshold: int, held: int) -> SignedPolicy:
    """Policy 1 of a world, with so many root keys, of which so many must sign and do."""
    seed = world.keys.seed
    pairs = [
        (root_name(seed.origin, f"root-{letter}"), SigningKey(letter.encode() * 32))
        for letter in "abc"[:held]
    ]
    policy = first_policy(
        seed,
        issuer=world.keys.address.did,
        roots=Roots(
            threshold=threshold,
            keys=tuple(print_vkey(verifier_key(name, key)) for name, key in pairs),
        ),
        expires=date(2028, 1, 1),
        max_seal_age_days=14,
    )
    return sign_policy(print_policy(policy), pairs[:threshold])


def _here(world: World) -> Here:
    made = {file.path: file.text(world.registry, TODAY) for file in FILES}
    called = callers("guild/sealbook", COMMIT, "0.1.0")
    return Here(
        today=TODAY,
        settings=world.registry.settings,
        repository=Repository(
            branch="main",
            branches=frozenset({"main", "ledger"}),
            remote=f"git@github.com:{REPOSITORY}.git",
            default="main",
            newest=TODAY,
            suspects={"docs/keys.md": "A seed is one line, such as `sealbook-seed-v1:…:….`"},
        ),
        ledger=LocalLedger(
            mounted=True,
            remote=True,
            relation="same",
            ledger=world.ledger,
            sealed=world.ledger.time,
        ),
        keys=Keys(chain=world.keys.policies, since={1: date(2026, 11, 20)}),
        files=HostedFiles(there={**made, **called}, made=made),
        computer=Computer(
            version="0.1.0",
            python="3.13",
            tested=("3.11", "3.12", "3.13"),
            locked={"click": "8.5.1", "mkdocs": "1.6.1"},
            installed={"click": "8.5.1"},
        ),
        languages=("en", "es"),
    )


def _github(here: Here) -> GitHub:
    texts = [here.files.made[path] for path in (MAIN, LEDGER)]
    wanted = tuple(_ruleset(json.loads(text)) for text in texts)
    run = LastRun(conclusion="success", day=TODAY, url="https://github.com/runs/1")
    return GitHub(
        today=TODAY,
        settings=here.settings,
        repository=REPOSITORY,
        wanted=wanted,
        newest=TODAY,
        default="main",
        public=True,
        rulesets=wanted,
        environment=Environment(branches=frozenset({"main"}), secrets=frozenset({"SEALBOOK_SEED"})),
        secrets=frozenset(),
        pages=Pages(workflow=True, url=URL, https=True),
        workflows=dict.fromkeys((path for path in CALLERS if "workflows" in path), "active"),
        runs={"publish.yml": run, "heartbeat.yml": run},
    )


def _online(world: World, here: Here) -> Online:
    ledger = world.ledger
    signed = world.live
    log = PublishedLog(
        policy=world.policy,
        checkpoint=parse_checkpoint(parse_note(signed).text),
        signed=signed,
        entries=ledger.entries,
        tree=ledger.tree,
        state=ledger.state,
    )
    served = {
        ".well-known/did.json": did_bytes(world.policy.issuer, published_keys(world.policy)),
        ".well-known/security.txt": b"Contact: mailto:a@b.example\nExpires: 2027-11-24T00:00:00Z\n",
        "index.html": b"<!doctype html>",
    }
    manifest = print_manifest(served, ())
    return Online(
        now=NOW,
        place=URL,
        settings=here.settings,
        has_keys=True,
        ledger=ledger,
        checkpoint=signed,
        log=log,
        served={**served, NAME: manifest},
        built=manifest,
    )


def reserved(online: Online, path: str, content: bytes | None) -> Online:
    """The same site with another file at a path, and a manifest that says so."""
    served = {**online.served, path: content}
    files = {name: text for name, text in served.items() if name != NAME and text is not None}
    manifest = print_manifest(files, ())
    return replace(online, served={**served, NAME: manifest}, built=manifest)
