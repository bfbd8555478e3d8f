"""The binding part of a record: what it says in the default language.

Translations may be added or mended in frozen files, so digests of standards leave them out.
"""

from __future__ import annotations

import hashlib
from typing import Any

from registry.jcs import canonical_json
from registry.records.framework import FRAMEWORK, Framework
from registry.records.registry import Entry, Registry
from registry.records.schema import schema
from registry.records.standard import Standard

_TEXT = ["string", "object"]  # the type that only texts have: one string, or one a language


def binding_standard(registry: Registry, entry: Entry[Standard]) -> dict[str, Any]:
    """A standard and the framework it uses, in the default language, as JSON values."""
    language = registry.settings.language
    framework: Entry[Framework] | None = registry.get(FRAMEWORK, entry.record.framework)
    assert framework is not None, "a checked registry knows the framework of every standard"
    return {
        "standard": binding(entry.document.data, schema("standard"), language),
        "framework": binding(framework.document.data, schema("framework"), language),
    }


def binding_framework(registry: Registry, entry: Entry[Framework]) -> dict[str, Any]:
    """A framework in the default language, as JSON values."""
    language = registry.settings.language
    return {"framework": binding(entry.document.data, schema("framework"), language)}


def standard_digest(registry: Registry, entry: Entry[Standard]) -> str:
    """The hex SHA-256 of what binds of a standard, in canonical form (RFC 8785).

    It is the digest that the ledger holds of a standard that was announced.
    """
    return hashlib.sha256(canonical_json(binding_standard(registry, entry))).hexdigest()


def framework_digest(registry: Registry, entry: Entry[Framework]) -> str:
    """The hex SHA-256 of what binds of a framework, in canonical form (RFC 8785)."""
    return hashlib.sha256(canonical_json(binding_framework(registry, entry))).hexdigest()


def binding(data: Any, shape: dict[str, Any], language: str) -> Any:
    """The same data with each text reduced to the default language.

    A text that lacks it, which `check` refuses, is represented by its first translation.
    """
    if isinstance(data, list):
        return [binding(inner, shape.get("items", {}), language) for inner in data]
    if not isinstance(data, dict):
        return data
    if shape.get("type") == _TEXT:
        return data.get(language, next(iter(data.values())))
    fields, free = shape.get("properties", {}), shape.get("additionalProperties") or {}
    return {
        key: binding(inner, fields.get(key, free if isinstance(free, dict) else {}), language)
        for key, inner in data.items()
    }
