"""The table of exports: which files of other formats each framework and standard has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from registry.exchange.case.framework import framework_package
from registry.exchange.case.standard import standard_package
from registry.exchange.context import Context
from registry.exchange.ctdl.framework import framework_document
from registry.exchange.ctdl.standard import standard_document
from registry.exchange.sheet.competencies import framework_table
from registry.exchange.sheet.rubric import rubric_table
from registry.records.binding import framework_digest, standard_digest
from registry.records.framework import FRAMEWORK, Framework
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD, Standard

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True, slots=True)
class Export(Generic[R]):
    """A file beside the page of a record: its kind, the format, the name, and how it is made."""

    kind: Kind[R]
    format: str
    name: str
    label: str
    write: Callable[[Registry, Entry[R], Context], str]


def _framework_case(registry: Registry, entry: Entry[Framework], context: Context) -> str:
    digest = framework_digest(registry, entry)
    return as_json(framework_package(entry.slug, entry.version, entry.record, digest, context))


def _framework_ctdl(registry: Registry, entry: Entry[Framework], context: Context) -> str:
    digest = framework_digest(registry, entry)
    return as_json(framework_document(entry.slug, entry.version, entry.record, digest, context))


def _framework_csv(registry: Registry, entry: Entry[Framework], context: Context) -> str:
    digest = framework_digest(registry, entry)
    return framework_table(entry.slug, entry.version, entry.record, digest, context)


def _standard_case(registry: Registry, entry: Entry[Standard], context: Context) -> str:
    standard, digest = entry.record, standard_digest(registry, entry)
    framework = _framework_of(registry, standard)
    return as_json(
        standard_package(entry.slug, entry.version, standard, framework, digest, context)
    )


def _standard_ctdl(registry: Registry, entry: Entry[Standard], context: Context) -> str:
    standard, digest = entry.record, standard_digest(registry, entry)
    framework = _framework_of(registry, standard)
    return as_json(
        standard_document(entry.slug, entry.version, standard, framework, digest, context)
    )


def _standard_csv(registry: Registry, entry: Entry[Standard], context: Context) -> str:
    digest = standard_digest(registry, entry)
    return rubric_table(entry.slug, entry.version, entry.record, digest, context)


EXPORTS: tuple[Export[Any], ...] = (
    Export(
        kind=FRAMEWORK, format="case", name="case.json", label="CASE 1.1", write=_framework_case
    ),
    Export(
        kind=FRAMEWORK, format="ctdl", name="ctdl.json", label="CTDL-ASN", write=_framework_ctdl
    ),
    Export(
        kind=FRAMEWORK, format="csv", name="competencies.csv", label="CSV", write=_framework_csv
    ),
    Export(kind=STANDARD, format="case", name="case.json", label="CASE 1.1", write=_standard_case),
    Export(kind=STANDARD, format="ctdl", name="ctdl.json", label="CTDL", write=_standard_ctdl),
    Export(kind=STANDARD, format="csv", name="rubric.csv", label="CSV", write=_standard_csv),
)


def exports_of(kind: Kind[Any]) -> tuple[Export[Any], ...]:
    """The exports of a kind, in the order in which a page names them."""
    return tuple(export for export in EXPORTS if export.kind.name == kind.name)


def exports(registry: Registry, context: Context) -> Iterator[tuple[str, str]]:
    """Path on the site and text of every file of a registry that passed the checks."""
    for export in EXPORTS:
        for entry in registry.entries(export.kind):
            folder = export.kind.path_of(entry.id).removesuffix(".yml")
            yield f"{folder}/{export.name}", export.write(registry, entry, context)


def as_json(document: dict[str, Any]) -> str:
    """A document for people and programs: indented, in the order in which it was made."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _framework_of(registry: Registry, standard: Standard) -> Framework:
    framework = registry.framework_of(standard)
    assert framework is not None, "a checked registry knows the framework of every standard"
    return framework
