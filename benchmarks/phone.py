"""Measure a first visit to a credential's page on a slow phone: `python -m benchmarks.phone`.

A real site (sealed with a key of the benchmark) is served over HTTPS, packed by gzip as hosts do.
Chromium opens one page after another, each in a fresh profile, with the network and the processor
held back. It takes Chromium and openssl on the PATH. See README.md.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType, sync_playwright

from benchmarks.generate import generate, record_id
from benchmarks.run import sealbook

HOST = "cert.odpg.example"
NUMBER = 100
PACKED = (".css", ".html", ".json", ".mjs", ".svg", "/checkpoint")
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 94_000,
}
SLOWER = 4  # than this computer's processor
WATCH = """
new MutationObserver(() => { globalThis.verdictAt ??= performance.now(); })
  .observe(document, { attributes: true, attributeFilter: ["class", "data-state"], subtree: true });
"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One first visit: what the verdict was, when it stood, and what was loaded for it."""

    state: str
    paint: float
    verdict: float
    requests: int
    transferred: int
    unpacked: int
    shift: float


class Host(SimpleHTTPRequestHandler):
    """A static host that packs what is text, keeps connections open, and says nothing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file."""
        file = Path(self.translate_path(self.path.partition("?")[0]))
        if file.is_dir():
            file /= "index.html"
        body = file.read_bytes() if file.is_file() else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if body and str(file).endswith(PACKED):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


Host.extensions_map = {**Host.extensions_map, ".mjs": "text/javascript"}


def main(arguments: list[str]) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("visits", nargs="?", type=int, default=9, metavar="N")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        site = built(Path(name) / "registry")
        with (
            served(site) as port,
            sync_playwright() as playwright,
            launched(playwright.chromium, port) as browser,
        ):
            visits = [visit(browser, record_id(n)) for n in range(options.visits)]
    print(table(visits))


def built(root: Path) -> Path:
    """The site of a generated registry, sealed with a key that is not the development key."""
    root.mkdir()
    generate(root, NUMBER)
    for command in ("seal", "build"):
        sealbook(root, command)
    return root / "build" / "site"


@contextmanager
def served(site: Path) -> Iterator[int]:
    """Serve a folder; gives the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate(site.parent))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the host that nobody vouches for, and its key."""
    file, key = folder / "host.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-subj", f"/CN={HOST}", "-keyout", str(key), "-out", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return file, key


@contextmanager
def launched(kind: BrowserType, port: int) -> Iterator[Browser]:
    """Debian's Chromium, for which the site's host is this computer."""
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{port}",
    ]
    browser = kind.launch(executable_path=shutil.which("chromium"), args=arguments)
    yield browser
    browser.close()


def visit(browser: Browser, name: str) -> Visit:
    """Open the page of a credential for the first time, on a slow phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, ignore_https_errors=True
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    asked: set[str] = set()
    sizes: dict[str, int] = {}
    unpacked: dict[str, int] = {}
    session.on("Network.requestWillBeSent", partial(_note, asked))
    session.on("Network.loadingFinished", partial(_add, sizes, "encodedDataLength"))
    session.on("Network.dataReceived", partial(_add, unpacked, "dataLength"))
    page.add_init_script(WATCH)
    page.goto(f"https://{HOST}/c/{name}/")
    page.locator(".b:not(:empty)").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    found = page.evaluate(
        """() => ({
          verdict: globalThis.verdictAt,
          paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
        })"""
    )
    state = page.locator("html").get_attribute("data-state") or ""
    shift = page.evaluate(
        """() => new Promise((done) => new PerformanceObserver((list) => done(
          list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
          .observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => done(0), 300))"""
    )
    context.close()
    return Visit(
        state=state,
        paint=found["paint"],
        verdict=found["verdict"],
        requests=len(asked),
        transferred=sum(sizes[one] for one in asked & sizes.keys()),
        unpacked=sum(unpacked[one] for one in asked & unpacked.keys()),
        shift=shift,
    )


def _note(asked: set[str], event: dict[str, Any]) -> None:
    if event["request"]["url"].startswith("https:"):  # what is inside the page was not asked for
        asked.add(event["requestId"])


def _add(sizes: dict[str, int], name: str, event: dict[str, Any]) -> None:
    sizes[event["requestId"]] = sizes.get(event["requestId"], 0) + int(event[name])


def table(visits: list[Visit]) -> str:
    """The visits as Markdown: the median, and the worst."""
    rows = [
        ("first paint, s", [visit.paint / 1000 for visit in visits], ".2f"),
        ("verdict, s", [visit.verdict / 1000 for visit in visits], ".2f"),
        ("requests", [visit.requests for visit in visits], ".0f"),
        (
            "kB on their way, headers included",
            [visit.transferred / 1000 for visit in visits],
            ".1f",
        ),
        ("kB unpacked", [visit.unpacked / 1000 for visit in visits], ".1f"),
        ("layout shift", [visit.shift for visit in visits], ".3f"),
    ]
    lines = [f"{len(visits)} first visits; verdicts: {', '.join(v.state for v in visits)}", ""]
    lines += ["| | median | worst |", "| --- | ---: | ---: |"]
    for name, values, form in rows:
        worst = format(max(values), form)
        lines.append(f"| {name} | {format(statistics.median(values), form)} | {worst} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
