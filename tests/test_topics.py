"""Topics: what is asked of workshops, its state on a day, and the page that lists it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registry.lifecycle.topics import TopicState, topic_state
from registry.records.build import build
from registry.records.reading import document_of
from registry.records.registry import Entry, Registry
from registry.records.topic import Topic
from registry.site.pages.workshops.topics import topic_page
from registry.site.site import Site
from tests.broken_registry import edited, found
from tests.small_registry import site_of

TOPICS = {
    "twice": "title: Why <b>twice</b>?\nasked_by: desk\nasked: 2026-03-20\nvotes: 3\n",
    "dates": "title: Why dates?\nasked_by: desk\nasked: 2026-01-02\n"
    "competency: open-data/cleaning\nvotes: 7\n",
    "older": "title: Why first?\nasked_by: desk\nasked: 2025-01-02\nvotes: 3\n",
    "gone": "title: Why still?\nasked_by: desk\nasked: 2025-01-02\nvotes: 90\nclosed: 2025-06-01\n",
}


def with_topics(site: Site, topics: dict[str, str]) -> Site:
    """The site with these topics, by slug."""
    registry = site.registry
    entries = [entry for kind in registry._entries.values() for entry in kind.values()]
    for slug, text in topics.items():
        document, problems = document_of(text.encode(), f"workshops/topics/{slug}.yml")
        assert document is not None, problems
        entries.append(Entry(build(Topic, document.data, "en"), document))
    return replace(site, registry=Registry(entries))


def test_a_topic_is_open_until_the_day_it_is_closed() -> None:
    """The day of closing is the first on which it is closed."""
    record = build(Topic, {"title": "x", "asked_by": "desk", "asked": "2026-01-01", "votes": 1}, "")
    assert topic_state(record, date(2099, 1, 1)) is TopicState.OPEN
    closed = replace(record, closed=date(2026, 2, 1))
    assert topic_state(closed, date(2026, 1, 31)) is TopicState.OPEN
    assert topic_state(closed, date(2026, 2, 1)) is TopicState.CLOSED


def test_the_page_lists_the_most_wanted_first_and_the_closed_apart() -> None:
    """More votes first, then who has waited longer; a closed one stands below, however many."""
    (artifact,) = topic_page(with_topics(site_of({}), TOPICS))
    text = artifact.content.decode()
    order = [text.index(f'id="{slug}"') for slug in ("dates", "older", "twice", "gone")]
    assert order == sorted(order)
    assert order[2] < text.index("## Closed") < order[3]
    assert artifact.path == "workshops/topics/index.md"
    assert "../../skills/open-data/1.0/#competency-cleaning" in text


def test_the_text_of_a_topic_is_no_markup() -> None:
    """A title reaches the page only through the escape filter."""
    (artifact,) = topic_page(with_topics(site_of({}), TOPICS))
    assert b"<b>" not in artifact.content
    assert b"&#60;b&#62;twice" in artifact.content


def test_a_registry_without_topics_has_no_page_of_them() -> None:
    """Nobody is sent to an empty list."""
    assert list(topic_page(site_of({}))) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("asked: 2026-11-24\nvotes: 3\n", "future-date"),
        ("asked: 2026-03-20\nvotes: 3\nclosed: 2026-11-24\n", "future-date"),
        ("asked: 2026-03-20\nvotes: 3\nclosed: 2026-03-19\n", "date-order"),
        ("asked: 2026-03-20\ncompetency: cleaning\nvotes: 3\n", "wrong-form"),
        ("asked: 2026-03-20\ncompetency: other/cleaning\nvotes: 3\n", "unknown-topic-competency"),
        ("asked: 2026-03-20\nvotes: -1\n", "out-of-range"),
    ],
)
def test_what_a_topic_cannot_say(tmp_path: Path, fields: str, code: str) -> None:
    """Days that are still to come or come before, competencies that no map has, fewer than none."""
    text = f"title: Why?\nasked_by: desk\n{fields}"
    root = edited(tmp_path / "registry", ("workshops/topics/why.yml", "", text))
    assert [problem.code for problem in found(root)] == [code]
