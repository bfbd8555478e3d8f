"""A new topic, as its file says it."""

from __future__ import annotations

from datetime import date
from typing import Any

from registry.records.canonical import order_of
from registry.records.topic import Topic
from registry.source.layout import layout


def new_topic(*, title: str, asked_by: str, asked: date, competency: str, votes: int) -> str:
    """The file of a topic; an empty `competency` is left out."""
    data: dict[str, Any] = {
        "title": title,
        "asked_by": asked_by,
        "asked": asked.isoformat(),
        **({"competency": competency} if competency else {}),
        "votes": votes,
    }
    return layout(data, order=order_of(Topic))
