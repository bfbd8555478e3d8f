"""What other programs subscribe to: the calendar, and the feeds."""

from __future__ import annotations

from collections.abc import Iterator

from registry.lifecycle.validity import before
from registry.records.period import Period
from registry.records.standard import STANDARD
from registry.site.almanac.almanac import below, news, planned
from registry.site.artifact import Artifact
from registry.site.calendar_file import calendar
from registry.site.feed import feed
from registry.site.markdown.phrases import phrases_of
from registry.site.site import Site
from registry.site.versions import current

CALENDAR = "calendar.ics"
FEED = "feed.atom"
# What is over stays in the calendar for a while, so that nothing vanishes from people's own.
_PAST = Period(years=1)


def feed_of(slug: str) -> str:
    """The path of a standard's own feed."""
    return f"standards/{slug}/changes.atom"


def subscriptions(site: Site) -> Iterator[Artifact]:
    """The calendar of governance, the feed of everything, and a feed for each standard."""
    language = site.settings.language
    words = phrases_of(language)
    name = site.settings.name.in_(language)
    since = before(_PAST, site.as_of)
    yield Artifact(CALENDAR, calendar(site, planned(site, since)), "overlay")
    title = words.plain("feed.title", name=name)
    found = news(site)
    everything = feed(site, FEED, title=title, page="governance/", moments=found)
    yield Artifact(FEED, everything, "overlay")
    for slug in site.registry.slugs(STANDARD):
        standard = current(site.registry, STANDARD, slug, site.as_of).record
        about = words.plain("feed.standard", title=standard.title)
        own = feed(
            site,
            feed_of(slug),
            title=about,
            page=f"standards/{slug}/changes/",
            moments=below(found, f"standards/{slug}/"),
        )
        yield Artifact(feed_of(slug), own, "overlay")
