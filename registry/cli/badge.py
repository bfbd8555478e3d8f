"""`sealbook badge`: the picture of a badge with the signed credential inside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from registry.cli import exits, find, world
from registry.cli.faults import Fault
from registry.cli.fix import replace_file
from registry.cli.options import (
    Options,
    ending,
    id_argument,
    ledger_folder,
    ledger_option,
    today_option,
)
from registry.cli.read import as_row
from registry.cli.report import Report, hint, show
from registry.cli.sealing import sealing_for
from registry.openbadge.bake import NotBakeable, bake_png, bake_svg
from registry.records import ids
from registry.timestamp import midnight

_PIXELS_PER_INCH = 144.0  # twice the size of the page, for sharp screens
_BAKERS: dict[str, Callable[[bytes, str], bytes]] = {".svg": bake_svg, ".png": bake_png}


@click.command(
    epilog=ending(
        "sealbook badge 7K3M-9QXA-2TVRC -o badge.svg",
        codes="0 written, 1 the records have problems, 2 wrong use, "
        "3 not sealed yet, or no picture, or no program to draw a PNG",
    )
)
@id_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where it goes: a name in .svg or .png.  [default: ID.svg]",
)
@ledger_option
@today_option
@click.pass_obj
def badge(
    options: Options,
    *,
    record_id: str,
    output: Path | None,
    ledger: Path | None,
    today: date | None,
) -> int:
    """Write a badge: the picture with the signed credential inside.

    The credential comes from the ledger if that was sealed with a real key; else the public
    development key signs, and the badge is worth nothing.
    """
    registry = find.checked_registry(options, today)
    entry = find.credential(registry, record_id)
    file = output or Path(f"{entry.id}.svg")
    bake = _BAKERS.get(file.suffix.lower())
    if bake is None:
        raise click.UsageError(f"A badge is a picture in .svg or .png, not {file.name}.")
    slug = entry.record.standard.partition("@")[0]
    folder = ledger_folder(options.root, ledger)
    time = midnight(today) if today else None
    published, problems = sealing_for(options.root, folder, time)(registry)
    found = published.ledger
    if problems:
        summary = "No badge: the records contradict the ledger."
        return show(Report(problems=problems, summary=summary), options)
    if entry.id not in found.records:
        raise Fault(
            "not-sealed",
            f"{ids.grouped(entry.id)} is not in the ledger yet",
            fix="merge and seal it first: sealbook seal",
        )
    credential = json.dumps(
        found.records[entry.id].credential, ensure_ascii=False, separators=(",", ":")
    )
    picture = read_picture(options.root, slug, file.suffix.lower())
    try:
        baked = bake(picture, credential)
    except NotBakeable as refused:
        raise Fault("picture", f"the picture of {slug} does not do: {refused}") from refused
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, baked)
    if not options.json:
        click.echo(str(file))
    report = Report(
        problems=[],
        summary=f"Wrote {file}, the badge of {ids.grouped(entry.id)}.",
        result={"written": [str(file)], "test": published.address.test},
    )
    show(report, options)
    status = as_row(registry, entry, today or world.today())["status"]
    hint(options, f"Its status is {status}.", *_use(test=published.address.test))
    return exits.OK


def read_picture(root: Path, slug: str, suffix: str) -> bytes:
    """The picture of a standard as SVG or PNG; a PNG that is not there is drawn from the SVG."""
    folder = root / "assets" / "badges"
    drawn = folder / f"{slug}.svg"
    if suffix == ".png" and (folder / f"{slug}.png").is_file():
        return (folder / f"{slug}.png").read_bytes()
    if not drawn.is_file():
        raise Fault(
            "picture",
            f"there is no picture assets/badges/{slug}.svg",
            fix="draw one, as plain SVG",
        )
    return drawn.read_bytes() if suffix == ".svg" else _draw(folder, drawn.name)


def _draw(folder: Path, name: str) -> bytes:
    try:
        import typst  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise Fault(
            "extra",
            "to draw a PNG from an SVG, sealbook needs typst",
            fix="pip install 'sealbook[pdf]'; or ask for .svg; "
            f"or put {name.removesuffix('.svg')}.png beside {name} in assets/badges",
        ) from None
    source = (
        "#set page(width: 400pt, height: auto, margin: 0pt, fill: none)\n"
        f"#image({json.dumps('/' + name)}, width: 100%)\n"
    )
    compiled: Any = typst.compile  # its types want source and folder to be of one type
    try:
        drawn: bytes = compiled(
            source.encode(), root=str(folder), format="png", ppi=_PIXELS_PER_INCH
        )
    except typst.TypstError as error:
        raise Fault("picture", f"typst cannot draw assets/badges/{name}: {error}") from error
    return drawn


def _use(*, test: bool) -> list[str]:
    if test:
        return ["TEST: signed with the public development key. Do not hand it out."]
    return [
        "Next: give the file to the holder. Wallets and verifiers of Open Badges 3.0 read the",
        "      credential inside it; an image program that saves it again would lose that.",
    ]
