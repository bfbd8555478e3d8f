"""Exports of the sample and of frameworks made for a test."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from registry.address import real
from registry.exchange.context import Context, context_of
from registry.exchange.exports import EXPORTS, exports
from registry.load import document_of
from registry.records.binding import binding_framework
from registry.records.build import build
from registry.records.canonical import order_of
from registry.records.framework import FRAMEWORK, Framework
from registry.records.registry import Entry, Registry
from registry.records.settings import REGISTRY
from registry.source.layout import layout
from tests.sample_site import registry

DAY = date(2026, 11, 23)
SETTINGS = """\
name: Open Data Practice Guild
url: https://cert.odpg.example/
email: certify@odpg.example
origin: odpg.example/sealbook
languages: [en, es]
zone: Europe/Lisbon
tiers: [practitioner]
"""


def context(found: Registry, day: date = DAY) -> Context:
    """The context of a registry at its real address."""
    return context_of(found.settings, real(found.settings), day)


@cache
def files() -> dict[str, str]:
    """Path and text of every export of the sample."""
    return dict(exports(registry(), context(registry())))


def loaded(path: str) -> Any:
    """An export of the sample as JSON."""
    return json.loads(files()[path])


def registry_of(data: dict[str, Any], framework_id: str = "made@1.0") -> Registry:
    """A registry of one framework, from data as a file would have it."""
    texts = {
        REGISTRY.path: SETTINGS,
        FRAMEWORK.path_of(framework_id): layout(data, order=order_of(Framework)),
    }
    entries = []
    for path, text in texts.items():
        document, problems = document_of(text.encode(), path)
        assert document is not None, problems
        entries.append(Entry(build(document.kind.record, document.data, "en"), document))
    return Registry(entries)


def written(found: Registry, format_: str, framework_id: str = "made@1.0") -> str:
    """A framework in a format."""
    entry = found.get(FRAMEWORK, framework_id)
    assert entry is not None
    export = next(row for row in EXPORTS if row.kind is FRAMEWORK and row.format == format_)
    return export.write(found, entry, context(found))


def as_draft(found: Registry, framework_id: str = "made@1.0") -> dict[str, Any]:
    """What binds of a framework, without dates and class: as a draft of it would be."""
    entry = found.get(FRAMEWORK, framework_id)
    assert entry is not None
    data: dict[str, Any] = binding_framework(found, entry)["framework"]
    return {**data, "change": {"summary": data["change"]["summary"]}}
