"""The page that is given an address, a file or the camera, and the checker that was saved."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from registry.openbadge.bake import bake_png, bake_svg
from registry.site.pages.credential import credential_pages
from registry.site.pages.log import log_files
from registry.site.pages.lookup import lookup_pages
from tests.small_registry import AS_OF, ID, SETTINGS, credential, site_of
from tests.test_verification_page_states import (
    DIGEST,
    HOME,
    ISSUER,
    MAYA,
    PASSED,
    REVOKED,
    SALT,
    SUSPENDED,
    WITHHELD,
    files,
    path,
)
from tests.web import RULES, Visit, rendered, rewritten, visit

pytestmark = pytest.mark.browser

THEIR_HOME = "https://badges.other.example/registry/"
THEIR_NAME = "Other Guild"
CHECKED = {row: mark for row, mark in PASSED.items() if row != "host"}


@cache
def theirs() -> dict[str, bytes]:
    """The site of another registry."""
    settings = (
        SETTINGS.replace("https://cert.odpg.example/", THEIR_HOME)
        .replace("odpg.example/sealbook", "other.example/log")
        .replace(ISSUER, THEIR_NAME)
    )
    records = {ID: credential(), WITHHELD: credential(holder=None, consent=None, withheld=DIGEST)}
    site = site_of(records, settings=settings)
    return rendered(site, credential_pages, log_files, lookup_pages)


@cache
def their_root() -> str:
    """The root key that they publish."""
    policy = json.loads(json.loads(theirs()[path(ID, "bundle.json")])["policies"][0]["policy"])
    found: str = policy["roots"]["keys"][0]
    return found


class Examiner:
    """The page, and what it says of what it was given."""

    def __init__(self, visited: Visit) -> None:
        self.page: Page = visited.page
        self.visited = visited

    def give(self, name: str, content: bytes) -> None:
        """Choose a file; what was seen of the one before is gone."""
        self.page.evaluate("document.getElementById('r').replaceChildren()")
        kind = "application/octet-stream"
        chooser = self.page.locator("input[type=file]")
        chooser.set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def type(self, text: str) -> None:
        """Type an address, and ask."""
        self.page.evaluate("document.getElementById('r').replaceChildren()")
        self.page.get_by_label("ID or web address").fill(text)
        self.page.get_by_role("button", name="Check").click()

    def trust(self, *lines: str) -> None:
        """Paste root keys."""
        if not self.page.locator("textarea").is_visible():
            self.page.get_by_text("A credential of another registry").click()
        self.page.get_by_label("Its root keys").fill("\n".join(lines))

    def verdict(self, title: str) -> str:
        """Wait for a verdict; returns all that is seen of the result."""
        self.page.locator("#v h2").wait_for(timeout=9000)
        assert self.page.locator("#v h2").inner_text() == title
        assert self.page.get_by_role("alert").inner_text() == ""
        return self.page.locator("#r").inner_text()

    def rows(self) -> dict[str, str]:
        """The marks of what was checked."""
        return {row: self.page.locator(f"#c-{row} i").inner_text() for row in CHECKED}

    def said(self, text: str) -> None:
        """Wait for a message; there is no verdict then."""
        self.page.get_by_role("alert").get_by_text(text).wait_for(timeout=9000)
        assert self.page.locator("#v").count() == 0


@contextmanager
def examiner(browser: Browser, url: str = HOME + "verify/", **more: Any) -> Iterator[Examiner]:
    """The page of this registry; the other one can be read by it, but not by others."""
    given = {"elsewhere": {THEIR_HOME: theirs()}, **more}
    with visit(browser, files(), url, **given) as visited:
        yield Examiner(visited)
        expected = ("ERR_FAILED", "404 (Not Found)")
        logged = visited.logged
        assert not [line for line in logged if not any(text in line for text in expected)]
        assert not visited.strangers


def picture() -> bytes:
    """A PNG picture."""
    made = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, "PNG")
    return made.getvalue()


def _svg() -> bytes:
    signed = files()[path(ID, "credential.json")].decode()
    return bake_svg(b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', signed)


def _png() -> bytes:
    return bake_png(picture(), files()[path(ID, "credential.json")].decode())


GOOD: dict[str, Callable[[], bytes]] = {
    "bundle.json": lambda: files()[path(ID, "bundle.json")],
    "credential.json": lambda: files()[path(ID, "credential.json")],
    "badge.svg": _svg,
    "badge.png": _png,
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file(browser: Browser, name: str) -> None:
    """A proof, a credential and a baked badge are valid, with all that was signed."""
    with examiner(browser) as page:
        page.give(name, GOOD[name]())
        seen = page.verdict("Valid")
        assert page.rows() == CHECKED
        for fact in (MAYA, "Profesional de datos", ISSUER, "28 February 2029", "Distinction"):
            assert fact in seen
        link = page.page.get_by_role("link", name="Open its page")
        assert link.get_attribute("href") == f"{HOME}c/{ID}/"


def test_other_states(browser: Browser) -> None:
    """One after the other, each file gets its own verdict, and nothing of the last one stays."""
    with examiner(browser) as page:
        for record_id, title in ((REVOKED, "Revoked"), (SUSPENDED, "Suspended"), (ID, "Valid")):
            page.give("bundle.json", files()[path(record_id, "bundle.json")])
            seen = page.verdict(title)
            assert seen.count("Credential ID") == 1
        page.give("bundle.json", files()[path(WITHHELD, "bundle.json")])
        assert "Name withheld: ask the holder for the full link" in page.verdict("Valid")


def test_an_old_proof_is_held_against_today(browser: Browser) -> None:
    """A file that was saved before a revocation gets the verdict of today, or none."""
    old = files(now=False)[path(REVOKED, "bundle.json")]
    with examiner(browser) as page:
        page.give("bundle.json", old)
        page.verdict("Revoked")
    without = {"log/checkpoint": None, path(REVOKED, "bundle.json"): None}
    with examiner(browser, answers=without) as page:
        page.give("bundle.json", old)
        page.verdict("Valid on 20 November 2026")
    with examiner(browser, answers={path(REVOKED, "bundle.json"): None}) as page:
        page.give("bundle.json", old)
        page.verdict("Status may be out of date")


def _mallory(credential: dict[str, Any]) -> None:
    credential["credentialSubject"]["identifier"][0]["identityHash"] = "Mallory"


def _mallory_within(bundle: dict[str, Any]) -> None:
    _mallory(bundle["credential"])


@pytest.mark.parametrize(
    ("name", "change"), [("credential.json", _mallory), ("bundle.json", _mallory_within)]
)
def test_a_changed_file(browser: Browser, name: str, change: Callable[[Any], None]) -> None:
    """What was not signed is refused, and never printed."""
    changed = rewritten(change)
    assert callable(changed)
    with examiner(browser) as page:
        page.give(name, changed(files()[path(ID, name)]))
        seen = page.verdict("Do not rely on it")
        assert f"It does not match what {ISSUER} signed." in seen
        assert "Mallory" not in seen
        assert "Data" not in seen.replace(ISSUER, "")
        assert page.rows() == {
            "signature": "Failed",
            "status": "Not checked",
            "log": "Not checked",
        }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Nothing in this file leads to a credential."),
        (b"{}", "Nothing in this file"),
        (b"null", "Nothing in this file"),
        (b'{"credentialSubject": {}, "id": "https://evil.example/"}', "Nothing in this file"),
        (b"%PDF-1.7\nstream\nxx\nendstream", "Nothing in this file"),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT", "Nothing in this file"),
        (bytes(2**24 + 1), "Nothing in this file"),
    ],
    ids=["empty", "object", "null", "foreign", "pdf", "png", "huge"],
)
def test_other_files(browser: Browser, content: bytes, said: str) -> None:
    """What holds no credential is no verdict."""
    with examiner(browser) as page:
        page.give("file", content)
        page.said(said)


def test_half_a_proof(browser: Browser) -> None:
    """A proof that lacks a part is no proof: grey, without any claim."""
    with examiner(browser) as page:
        bundle = json.loads(files()[path(ID, "bundle.json")])
        del bundle["seal"]
        page.give("bundle.json", json.dumps(bundle).encode())
        seen = page.verdict("Not checked")
        assert "This is no proof that can be read." in seen
        assert MAYA not in seen


def _pdf(inside: str) -> bytes:
    packed = zlib.compress(f"<< /URI ({inside}) >>".encode())
    return b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\n"


@pytest.mark.parametrize("packed", [True, False])
def test_a_pdf_leads_to_the_page(browser: Browser, packed: bool) -> None:
    """A certificate carries the address of its page, in the open or in a packed stream."""
    address = f"{HOME}c/{ID}/"
    content = _pdf(address) if packed else b"%PDF-1.7\n<< /URI (" + address.encode() + b") >>"
    with examiner(browser) as page:
        page.give("certificate.pdf", content)
        page.page.wait_for_url(address)


def test_a_saved_page_leads_to_the_page(browser: Browser) -> None:
    """A page saved as a file names its own address."""
    with examiner(browser) as page:
        page.give("page.html", files()[path(ID)])
        page.page.wait_for_url(f"{HOME}c/{ID}/")


@pytest.mark.parametrize("scheme", ["https://", ""])
def test_an_address_of_this_registry_opens_its_page(browser: Browser, scheme: str) -> None:
    """The page checks itself; the holder's fragment goes with it."""
    with examiner(browser) as page:
        page.type(f"{scheme}{HOME[8:]}c/{WITHHELD}/#n={MAYA}&s={SALT}")
        page.page.wait_for_url(f"{HOME}c/{WITHHELD}/#n=*")
        assert page.visited.settled("valid").title == "Valid"


@pytest.mark.parametrize(
    "typed", ["https://other.example/", "https://[", "javascript:alert(1)/c/", "a/b"]
)
def test_other_addresses(browser: Browser, typed: str) -> None:
    """What is no address of a credential is asked for nowhere."""
    with examiner(browser) as page:
        page.type(typed)
        page.said("This is not the address of a credential.")


def test_an_address_that_does_not_answer(browser: Browser) -> None:
    """The page says from where nothing came, and gives no verdict."""
    missing = f"{THEIR_HOME}c/297G1S5G5VCY0/"
    with visit(browser, files(), HOME + "verify/") as visited:
        page = Examiner(visited)
        page.type(missing)
        page.said("could not be loaded from badges.other.example")
        assert visited.strangers == [f"{missing}bundle.json"]


def test_another_registry(browser: Browser) -> None:
    """Without a pinned root nothing is said; with the right one all is checked, as for our own."""
    proof = theirs()[path(ID, "bundle.json")]
    with examiner(browser) as page:
        page.give("bundle.json", proof)
        seen = page.verdict("Not checked")
        assert "comes from other.example/log, whose root key is not known here" in seen
        assert MAYA not in seen
        assert page.page.locator("textarea").is_visible()
        page.trust(their_root())
        page.give("bundle.json", proof)
        seen = page.verdict("Valid")
        assert f"Checked with {THEIR_NAME} on" in seen
        assert page.rows() == CHECKED


def test_another_registry_by_its_address(browser: Browser) -> None:
    """An address, also one in the link to this page, is checked in the same way; so is a name."""
    with examiner(browser) as page:
        page.trust(their_root())
        page.type(f"{THEIR_HOME}c/{WITHHELD}/#n={MAYA}&s={SALT}")
        assert f"Confirmed name\n\n{MAYA}" in page.verdict("Valid")
        page.type(f"{THEIR_HOME}c/{WITHHELD}/#n=Mallory&s={SALT}")
        assert "Mallory" not in page.verdict("The name does not match")
    with examiner(browser, f"{HOME}verify/?u={THEIR_HOME}c/{ID}/bundle.json") as page:
        page.verdict("Not checked")


OTHER_ROOT = "other.example/root+0a0b0c0d+AQi0BzvEB/5pfOOxmAgL6NWXueT/CWvuW+kHdHdhz7JF"


def test_a_wrong_root(browser: Browser) -> None:
    """A root that did not sign their policy makes it a forgery; what is no key is no root."""
    proof = theirs()[path(ID, "bundle.json")]
    with examiner(browser) as page:
        page.trust(OTHER_ROOT)
        page.give("bundle.json", proof)
        seen = page.verdict("Do not rely on it")
        assert "It does not match what the registry signed." in seen
        assert THEIR_NAME not in seen
        page.trust(their_root(), OTHER_ROOT)  # both are trusted: more than half must sign
        page.give("bundle.json", proof)
        page.verdict("Do not rely on it")
        page.trust("not a key")
        page.give("bundle.json", proof)
        page.page.get_by_text("This is no root key: not a key").wait_for()
        assert page.page.locator("#v h2").inner_text() == "Not checked"


def test_a_pasted_root_changes_nothing_for_this_registry(browser: Browser) -> None:
    """Who can be made to paste a key cannot be made to believe a forgery of this registry."""
    with examiner(browser) as page:
        page.trust(OTHER_ROOT)
        page.give("bundle.json", GOOD["bundle.json"]())
        page.verdict("Valid")


def test_a_test_is_a_test(browser: Browser) -> None:
    """A proof by the public development key needs no root, and is never valid."""
    with examiner(browser) as page:
        page.give("bundle.json", files(test=True)[path(ID, "bundle.json")])
        page.verdict("TEST: not a real credential")


def test_a_file_that_is_dropped(browser: Browser) -> None:
    """A file can be let go anywhere on the page."""
    drop = """content => {
      const data = new DataTransfer();
      data.items.add(new File([content], "bundle.json"));
      dispatchEvent(new DragEvent("drop", { dataTransfer: data }));
    }"""
    with examiner(browser) as page:
        page.page.evaluate(drop, GOOD["bundle.json"]().decode())
        page.verdict("Valid")


def test_the_camera(browser: Browser) -> None:
    """Where the browser reads no codes the button is hidden; else a code leads to its page.

    Chromium on Linux reads none and has no camera here, so both are stood in for.
    """
    with examiner(browser) as page:
        assert page.page.get_by_role("button", name="Scan the code").count() == 0
    device = f"""
      globalThis.BarcodeDetector = class {{
        async detect() {{ return [{{ rawValue: "{HOME}c/{ID}/" }}]; }}
      }};
      const canvas = document.createElement("canvas");
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
      HTMLMediaElement.prototype.play = async () => {{}};
    """
    with examiner(browser, script=device) as page:
        page.page.get_by_role("button", name="Scan the code").click()
        page.page.wait_for_url(f"{HOME}c/{ID}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(browser: Browser, scheme: str) -> None:
    """The axe engine finds no violation of WCAG 2.2 AA in any result."""
    with examiner(browser, color_scheme=scheme) as page:
        for content, title in (
            (GOOD["bundle.json"](), "Valid"),
            (files()[path(REVOKED, "bundle.json")], "Revoked"),
            (files(test=True)[path(ID, "bundle.json")], "TEST: not a real credential"),
            (theirs()[path(ID, "bundle.json")], "Not checked"),
        ):
            page.give("bundle.json", content)
            page.verdict(title)
            found = Axe().run(page.page, options={"runOnly": RULES}).response["violations"]
            assert not found, (title, [(rule["id"], rule["nodes"][0]["html"]) for rule in found])
            assert not page.page.evaluate("document.documentElement.scrollWidth > innerWidth")


# ---- The checker that was saved


@contextmanager
def saved(browser: Browser, folder: Path, *, online: bool) -> Iterator[Examiner]:
    """The checker as a file of its own, without the site; `online` the registry answers."""
    file = folder / "check-credentials.html"
    file.write_bytes(files()["verify/check-credentials.html"])
    page = browser.new_context(offline=not online, locale="en-GB", timezone_id="UTC").new_page()
    page.clock.set_fixed_time(AS_OF)
    visited = Visit(page)
    page.on("console", lambda message: visited.logged.append(message.text))
    page.on("pageerror", lambda error: visited.logged.append(str(error)))

    def answer(route: Any) -> None:
        visited.asked.append(route.request.url)
        body = files().get(route.request.url.removeprefix(HOME))
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=body, headers=headers) if body and online else route.abort()

    page.route(re.compile("^https?:"), answer)
    page.goto(file.as_uri())
    yield Examiner(visited)
    assert not [line for line in visited.logged if "Failed to load resource" not in line]
    assert all(url.startswith(HOME) for url in visited.asked)
    page.context.close()


def test_saved_without_a_connection(browser: Browser, tmp_path: Path) -> None:
    """One file and a proof are enough to know what was signed, and to see what was not."""
    changed = rewritten(_mallory_within)
    assert callable(changed)
    proof = GOOD["bundle.json"]()
    with saved(browser, tmp_path, online=False) as page:
        page.give("bundle.json", proof)
        seen = page.verdict("Valid on 23 November 2026")
        assert MAYA in seen
        assert page.rows() == {**CHECKED, "status": "Not checked"}
        page.give("bundle.json", changed(proof))
        assert "Mallory" not in page.verdict("Do not rely on it")
        page.give("bundle.json", files()[path(REVOKED, "bundle.json")])
        page.verdict("Revoked")


def test_saved_with_a_connection(browser: Browser, tmp_path: Path) -> None:
    """It asks the registry for today's status, and for what a credential or an address lacks."""
    with saved(browser, tmp_path, online=True) as page:
        for name, content in GOOD.items():
            page.give(name, content())
            page.verdict("Valid")
            assert page.rows() == CHECKED
        page.type(f"{HOME}c/{ID}/")
        page.verdict("Valid")
