"""The pages that people wrote: the commands they tell readers to type are there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from registry.cli.app import sealbook

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
# One sentence a line, a command between back-ticks or in a block of its own.
_SPAN = re.compile(r"`(sealbook [^`\n]+)`")
_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def commands(page: str) -> Iterator[str]:
    """Every command line of `sealbook` that a page shows."""
    yield from _SPAN.findall(_BLOCK.sub("", page))
    for block in _BLOCK.findall(page):
        for line in block.replace("\\\n", "").splitlines():
            if line.strip().startswith("sealbook"):
                yield line.partition("|")[0].strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_commands_and_options_exist(page: Path) -> None:
    """Whoever follows a runbook at night is not told that there is no such option."""
    for line in commands(page.read_text()):
        _name, *words = shlex.split(line, comments=True)
        command: click.Command = sealbook
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            found = command.get_command(click.Context(command), words.pop(0))
            assert found is not None, line
            command = found
        known = {name for parameter in command.params for name in parameter.opts}
        asked = {word.partition("=")[0] for word in words if word.startswith("-")}
        assert asked <= {*known, "--help"}, line


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
