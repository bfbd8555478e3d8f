"""Which languages say all that a page shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from registry.records.framework import Framework
from registry.records.standard import Standard
from registry.records.text import Text


def languages_of(standard: Standard, framework: Framework | None) -> frozenset[str]:
    """The languages into which every text of a standard's page is translated.

    Of the framework a standard shows the titles of its competencies and the behaviour at the level
    asked for. The summary of the change may stay in the default language, as versions list it too.
    """
    shown = [*_texts(dataclasses.replace(standard, change=None))]  # type: ignore[arg-type]
    for id_, level in standard.competencies.items() if framework else ():
        competency = framework.competency(id_) if framework else None
        if competency:
            shown += [competency.title, competency.behaviours.get(level, competency.title)]
    sets = [frozenset(text.translations) for text in shown]
    return frozenset.intersection(*sets) if sets else frozenset()


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
