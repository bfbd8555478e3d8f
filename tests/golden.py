"""The golden files: every artifact of the small registry in `tests/broken/_base`.

The reference pages (checks, fields, schemas) are left out: they come from the code's own tables,
and would change with each word of a docstring. What MkDocs makes of the pages is left out too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from registry.address import development
from registry.check.run import check
from registry.cli.development import development_seal
from registry.load import load
from registry.problem import errors
from registry.site.render import render
from registry.site.site import Site

HERE = Path(__file__).parent
REGISTRY = HERE / "broken" / "_base"
EXPECTED = HERE / "expected"
DAY = date(2026, 11, 23)
_ELSEWHERE = ("docs/checks/", "docs/fields/", "overlay/schemas/", "theme/")


def artifacts() -> dict[str, bytes]:
    """Path and bytes of every golden file, as the code makes them now."""
    registry, problems = check(load(REGISTRY), DAY)
    assert registry is not None
    assert errors(problems) == []
    time = datetime(DAY.year, DAY.month, DAY.day, 6, tzinfo=UTC)
    sealed, policies = development_seal(registry, time, None)
    site = Site(
        registry=registry,
        ledger=sealed.ledger,
        policies=policies,
        address=development(registry.settings),
        as_of=DAY,
    )
    made = {f"{artifact.place}/{artifact.path}": artifact.content for artifact in render(site)}
    return {path: made[path] for path in sorted(made) if not path.startswith(_ELSEWHERE)}


def kept() -> dict[str, bytes]:
    """Path and bytes of every golden file, as it was blessed."""
    paths = sorted(path for path in EXPECTED.rglob("*") if path.is_file())
    return {path.relative_to(EXPECTED).as_posix(): path.read_bytes() for path in paths}
