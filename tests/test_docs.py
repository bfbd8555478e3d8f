"""The pages that people wrote: the commands they tell readers to type are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.shown_commands import commands, require_known

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_commands_and_options_exist(page: Path) -> None:
    """Whoever follows a runbook at night is not told that there is no such option."""
    for line in commands(page.read_text()):
        require_known(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_steps_stay_one_list(page: Path) -> None:
    """What belongs to a step is indented by four: with three, MkDocs ends the list there."""
    rows = page.read_text().splitlines()
    assert [row for row in rows if re.match(r" {3}\S", row)] == []


def test_commands_are_found() -> None:
    """The test above reads both spans and blocks."""
    block = "   ```sh\n   sealbook seal \\\n       --plan | head\n   ```\n"
    page = f"Run `sealbook check --fix`.\n\n{block}"
    assert [shlex.split(line) for line in commands(page)] == [
        ["sealbook", "check", "--fix"],
        ["sealbook", "seal", "--plan"],
    ]


def test_runbooks_are_short() -> None:
    """At most sixty lines: nobody reads more on a bad day."""
    runbooks = [page for page in PAGES if page.parent.name == "runbooks"]
    assert len(runbooks) >= 6
    assert [page.name for page in runbooks if len(page.read_text().splitlines()) > 60] == []
