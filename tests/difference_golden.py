"""Differences as they are read, kept to be reviewed: `tests/expected_differences`.

Those of the sample registry are between versions that were announced, and so stay as they are.
`direct.txt` is about two versions of a public framework, which are not in this repository: DIRECT,
github.com/direct-framework/digital-research-competencies-framework, licence CC BY 4.0. It quotes
what changed in them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from examples.real_data import direct
from registry.difference.compare import difference_of
from registry.difference.formats import markdown, text
from registry.difference.model import Difference
from registry.difference.versions import Version, version_of
from registry.load import load
from registry.records.build import build
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD
from registry.site.markdown.escape import escape

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = ROOT / "tests" / "expected_differences"
DIRECT = ROOT.parent / "shared" / "realdata" / "direct"
DIRECT_FILE = "direct.txt"


def made() -> dict[str, str]:
    """Name and content of every file; without DIRECT where its two versions are not here."""
    found = {
        "data-practitioner-2.0.txt": text(sample(STANDARD, "data-practitioner", "1.0", "2.0")),
        "data-practitioner-2.1.txt": text(sample(STANDARD, "data-practitioner", "2.0", "2.1")),
        "data-practitioner-2.1.md": markdown(
            sample(STANDARD, "data-practitioner", "2.0", "2.1"), escape=escape
        ),
        "open-data-1.1.txt": text(sample(FRAMEWORK, "open-data", "1.0", "1.1")),
    }
    return found | ({DIRECT_FILE: text(of_direct())} if DIRECT.is_dir() else {})


def sample(kind: Kind[Any], slug: str, before: str, after: str) -> Difference:
    """The difference of two versions in the sample registry."""
    registry = _sample()
    sides = [registry.get(kind, f"{slug}@{version}") for version in (before, after)]
    old, new = (version_of(registry, side) for side in sides if side)
    return difference_of(old, new)


@cache
def of_direct() -> Difference:
    """What changed from DIRECT v1.0 to v2.0.0."""
    records = direct.records(DIRECT)
    old, new = (
        Version(
            kind=FRAMEWORK, id=f"direct@{version}", data=records[f"skills/direct/{version}.yml"]
        )
        for version in ("1.0", "2.0")
    )
    return difference_of(old, new)


def bless() -> list[str]:
    """Rewrite the files, and name those that changed."""
    changed = []
    for name, content in made().items():
        file = EXPECTED / name
        if not file.exists() or file.read_text("utf-8") != content:
            file.write_text(content, "utf-8")
            changed.append(f"tests/expected_differences/{name}")
    return changed


@cache
def _sample() -> Registry:
    documents = load(ROOT).documents
    return Registry(
        Entry(build(document.kind.record, document.data, "en"), document)
        for document in documents
        if document.kind.name in {"registry", "standard", "framework"}
    )
