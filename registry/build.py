"""The pipeline on one screen: load, check, seal, render, write, publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from registry.address import Address
from registry.check.checks import EXPLANATIONS
from registry.check.run import check
from registry.engine import CONFIGURATION, INHERITED, EngineFailed, run_engine, stage_by_hand
from registry.ledger.ledger import Ledger
from registry.load import load
from registry.problem import Problem, errors
from registry.records.credential import CREDENTIAL
from registry.records.registry import Registry
from registry.sign.chain import SignedPolicy
from registry.site.engine_config import engine_config
from registry.site.render import render
from registry.site.site import Site
from registry.write import Written, fresh, lay_over, swap, write, write_manifest


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Where and what a build publishes: the address, the ledger, and the policies of its keys."""

    address: Address
    ledger: Ledger
    policies: tuple[SignedPolicy, ...]


Sealing = Callable[[Registry], tuple[Publication, tuple[Problem, ...]]]


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build did: the problems it met, and unless these forbade it, the site it wrote."""

    problems: tuple[Problem, ...]
    site: Site | None = None
    artifacts: int = 0
    unsealed: int = 0


def build(root: Path, out: Path, *, today: date, sealing: Sealing) -> Built:
    """Build the site of the registry at `root` into `out`, or leave `out` as it was.

    `sealing` gives the publication and the refusals of a checked registry: in development
    it signs with the public key, otherwise it hands over the ledger that was sealed before.
    Work in progress lies beside `out`, in `workshop(out)`.
    Raises EngineFailed, PlaceTaken, OSError.
    """
    loaded = load(root)
    registry, problems = check(loaded, today)
    if registry is None or errors(problems):
        return Built(problems=tuple(problems))
    published, refused = sealing(registry)
    if refused:
        return Built(problems=(*problems, *refused))
    ledger = published.ledger
    time = ledger.state.seal.time
    stage = fresh(workshop(out) / "next")
    site = Site(
        registry=registry,
        ledger=ledger,
        policies=published.policies,
        address=published.address,
        as_of=time.date(),
        checks=EXPLANATIONS,
        by_hand=tuple(stage_by_hand(root, stage)),
    )
    own = (stage / INHERITED).read_text("utf-8", "replace")
    (stage / CONFIGURATION).write_bytes(engine_config(site, inherit=INHERITED, own=own))
    try:
        written = write(render(site), stage)
    except FileExistsError as error:
        page = Path(error.filename).relative_to(stage)
        raise EngineFailed(
            f"{page}: the build makes this page itself; give yours a new name"
        ) from None
    publish(stage, out, time, written)
    unsealed = sum(entry.id not in ledger.records for entry in registry.entries(CREDENTIAL))
    return Built(problems=tuple(problems), site=site, artifacts=written.files, unsealed=unsealed)


def workshop(out: Path) -> Path:
    """The folder beside the site where builds into it keep what they are working on."""
    return out.parent / ".sealbook"


def publish(stage: Path, out: Path, time: datetime, written: Written) -> None:
    """Run the engine on the staged pages, lay the overlay on top, and swap the site in."""
    pages = run_engine(stage, workshop(out) / "engine", int(time.timestamp()))
    lay_over(stage / "overlay", pages)
    write_manifest(pages, written)
    swap(pages, out)
    shutil.rmtree(stage)
