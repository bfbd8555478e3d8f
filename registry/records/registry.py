"""The registry: every record that was read, with lookups and the place of every field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from registry.problem import Problem, Severity
from registry.records.credential import Credential
from registry.records.document import Document
from registry.records.framework import FRAMEWORK, Framework
from registry.records.kind import Kind
from registry.records.settings import REGISTRY, Settings
from registry.records.standard import STANDARD, Standard

R = TypeVar("R")
Version = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record and the document it was read from."""

    record: R
    document: Document

    @property
    def id(self) -> str:
        """The ID that the path gives: a handle, a slug, `slug@1.0`, or an ID."""
        return self.document.id

    @property
    def slug(self) -> str:
        """The ID without its version."""
        return self.id.partition("@")[0]

    @property
    def version(self) -> str:
        """The version in the ID, such as `2.1`; empty where the kind has none."""
        return self.id.partition("@")[2]

    @property
    def subject(self) -> str:
        """The path without its ending, by which other records say that they are `about` it."""
        return self.document.path.rpartition(".")[0]

    def problem(
        self,
        message: str,
        *at: str | int,
        key: bool = False,
        severity: Severity = "error",
        label: str = "",
        fix: str = "",
    ) -> Problem:
        """A problem with the field at the path `at`."""
        return self.document.problem(message, at, key=key, severity=severity, label=label, fix=fix)


def version_key(version: str) -> Version:
    """`2.10` as numbers, so that it comes after `2.9`."""
    major, _, minor = version.partition(".")
    return int(major), int(minor)


class Registry:
    """All records, by kind and ID; records of a kind come in the order of their IDs."""

    def __init__(
        self,
        entries: Iterable[Entry[Any]],
        broken: Iterable[tuple[str, str]] = (),
        pictures: frozenset[str] = frozenset(),
        codeowners: str | None = None,
    ) -> None:
        """Index `entries`; `broken` are kind and ID of files that could not be read as records.

        `pictures` are the paths of the files in `assets/`, `codeowners` is the text of
        `.github/CODEOWNERS`.
        """
        self.pictures = pictures
        self.codeowners = codeowners
        self._entries: dict[str, dict[str, Entry[Any]]] = {}
        for entry in entries:
            self._entries.setdefault(entry.document.kind.name, {})[entry.id] = entry
        for name, found in self._entries.items():
            self._entries[name] = dict(sorted(found.items(), key=_order))
        self._broken = frozenset(broken)

    @property
    def settings(self) -> Settings:
        """What `registry.yml` says; KeyError where there is none."""
        return cast(Settings, self._entries[REGISTRY.name][REGISTRY.name].record)

    def entries(self, kind: Kind[R]) -> tuple[Entry[R], ...]:
        """Every record of a kind."""
        return tuple(self._entries.get(kind.name, {}).values())

    def get(self, kind: Kind[R], record_id: str) -> Entry[R] | None:
        """The record with exactly this ID, or None."""
        return self._entries.get(kind.name, {}).get(record_id)

    def exists(self, kind: Kind[Any], reference: str) -> bool:
        """Whether a file answers to the reference, even one with problems of its own."""
        if self.resolve(kind, reference) is not None or (kind.name, reference) in self._broken:
            return True
        return any(
            name == kind.name and broken.startswith(f"{reference}.")
            for name, broken in self._broken
        )

    def is_whole(self, kind: Kind[Any]) -> bool:
        """Whether every file of a kind could be read as a record."""
        return not any(name == kind.name for name, _ in self._broken)

    def versions(self, kind: Kind[R], slug: str) -> tuple[Entry[R], ...]:
        """Every version of a standard, framework or policy, oldest first."""
        return tuple(entry for entry in self.entries(kind) if entry.slug == slug and entry.version)

    def first_version(self, kind: Kind[Any], slug: str) -> str:
        """The oldest version of a slug that has a file, even one with problems of its own."""
        ids = [entry.id for entry in self.versions(kind, slug)]
        ids += [broken for name, broken in self._broken if name == kind.name]
        versions = [id_.partition("@")[2] for id_ in ids if id_.startswith(f"{slug}@")]
        return min(versions, key=version_key)

    def slugs(self, kind: Kind[Any]) -> tuple[str, ...]:
        """The slugs of a kind that has versions, in order."""
        return tuple(dict.fromkeys(entry.slug for entry in self.entries(kind)))

    def resolve(self, kind: Kind[R], reference: str) -> Entry[R] | None:
        """The record that a reference means: `x@2.1` exactly, `x@2` the newest 2.x."""
        exact = self.get(kind, reference)
        if exact is not None or "@" not in reference:
            return exact
        slug, _, major = reference.partition("@")
        found = [
            entry for entry in self.versions(kind, slug) if entry.version.partition(".")[0] == major
        ]
        return found[-1] if found else None

    def framework_of(self, standard: Standard) -> Framework | None:
        """The framework that a standard's competencies come from."""
        entry = self.get(FRAMEWORK, standard.framework)
        return entry.record if entry else None

    def standard(self, reference: str) -> Standard | None:
        """The standard that a reference means."""
        entry = self.resolve(STANDARD, reference)
        return entry.record if entry else None

    def standard_of(self, credential: Credential) -> Standard:
        """The standard of a credential, in a registry that passed the checks."""
        entry = self.get(STANDARD, credential.standard)
        assert entry is not None, "a checked registry knows the standard of every credential"
        return entry.record


def matches(reference: str, record_id: str) -> bool:
    """Whether `x@2.1` answers to the reference: `x@2.1`, or `x@2` for any 2.x."""
    return record_id == reference or record_id.startswith(f"{reference}.")


def _order(item: tuple[str, Entry[Any]]) -> tuple[str, Version]:
    entry = item[1]
    return (entry.slug, version_key(entry.version) if entry.version else (0, 0))
