"""The calendar and the feeds: what is in them, in which form, and that no clock has a say."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.credential import CREDENTIAL
from registry.records.person import PERSON
from registry.records.registry import Registry
from registry.records.settings import REGISTRY
from registry.records.text import Text
from registry.site.almanac.almanac import below, moments, news, planned
from registry.site.almanac.moment import NEWS, PLANNED
from registry.site.markdown.phrases import phrases_of
from registry.site.pages.subscriptions import feed_of, subscriptions
from registry.site.site import Site
from tests.sample_site import DAY, artifacts, registry, site_of
from tests.test_pages_governance import entry_of, with_record

ATOM = "{http://www.w3.org/2005/Atom}"


def files(site: Site) -> dict[str, bytes]:
    """Path and bytes of what other programs subscribe to."""
    return {found.path: found.content for found in subscriptions(site)}


def atom(site: Site, path: str = "feed.atom") -> ET.Element:
    """A feed, parsed."""
    return ET.fromstring(files(site)[path])


def text(element: ET.Element, name: str) -> str:
    """The text of the one child of a name."""
    (found,) = element.findall(ATOM + name)
    assert found.text
    return found.text


def events(site: Site) -> list[dict[str, object]]:
    """The events of the calendar: UID, first day, the day after the last one, and title."""
    found = Calendar.from_ical(files(site)["calendar.ics"])
    return [
        {
            "uid": str(event["UID"]),
            "start": event["DTSTART"].dt,
            "end": event["DTEND"].dt,
            "stamp": event["DTSTAMP"].dt,
            "title": str(event["SUMMARY"]),
            "url": str(event["URL"]),
        }
        for event in found.walk("VEVENT")
    ]


@pytest.mark.parametrize("path", ["feed.atom", feed_of("data-practitioner")])
def test_a_feed_has_what_rfc_4287_asks_for(path: str) -> None:
    """Section 4.1: id, title, updated, an author, a link to itself; and so for each entry."""
    feed = atom(site_of(registry()), path)
    assert feed.tag == f"{ATOM}feed"
    address = "https://open-data-practice-guild.invalid/"
    assert text(feed, "id") == address + path
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == address + path
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) > 5
    for entry in entries:
        assert text(entry, "title").strip()
        assert re.fullmatch(r"tag:[a-z.-]+,\d{4}-\d\d-\d\d:\S+", text(entry, "id"))
        datetime.fromisoformat(text(entry, "updated"))
    ids = [text(entry, "id") for entry in entries]
    assert len(ids) == len(set(ids))
    days = [text(entry, "updated") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert text(feed, "updated") == days[0]


def test_links_of_feeds_and_calendar_lead_to_pages() -> None:
    """Every entry and every event can be read on: its page is there."""
    site = site_of(registry())
    made = artifacts(site)
    feeds = [path for path in made if path.endswith(".atom")]
    assert len(feeds) > 5
    links = [
        link.get("href") or ""
        for path in feeds
        for link in ET.fromstring(made[path]).iter(f"{ATOM}link")
        if link.get("rel") == "alternate"
    ]
    links += [str(event["url"]) for event in events(site)]
    for link in links:
        path = link.removeprefix(site.address.url)
        assert f"{path}index.md" in made, link


def test_a_feed_tells_nothing_of_tomorrow() -> None:
    """An announced version is news; that it takes effect is news on the day it does."""
    before = [row.id for row in news(site_of(registry(), date(2026, 12, 13)))]
    after = [row.id for row in news(site_of(registry(), date(2026, 12, 14)))]
    assert "standards/data-practitioner/2.2#announced" in before
    assert set(after) - set(before) == {"standards/data-practitioner/2.2#effective"}


def test_ids_of_entries_outlive_the_address() -> None:
    """Who moves the registry to another host keeps the readers' marks: the origin never changes."""
    site = site_of(registry())
    moved = dataclasses.replace(
        site, address=dataclasses.replace(site.address, url="https://elsewhere.example/x/")
    )
    here, there = (
        [text(entry, "id") for entry in atom(one).findall(f"{ATOM}entry")] for one in (site, moved)
    )
    assert here == there


def test_a_standards_feed_is_about_that_standard() -> None:
    """Its versions, decisions, consultations, reviews and endorsements, and no other's."""
    own = below(news(site_of(registry())), "standards/data-practitioner/")
    assert {row.what for row in own} >= {"announced", "effective", "decided", "consultation"}
    assert all(row.about.startswith("standards/data-practitioner/") for row in own)


def test_no_credential_and_no_holder_is_in_a_feed_or_the_calendar() -> None:
    """Decisions about a credential are left out, and with them whom they are about."""
    site = site_of(registry())
    entries = registry().entries(CREDENTIAL)
    listed = {entry.record.name for entry in registry().entries(PERSON) if entry.record.consent}
    names = {entry.record.holder for entry in entries if isinstance(entry.record.holder, str)}
    assert len(names - listed) > 20
    for path, content in files(site).items():
        everything = content.decode()
        assert not [name for name in names - listed if name in everything], path
        assert not [entry.id for entry in entries if entry.id in everything], path
        assert "Suspend this credential" not in everything, path


def test_the_calendar_names_nobody() -> None:
    """A term that ends is the seat's: neither a name nor a handle stands beside it."""
    handles = {term.holder for entry in registry().entries(BODY) for term in entry.record.terms}
    terms = [row for row in planned(site_of(registry()), DAY) if row.what in {"term", "vacancy"}]
    assert len(terms) > 3
    for row in terms:
        said = f"{row.id} {row.plain(phrases_of('en'))}"
        assert not [handle for handle in handles - {None} if handle in said]


def test_events_are_whole_days_stamped_with_the_day_of_the_pages() -> None:
    """RFC 5545: dates without times, the end is the day after; DTSTAMP is no clock's."""
    found = events(site_of(registry()))
    assert len(found) > 10
    for event in found:
        assert type(event["start"]) is date
        assert event["stamp"] == datetime(2026, 11, 23, tzinfo=UTC)
    window = next(
        event for event in found if "consultations/open-licences-2-0" in str(event["uid"])
    )
    asked = entry_of(CONSULTATION, "open-licences-2-0").record
    assert (window["start"], window["end"]) == (asked.opens, asked.closes + timedelta(days=1))
    one = next(event for event in found if event["title"] == "Data Practitioner 2.2 takes effect")
    assert (one["start"], one["end"]) == (date(2026, 12, 14), date(2026, 12, 15))


def test_an_event_keeps_its_uid_from_day_to_day() -> None:
    """A calendar that is read again changes events, and makes none anew."""
    now, later = (
        {event["uid"]: event for event in events(site_of(registry(), day))}
        for day in (DAY, date(2026, 11, 30))
    )
    assert len(now) == len(events(site_of(registry())))
    assert now.keys() - later.keys() == set()
    for uid, event in now.items():
        assert {**later[uid], "stamp": event["stamp"]} == event


def test_the_calendar_keeps_a_year_of_what_is_over() -> None:
    """Older events would only be a burden; those of last month are still there."""
    since = min(event["start"] for event in events(site_of(registry())))  # type: ignore[type-var]
    assert date(2025, 11, 1) <= since < DAY  # type: ignore[operator]


def test_the_calendar_has_what_people_plan_for() -> None:
    """Reviews, terms, windows, versions and findings; what is only news is not in it."""
    found = {row.what for row in planned(site_of(registry()), date(2025, 11, 23))}
    assert found >= {"review-due", "term", "vacancy", "consultation", "effective", "retires"}
    assert found <= PLANNED


def test_every_kind_of_moment_has_words_and_a_place() -> None:
    """Each has a sentence in each language, and stands in the calendar or in the feeds."""
    found = moments(site_of(registry()))
    assert {row.what for row in found} <= PLANNED | NEWS
    assert len({row.id for row in found}) == len(found)
    for language in ("en", "es"):
        words = phrases_of(language)
        for what in PLANNED | NEWS:
            assert f"moment.{what}" in words.sentences
        assert all(row.plain(words) for row in found)


def test_hostile_words_come_back_whole() -> None:
    """XML and iCalendar escape what they must: a reader gets exactly what the record says."""
    hostile = "]]><script>&amp; \\n;,: END:VEVENT \u2028 x"
    entry = entry_of(CONSULTATION, "open-licences-2-0")
    site = site_of(with_record(registry(), entry, question=Text(hostile)))
    titles = [text(entry, "title") for entry in atom(site).findall(f"{ATOM}entry")]
    assert f"Consultation: {hostile}" in titles
    assert f"Consultation: {hostile}" in [event["title"] for event in events(site)]


def test_a_registry_without_news_has_feeds_all_the_same() -> None:
    """An empty feed is a feed: it says when it was made, and who by."""
    site = site_of(Registry(registry().entries(REGISTRY)))
    assert text(atom(site), "updated") == "2026-11-23T00:00:00Z"
    assert events(site) == []
