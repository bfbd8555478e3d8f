"""`sealbook serve`: look at the site while writing records."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import click

from registry.build import Built
from registry.cli import exits, world
from registry.cli.build import build_once, tell
from registry.cli.options import Options, ending, ledger_folder, today_option
from registry.cli.sealing import sealing_for
from registry.engine import EngineFailed
from registry.load import FOLDERS
from registry.timestamp import midnight

_WATCHED = (*FOLDERS, "registry.yml", "mkdocs.yml", "assets", "docs", "overrides")
_SECONDS = 0.5
_TYPES = {
    "": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
}


@click.command(epilog=ending("sealbook serve", "sealbook serve --port 8080"))
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
@today_option
@click.pass_obj
def serve(options: Options, *, port: int, today: date | None) -> int:
    """Show the site on this machine; build it again on each save.

    It always signs with the public development key, so every page says TEST. While the records
    have problems, the last good site stays.
    """
    out = options.root / "build" / "serve" / "site"
    built = _rebuild(options, out, today)
    base = urlsplit(built.site.address.url).path if built and built.site else "/"
    handler = partial(_Handler, base=base, directory=str(out))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise click.UsageError(f"port {port} is not free ({error.strerror}): try --port") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"Look at http://127.0.0.1:{port}{base}  (stop with Ctrl-C)", err=True)
    try:
        for _ in _changes(options.root):
            _rebuild(options, out, today)
            gc.collect()  # the command does not end here, and nobody else collects
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    server.shutdown()
    return exits.OK


def _rebuild(options: Options, out: Path, today: date | None) -> Built | None:
    moment = midnight(today) if today else None
    folder = ledger_folder(options.root, None)
    sealing = sealing_for(options.root, folder, moment, always_test=True)
    started = time.perf_counter()
    try:
        built = build_once(options.root, out, today or world.newest_today(), sealing)
    except EngineFailed as failed:
        click.echo(f"error[site]: the pages could not be built\n{failed}", err=True)
        return None
    tell(built, options, out, time.perf_counter() - started)
    return built


def _changes(root: Path) -> Iterator[None]:
    """Yield whenever a watched file was saved, added or deleted."""
    before = _times(root)
    while True:
        time.sleep(_SECONDS)
        after = _times(root)
        if after != before:
            before = after
            yield


def _times(root: Path) -> dict[str, int]:
    found = {}
    for name in _WATCHED:
        top = root / name
        for path in (top, *top.rglob("*")) if top.is_dir() else (top,):
            try:
                found[os.fspath(path)] = path.stat().st_mtime_ns
            except FileNotFoundError:
                continue
    return found


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site as a static host does: below its base path, with its own 404 page."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | _TYPES

    def __init__(self, *arguments: object, base: str, directory: str) -> None:
        self.base = base
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """The file of an address: the base path is the folder of the site."""
        return super().translate_path("/" + path.removeprefix(self.base).lstrip("/"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is missing with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():  # noqa: PLR2004
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Stay silent: the terminal is for problems."""
