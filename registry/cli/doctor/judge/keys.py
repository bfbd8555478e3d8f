"""The policies in `keys/`: whether they count, how long, and what they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from registry.cli.doctor.facts import Here
from registry.cli.doctor.finding import Finding, error, note, warning
from registry.cli.faults import Fault
from registry.cli.key_files import newest_policy
from registry.records.period import Period
from registry.sign.policy import Policy, PolicyRefused, parse_policy

_SOON = timedelta(days=60)
_ROTATE_AFTER = Period(years=1)


def there(here: Here) -> Iterator[Finding]:
    """Whether the registry can be more than a test."""
    if not here.keys.chain:
        yield warning(
            "there are no keys in keys/, so every page says TEST",
            "read KEYS.md, or the page Key ceremony; then: sealbook key new --root FILE",
        )


def signed(here: Here) -> Iterator[Finding]:
    """Whether root keys vouch for every policy."""
    try:
        if here.keys.chain:
            newest_policy(here.keys.chain)
    except (Fault, PolicyRefused) as refused:
        yield error(
            str(refused),
            "who has not signed yet runs: sealbook key sign --root FILE",
        )


def expiry(here: Here) -> Iterator[Finding]:
    """Whether the newest policy is still in force, and for how long."""
    policy = _newest(here)
    fix = "the next policy lasts two years again: sealbook key rotate --root FILE"
    if policy is None:
        return
    if policy.expires <= here.today:
        yield error(f"keys/{policy.n}.json expired on {policy.expires}", fix)
    elif policy.expires - here.today <= _SOON:
        yield warning(f"keys/{policy.n}.json expires on {policy.expires}", fix)


def states(here: Here) -> Iterator[Finding]:
    """Whether there is one key that signs, and how long it has done so."""
    policy = _newest(here)
    if policy is None:
        return
    active = [key.multikey for key in policy.issuer_keys if key.state == "active"]
    if not active:
        yield error(
            f"keys/{policy.n}.json has no active key, so nothing can be sealed",
            "sealbook key rotate --root FILE",
        )
    elif len(active) > 1:
        yield note(
            "an old key is still active beside the new one",
            "a day after the secret was replaced: sealbook key rotate --root FILE --finish",
        )
    elif (day := _since(here, active[0])) and _ROTATE_AFTER.after(day) <= here.today:
        yield warning(
            f"the key that signs is in use since {day}",
            "sealbook key rotate --root FILE",
        )


def roots(here: Here) -> Iterator[Finding]:
    """Whether one loss is the end of all root keys."""
    policy = _newest(here)
    if policy is None:
        return
    needed, held = policy.roots.threshold, len(policy.roots.keys)
    more = "to change who holds them: sealbook key root, then sealbook key roots"
    if held == 1:
        yield note(
            "one root key decides alone",
            f"keep two paper copies in two places, the passphrase in a third; {more}",
        )
    elif needed == held:
        yield note(f"all {held} root keys must sign, so losing one loses all of them", more)
    elif needed == 1:
        yield note(f"each of {held} root keys decides alone, so one theft is enough", more)


def stale_after(here: Here) -> Iterator[Finding]:
    """Whether settings and policy name the same age."""
    policy = _newest(here)
    if policy is None:
        return
    asked = (here.settings.rules.stale_after.after(here.today) - here.today).days
    if asked != policy.max_seal_age_days:
        yield note(
            f"registry.yml calls a seal old after {asked} days, keys/{policy.n}.json after "
            f"{policy.max_seal_age_days}, and verifiers go by the policy",
            f"write stale_after: P{policy.max_seal_age_days}D into the rules of registry.yml",
        )


def seed_at_hand(here: Here) -> Iterator[Finding]:
    """Whether every program that is started here can read the seed."""
    if here.computer.seed:
        yield warning(
            "SEALBOOK_SEED is set in the environment of this computer",
            "unset SEALBOOK_SEED, and look whether a start-up file of your shell sets it",
        )


def _newest(here: Here) -> Policy | None:
    try:
        return parse_policy(here.keys.chain[-1].content) if here.keys.chain else None
    except PolicyRefused:
        return None


def _since(here: Here, multikey: str) -> date | None:
    """The day of the first policy that names a key, if Git knows it."""
    for number, signed_policy in enumerate(here.keys.chain, 1):
        try:
            policy = parse_policy(signed_policy.content)
        except PolicyRefused:
            return None
        if any(key.multikey == multikey for key in policy.issuer_keys):
            return here.keys.since.get(number)
    return None
