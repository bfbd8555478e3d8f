"""What the site serves, read as any visitor reads it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from registry.address import real
from registry.cli import online
from registry.cli.doctor.facts import Gap, Here, Online
from registry.cli.doctor.judge.site import SECURITY, is_test, listed
from registry.cli.faults import Fault
from registry.openbadge.did import document_path
from registry.sign.policy import parse_policy
from registry.site.manifest import NAME
from registry.verify.published import PublishedLog, Read, read_log

_CHECKPOINT = "log/checkpoint"
# Pages that everybody meets, and one of each kind of file that hosts treat in their own way.
_LOOKED_AT = ("index.html", "404.html", "verify/index.html", "status/revocation.json")


def site(here: Here, site_folder: Path, now: datetime) -> Online | Gap:
    """The facts about the site; a gap where it cannot be reached."""
    place = online.site_of(here.settings)
    try:
        read = online.reader(place)
        return _read(here, read, place, site_folder, now)
    except Fault as fault:
        return Gap(what="the site online", why=str(fault))


def _read(here: Here, read: Read, place: str, site_folder: Path, now: datetime) -> Online:
    checkpoint = read(_CHECKPOINT)
    log, refused = None, ""
    if checkpoint is not None and not is_test(checkpoint) and here.keys.chain:
        log, refused = _log(here, read)
    served: dict[str, bytes | None] = {}
    if checkpoint is not None:
        served[NAME] = read(NAME)
        known = listed(served[NAME])
        own = (document_path(real(here.settings).did), SECURITY)
        for path in dict.fromkeys((*own, *(path for path in _LOOKED_AT if path in known))):
            served[path] = read(path)
    return Online(
        now=now,
        place=place,
        settings=here.settings,
        has_keys=bool(here.keys.chain),
        ledger=here.ledger.ledger,
        checkpoint=checkpoint,
        log=log,
        refused=refused,
        served=served,
        built=_built(site_folder, checkpoint),
    )


def _log(here: Here, read: Read) -> tuple[PublishedLog | None, str]:
    """The log that the root keys vouch for, or why they do not."""
    try:
        first = parse_policy(here.keys.chain[0].content)
        roots, threshold = first.roots.keys, first.roots.threshold
        log = read_log(read, pinned_roots=roots, threshold=threshold, origin=first.origin)
    except ValueError as error:  # a policy or a log that is refused, or the form of either
        return None, str(error)
    return log, ""


def _built(site_folder: Path, checkpoint: bytes | None) -> bytes | None:
    """The manifest of the site that was built here, if it is of the same log."""
    try:
        same = (site_folder / _CHECKPOINT).read_bytes() == checkpoint
        return (site_folder / NAME).read_bytes() if same else None
    except OSError:
        return None
