"""For employers: how to read and check a credential, on one page and without jargon."""

from __future__ import annotations

from collections.abc import Iterator

from registry.sign.policy import parse_policy
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.site import ON_CHECKING, Site
from registry.site.verification.words import Words, words_of
from registry.verify.steps import states as showings

# What each state of a credential's page means for someone who is about to rely on it, in the order
# of how often it is met. States with the same title are explained once.
_MEANINGS = (
    (
        "valid",
        "It was checked on your device, just now: genuine, logged, and in force.",
        "You can rely on it.",
    ),
    (
        "offline",
        "It was in force on that day; today's status could not be checked here.",
        "Reload with a connection and an up-to-date browser, or ask the registry.",
    ),
    (
        "stale",
        "It is genuine, and the registry has not confirmed its status for a while.",
        "Ask the registry if it matters today.",
    ),
    (
        "expired",
        "Its time ran out and it was not renewed. Nothing was held against the holder.",
        "The holder could do this once. Ask what they have done since.",
    ),
    (
        "future",
        "It was awarded, and its first day is still to come.",
        "Come back on that day.",
    ),
    (
        "suspended",
        "It is on hold while the registry looks into something. That is not a verdict.",
        "Wait until the hold is lifted or the credential is revoked.",
    ),
    (
        "revoked",
        "It was withdrawn for good. The page stays online so that nobody is misled.",
        "Do not rely on it.",
    ),
    (
        "replaced",
        "A newer credential took its place, for instance after a correction.",
        "Follow the link on the page and read the newer one.",
    ),
    (
        "witness",
        "It is genuine, and independent witnesses of the log are still to confirm it.",
        "Come back in an hour, or ask the registry.",
    ),
    (
        "signature",
        "What the page shows is not what was signed, or it is not in the public log.",
        "Ask the registry directly, and say where you found it.",
    ),
    (
        "copy",
        "The page lies at another address than the registry's own.",
        "Open the real page, which it names, and read that.",
    ),
    (
        "name",
        "The link was made for another name than the one that was recorded.",
        "Ask the holder for the full link.",
    ),
    (
        "test",
        "The page was made while trying the software. Nobody was certified.",
        "Do not rely on it.",
    ),
)
_TONES = {"ok": "good", "warn": "warn", "bad": "bad", "unk": "plain"}
_ICONS = {"ok": "check", "warn": "warning", "bad": "octagon"}


def employer_page(site: Site) -> Iterator[Artifact]:
    """The page that the footer of every credential leads to."""
    words = words_of(site.settings.language)
    states = [
        (_title(words, state), *_picture(state), meaning, advice)
        for state, meaning, advice in _MEANINGS
        if state != "witness" or _asks_for_witnesses(site)
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


def _asks_for_witnesses(site: Site) -> bool:
    """Whether the newest policy wants the log to be cosigned; most registries never show that."""
    return bool(site.policies) and parse_policy(site.policies[-1].content).quorum > 0


def _title(words: Words, state: str) -> str:
    """The verdict's title, with a word where a page has a day."""
    key = showings()[state].title
    assert key is not None, "a state that is explained has a title of its own"
    return words.sentences[key].replace("{as_of}", "(a day)")


def _picture(state: str) -> tuple[str, str]:
    """The icon and the tone of a state, as its page has them."""
    tone, _, picture = showings()[state].look.partition(" ")
    return picture or _ICONS[tone], _TONES[tone]
