"""How long it takes to found a registry and to verify its first credential.

`python -m benchmarks.adopt`, from the repository's root. Every figure is of a whole process; what
people decide and write is put between them, and takes no time here. See README.md.
"""

from __future__ import annotations

import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import SAMPLE
from benchmarks.measure import Cost, measure
from tests.adopter import FLAGS, FOUNDED, PASSPHRASE, Adopter

DAY = "2026-01-20"
AWARD = (
    *("issue", "pattern-cutter", "--to", "Maya Okonkwo", "--consent", DAY),
    *("--panel", "ada,ben,cleo", "--lead", "ada", "--streams", "result,notes,conversation"),
    *("--submitted", DAY, "--decided", DAY, "--today", DAY),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measured step."""

    step: str
    cost: Cost


def main() -> None:
    """Run the command."""
    print(table(list(measured())))


def measured() -> Iterator[Row]:
    """The cost of every step, on a machine that has Python and nothing of ours."""
    with tempfile.TemporaryDirectory(prefix="adopt-") as name:
        guild = Adopter(home=Path(name))
        place = guild.home / "venv"
        yield _row("environment", [sys.executable, "-m", "venv", "--without-pip", str(place)])
        pip, alone = [sys.executable, "-m", "pip"], ["--quiet", "--no-index", "--no-deps"]
        wheels = ["--no-build-isolation", "--wheel-dir", name, str(SAMPLE)]
        yield _row("wheel", [*pip, "wheel", *alone, *wheels])
        (wheel,) = guild.home.glob("*.whl")
        into = ["--python", str(place / "bin" / "python")]
        yield _row("install", [*pip, *into, "install", *alone, str(wheel)])
        # What the program needs lies here already: to fetch it is the network's time.
        (packages,) = place.glob("lib/python*/site-packages")
        (packages / "needs.pth").write_text(sysconfig.get_path("purelib") + "\n")
        sealbook = str(place / "bin" / "sealbook")
        found = [sealbook, "-C", name, "new", "guild", *FLAGS, "--yes", "--today", FOUNDED]
        yield _row("new", found)
        here = [sealbook, "-C", str(guild.root)]
        yield _row("check", [*here, "check", "--today", FOUNDED])
        yield _row("build, a test", [*here, "build", "--today", FOUNDED])
        yield from _made_real(guild, here)


def _made_real(guild: Adopter, here: list[str]) -> Iterator[Row]:
    guild.adopt("skills/core/1.0.yml", "committee", "2026-01-14", "2026-01-15")
    guild.adopt("standards/pattern-cutter/1.0.yml", "committee", "2026-01-14", "2026-01-15")
    guild.write("people/cleo.yml", "consent: 2026-01-16\n")
    guild.stick.mkdir()
    (guild.stick / "passphrase").write_text(PASSPHRASE + "\n")
    key = ["key", "new", "--root", str(guild.stick / "root-a.txt"), "--expires", "2028-01-01"]
    key += ["--passphrase-file", str(guild.stick / "passphrase")]
    yield _row("key new", [*here, *key, "--seed-file", str(guild.stick / "seed")])
    yield _row("issue", [*here, *AWARD])
    seed = {"SEALBOOK_SEED": (guild.stick / "seed").read_text().strip()}
    ledger = ["--ledger", str(guild.ledger), "--today", DAY]
    yield _row("seal", [*here, "seal", *ledger], seed)
    yield _row("build", [*here, "build", *ledger])
    (record,) = guild.root.glob("credentials/*/*.yml")
    verify = ["verify", record.stem, "--site", str(guild.site), "--root", guild.vkey]
    memory = ["--memory", str(guild.home / "memory"), "--today", DAY]
    yield _row("verify", [*here, *verify, *memory])


def table(rows: list[Row]) -> str:
    """The rows as Markdown, with their sum."""
    lines = ["| step | CPU s | wall s |", "| --- | ---: | ---: |"]
    lines += [f"| {row.step} | {row.cost.cpu:.2f} | {row.cost.wall:.2f} |" for row in rows]
    cpu, wall = sum(row.cost.cpu for row in rows), sum(row.cost.wall for row in rows)
    return "\n".join([*lines, f"| together | {cpu:.2f} | {wall:.2f} |"])


def _row(step: str, command: list[str], environment: dict[str, str] | None = None) -> Row:
    apart = {"NO_MKDOCS_2_WARNING": "1", **(environment or {})}
    return Row(step=step, cost=measure(command, SAMPLE, apart))


if __name__ == "__main__":
    main()
