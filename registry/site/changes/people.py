"""What a new version of a standard means for people: who keeps what, and until when."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from registry.lifecycle.grandfathering import Grandfathering, grandfathering
from registry.lifecycle.line import state_of
from registry.lifecycle.version import State
from registry.records.registry import Entry
from registry.records.standard import Standard
from registry.site.markdown.phrases import Phrases
from registry.site.site import Site

Fact = tuple[Markup, Markup]

# Who starts, and by what they are assessed, by the state of the newer version.
_NEWCOMERS = {
    State.EFFECTIVE: ("whom.new", "whom.new.is"),
    State.ANNOUNCED: ("whom.later", "whom.new.will"),
}
_OVER = ("whom.then", "whom.new.was")


def for_whom(
    site: Site, before: Entry[Standard], after: Entry[Standard], words: Phrases
) -> list[Fact]:
    """Label and sentence for newcomers, for those under way, and for those who hold the old one."""
    old = grandfathering(site.registry, before, site.as_of)
    facts = []
    if begins := after.record.change.effective:
        facts.append(_newcomers(site, after, begins, words))
    if old.last_intake:
        facts.append((words("whom.underway"), _intake(words, before, old.last_intake, site.as_of)))
    facts.append((words("whom.holders"), Markup(" ").join(_holders(site, before, old, words))))
    if old.retires:
        key = "whom.retires" if old.retires > site.as_of else "whom.retired"
        facts.append((words("whom.end"), words(key, version=before.version, day=old.retires)))
    return facts


def _newcomers(site: Site, after: Entry[Standard], begins: date, words: Phrases) -> Fact:
    label, key = _NEWCOMERS.get(state_of(site.registry, after, site.as_of), _OVER)
    away = words.away(begins, site.as_of)
    return words(label), words(key, version=after.version, day=begins, away=away)


def _intake(words: Phrases, before: Entry[Standard], last: date, today: date) -> Markup:
    key = "whom.underway.can" if last >= today else "whom.underway.could"
    return words(key, version=before.version, day=last, away=words.away(last, today))


def _holders(
    site: Site, before: Entry[Standard], old: Grandfathering, words: Phrases
) -> list[Markup]:
    """What holders keep, and how many they are; few enough to be known are not counted."""
    found = [words("whom.keep", version=before.version)]
    least = site.settings.rules.suppress_below
    if 0 < old.holders < least:
        found.append(words("whom.few", n=least, version=before.version))
    elif old.holders:
        found.append(words("whom.many", n=old.holders, version=before.version))
        if old.last_end:
            found.append(words("whom.until", day=old.last_end))
    else:
        found.append(words("whom.nobody", version=before.version))
    return found
