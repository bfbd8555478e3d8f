"""What only the outside knows: the day, the time of the source, keys, random bytes."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from hmac import digest
from pathlib import Path

import click

from registry.lifecycle.validity import first_day_of
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL
from registry.records.registry import Registry
from registry.sign.keys import KeyRefused, Seed, derive, parse_seed
from registry.timestamp import midnight

_LAST_SECOND = 2**32 - 1  # that a gzip stream can bear, in the year 2106
SEED_VARIABLE = "SEALBOOK_SEED"


def now() -> datetime:
    """The time, in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The day, in UTC."""
    return now().date()


def newest_today() -> date:
    """The day where days begin first (UTC+14): what lies after it is the future everywhere."""
    return first_day_of(now())


def source_time(root: Path, registry: Registry) -> datetime:
    """The time that a build of this source bears, whoever builds it and whenever.

    It is SOURCE_DATE_EPOCH (reproducible-builds.org), else the time of the commit at HEAD, else
    the newest day in the records; never before that day, so that a record that is not committed
    yet shows as it will.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        if not epoch.isdecimal() or int(epoch) > _LAST_SECOND:
            raise click.UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch}")
        return datetime.fromtimestamp(int(epoch), UTC)
    newest = midnight(newest_day(registry))
    return max(newest, head_time(root) or newest)


def head_time(root: Path) -> datetime | None:
    """The committer's time of HEAD, or None where there is no commit."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return datetime.fromtimestamp(int(done.stdout), UTC) if done.stdout.strip() else None


def newest_day(registry: Registry) -> date:
    """The newest day on which something happened, by the records."""
    days = [date(1970, 1, 1)]
    for credential in registry.entries(CREDENTIAL):
        days.append(credential.record.awarded)
        days += [event.day for event in credential.record.history]
    days += [assessment.record.decided for assessment in registry.entries(ASSESSMENT)]
    return max(days)


def seed_from_environment(origin: str) -> Seed:
    """The seed in SEALBOOK_SEED. Raises KeyRefused where it is missing or another registry's."""
    text = os.environ.get(SEED_VARIABLE, "")
    if not text:
        raise KeyRefused(f"{SEED_VARIABLE} is not set")
    seed = parse_seed(text)
    if seed.origin != origin:
        raise KeyRefused(f"the seed is for {seed.origin}, and this registry is {origin}")
    return seed


def random_draw(_label: str, count: int) -> bytes:
    """Random bytes, for sealing with a real key."""
    return secrets.token_bytes(count)


def derived_draw(secret: bytes) -> Callable[[str, int], bytes]:
    """Bytes that follow from the public development seed, so that such builds repeat."""
    key = derive(secret, "salt")
    return lambda label, count: digest(key, label.encode(), sha256)[:count]
