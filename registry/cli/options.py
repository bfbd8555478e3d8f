"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from registry.cli.world import DAY

DEFAULT_LEDGER = ".sealbook/ledger"

today_option = click.option(
    "--today",
    type=DAY,
    default=None,
    metavar="DATE",
    help="Judge as of this day instead of the real one.",
)
ledger_option = click.option(
    "--ledger",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help=f"The folder of the ledger.  [default: {DEFAULT_LEDGER}]",
)


def ledger_folder(root: Path, chosen: Path | None) -> Path:
    """The folder of the ledger: the chosen one, or the default inside the registry."""
    return chosen if chosen is not None else root / DEFAULT_LEDGER


def ending(*examples: str, codes: str = "") -> str:
    """The end of a command's help: examples to copy, and what its exit codes mean."""
    lines = "\n".join(f"  {example}" for example in examples)
    tail = f"\n\nExit code: {codes}." if codes else ""
    return f"\b\nFor example:\n{lines}{tail}"
