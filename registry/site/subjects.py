"""What a record is called, and where its page is, by the path that other records name it by."""

from __future__ import annotations

from dataclasses import dataclass

from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL
from registry.records.kinds import subject_of
from registry.records.person import Person
from registry.records.registry import Registry
from registry.records.settings import REGISTRY
from registry.records.text import Text
from registry.site.markdown.phrases import phrases_of

# How the paths of those records begin of which the site lists no IDs.
UNLISTED = tuple(f"{kind.folder}/" for kind in (CREDENTIAL, ASSESSMENT))


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A record as others speak of it; `page` is None where it has none."""

    label: str
    page: str | None


def named(registry: Registry, path: str, language: str) -> Named | None:
    """What `path` (without its ending) names; None for a credential: the site lists no IDs."""
    if path.startswith(UNLISTED):
        return None
    found = subject_of(path)
    entry = registry.get(*found) if found else None
    if entry is None:
        return Named(label=path, page=None)
    if isinstance(entry.record, Person):
        listed = entry.record.consent is not None
        name = entry.record.name if listed else None
        return Named(label=name or entry.id, page=f"{path}/" if listed else None)
    title = next(
        (
            value
            for field in ("title", "name", "question")
            if isinstance(value := getattr(entry.record, field, None), Text)
        ),
        None,
    )
    if title is None:
        return Named(label=path, page=f"{path}/")
    label = title.in_(language) + (f" {entry.version}" if entry.version else "")
    return Named(label=label, page="" if entry.document.kind is REGISTRY else f"{path}/")


def label_of(registry: Registry, path: str, language: str) -> str:
    """What the record at `path` is called; the path itself where nothing calls it.

    A credential is only called that: the site lists no IDs.
    """
    found = named(registry, path, language)
    return found.label if found else phrases_of(language).plain("topic.credentials")
