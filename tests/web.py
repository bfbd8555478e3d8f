"""A site as Chromium visits it: on its real address, served from memory, with nobody else there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route

from registry.site.site import Site
from tests.small_registry import AS_OF

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
TYPES = {
    "css": "text/css",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "mjs": "text/javascript",
    "png": "image/png",
    "svg": "image/svg+xml",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROWS = ("signature", "status", "log", "host")

Files = Mapping[str, bytes]
# Instead of a file: other bytes, what becomes of them, or None for no connection.
Answer = bytes | Callable[[bytes], bytes] | None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a reader of a page sees once a verdict stands."""

    state: str
    title: str
    text: str
    rows: dict[str, str]
    window: str
    visible: str
    buttons: list[str]


@dataclass
class Visit:
    """One page in a browser of its own, and what it asked for and complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)

    def settled(self, state: str) -> Seen:
        """What is seen when the page is in this state."""
        self.page.locator(f"html[data-state={state}]").wait_for(state="attached", timeout=9000)
        self.page.locator(".b:not(:empty)").wait_for(state="attached", timeout=9000)
        return self.seen()

    def seen(self) -> Seen:
        """What is seen now."""
        page = self.page
        return Seen(
            state=page.locator("html").get_attribute("data-state") or "",
            title=page.locator("h1").inner_text(),
            text=page.locator("#v p").inner_text(),
            rows={row: page.locator(f"#c-{row} i").inner_text() for row in ROWS},
            window=page.title(),
            visible=page.locator("body").inner_text(),
            buttons=page.locator(".b > :visible").all_inner_texts(),
        )


@contextmanager
def visit(
    browser: Browser,
    files: Files,
    url: str,
    *,
    base: str = "",
    now: datetime = AS_OF,
    answers: Mapping[str, Answer] | None = None,
    script: str = "",
    elsewhere: Mapping[str, Files] | None = None,
    **options: Any,
) -> Iterator[Visit]:
    """Open `url` of the site whose files lie at `base` (by default the host's root).

    `answers` says what comes instead of the file at a path; `script` runs before all others.
    `elsewhere` are sites on other hosts, by their address, which any page may read.
    """
    base = base or "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    settings = {"viewport": PHONE, "locale": "en-GB", "timezone_id": "UTC", **options}
    context: BrowserContext = browser.new_context(**settings)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.set_fixed_time(now)
    visited = Visit(page)
    page.on("console", lambda message: visited.logged.append(message.text))
    page.on("pageerror", lambda error: visited.logged.append(str(error)))
    if script:
        page.add_init_script(script)

    def answer(route: Route) -> None:
        asked = route.request.url
        for other, theirs in (elsewhere or {}).items():
            path = asked.removeprefix(other)
            if path in theirs:
                headers = {"Access-Control-Allow-Origin": "*"}
                route.fulfill(body=theirs[path], headers=headers)
                return
        if not asked.startswith(base):
            visited.strangers.append(asked)
            route.abort()
            return
        path = urlsplit(asked.removeprefix(base)).path
        path += "index.html" if not path or path.endswith("/") else ""
        visited.asked.append(path)
        found: Answer = files.get(path)
        given = (answers or {}).get(path, found)
        if callable(given):
            given = given(found)
        if given is None and found is not None:
            route.abort()
            return
        kind = TYPES.get(path.rpartition(".")[2], "application/octet-stream")
        if given is None:
            given, kind = files["404.html"], TYPES["html"]
            route.fulfill(status=404, body=given, content_type=kind)
            return
        route.fulfill(body=given, content_type=kind)

    context.route("**/*", answer)
    page.goto(url)
    yield visited
    context.close()


def rendered(site: Site, *pages: Callable[[Site], Iterator[Any]]) -> dict[str, bytes]:
    """The files that some pages of a site make."""
    return {found.path: found.content for page in pages for found in page(site)}


def edited(*changes: tuple[str, str]) -> Answer:
    """A file in which texts were replaced, each exactly once."""

    def edit(content: bytes) -> bytes:
        text = content.decode()
        for before, after in changes:
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        return text.encode()

    return edit


def rewritten(change: Callable[[dict[str, Any]], object]) -> Answer:
    """A canonical JSON file (without floats) in which something was changed."""

    def rewrite(content: bytes) -> bytes:
        value = json.loads(content)
        change(value)
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode() + b"\n"

    return rewrite
