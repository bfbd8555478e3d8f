"""What became of it: the steps about the status list, dates, and how fresh all this is.

A set bit means revoked, replaced or suspended. A `status` entry of the log in the bundle says
which; without one it counts as revoked, so leaving it out helps nobody.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, datetime, timedelta

from registry.ledger.entries import Status
from registry.ledger.members import Change
from registry.openbadge.status import set_bits
from registry.timestamp import parse_timestamp
from registry.verify.case import Case, require
from registry.verify.log import included

_SKEW = timedelta(minutes=5)  # by which clocks may differ


def status(case: Case) -> None:
    """The text of the list: from the bundle, or fetched where it is too long for one."""
    fetched = case.question.status_list
    text = case.bundle.status
    if text is None and fetched is not None:
        text = fetched.decode()
    require(text is not None, "the bundle holds no status list, and none was fetched")
    assert text is not None
    case.status_text = text


def status_list(case: Case) -> None:
    """The list that the seal names by its digest, and the bit of the credential in it."""
    digest = hashlib.sha256(case.status_text.encode()).hexdigest()
    require(digest == case.seal.revocation, "the list is not the sealed one")
    case.status_list = json.loads(case.status_text)
    named = case.credential["credentialStatus"]
    require(case.status_list["id"] == named["statusListCredential"], "another list is named")
    require(case.status_list["issuer"] == case.policy.issuer, "a list of another issuer")
    case.listed = int(named["statusListIndex"]) in set_bits(case.status_list)


def status_entry(case: Case) -> None:
    """What the newest change was, if the bit is set; nothing else may stand there."""
    line, proof = case.bundle.status_entry, case.bundle.status_proof
    if line is None or proof is None:
        case.change = Change.REVOKED if case.listed else None
        return
    require(case.listed, "a status entry, and the bit is not set")
    entry, _ = included(case, line, proof)
    require(isinstance(entry, Status), "the entry is no `status`")
    assert isinstance(entry, Status)
    require(entry.ref == case.proof.index, f"it concerns entry {entry.ref}")
    require(entry.to is not Change.ACTIVE, "it says active, and the bit is set")
    case.change = entry.to


def name(case: Case) -> None:
    """The name in the holder's link, where the credential withholds one.

    Source: Open Badges 3.0, IdentityHash: SHA-256 over identity and salt.
    """
    if case.question.name is None:
        return
    identity = case.credential["credentialSubject"]["identifier"][0]
    if identity["hashed"] is not True:
        return
    given, salt = case.question.name
    digest = hashlib.sha256((unicodedata.normalize("NFC", given) + salt).encode()).hexdigest()
    require(identity["identityHash"] == f"sha256${digest}", "another name was committed to")
    case.name = given


def revoked(case: Case) -> None:
    """Withdrawn, for ever."""
    require(case.change is not Change.REVOKED, "revoked")


def replaced(case: Case) -> None:
    """Another credential took its place."""
    require(case.change is not Change.REPLACED, "replaced")


def suspended(case: Case) -> None:
    """On hold while the issuer reviews it."""
    require(case.change is not Change.SUSPENDED, "suspended")


def future(case: Case) -> None:
    """`validFrom`."""
    start = parse_timestamp(case.credential["validFrom"])
    require(start <= case.now, f"valid from {start}")


def expired(case: Case) -> None:
    """`validUntil`, to the second; a credential without one does not expire."""
    written = case.credential.get("validUntil")
    if written is not None:
        end = parse_timestamp(written)
        require(case.now.replace(microsecond=0) <= end, f"valid until {end}")


def offline(case: Case) -> None:
    """Without a live checkpoint nobody knows what happened since the seal of the bundle."""
    require(case.live is not None, "no live checkpoint to compare")


def behind(case: Case) -> None:
    """A later seal may have revoked it: the newest bundle would say so."""
    assert case.live is not None
    size = case.live.size
    require(size <= case.checkpoint.size, f"the live log has {size} entries by now")


def stale(case: Case) -> None:
    """The age of the seal. One of the future shows that a clock is wrong, ours or theirs."""
    age, most = case.question.now - case.seal.time, case.policy.max_seal_age_days
    require(-_SKEW <= age <= timedelta(days=most), f"sealed {_said(case.seal.time)}")


def policy_expired(case: Case) -> None:
    """`expires` of the newest policy: the roots have to vouch for the keys again."""
    end = case.policy.expires
    require(case.question.now.astimezone(UTC).date() < end, f"the policy is good until {end}")


def _said(moment: datetime) -> str:
    return f"at {moment:%Y-%m-%d %H:%M} UTC"
