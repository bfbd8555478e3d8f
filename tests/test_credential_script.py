"""The script in a credential's page, in Chromium: every state is reached for real."""

from __future__ import annotations

import re
import shutil
import threading
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from registry.records.ids import grouped
from registry.site.verification.verifier import config, script
from registry.site.verification.words import catalogue
from registry.verify.bundle import print_bundle
from tests.sealed_world import HOLDER, ID, NOW, World
from tests.worlds import development_world, real_world

pytestmark = pytest.mark.browser

ISSUER = "Open Data Practice Guild"
POLICY = (
    "default-src 'none';style-src 'self';script-src 'self';img-src 'self' data:;"
    "connect-src 'self';base-uri 'none';form-action 'none';"
    "require-trusted-types-for 'script';trusted-types 'none'"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site lies."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A real registry at `/`, and a test registry at `/test/`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    host = f"127.0.0.1:{server.server_port}"
    _write(folder, real_world(), host)
    _write(folder / "test", development_world(), "odpg.invalid")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{host}/"
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


def _write(folder: Path, world: World, host: str) -> None:
    words = catalogue("en")
    told = config(
        words,
        issuer=ISSUER,
        host=host,
        origin=world.origin,
        roots=world.root_vkeys,
        threshold=world.threshold,
    )
    scripts = [script("verify.mjs"), script("credential.mjs")]
    files = {asset.path: asset.content for asset in (*scripts, told)}
    files["log/checkpoint"] = world.checkpoint
    for name, record_id in ID.items():
        if record_id not in world.records:
            continue
        files[f"c/{record_id}/bundle.json"] = print_bundle(world.bundle(record_id))
        test = world.origin.endswith(".invalid/log")
        baked = "test" if test else "revoked" if name == "revoked" else "published"
        credential = world.records[record_id].credential
        page = _page(credential, record_id, baked, scripts, told, words.sentences)
        files[f"c/{record_id}/index.html"] = page.encode()
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _page(
    credential: dict[str, Any], record_id: str, baked: str, scripts: Any, told: Any, words: Any
) -> str:
    """The parts of a credential's page that the script touches."""
    verify, own = scripts
    subject = credential["credentialSubject"]
    identity = subject["identifier"][0]
    name = words["name.withheld"] if identity["hashed"] else identity["identityHash"]
    until = ""
    if "validUntil" in credential:
        last = datetime.fromisoformat(credential["validUntil"]) - timedelta(hours=12)
        until = f"<time data-f=until datetime={last.date()}>baked</time>"
    rows = "".join(f"<li id=c-{row}><i>-</i>" for row in ("signature", "status", "log", "host"))
    root = "../../"
    return f"""<!doctype html><html lang=en data-state={baked}><meta charset=utf-8>
<title>{name}</title><meta http-equiv=Content-Security-Policy content="{POLICY}">
<link rel=alternate type=application/vc href="credential.json"><link rel=icon href="data:,">
<script type=module src="{root}{verify.path}" integrity="{verify.integrity}"></script>
<script type=module src="{root}{own.path}" integrity="{own.integrity}"
data-config="{root}{told.path}"
data-integrity="{told.integrity}"></script>
<div id=v class="v unk clock" role=status><h1>Baked</h1><p>Baked.</div>
<article><h2 class=name data-f=name>{escape(name)}</h2><p data-f=title>{credential["name"]}</p>
<span data-f=issuer>{credential["issuer"]["name"]}</span>
<time data-f=issued datetime={credential["awardedDate"][:10]}>baked</time>{until}
<code data-f=id>{grouped(record_id)}</code>
<a data-f=standard href="{subject["achievement"]["criteria"]["id"]}">standard</a><p id=n>-</p>
<section class=c><ul>{rows}</ul></section><p class=x>Wrong?</p></article>
<aside><p class=b><a id=li href="x">LinkedIn</a><button data-do=copy>Copy</button></p></aside>"""


class Seen:
    """What a reader of an opened page sees, and what the browser complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.state = page.locator("html").get_attribute("data-state")
        self.title = page.locator("h1").text_content()
        self.text = page.locator("#v p").text_content()
        rows = ("signature", "status", "log", "host")
        self.rows = {row: page.locator(f"#c-{row} i").text_content() for row in rows}
        self.name_shown = page.locator("[data-f=name]").is_visible()
        self.tools_shown = page.locator("#li").is_visible()


def opened(
    browser: Browser,
    url: str,
    *,
    now: datetime = NOW,
    change: dict[str, Any] | None = None,
    before: str = "",
    waits: str = "html:not([data-state=published])",
) -> Seen:
    """The page once a verdict stands; `change` answers requests whose path ends so otherwise."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC")
    page = context.new_page()
    page.clock.set_fixed_time(now)
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if "Content Security" in message.text else None
        ),
    )
    page.on("request", lambda request: hosts.add(re.sub(r"(//[^/]+)/.*", r"\1", request.url)))
    for end, answer in (change or {}).items():
        page.route(re.compile(re.escape(end) + r"(\?.*)?$"), partial(_answer, answer))
    if before:
        page.add_init_script(before)
    page.goto(url)
    page.locator(waits).wait_for(state="attached")
    seen = Seen(page)
    assert not complaints
    assert hosts <= {re.sub(r"(//[^/]+)/.*", r"\1", url), "data:,"}
    context.close()
    return seen


def _answer(answer: Any, route: Route) -> None:
    if answer is None:
        route.abort()
    elif callable(answer):
        response = route.fetch()
        route.fulfill(response=response, body=answer(response.text()))
    else:
        route.fulfill(body=answer)


ALL_PASSED = dict.fromkeys(("signature", "status", "log", "host"), "Passed")


def test_valid(browser: Browser, address: str) -> None:
    """All four rows pass, the verdict is green, dates are those that were signed."""
    seen = opened(browser, f"{address}c/{ID['valid']}/")
    assert (seen.state, seen.title) == ("valid", "Valid")
    said = rf"Checked with {ISSUER} on 23 November 2026.* 07:20\. Valid until 1 March 2029\."
    assert re.fullmatch(said, seen.text or "")
    assert seen.rows == ALL_PASSED
    assert seen.tools_shown


def test_permanent(browser: Browser, address: str) -> None:
    """What does not expire says so."""
    seen = opened(browser, f"{address}c/{ID['permanent']}/")
    assert seen.state == "valid"
    assert seen.text
    assert seen.text.endswith("This credential does not expire.")


@pytest.mark.parametrize(
    ("name", "title", "mark"),
    [
        ("suspended", "Suspended", "Suspended"),
        ("replaced", "Replaced", "Replaced"),
        ("expired", "Expired", "Expired"),
        ("future", "Not valid yet", "Not valid yet"),
    ],
)
def test_other_states(browser: Browser, address: str, name: str, title: str, mark: str) -> None:
    """The state is the verdict; signature and log pass all the same; no tools for the holder."""
    seen = opened(browser, f"{address}c/{ID[name]}/")
    assert (seen.state, seen.title) == (name, title)
    assert seen.rows == {**ALL_PASSED, "status": mark}
    assert seen.name_shown
    assert not seen.tools_shown


def test_a_baked_state_keeps_its_words(browser: Browser, address: str) -> None:
    """Day and reason of a revocation are the registry's to say: the script leaves them."""
    seen = opened(browser, f"{address}c/{ID['revoked']}/", waits="#c-log.ok")
    assert (seen.state, seen.title, seen.text) == ("revoked", "Baked", "Baked.")
    assert seen.rows["status"] == "Revoked"


def test_withheld_name(browser: Browser, address: str) -> None:
    """The holder's link shows the name, another name is refused and never printed."""
    url = f"{address}c/{ID['withheld']}/"
    assert opened(browser, url).state == "valid"
    name, salt = HOLDER
    page = browser.new_context().new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(f"{url}#n={name}&s={salt}")
    page.locator("html[data-state=valid]").wait_for(state="attached")
    assert page.locator("[data-f=name]").text_content() == name
    assert "Confirmed name" in page.locator("article").inner_text()
    page.context.close()
    seen = opened(browser, f"{url}#n=Mallory&s={salt}")
    assert (seen.state, seen.title) == ("name", "The name does not match")


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("Maya", "Mallory"),
        ("datetime=2026-02-28", "datetime=2020-02-28"),
        ("practitioner/2.1/", "practitioner/9.9/"),
        ("<time data-f=until", "<time"),
        ("Data Practitioner", "Data Wizard"),
    ],
)
def test_a_tampered_page_hides_its_claims(
    browser: Browser, address: str, what: str, written: str
) -> None:
    """A page that shows something else than was signed is red, and shows none of it."""
    record_id = ID["valid"]
    change = {f"c/{record_id}/": lambda text: text.replace(what, written)}
    seen = opened(browser, f"{address}c/{record_id}/", change=change)
    assert (seen.state, seen.title) == ("signature", "Do not rely on this page")
    assert seen.rows["signature"] == "Failed"
    assert not seen.name_shown
    assert not seen.tools_shown


def test_a_date_reads_as_it_was_signed(browser: Browser, address: str) -> None:
    """What a date looks like on the page comes from the signed one, whatever was written there."""
    page = browser.new_context().new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(f"{address}c/{ID['valid']}/")
    page.locator("html[data-state=valid]").wait_for(state="attached")
    assert page.locator("[data-f=until]").text_content() == "1 March 2029"
    page.context.close()


def _bundle(**changes: Any) -> bytes:
    return print_bundle(replace(real_world().bundle(ID["valid"]), **changes))


def test_tampered_bundles(browser: Browser, address: str) -> None:
    """A bundle of another log is red; one that is no bundle could not be checked."""
    world, test = real_world(), development_world()
    url = f"{address}c/{ID['valid']}/"
    other = {"bundle.json": _bundle(proof=test.bundle(ID["valid"]).proof)}
    assert opened(browser, url, change=other).state == "log"
    mixed = {"bundle.json": print_bundle(world.bundle(ID["permanent"]))}
    assert opened(browser, url, change=mixed).state == "signature"
    for nothing in (None, b"<!doctype html>", b""):
        seen = opened(browser, url, change={"bundle.json": nothing})
        assert (seen.state, seen.title) == ("unloaded", "Baked")
        assert seen.name_shown
        assert seen.rows["status"] == "-"


def test_the_live_log(browser: Browser, address: str) -> None:
    """Offline is grey, another log red, an older one green once the bundle extends it."""
    world = real_world()
    earlier = world.snapshots[0]
    url = f"{address}c/{ID['valid']}/"
    seen = opened(browser, url, change={"log/checkpoint": None})
    assert (seen.state, seen.title) == ("offline", "Valid on 20 November 2026")
    fork = world.signed_checkpoint(world.log, root=bytes(32))
    assert opened(browser, url, change={"log/checkpoint": fork}).state == "log"
    old = {"log/checkpoint": earlier.checkpoint}
    assert opened(browser, url, change=old).state == "offline"
    hashes = [*map(_base64, world.tree.consistency_proof(earlier.size)), ""]
    proof = "\n".join([f"{earlier.size} {world.size}", *hashes])
    grown = {**old, f"log/consistency/{earlier.size}": proof}
    assert opened(browser, url, change=grown).state == "valid"


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def test_stale(browser: Browser, address: str) -> None:
    """A seal of more than a fortnight ago is amber."""
    later = NOW + timedelta(days=14)
    seen = opened(browser, f"{address}c/{ID['valid']}/", now=later)
    assert (seen.state, seen.title) == ("stale", "Status may be out of date")
    assert seen.tools_shown


def test_a_copy(browser: Browser, address: str) -> None:
    """The same files under another name of the host are a copy, and show no claims."""
    seen = opened(browser, f"{address.replace('127.0.0.1', 'localhost')}c/{ID['valid']}/")
    assert (seen.state, seen.title) == ("copy", "This is a copy")
    assert not seen.name_shown


def test_an_old_browser(browser: Browser, address: str) -> None:
    """A browser without Ed25519 says so, in grey, and keeps the state that was published."""
    old = "crypto.subtle.importKey = () => Promise.reject(new Error('not supported'))"
    seen = opened(browser, f"{address}c/{ID['valid']}/", before=old)
    assert (seen.state, seen.title) == ("unchecked", "Baked")
    assert seen.rows["signature"] == "Not checked"


def test_a_test_stays_a_test(browser: Browser, address: str) -> None:
    """The verdict of a test registry is the baked one; log and status are checked all the same."""
    seen = opened(browser, f"{address}test/c/{ID['valid']}/", waits="#c-log.ok")
    assert (seen.state, seen.title) == ("test", "Baked")
    assert seen.rows == {"signature": "-", "status": "Passed", "log": "Passed", "host": "-"}


def test_another_script_does_not_run(browser: Browser, address: str) -> None:
    """A verifier, or words, of other bytes than the page names leave the page grey."""
    for end in (script("verify.mjs").path, script("credential.mjs").path, "assets/verify.en"):
        page = browser.new_context().new_page()
        page.route(re.compile(re.escape(end)), partial(_answer, lambda text: text + " "))
        page.goto(f"{address}c/{ID['valid']}/")
        page.wait_for_timeout(500)
        assert page.locator("html").get_attribute("data-state") in {"published", "unloaded"}
        assert page.locator("h1").text_content() == "Baked"
        page.context.close()
