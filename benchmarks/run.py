"""Measure the pipeline at several sizes: `python -m benchmarks.run`, from the repository's root.

Every figure is of whole processes, started as a user starts them. See README.md.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.generate import SAMPLE, SEED, TODAY, generate, record_id
from benchmarks.measure import Cost, Size, measure, size
from registry.sign.keys import format_seed

# `sealbook` with the required packages alone, and with the extra `fast`.
PLAIN = "import sys; sys.modules['jsonschema_rs'] = None; from registry.cli import main; main()"
FAST = "from registry.cli import main; main()"
KEY = {"SEALBOOK_SEED": format_seed(SEED)}
STRAIGHTFORWARD = "straightforward"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measured step."""

    number: int
    step: str
    cost: Cost
    site: Size | None = None


def main(arguments: list[str]) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10_000], metavar="N")
    parser.add_argument(
        "--straightforward-up-to",
        type=int,
        default=1000,
        metavar="N",
        help="measure the straightforward way up to this size (37 ms a credential; default 1000)",
    )
    parser.add_argument("--fast", action="store_true", help="use jsonschema-rs")
    options = parser.parse_args(arguments)
    rows = []
    for number in options.sizes:
        for row in measured(number, options.straightforward_up_to, fast=options.fast):
            print(f"{row.number:>7,} {row.step}: {row.cost.cpu:.2f} s", file=sys.stderr)
            rows.append(row)
    print(table(rows))
    print()
    print(growth(rows))


def measured(number: int, straightforward_up_to: int, *, fast: bool = False) -> Iterator[Row]:
    """The cost of every step at one size, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        root = Path(name) / "registry"
        root.mkdir()
        generate(root, number)
        if number <= straightforward_up_to:
            out = Path(name) / STRAIGHTFORWARD
            module = ["-m", "benchmarks.straightforward", str(root), str(out)]
            yield Row(
                number=number,
                step=STRAIGHTFORWARD,
                cost=_python(module),
                site=size(out / "site"),
            )
            shutil.rmtree(out)
        for step, command in (("check", "check"), ("seal", "seal"), ("build", "build")):
            cost = sealbook(root, command, fast=fast)
            yield Row(number=number, step=step, cost=cost)
        site = root / "build" / "site"
        yield Row(
            number=number,
            step="rebuild",
            cost=sealbook(root, "build", fast=fast),
            site=size(site),
        )
        correct(root, record_id(0))
        day = TODAY + timedelta(days=1)  # a seal is later than the one before
        for step, command in (("seal one more", "seal"), ("rebuild with it", "build")):
            cost = sealbook(root, command, fast=fast, day=day)
            yield Row(number=number, step=step, cost=cost)


def correct(root: Path, name: str) -> None:
    """Append an event to a credential, as a registrar would: its next seal is a new edition."""
    (path,) = root.glob(f"credentials/*/{name}.yml")
    text = path.read_text("utf-8")
    event = f"{{corrected: {TODAY}, fields: [holder], reason: issued-in-error}}"
    path.write_text(f"{text}history:\n  - {event}\n", "utf-8")


def table(rows: list[Row]) -> str:
    """The rows as Markdown; a share is of the straightforward way at that size, or scaled to it."""
    naive = {row.number: row.cost.cpu for row in rows if row.step == STRAIGHTFORWARD}
    each = max(naive.items(), default=None)
    lines = [
        "| N | step | CPU s | CPU ms each | wall s | peak MiB | times less | bytes each | files |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        n, cost = row.number, row.cost
        reference = naive.get(n) or (each[1] / each[0] * n if each else None)
        less = "" if row.step == STRAIGHTFORWARD or not reference else f"{reference / cost.cpu:.0f}"
        scaled = "" if n in naive or not less else " *"
        lines.append(
            f"| {n:,} | {row.step} | {cost.cpu:.2f} | {1000 * cost.cpu / n:.2f} | {cost.wall:.2f}"
            f" | {cost.peak:.0f} | {less}{scaled}"
            + (f" | {row.site.bytes / n:,.0f} | {row.site.files:,} |" if row.site else " | | |")
        )
    return "\n".join(lines)


def growth(rows: list[Row]) -> str:
    """What each further credential costs from one size to the next, as Markdown.

    Where growth is linear, the lines of a step agree: a fixed cost divided by N does not blur them.
    """
    lines = [
        "| from | to | step | CPU ms each | KiB of memory each | bytes each |",
        "| ---: | ---: | --- | ---: | ---: | ---: |",
    ]
    before: dict[str, Row] = {}
    for row in rows:
        if last := before.get(row.step):
            more = row.number - last.number
            cpu = 1000 * (row.cost.cpu - last.cost.cpu) / more
            memory = 1024 * (row.cost.peak - last.cost.peak) / more
            published = ""
            if row.site and last.site:
                published = f"{(row.site.bytes - last.site.bytes) / more:,.0f}"
            lines.append(
                f"| {last.number:,} | {row.number:,} | {row.step} | {cpu:.2f} | {memory:.1f}"
                f" | {published} |"
            )
        before[row.step] = row
    return "\n".join(lines)


def sealbook(root: Path, command: str, *, fast: bool = False, day: date = TODAY) -> Cost:
    """Run `sealbook COMMAND` on a registry as of a day; with its key where it seals."""
    code = FAST if fast else PLAIN
    return _python(["-c", code, "-C", str(root), command, "--today", day.isoformat()], command)


def _python(arguments: list[str], command: str = "") -> Cost:
    environment = {"PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "1"}
    if command == "seal":
        environment |= KEY
    return measure([sys.executable, *arguments], SAMPLE, environment)


if __name__ == "__main__":
    main(sys.argv[1:])
