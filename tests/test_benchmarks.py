"""The benchmark works: every step runs, and the generated registry is sound. No time is judged."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks import adopt, phone
from benchmarks.generate import TODAY, generate, holder, record_id
from benchmarks.measure import Cost, Size
from benchmarks.run import Row, growth, measured, table
from registry.check.run import check
from registry.load import load
from registry.problem import errors
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL

NUMBER = 20


def test_every_step_is_measured() -> None:
    """A run at a small size costs something at every step, and its table says it all."""
    rows = list(measured(NUMBER, straightforward_up_to=NUMBER))
    assert [row.step for row in rows] == [
        "straightforward",
        "check",
        "seal",
        "build",
        "rebuild",
        "seal one more",
        "rebuild with it",
    ]
    assert all(row.cost.cpu > 0 and row.cost.peak > 10 for row in rows)
    sites = [row.site for row in rows if row.site is not None]
    assert all(site.files > 2 * NUMBER for site in sites)
    lines = table(rows).splitlines()
    assert len(lines) == 2 + len(rows)
    assert len({line.count("|") for line in lines}) == 1


def test_a_registry_is_founded_and_its_first_credential_verified() -> None:
    """From the wheel alone, in an environment of its own: every step ends with 0."""
    rows = list(adopt.measured())
    steps = [row.step for row in rows]
    assert steps[:3] == ["environment", "wheel", "install"]
    assert steps[3:6] == ["new", "check", "build, a test"]
    assert steps[6:] == ["key new", "issue", "seal", "build", "verify"]
    assert len(adopt.table(rows).splitlines()) == 2 + len(rows) + 1


def test_growth_is_the_difference_of_sizes() -> None:
    """A fixed cost is in no line of it: 1 s, and 2 ms, 1 KiB and 3 bytes for each credential."""
    rows = [
        Row(
            number=n,
            step="rebuild",
            cost=Cost(cpu=1 + n / 500, wall=9.0, peak=50 + n / 1024),
            site=Size(files=n, bytes=7000 + 3 * n),
        )
        for n in (100, 1000)
    ]
    assert growth(rows).splitlines()[2:] == ["| 100 | 1,000 | rebuild | 2.00 | 1.0 | 3 |"]


def test_generated_registry_is_sound(tmp_path: Path) -> None:
    """No check finds an error in it, so what is measured is the way without problems."""
    generate(tmp_path, 300)
    registry, problems = check(load(tmp_path), TODAY)
    assert errors(problems) == []
    assert registry is not None
    assert len(registry.entries(CREDENTIAL)) == len(registry.entries(ASSESSMENT)) == 300
    histories = [entry.record.history for entry in registry.entries(CREDENTIAL)]
    assert {event.name for history in histories for event in history} == {"corrected", "replaced"}
    assert date(2021, 1, 1) < min(e.record.awarded for e in registry.entries(CREDENTIAL)) <= TODAY


def test_names_and_ids_do_not_repeat() -> None:
    """The n-th credential has an ID and a holder of its own."""
    assert len({record_id(n) for n in range(2000)}) == 2000
    assert len({holder(n) for n in range(200_000)}) == 200_000


@pytest.mark.browser
def test_a_first_visit_is_small(browser: Browser, tmp_path: Path) -> None:
    """On its way, packed as hosts pack it, all that a first visit loads is less than 25 kB."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on the PATH")
    site = phone.built(tmp_path / "registry")
    with phone.served(site) as port, phone.launched(browser.browser_type, port) as chromium:
        visited = phone.visit(chromium, record_id(1))
    assert visited.state == "valid"
    assert visited.transferred <= 25_000
    assert visited.requests <= 9
