"""The command `sealbook`: the only place that prints, exits, and asks for clock or keys."""

from __future__ import annotations

import gc
import io
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code; what it prints is UTF-8, as records are."""
    # A command makes very many objects, keeps nearly all of them, and ends: looking through them
    # for rings again and again takes three times as long as reading 20,000 records.
    gc.disable()
    from registry.cli.app import run  # noqa: PLC0415 - `import registry.cli` stays cheap

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(arguments))
