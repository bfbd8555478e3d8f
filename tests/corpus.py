"""Bundles to judge: good ones of every state, and broken ones, all made in memory.

Each trial says which verdict it deserves. Python and JavaScript both have to find it.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from registry.verify.bundle import print_bundle
from registry.verify.verdict import Verdict
from registry.verify.verify import verify_bundle
from tests.sealed_world import CANONIZE, HOLDER, ID, NOW, SEALED, World
from tests.worlds import development_world, real_world, rotated_world, small_world, witnessed_world


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A bundle, what its verifier knows, and the verdict that it deserves.

    `step` is the step that fails, None if none does. `tampered` says that no verifier may call it
    valid, whatever the verdict. `vague` is for damage whose step is a matter of taste: the two
    verifiers must agree on it, but it is not written down.
    """

    name: str
    data: bytes
    roots: Sequence[str]
    threshold: int
    state: str = ""
    step: str | None = None
    origin: str | None = None
    now: datetime = NOW
    record_id: str | None = None
    live: bytes | None = None
    consistency: Sequence[bytes] | None = None
    seen_policy: int = 0
    status_list: bytes | None = None
    holder: tuple[str, str] | None = None
    tampered: bool = False
    vague: bool = False

    def judged(self) -> Verdict:
        """The verdict of Python."""
        return verify_bundle(
            self.data,
            pinned_roots=self.roots,
            threshold=self.threshold,
            origin=self.origin,
            now=self.now,
            record_id=self.record_id,
            live_checkpoint=self.live,
            consistency=self.consistency,
            seen_policy=self.seen_policy,
            status_list=self.status_list,
            name=self.holder,
            canonize=CANONIZE,
        )

    def options(self) -> dict[str, Any]:
        """What JavaScript is told, as JSON; bytes are in base64."""
        given = {
            "bundle": _base64(self.data),
            "roots": list(self.roots),
            "threshold": self.threshold,
            "origin": self.origin,
            "now": int(self.now.timestamp() * 1000),
            "id": self.record_id,
            "live": None if self.live is None else self.live.decode(),
            "consistency": self.consistency and [_base64(hash_) for hash_ in self.consistency],
            "seenPolicy": self.seen_policy,
            "status": self.status_list and self.status_list.decode(),
            "name": self.holder,
        }
        return {name: value for name, value in given.items() if value is not None}


def trial(world: World, name: str, step: str | None, **given: Any) -> Trial:
    """A trial of a world's credential: by default the sound one, asked with all that is known."""
    record_id = given.pop("record_id", ID["valid"])
    bundle = given.pop("bundle", None)
    known: dict[str, Any] = {
        "state": STATES.get(step, step) if step else "valid",
        "roots": world.root_vkeys,
        "threshold": world.threshold,
        "origin": world.origin,
        "record_id": record_id,
        "live": world.checkpoint,
    }
    if "data" not in given:
        given["data"] = print_bundle(bundle or world.bundle(record_id))
    return Trial(name=name, step=step, **{**known, **given})


# Written out once more, so that the table of the product cannot be wrong unseen.
STATES: dict[str | None, str] = {
    "bundle": "unloaded",
    "address": "signature",
    "policy": "signature",
    "seen": "signature",
    "checkpoint": "log",
    "commitment": "signature",
    "inclusion": "log",
    "issuer": "signature",
    "key": "signature",
    "seal": "signature",
    "status": "offline",
    "status-list": "signature",
    "status-entry": "signature",
    "live": "log",
    "behind": "stale",
    "policy-expired": "stale",
}
_NAMES = (
    ("valid", None),
    ("permanent", None),
    ("withheld", None),
    ("renewed", None),
    ("reinstated", None),
    ("revoked", "revoked"),
    ("replaced", "replaced"),
    ("suspended", "suspended"),
    ("future", "future"),
    ("expired", "expired"),
)


@cache
def sound() -> tuple[Trial, ...]:
    """What nobody tampered with, in every state, and every way of asking."""
    world, test = real_world(), development_world()
    return (
        *(trial(world, name, step, record_id=ID[name]) for name, step in _NAMES),
        *(
            trial(test, f"test: {name}", step, record_id=ID[name], state="test")
            for name, step in _NAMES
        ),
        trial(world, "no origin pinned", None, origin=None),
        trial(test, "test: no origin pinned", None, origin=None, state="test"),
        trial(world, "no ID asked for", None, record_id=None, bundle=world.bundle(ID["valid"])),
        trial(world, "its policy seen before", None, seen_policy=1),
        *_names(world),
        *_live(world, test),
        *_times(world),
        *_keys(),
    )


def _names(world: World) -> tuple[Trial, ...]:
    asked = {"record_id": ID["withheld"]}
    decomposed = ("Zoe\u0308 Quiet", HOLDER[1])
    return (
        trial(world, "name opened", None, **asked, holder=HOLDER),
        trial(world, "name in other code points", None, **asked, holder=decomposed),
        trial(world, "another name", "name", **asked, holder=("Zoë Loud", HOLDER[1])),
        trial(world, "name without salt", "name", **asked, holder=(HOLDER[0], "")),
        trial(world, "a name nobody withheld", None, holder=("Mallory", "salt")),
    )


def _live(world: World, test: World) -> tuple[Trial, ...]:
    earlier = world.snapshots[0]
    proof = world.tree.consistency_proof(earlier.size)
    apart = replace(world.bundle(ID["valid"]), status=None)
    listed = world.status_text.encode()
    return (
        trial(world, "offline", "offline", live=None),
        trial(world, "login page of a hotel", "offline", live=b"<!doctype html>Log in\n\nplease"),
        trial(world, "empty live file", "offline", live=b""),
        trial(world, "live log of others", "offline", live=test.checkpoint),
        trial(world, "older live log", None, live=earlier.checkpoint, consistency=proof),
        trial(world, "older live log, no proof", "offline", live=earlier.checkpoint),
        trial(earlier, "newer live log", "behind", live=world.checkpoint, consistency=proof),
        trial(earlier, "newer live log, no proof", "offline", live=world.checkpoint),
        trial(world, "list apart", None, bundle=apart, status_list=listed),
        trial(world, "list apart, not loaded", "status", bundle=apart),
        trial(world, "needless list", None, status_list=b"{}"),
    )


def _times(world: World) -> tuple[Trial, ...]:
    fortnight, end = timedelta(days=14), datetime(2029, 3, 2, 11, 59, 59, tzinfo=UTC)
    second, minute = timedelta(seconds=1), timedelta(minutes=1)
    past = {"record_id": ID["expired"], "now": datetime(2024, 1, 1, tzinfo=UTC)}
    return (
        trial(world, "a fortnight", None, now=SEALED + fortnight),
        trial(world, "more than a fortnight", "stale", now=SEALED + fortnight + second),
        trial(world, "clock a little behind", None, now=SEALED - 4 * minute),
        trial(world, "clock behind", "stale", now=SEALED - 6 * minute),
        trial(world, "clock behind does not revive", "expired", **past),
        trial(world, "last second", "stale", now=end),
        trial(world, "a second later", "expired", now=end + second),
        trial(small_world(expires=date(2026, 11, 24)), "policy good", None),
        trial(small_world(expires=date(2026, 11, 23)), "policy expired", "policy-expired"),
    )


def _keys() -> tuple[Trial, ...]:
    rotated = rotated_world()
    earlier = rotated.snapshots[0]
    proof = rotated.tree.consistency_proof(earlier.size)
    new = {"roots": rotated.root_vkeys[1:2], "threshold": 1}
    return (
        trial(rotated, "after rotation, by the old key", None),
        trial(rotated, "after rotation, by the new key", None, record_id=ID["later"]),
        trial(rotated, "pinned to a new root", None, **new),
        trial(rotated, "withdrawn log key", "offline", live=earlier.checkpoint, consistency=proof),
        trial(earlier, "live log by a later key", "offline", live=rotated.checkpoint),
        *(
            trial(
                witnessed_world(count), f"{count} of 2 witnesses", None if count > 1 else "witness"
            )
            for count in range(4)
        ),
    )


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
