"""From two public data sets to a registry that `sealbook` checks and builds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from examples.real_data import chaoss, direct
from registry.records.canonical import order_of
from registry.records.kinds import kind_of
from registry.source.layout import layout

Record = dict[str, Any]

# Every name in it is one that cannot be mistaken for the real issuer's.
SETTINGS: Record = {
    "name": "Real data, imported",
    "description": (
        "A test of Sealbook with public data: the DIRECT framework (CC BY 4.0) and the CHAOSS"
        " badges for events (MIT). Neither community has issued or endorsed anything here."
    ),
    "url": "https://real-data.example/",
    "email": "nobody@real-data.example",
    "origin": "real-data.example/sealbook",
    "languages": ["en"],
    "zone": "UTC",
    "tiers": ["event"],
    # DIRECT and CHAOSS take up a new version on the day on which they publish it.
    "rules": {"notice": dict.fromkeys(("clarifying", "additive", "breaking"), "P0D")},
}


def convert(source: Path, target: Path) -> int:
    """Write the registry into `target`, over what an earlier run wrote; returns how many records.

    `source` holds the folders `direct` and `chaoss-badging`. The same source gives the same bytes.
    """
    written = dict(records(source))
    for path, record in written.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text_of(path, record), "utf-8")
    return len(written)


def records(source: Path) -> Iterator[tuple[str, Record]]:
    """Path and content of every record of the registry."""
    yield "registry.yml", SETTINGS
    yield from direct.records(source / "direct").items()
    yield from chaoss.records(source / "chaoss-badging")


def text_of(path: str, record: Record) -> str:
    """A record as the file that `sealbook check --fix` would leave as it is."""
    found = kind_of(path)
    assert found is not None, "every path above is that of a record"
    return layout(record, order=order_of(found[0].record))
