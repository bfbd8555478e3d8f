"""Command lines of `sealbook` that a page shows: they are found, and each of them exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click

from registry.cli.app import sealbook

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


def require_known(line: str) -> None:
    """Assert that there is such a command, with all these options."""
    _name, *words = shlex.split(line, comments=True)
    command: click.Command = sealbook
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, line
        command = found
    known = {name for parameter in command.params for name in parameter.opts}
    asked = {word.partition("=")[0] for word in words if word.startswith("-")}
    assert asked <= {*known, "--help"}, line
