"""The state of a topic on a day: it follows from what happened, and is never written."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from registry.records.topic import Topic


class TopicState(StrEnum):
    """Open until a day closes it."""

    OPEN = "open"
    CLOSED = "closed"


def topic_state(topic: Topic, day: date) -> TopicState:
    """The state of a topic at the end of `day`."""
    is_closed = topic.closed is not None and topic.closed <= day
    return TopicState.CLOSED if is_closed else TopicState.OPEN
