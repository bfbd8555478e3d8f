"""What only the outside knows: the day, the time of the source, keys, random bytes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from hmac import digest
from pathlib import Path

import click

from registry.git.run import GitRefused, run
from registry.lifecycle.validity import first_day_of
from registry.load import FOLDERS
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL
from registry.records.kinds import KINDS
from registry.records.registry import Registry
from registry.sign.keys import KeyRefused, Seed, derive, parse_seed
from registry.timestamp import midnight

_SOURCE = ("registry.yml", "keys", *FOLDERS)
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


def head_commit(root: Path) -> str | None:
    """The commit at HEAD as hex, or None where there is no repository or no commit."""
    done = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    return done.strip() or None if done is not None else None


def descends(root: Path, commit: str) -> bool:
    """Whether HEAD is this commit or comes after it."""
    return _git(root, "merge-base", "--is-ancestor", commit, "HEAD") is not None


def uncommitted(root: Path) -> bool:
    """Whether records or keys differ from the commit at HEAD, or are not in it at all."""
    changed = _git(root, "status", "--porcelain", "--", *_SOURCE)
    return changed is None or changed.strip() != ""


def commits_of(root: Path, path: str) -> int:
    """How many commits of any branch have touched a file; 0 without a repository."""
    printed = _git(root, "log", "--all", "--format=%H", "--", path)
    return len(printed.split()) if printed else 0


def _git(root: Path, *words: str) -> str | None:
    """What git prints, or None where it fails or is not there."""
    try:
        done = run(root, *words)
    except GitRefused:
        return None
    return os.fsdecode(done.stdout) if done.returncode == 0 else None


def head_time(root: Path) -> datetime | None:
    """The committer's time of HEAD, or None where there is no commit."""
    printed = _git(root, "log", "-1", "--format=%ct")
    return datetime.fromtimestamp(int(printed), UTC) if printed and printed.strip() else None


def tree_digest(registry: Registry) -> str:
    """The SHA-256 of every record file, which names the state of a tree without its history."""
    whole = sha256()
    for kind in KINDS:
        for entry in registry.entries(kind):
            document = entry.document
            content = f"{document.path}\0{document.source.text}\0{document.body}\0"
            whole.update(content.encode())
    return whole.hexdigest()


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
