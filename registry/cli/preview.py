"""`sealbook preview`: the pages that a change touches, in one file."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from registry.cli import exits, fetch, world
from registry.cli.build import build_once
from registry.cli.compare import to_working_tree
from registry.cli.faults import Fault
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, counted, show
from registry.cli.sealing import sealing_for
from registry.engine import EngineFailed
from registry.records.kinds import kind_of
from registry.site.preview import Page, Picture
from registry.site.preview import preview as page_of
from registry.timestamp import midnight
from registry.verify.published import Read

_MOST = 40
_PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


@click.command(
    epilog=ending(
        "sealbook preview",
        "sealbook preview origin/main -o preview.html",
        codes="0 written, 1 problems found, 3 there is nothing to compare with",
    )
)
@click.argument("base", default="", metavar="[BASE]")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("preview.html"),
    metavar="FILE",
    help="Where the preview goes.  [default: preview.html]",
)
@today_option
@click.pass_obj
def preview(options: Options, *, base: str, output: Path, today: date | None) -> int:
    """Write the pages that changed since BASE into one file.

    BASE is a commit or a branch, by default the one that work is merged into. Always a test: signed
    with the public development key, and marked as such.
    """
    changed = to_working_tree(options.root, base).paths
    with TemporaryDirectory(prefix="sealbook-") as place:
        site = Path(place) / "site"
        time = midnight(today) if today else None
        sealing = sealing_for(options.root, Path(place) / "ledger", time, always_test=True)
        try:
            built = build_once(options.root, site, today or world.newest_today(), sealing)
        except EngineFailed as failed:
            raise Fault("site", str(failed), exit_code=exits.PROBLEMS) from failed
        if built.site is None:
            said = f"No preview: {counted(built.problems)}."
            return show(Report(problems=built.problems, summary=said), options)
        read = fetch.folder(site)
        pages = [
            Page(address=address, html=html.decode())
            for address in _addresses(changed)
            if (html := read(f"{address}index.html")) is not None
        ]
        name = built.site.registry.settings.name.default
        content = page_of(name, pages[:_MOST], _picture(read), _notes(len(pages)))
    output.write_bytes(content)
    said = f"Wrote {output}: {min(len(pages), _MOST)} pages, {len(content) // 1024:,} kB."
    return show(Report(problems=[], summary=said, result={"pages": len(pages)}), options)


def _addresses(changed: Iterable[str]) -> list[str]:
    """The pages of records, by the files of these records."""
    found = set()
    for path in changed:
        known = kind_of(path)
        if known is None:
            continue
        kind, record_id = known
        bare = path.rpartition(".")[0]
        found.add(f"c/{record_id}/" if kind.name == "credential" else f"{bare}/")
    return sorted(found)


def _notes(count: int) -> list[str]:
    notes = ["Links and scripts are left out; so are pages that merely list what changed."]
    if not count:
        notes.append("No record that has a page of its own is changed.")
    if count > _MOST:
        notes.append(f"{count - _MOST} more pages are changed and not shown.")
    return notes


def _picture(read: Read) -> Picture:
    def picture(address: str, source: str) -> str | None:
        path = posixpath.normpath(posixpath.join(address, source))
        kind = _PICTURES.get(posixpath.splitext(path)[1])
        data = read(path) if kind and "://" not in source else None
        if data is None:
            return None
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"

    return picture
