"""The ID box, the page for what is missing, and the printed page, as Chromium shows them."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser

from registry.site.pages.credential import credential_pages
from registry.site.pages.log import log_files
from registry.site.pages.lookup import lookup_pages
from tests.small_registry import ID, NEWER, SETTINGS, credential, site_of
from tests.web import DESKTOP, RULES, Visit, rendered, visit

pytestmark = pytest.mark.browser

BASE = "https://odpg.example/registry/"
BELOW = SETTINGS.replace("cert.odpg.example/", "odpg.example/registry/")
STATES = {
    ID: credential(language="es"),
    NEWER: credential("revoked: 2026-11-21, reason: conduct"),
    "C7Y5M59BGYGFK": credential("suspended: 2026-11-20, reason: integrity"),
    "QM4NVDKHDFDMC": credential(holder=None, consent=None, withheld="sha256$" + "ab" * 32),
    "NJ9B3038BYPTW": credential(awarded="2023-02-01", holder="Wolfeschlegelsteinhausenbergerdorff"),
}


@cache
def files(*, test: bool = False) -> dict[str, bytes]:
    """A project site with credentials in many states."""
    site = site_of(STATES, settings=BELOW, test=test)
    return rendered(site, credential_pages, log_files, lookup_pages)


def opened(browser: Browser, path: str, **options: Any) -> AbstractContextManager[Visit]:
    """A page of the site on a phone."""
    given = {"base": BASE, **options}
    return visit(browser, files(test=given.pop("test", False)), BASE + path, **given)


@pytest.mark.parametrize("screen", [{}, {"color_scheme": "dark"}, {"viewport": DESKTOP}])
def test_accessible(browser: Browser, screen: dict[str, Any]) -> None:
    """The axe engine finds no violation of WCAG 2.2 AA, and nothing is wider than the screen."""
    for path in ("verify/", "c/AAAA/", "none/"):
        with opened(browser, path, **screen) as visited:
            page = visited.page
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            assert not found, (path, [(rule["id"], rule["nodes"][0]["html"]) for rule in found])
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path


@pytest.mark.parametrize("path", [f"c/{ID}/", f"c/{ID}/es/", "verify/", "c/AAAA/"])
def test_fits_a_narrow_screen(browser: Browser, path: str) -> None:
    """Nothing is wider than 320 px, which is a phone at 400 % too."""
    with opened(browser, path, viewport={"width": 320, "height": 640}) as visited:
        visited.page.wait_for_timeout(500)
        assert not visited.page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize(
    "typed", ["7K3M-9QXA-2TVRC", "7k3m9qxa2tvrc", " 7K3M 9QXA 2TVRC ", "7K3M\u20139QXA\u20132TVRC"]
)
def test_the_box_repairs_an_id_before_it_asks(browser: Browser, typed: str) -> None:
    """Case, spaces and dashes of any kind make no difference."""
    with opened(browser, "verify/") as visited:
        visited.page.get_by_label("ID or web address").fill(typed)
        visited.page.get_by_role("button", name="Check").click()
        visited.page.wait_for_url(f"{BASE}c/{ID}/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7K3M-9QXA", "An ID has 13 letters and digits"),
        ("7K3M-9QXA-2TVRU", "An ID has 13 letters and digits"),
        ("7K3M-9QXA-2TVRD", "This ID has a typing error"),
        ("7K3M-9QAX-2TVRC", "This ID has a typing error"),
    ],
)
def test_the_box_explains_a_wrong_id(browser: Browser, typed: str, said: str) -> None:
    """A missing symbol and a wrong check symbol are told apart, before any page is asked for."""
    for path in ("verify/", "c/AAAA/"):
        with opened(browser, path) as visited:
            visited.page.locator("input[name=id]").fill(typed)
            visited.page.get_by_role("button", name="Check").click()
            assert visited.page.get_by_role("alert").inner_text().startswith(said)
            assert visited.page.url == BASE + path


def test_a_mistyped_address_leads_to_the_page(browser: Browser) -> None:
    """`/c/7k3m-9qxa-2tvrc/` is repaired, and the holder's fragment is kept."""
    with opened(browser, "c/7k3m-9qxa-2tvrc/#n=x") as visited:
        visited.page.wait_for_url(f"{BASE}c/{ID}/#n=x")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("c/297G1S5G5VCY0/", "No credential with the ID 297G-1S5G-5VCY0"),
        ("c/%3Cscript%3E/", "No credential with the ID <SCR1PT>"),
        ("c/%E0%A4%A/", "No credential with the ID %E0%A4%A"),
        ("standards/none/", "Page not found"),
    ],
)
def test_what_is_missing_is_named(browser: Browser, path: str, title: str) -> None:
    """The page says which ID it has not found; an address outside `c/` is no credential."""
    with opened(browser, path) as visited:
        assert visited.page.get_by_role("heading", level=1).inner_text() == title
        assert not visited.strangers


def test_without_a_script(browser: Browser) -> None:
    """No button is dead: what needs a script is hidden, and the box gives way to words."""
    for path in (f"c/{ID}/", "c/AAAA/", "verify/"):
        with opened(browser, path, java_script_enabled=False) as visited:
            assert visited.page.get_by_role("button").count() == 0
            assert visited.page.get_by_role("textbox").count() == 0
            by_hand = visited.page.get_by_text("with the ID in place of the example")
            assert by_hand.count() == (path != f"c/{ID}/")


@pytest.mark.parametrize("test", [False, True])
@pytest.mark.parametrize("record_id", STATES)
def test_prints_on_one_sheet(browser: Browser, record_id: str, test: bool) -> None:
    """The print view is one A4 page, whatever the state."""
    with opened(browser, f"c/{record_id}/", test=test) as visited:
        visited.page.locator(".b:not(:empty)").wait_for(state="attached")
        sheet = visited.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", sheet)) == 1


def test_the_printed_code_is_sharp(browser: Browser, tmp_path: Path) -> None:
    """From paper at 300 dpi a reader reads the address; the code is 35 mm wide."""
    raster = shutil.which("pdftoppm")
    if raster is None:
        pytest.skip("no pdftoppm on the PATH: apt install poppler-utils")
    with opened(browser, f"c/{ID}/") as visited:
        visited.page.locator(".b:not(:empty)").wait_for(state="attached")
        visited.page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    subprocess.run([raster, "-png", "-r", "300", "sheet.pdf", "sheet"], cwd=tmp_path, check=True)
    [code] = zxingcpp.read_barcodes(Image.open(next(tmp_path.glob("*.png"))))
    assert code.text == f"{BASE}c/{ID}/"
    width = code.position.top_right.x - code.position.top_left.x
    assert 33 <= width / 300 * 25.4 <= 36


def test_a_printed_page_leads_back(browser: Browser) -> None:
    """The address on paper is a link in a PDF, so that a saved certificate can be checked."""
    with opened(browser, f"c/{ID}/") as visited:
        visited.page.locator(".b:not(:empty)").wait_for(state="attached")
        sheet = visited.page.pdf(prefer_css_page_size=True)
    assert f"/URI ({BASE}c/{ID}/)".encode() in sheet


def test_paper_never_says_valid(browser: Browser) -> None:
    """On paper the verdict of a valid credential is gone, and the host and a warning stand."""
    with opened(browser, f"c/{ID}/") as visited:
        visited.settled("valid")
        visited.page.emulate_media(media="print")
        text = visited.page.locator("body").inner_text()
    assert "Valid\n" not in text.replace("Valid until\n", "")
    assert "Checked with" not in text
    assert f"odpg.example/registry/c/{ID}/" in text
    assert "Status can change: only the online check counts." in text
    with opened(browser, f"c/{NEWER}/") as visited:
        visited.settled("revoked")
        visited.page.emulate_media(media="print")
        assert "Revoked" in visited.page.locator("body").inner_text()
