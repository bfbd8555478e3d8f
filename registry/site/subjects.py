"""What a record is called, and where its page is, by the path that other records name it by."""

from __future__ import annotations

from dataclasses import dataclass

from registry.records.kinds import kind_of
from registry.records.person import Person
from registry.records.registry import Registry
from registry.records.settings import REGISTRY
from registry.records.text import Text

# Kinds of which the site lists no IDs.
UNLISTED = frozenset({"credential", "assessment"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A record as others speak of it; `page` is None where it has none."""

    label: str
    page: str | None


def subject_of(registry: Registry, path: str, language: str) -> Subject | None:
    """What `path` (without its ending) names; None for a credential: the site lists no IDs."""
    found = kind_of(f"{path}.yml") or kind_of(f"{path}.md")
    if found is None:
        return Subject(label=path, page=None)
    kind, record_id = found
    if kind.name in UNLISTED:
        return None
    entry = registry.get(kind, record_id)
    if entry is None:
        return Subject(label=path, page=None)
    if isinstance(entry.record, Person):
        listed = entry.record.consent is not None
        name = entry.record.name if listed else None
        return Subject(label=name or record_id, page=f"{path}/" if listed else None)
    title = next(
        (
            value
            for field in ("title", "name", "question")
            if isinstance(value := getattr(entry.record, field, None), Text)
        ),
        None,
    )
    if title is None:
        return Subject(label=path, page=f"{path}/")
    label = title.in_(language) + (f" {entry.version}" if entry.version else "")
    return Subject(label=label, page="" if kind is REGISTRY else f"{path}/")


def label_of(registry: Registry, path: str, language: str) -> str:
    """What the record at `path` is called; the path itself where nothing calls it."""
    subject = subject_of(registry, path, language)
    return subject.label if subject else path
