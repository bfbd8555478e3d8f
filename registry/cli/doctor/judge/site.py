"""The site as visitors find it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from registry.address import real
from registry.cli.doctor.facts import Online
from registry.cli.doctor.finding import Finding, error, note, warning
from registry.ledger.checkpoint import LogRewritten
from registry.ledger.ledger import Ledger
from registry.note.checkpoint import parse_checkpoint
from registry.note.note import parse_note
from registry.openbadge.did import document_path
from registry.seal.whole import require_unbroken
from registry.sign.keys import is_test_origin
from registry.site.manifest import NAME

SECURITY = ".well-known/security.txt"
_EXPIRES = re.compile(r"^Expires:[ \t]*(\S+)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_SOON = timedelta(days=30)
_AGAIN = "on GitHub: Actions, Publish, Run workflow; elsewhere publish again"
_HIDDEN = (
    "let the host serve folders that begin with a dot; upload-pages-artifact needs "
    "include-hidden-files: true"
)


def there(online: Online) -> Iterator[Finding]:
    """Whether a registry is online, and not a test."""
    if online.checkpoint is None:
        yield error(f"{online.place} shows no registry: log/checkpoint is missing", _AGAIN)
    elif online.has_keys and is_test(online.checkpoint):
        yield warning(
            "what is online is a TEST, and keys/ holds keys",
            f"store the seed (Settings, Environments, signing); then {_AGAIN}",
        )


def vouched(online: Online) -> Iterator[Finding]:
    """Whether the log that is online can be followed from the root keys."""
    if online.refused:
        yield error(
            f"the log online is not one that keys/ vouch for: {online.refused}",
            "ask the other maintainers; if nobody did it: runbook Host taken over",
        )


def continued(online: Online) -> Iterator[Finding]:
    """Whether ledger and site hold the same log, or one that grew."""
    ledger, signed = online.ledger, online.checkpoint
    if ledger is None or signed is None or is_test(signed):
        return
    kept = ledger.checkpoints.values()
    try:
        size = parse_checkpoint(parse_note(signed).text).size
        if size <= len(ledger.entries):
            require_unbroken(ledger, signed)
        elif online.log is not None:
            require_unbroken(Ledger(origin=ledger.origin, entries=online.log.entries), *kept)
    except (LogRewritten, ValueError) as refused:
        yield error(
            f"the log online and the ledger contradict each other: {refused}",
            "stop and look: runbook Lost or damaged ledger",
        )
        return
    if size < len(ledger.entries):
        yield warning(
            f"the ledger has {len(ledger.entries)} entries, and {size} of them are online",
            f"the last deployment failed or is still going on; {_AGAIN}",
        )
    elif size > len(ledger.entries):
        yield note("the ledger of this clone is older than the site", "sealbook ledger")


def fresh(online: Online) -> Iterator[Finding]:
    """Whether verifiers still take the status as certain."""
    if online.log is None:
        return
    sealed, most = online.log.state.seal.time, online.log.policy.max_seal_age_days
    age = online.now - sealed
    if age > timedelta(days=most):
        yield error(
            f"the seal online is {age.days} days old, and {most} are allowed",
            f"{_AGAIN}; then see why the heartbeat stopped",
        )


def did(online: Online) -> Iterator[Finding]:
    """Whether the DID document is the one whose digest is sealed."""
    if online.log is None:
        return
    path = document_path(online.log.policy.issuer)
    served = online.served.get(path)
    if served is None:
        yield error(f"{path} is not served", _HIDDEN if path.startswith(".") else _AGAIN)
    elif hashlib.sha256(served).hexdigest() != online.log.state.seal.did:
        yield error(f"{path} is not the document that was sealed", _AGAIN)


def security_txt(online: Online) -> Iterator[Finding]:
    """Whether people know whom to tell about a hole; only where the site has a host of its own."""
    if online.checkpoint is None or real(online.settings).base != "/":
        return
    if is_test(online.checkpoint) and not online.has_keys:
        return
    served = online.served.get(SECURITY)
    if served is None:
        yield error(f"/{SECURITY} is not served", _HIDDEN)
        return
    expires = _expires(served.decode("utf-8", "replace"))
    if expires is None:
        yield error(f"/{SECURITY} has no line `Expires`", _AGAIN)
    elif expires <= online.now:
        yield error(f"/{SECURITY} expired on {expires.date()}", _AGAIN)
    elif expires - online.now <= _SOON:
        yield warning(f"/{SECURITY} expires on {expires.date()}", _AGAIN)


def files(online: Online) -> Iterator[Finding]:
    """Whether some files have the digests of the manifest, and it is the one that was built."""
    if online.checkpoint is None:
        return
    manifest = online.served.get(NAME)
    digests = listed(manifest)
    if not digests:
        yield error(f"{NAME} is not served, or is no manifest", _AGAIN)
        return
    wrong = [
        path
        for path, content in online.served.items()
        if path in digests and _digest(content) != digests[path]
    ]
    if wrong:
        more = f", and so are {len(wrong) - 1} of the others" if len(wrong) > 1 else ""
        yield error(
            f"{wrong[0]} is missing online, or not the file of the manifest{more}",
            "compare all of them: sealbook live build/site; if the host did it, runbook Host taken "
            "over",
        )
    elif online.built is not None and online.built != manifest:
        yield warning(
            "the site online is not the one in build/site, though both are of the same log",
            "sealbook build, from the newest records; if it stays so, sealbook live build/site",
        )


def listed(manifest: bytes | None) -> dict[str, str]:
    """The digests in a manifest, by path; none where it is no manifest."""
    try:
        files = json.loads(manifest or b"")["files"]
        return {str(path): str(digest) for path, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _digest(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def is_test(checkpoint: bytes) -> bool:
    """Whether a signed checkpoint is of a test registry."""
    return is_test_origin(checkpoint.decode("utf-8", "replace").partition("\n")[0])


def _expires(text: str) -> datetime | None:
    """The moment of the field `Expires` (RFC 9116, 2.5.5), which is written as in RFC 3339."""
    found = _EXPIRES.search(text)
    try:
        moment = datetime.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment and moment.tzinfo else None
