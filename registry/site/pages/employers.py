"""For employers: how to read and check a credential, on one page and without jargon."""

from __future__ import annotations

from collections.abc import Iterator

from registry.lifecycle.status import Status
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.site import ON_CHECKING, Site
from registry.site.verification.verdict import LOOKS, TEST
from registry.site.verification.words import words_of

# What each state means for someone who is about to rely on it, in the order of how often it is met.
_MEANINGS = (
    (
        LOOKS[Status.ACTIVE],
        "It was in force on that day, the day of the newest list that the registry signed.",
        "You can rely on it. If the day is more than two weeks ago, ask the registry.",
    ),
    (
        LOOKS[Status.EXPIRED],
        "Its time ran out and it was not renewed. Nothing was held against the holder.",
        "The holder could do this once. Ask what they have done since.",
    ),
    (
        LOOKS[Status.NOT_YET_VALID],
        "It was awarded, and its first day is still to come.",
        "Come back on that day.",
    ),
    (
        LOOKS[Status.SUSPENDED],
        "It is on hold while the registry looks into something. That is not a verdict.",
        "Wait until the hold is lifted or the credential is revoked.",
    ),
    (
        LOOKS[Status.REVOKED],
        "It was withdrawn for good. The page stays online so that nobody is misled.",
        "Do not rely on it.",
    ),
    (
        LOOKS[Status.REPLACED],
        "A newer credential took its place, for instance after a correction.",
        "Follow the link on the page and read the newer one.",
    ),
    (
        TEST,
        "The page was made while trying the software. Nobody was certified.",
        "Do not rely on it.",
    ),
)
_ICONS = {
    "published": "clock",
    "future": "clock",
    "expired": "clock",
    "suspended": "pause",
    "revoked": "octagon",
    "replaced": "next",
    "test": "warning",
}
_TONES = {"ok": "good", "warn": "warn", "bad": "bad", "unk": "plain"}


def employer_page(site: Site) -> Iterator[Artifact]:
    """The page that the footer of every credential leads to."""
    words = words_of(site.settings.language)
    states = [
        (
            _title(words.sentences[f"{look.words}.title"]),
            _ICONS[look.state],
            _TONES[look.look.split()[0]],
            meaning,
            advice,
        )
        for look, meaning, advice in _MEANINGS
    ]
    yield page(
        site,
        "employers/",
        "employers.md.j2",
        title="How to read and check a credential",
        description="What a credential proves, what it does not, and how to check it in a minute.",
        meta={"hide": ["navigation"]},
        states=states,
        withheld=words.text("name.withheld"),
        missing=words.text("missing.title"),
        explained=ON_CHECKING in site.by_hand,
    )


def _title(sentence: str) -> str:
    """The verdict's title, with a word where a page has a day."""
    return sentence.replace("{as_of}", "(a day)")
