"""The verification page and the ID box, as Chromium shows them."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from registry.site.pages.credential import credential_pages
from registry.site.pages.lookup import lookup_pages
from tests.small_registry import ID, NEWER, SETTINGS, credential, site_of

pytestmark = pytest.mark.browser

BASE = "/registry/"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEST_ID = "HFT5G75HQ0R2A"
STATES = {
    ID: credential(language="es"),
    NEWER: credential("revoked: 2026-11-21, reason: conduct"),
    "C7Y5M59BGYGFK": credential("suspended: 2026-11-20, reason: integrity"),
    "QM4NVDKHDFDMC": credential(holder=None, consent=None, withheld="sha256$" + "ab" * 32),
    "NJ9B3038BYPTW": credential(awarded="2023-02-01", holder="Wolfeschlegelsteinhausenbergerdorff"),
}


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as a project site: below `/registry/`, with its own page for 404."""

    def translate_path(self, path: str) -> str:
        """The file for a path below the base, or one that is not there."""
        below = path.removeprefix(BASE) if path.startswith(BASE) else "none/none"
        return super().translate_path("/" + below)

    def send_error(self, code: int, *_: object) -> None:
        """As static hosts do: `404.html`, whatever the path was."""
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with credentials in many states."""
    folder = tmp_path_factory.mktemp("site")
    settings = SETTINGS.replace("cert.odpg.example/", "odpg.example/registry/")
    settings = settings.replace("image: assets/guild.svg\n", "")
    site = site_of(STATES, settings=settings)
    test = site_of({TEST_ID: credential()}, settings=settings, test=True)
    for artifact in (*credential_pages(test), *credential_pages(site), *lookup_pages(site)):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skips where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


def opened(browser: Browser, url: str, **options: object) -> Page:
    """A page on a phone."""
    page = browser.new_context(**{"viewport": PHONE, **options}).new_page()  # type: ignore[arg-type]
    page.goto(url)
    return page


PATHS = [*(f"c/{record_id}/" for record_id in STATES), f"c/{ID}/es/", f"c/{TEST_ID}/", "verify/"]
LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}


@pytest.mark.parametrize("look", LOOKS)
def test_accessible_in_every_state(browser: Browser, address: str, look: str) -> None:
    """The axe engine finds no violation of WCAG 2.2 AA, and nothing is wider than the screen."""
    paths = PATHS if look in ("light", "dark") else [f"c/{ID}/es/", f"c/{TEST_ID}/"]
    for path in (*paths, "c/AAAA/"):
        page = opened(browser, address + path, **LOOKS[look])
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert not found, (path, [(rule["id"], rule["nodes"][0]["html"]) for rule in found])
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
        page.context.close()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_from_elsewhere_and_no_complaint(browser: Browser, address: str, path: str) -> None:
    """The page asks no other host, and Chromium logs no error under the strict policy."""
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    asked: list[str] = []
    logged: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: logged.append(message.text))
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if not url.startswith((address, "data:"))]
    assert [message for message in logged if "favicon" not in message] == []
    page.close()


@pytest.mark.parametrize(
    "typed", ["7K3M-9QXA-2TVRC", "7k3m9qxa2tvrc", " 7K3M 9QXA 2TVRC ", "7K3M\u20139QXA\u20132TVRC"]
)
def test_the_box_repairs_an_id_before_it_asks(browser: Browser, address: str, typed: str) -> None:
    """Case, spaces and dashes of any kind make no difference."""
    page = opened(browser, address + "verify/")
    page.get_by_role("textbox").fill(typed)
    page.get_by_role("button").click()
    page.wait_for_url(f"{address}c/{ID}/")
    page.context.close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7K3M-9QXA", "An ID has 13 letters and digits"),
        ("7K3M-9QXA-2TVRU", "An ID has 13 letters and digits"),
        ("7K3M-9QXA-2TVRD", "This ID has a typing error"),
        ("7K3M-9QAX-2TVRC", "This ID has a typing error"),
    ],
)
def test_the_box_explains_a_wrong_id(browser: Browser, address: str, typed: str, said: str) -> None:
    """A missing symbol and a wrong check symbol are told apart, before any page is asked for."""
    page = opened(browser, address + "verify/")
    page.get_by_role("textbox").fill(typed)
    page.get_by_role("button").click()
    assert page.get_by_role("alert").inner_text().startswith(said)
    assert page.url == address + "verify/"
    page.context.close()


def test_a_mistyped_address_leads_to_the_page(browser: Browser, address: str) -> None:
    """`/c/7k3m-9qxa-2tvrc/` is repaired, and the holder's fragment is kept."""
    page = opened(browser, f"{address}c/7k3m-9qxa-2tvrc/#n=x")
    page.wait_for_url(f"{address}c/{ID}/#n=x")
    page.context.close()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("c/297G1S5G5VCY0/", "No credential with the ID 297G-1S5G-5VCY0"),
        ("c/%3Cscript%3E/", "No credential with the ID <SCR1PT>"),
        ("c/%E0%A4%A/", "No credential with the ID %E0%A4%A"),
        ("standards/none/", "Page not found"),
    ],
)
def test_what_is_missing_is_named(browser: Browser, address: str, path: str, title: str) -> None:
    """The page says which ID it has not found; an address outside `c/` is no credential."""
    page = opened(browser, address + path)
    assert page.get_by_role("heading", level=1).inner_text() == title
    page.context.close()


def test_without_a_script(browser: Browser, address: str) -> None:
    """No button is dead: what needs a script is hidden, and the box gives way to words."""
    page = opened(browser, f"{address}c/{ID}/", java_script_enabled=False)
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("heading", level=1).inner_text() == "Valid on 23 November 2026"
    page.goto(address + "c/AAAA/")
    assert page.get_by_role("textbox").count() == 0
    assert "with the ID in place of the example" in page.locator("main").inner_text()
    page.context.close()


@pytest.mark.parametrize("record_id", [*STATES, TEST_ID])
def test_prints_on_one_sheet(browser: Browser, address: str, record_id: str) -> None:
    """The print view is one A4 page, whatever the state."""
    page = opened(browser, f"{address}c/{record_id}/")
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", sheet)) == 1
    page.context.close()


def test_paper_never_says_valid(browser: Browser, address: str) -> None:
    """On paper the verdict of a valid credential is gone, and the host and a warning stand."""
    page = opened(browser, f"{address}c/{ID}/")
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert "Valid on" not in text
    assert f"odpg.example/registry/c/{ID}/" in text
    assert "Status can change: only the online check counts." in text
    page.goto(f"{address}c/{NEWER}/")
    assert "Revoked" in page.locator("body").inner_text()
    page.context.close()
