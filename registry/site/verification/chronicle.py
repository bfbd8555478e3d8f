"""The history of a credential in words, one dated row per event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from markupsafe import Markup, escape

from registry.records.credential import Event
from registry.records.ids import grouped
from registry.site.verification.verdict import reason
from registry.site.verification.words import Words

Link = Callable[[str], str | None]


def rows(
    words: Words, issued: date, events: tuple[Event, ...], link: Link
) -> Iterator[tuple[str, Markup]]:
    """Day and sentence of each event, the issue first; `link` gives the address of an ID's page."""
    yield words.day(issued), words.markup["event.issued"]
    for event in events:
        yield words.day(event.day), _sentence(words, event, link)


def _sentence(words: Words, event: Event, link: Link) -> Markup:
    key = f"event.{event.name}"
    match event.name:
        case "suspended" if event.review is not None:
            values = {"reason": reason(words, event.reason), "review": words.day(event.review)}
            return words.html("event.suspended.review", **values)
        case "suspended" | "revoked":
            return words.html(key, reason=reason(words, event.reason))
        case "corrected":
            names = dict.fromkeys(words.text(f"field.{field}") for field in event.fields)
            return words.html(key, fields=", ".join(names))
        case "replaced" if event.by is not None:
            return words.html(key, id=_linked(event.by, link(event.by)))
        case _:
            return words.markup[key]


def _linked(record_id: str, href: str | None) -> Markup:
    shown = escape(grouped(record_id))
    return Markup('<a href="{}">{}</a>').format(href, shown) if href else shown
