"""A calendar that people subscribe to (RFC 5545): all-day events, each with a UID that stays."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from registry.site.almanac.moment import Moment
from registry.site.markdown.phrases import phrases_of
from registry.site.site import Site

# Section 3.7.3: who made the file.
_PRODUCT = "-//Sealbook//Calendar//EN"
_DAY = timedelta(days=1)


def calendar(site: Site, moments: list[Moment]) -> bytes:
    """The calendar of some moments, as of the day of the pages: no clock has a say in it."""
    settings, language = site.settings, site.settings.language
    words = phrases_of(language)
    name = settings.name.in_(language)
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("name", words.plain("calendar.title", name=name))
    made.add("description", words.plain("calendar.about", name=name))
    made.add("url", site.address.to("governance/"))
    # What most calendars read instead of RFC 7986, and as old as subscribing itself.
    made.add("x-wr-calname", words.plain("calendar.title", name=name))
    stamp = datetime.combine(site.as_of, time(), UTC)
    for moment in moments:
        made.add_component(_event(site, moment, moment.plain(words), stamp))
    return bytes(made.to_ical())


def _event(site: Site, moment: Moment, summary: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{moment.id}@{site.address.origin.partition('/')[0]}")
    event.add("dtstamp", stamp)
    event.add("dtstart", moment.day)
    event.add("dtend", moment.last + _DAY)  # the first day after it (section 3.6.1)
    event.add("summary", summary)
    event.add("url", site.address.to(moment.page))
    event.add("transp", "TRANSPARENT")  # nobody is busy because a term ends
    if moment.text is not None:
        event.add("description", moment.text.in_(site.settings.language))
    return event
