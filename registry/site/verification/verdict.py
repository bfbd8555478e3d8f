"""The verdict that stands in a page without any script: the state as of the newest seal.

Never green, never "Valid" without a date: nothing was checked in the reader's browser yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.lifecycle.renewal import window
from registry.lifecycle.status import Status, explaining_event, status_on
from registry.records.credential import Credential
from registry.records.standard import Standard
from registry.site.verification.claims import Claims
from registry.site.verification.words import Words

State = Literal["published", "future", "expired", "suspended", "revoked", "replaced", "test"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A state and how it looks: a tone (ok, warn, bad, unk) and, where it differs, an icon."""

    state: State
    look: str
    words: str


TEST = Look(state="test", look="warn", words="test")
LOOKS: dict[Status, Look] = {
    Status.ACTIVE: Look(state="published", look="unk clock", words="valid"),
    Status.EXPIRING: Look(state="published", look="unk clock", words="valid"),
    Status.NOT_YET_VALID: Look(state="future", look="warn clock", words="future"),
    Status.GRACE: Look(state="expired", look="warn clock", words="expired"),
    Status.EXPIRED: Look(state="expired", look="warn clock", words="expired"),
    Status.SUSPENDED: Look(state="suspended", look="warn pause", words="suspended"),
    Status.REVOKED: Look(state="revoked", look="bad", words="revoked"),
    Status.REPLACED: Look(state="replaced", look="unk next", words="replaced"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Title, sentence and look of the verdict; of a test build, or of the real state.

    `note` goes into the page's title in parentheses, empty where the credential is valid. `real`
    is the look of the real state, `successor` the ID of the credential that replaced this one.
    """

    look: Look
    title: str
    text: str
    note: str
    real: Look
    successor: str | None


def verdict(
    words: Words,
    claims: Claims,
    credential: Credential,
    standard: Standard,
    *,
    day: date,
    test: bool,
) -> Verdict:
    """The verdict on `day`; `test` says that the build uses the public development key."""
    status = status_on(credential, standard, day)
    real = LOOKS[status]
    event = explaining_event(credential, day)
    if test:
        title, text, note = words.text("test.title"), words.text("test.text"), "test.note"
    else:
        title = words.text(f"{real.words}.title", as_of=words.day(day))
        text = _sentence(words, claims, credential, standard, status, day)
        note = "" if real.state == "published" else f"{real.words}.title"
    return Verdict(
        look=TEST if test else real,
        title=title,
        text=text,
        note=words.text(note) if note else "",
        real=real,
        successor=event.by if event and real.state == "replaced" and not test else None,
    )


def reason(words: Words, code: str | None) -> str:
    """A reason code in words."""
    return words.text(f"reason.{code or 'none'}")


def _sentence(
    words: Words,
    claims: Claims,
    credential: Credential,
    standard: Standard,
    status: Status,
    day: date,
) -> str:
    values = {"issuer": claims.issuer, "start": words.day(claims.start)}
    key = LOOKS[status].words
    if claims.until is not None:
        values["until"] = words.day(claims.until)
    elif key == "valid":
        key = "permanent"
    if event := explaining_event(credential, day):
        values |= {"day": words.day(event.day), "reason": reason(words, event.reason)}
    if status is Status.GRACE and (days := window(credential, standard, as_of=day)):
        key, values["grace"] = "grace", words.day(days.grace_ends)
    return words.text(f"{key}.text", **values)
