"""The global options, and those that several commands share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import click

from registry.cli import candidates
from registry.cli.faults import no_registry

_YEARS = range(1900, 2100)  # the clocks of file formats run out soon after
DEFAULT_LEDGER = ".sealbook/ledger"
Format = Literal["text", "json", "github"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """The global options, as every command receives them."""

    folder: Path
    json: bool
    quiet: bool
    verbose: bool
    color: bool | None

    @property
    def root(self) -> Path:
        """The folder of the registry. Raises Fault where there is none."""
        if not (self.folder / "registry.yml").exists():
            raise no_registry(self.folder)
        return self.folder


class DayType(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read `2026-11-23`; refuse anything else in plain words."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a date such as 2026-11-23", param, ctx)
        if day.year not in _YEARS:
            years = f"{_YEARS[0]} to {_YEARS[-1]}"
            self.fail(f"{value} is not a date in the years {years}", param, ctx)
        return day


DAY = DayType()
today_option = click.option(
    "--today",
    type=DAY,
    default=None,
    envvar="SEALBOOK_TODAY",
    metavar="DATE",
    help="Judge as of this day instead of the real one.  [SEALBOOK_TODAY]",
)
id_argument = click.argument("record_id", metavar="ID", shell_complete=candidates.ids)
ledger_option = click.option(
    "--ledger",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help=f"The folder of the ledger.  [default: {DEFAULT_LEDGER}]",
)

UNREACHABLE = "unreachable-site"
EXCEPTIONS = ("nothing", "source-rewrite", "new-roots", "rekey", UNREACHABLE)
allow_option = click.option(
    "--allow",
    type=click.Choice(EXCEPTIONS),
    default=EXCEPTIONS[0],
    help="One exception by its name, as a run of the publishing workflow asks for it.",
)


def ledger_folder(root: Path, chosen: Path | None) -> Path:
    """The folder of the ledger: the chosen one, or the default inside the registry."""
    return chosen if chosen is not None else root / DEFAULT_LEDGER


def ending(*examples: str, codes: str = "") -> str:
    """The end of a command's help: examples to copy, and what its exit codes mean."""
    lines = "\n".join(f"  {example}" for example in examples)
    tail = f"\n\nExit code: {codes}." if codes else ""
    return f"\b\nFor example:\n{lines}{tail}"
