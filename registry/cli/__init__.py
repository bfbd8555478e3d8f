"""The command `sealbook`: the only place that prints, exits, and asks for clock or keys."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    from registry.cli.app import run  # noqa: PLC0415 - `import registry.cli` stays cheap

    sys.exit(run(arguments))
