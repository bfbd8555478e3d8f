"""Topics: what units ask workshops to be about, the most wanted first."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from registry.lifecycle.topics import TopicState, topic_state
from registry.records.framework import FRAMEWORK
from registry.records.registry import Entry, Registry
from registry.records.topic import TOPIC, Topic
from registry.site.artifact import Artifact
from registry.site.markdown.escape import link
from registry.site.markdown.page import page, relative
from registry.site.site import Site

PATH = "workshops/topics/"


def topic_page(site: Site) -> Iterator[Artifact]:
    """The list of topics by votes; no page where nobody has asked yet."""
    topics = sorted(site.registry.entries(TOPIC), key=_most_wanted)
    if not topics:
        return
    states = [(entry, topic_state(entry.record, site.as_of)) for entry in topics]
    yield page(
        site,
        PATH,
        "topics.md.j2",
        title="Topics",
        description="What teams ask the next workshops to be about.",
        open=[entry for entry, state in states if state is TopicState.OPEN],
        closed=[entry for entry, state in states if state is TopicState.CLOSED],
        competency=lambda topic: _competency(site, topic),
    )


def _most_wanted(entry: Entry[Topic]) -> tuple[int, str, str]:
    """More votes first; of equals, who has waited longer."""
    return -entry.record.votes, entry.record.asked.isoformat(), entry.id


def _competency(site: Site, topic: Topic) -> Markup | str:
    """What would help, as a link to the newest map that has it; empty where none is named."""
    if topic.competency is None:
        return ""
    slug, _, name = topic.competency.partition("/")
    found = _titles(site.registry, slug, site.settings.language).get(name)
    if found is None:
        return topic.competency
    title, version = found
    return link(title, relative(PATH, f"skills/{slug}/{version}/#competency-{name}"))


def _titles(registry: Registry, slug: str, language: str) -> dict[str, tuple[str, str]]:
    """The title of each competency of a framework, and the newest version that has it."""
    return {
        competency.id: (competency.title.in_(language), entry.version)
        for entry in registry.versions(FRAMEWORK, slug)
        for competency in entry.record.competencies
    }
