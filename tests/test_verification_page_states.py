"""Every state of the verification page, reached for real in Chromium on the registry's address."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from registry.ledger.checkpoint import sign_checkpoint
from registry.note.checkpoint import Checkpoint
from registry.site.pages.credential import credential_pages
from registry.site.pages.documents import documents
from registry.site.pages.log import log_files
from registry.site.pages.lookup import lookup_pages
from registry.site.site import Site
from tests.small_registry import (
    AS_OF,
    ID,
    NEWER,
    SETTINGS,
    credential,
    keys_of,
    registry_of,
    sealed_by,
)
from tests.web import DESKTOP, RULES, Answer, Seen, Visit, edited, rendered, rewritten, visit

pytestmark = pytest.mark.browser

HOME = "https://cert.odpg.example/"
ISSUER = "Open Data Practice Guild"
MAYA = "Maya Okonkwo-Lindqvist"
SALT = "c2FsdCBmb3IgdGVzdHM"
DIGEST = "sha256$" + sha256(f"{MAYA}{SALT}".encode()).hexdigest()
BEFORE = AS_OF - timedelta(days=3)
FORTNIGHT = timedelta(days=14)
PASSED = dict.fromkeys(("signature", "status", "log", "host"), "Passed")
TOOLS = ["Add to LinkedIn", "Print or save as PDF", "Download credential", "Copy link"]

PERMANENT, SUSPENDED, WITHHELD = "C7Y5M59BGYGFK", "QM4NVDKHDFDMC", "NJ9B3038BYPTW"
FUTURE, EXPIRED, REVOKED, LATE = "HFT5G75HQ0R2A", "297G1S5G5VCY0", "06CWEYD2VCKWQ", "14FMNG8Q3N2RJ"
FIRST = {
    ID: credential(language="es"),
    PERMANENT: credential(standard="data-fellow@1.0"),
    SUSPENDED: credential(),
    WITHHELD: credential(holder=None, consent=None, withheld=DIGEST),
    FUTURE: credential(awarded="2026-11-18", valid_from="2026-12-01"),
    EXPIRED: credential(awarded="2023-02-01"),
    REVOKED: credential(),
    NEWER: credential(),
}
THEN = {
    **FIRST,
    SUSPENDED: credential("suspended: 2026-11-22, reason: integrity, decision: x"),
    REVOKED: credential("revoked: 2026-11-22, reason: issued-in-error"),
    NEWER: credential(f"replaced: 2026-11-22, by: {ID}"),
    LATE: credential(holder="Issued Later"),
}


@cache
def sites(*, test: bool = False) -> tuple[Site, Site]:
    """The site after its first seal, and after the second one three days later."""
    made: list[Site] = []
    for records, now in ((FIRST, BEFORE), (THEN, AS_OF)):
        registry = registry_of(records)
        keys = keys_of(registry, test=test)
        before = made[-1].ledger if made and not test else None  # tests always begin anew
        ledger = sealed_by(keys, registry, before, now=now)
        site = Site(
            registry=registry,
            ledger=ledger,
            policies=keys.policies,
            address=keys.address,
            as_of=now.date(),
        )
        made.append(site)
    return made[0], made[1]


@cache
def files(*, test: bool = False, now: bool = True) -> dict[str, bytes]:
    """What the site serves `now`, or what it served before the second seal."""
    found = rendered(sites(test=test)[now], credential_pages, documents, log_files, lookup_pages)
    found["assets/guild.svg"] = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    return found


def path(record_id: str, name: str = "index.html") -> str:
    """A file of a credential."""
    return f"c/{record_id}/{name}"


def page_of(
    browser: Browser, record_id: str, state: str, *, home: str = HOME, end: str = "", **more: Any
) -> Seen:
    """The page once it is in a state, on the registry's address unless `home` is another."""
    test = more.pop("test", False)
    with visit(browser, files(test=test), f"{home}c/{record_id}/{end}", **more) as visited:
        seen = visited.settled(state)
        unharmed(visited)
        return seen


def unharmed(visited: Visit) -> None:
    """No policy was violated, nothing but a missing file was complained of, nobody else asked."""
    expected = ("ERR_FAILED", "404 (Not Found)")
    assert not [line for line in visited.logged if not any(text in line for text in expected)]
    assert not visited.strangers


def forged_checkpoint() -> bytes:
    """A checkpoint of the same size and another tree, signed by the registry's own log key."""
    site = sites()[1]
    root = sha256(b"another tree").digest()
    fork = Checkpoint(origin=site.address.origin, size=len(site.ledger.entries), root=root)
    return sign_checkpoint(fork, keys_of(site.registry).seed.key("log"))


# ---- In force


def test_valid(browser: Browser) -> None:
    """All four rows pass; only then the page is green, and offers the holder all tools."""
    seen = page_of(browser, ID, "valid")
    assert seen.title == "Valid"
    assert seen.text == (
        f"Checked with {ISSUER} on 23 November 2026 at 06:00. Valid until 28 February 2029."
    )
    assert seen.rows == PASSED
    entry = sites()[1].ledger.records[ID].index
    assert f"Entry {entry}. Anyone can see when it was added" in seen.visible
    assert f"You are on {HOME[8:-1]}, the registry\u2019s own address." in seen.visible
    assert seen.buttons == TOOLS


def test_valid_for_ever(browser: Browser) -> None:
    """What does not expire says so."""
    seen = page_of(browser, PERMANENT, "valid")
    assert seen.text.endswith("on 23 November 2026 at 06:00. This credential does not expire.")


def test_valid_in_spanish(browser: Browser) -> None:
    """The page in another language has its words, its dates and its rows."""
    seen = page_of(browser, ID, "valid", end="es/")
    assert seen.title == "Válida"
    assert seen.text.startswith(f"Comprobada con {ISSUER} el 23 de noviembre de 2026")
    assert seen.text.endswith("Válida hasta el 28 de febrero de 2029.")
    assert set(seen.rows.values()) == {"Superada"}


def test_below_a_base_path(browser: Browser) -> None:
    """A project site checks itself like any other."""
    settings = SETTINGS.replace("cert.odpg.example/", "odpg.example/registry/")
    registry = registry_of(FIRST, settings=settings)
    keys = keys_of(registry)
    site = Site(
        registry=registry,
        ledger=sealed_by(keys, registry),
        policies=keys.policies,
        address=keys.address,
        as_of=AS_OF.date(),
    )
    found = rendered(site, credential_pages, log_files, lookup_pages)
    base = "https://odpg.example/registry/"
    with visit(browser, found, f"{base}c/{ID}/", base=base) as visited:
        assert visited.settled("valid").rows == PASSED


# ---- Other states of the credential


@pytest.mark.parametrize(
    ("record_id", "state", "title", "text"),
    [
        (FUTURE, "future", "Not valid yet", "It becomes valid on 1 December 2026."),
        (
            EXPIRED,
            "expired",
            "Expired",
            (
                "It was valid from 1 February 2023 to 1 February 2026 and has not been renewed. "
                "It was not withdrawn."
            ),
        ),
        (
            SUSPENDED,
            "suspended",
            "Suspended",
            (
                f"On hold since 22 November 2026 while {ISSUER} reviews it. "
                "Do not rely on it until the hold is lifted."
            ),
        ),
        (
            REVOKED,
            "revoked",
            "Revoked",
            (
                f"Withdrawn by {ISSUER} on 22 November 2026. Reason: issued in error. "
                "Do not rely on it."
            ),
        ),
        (
            NEWER,
            "replaced",
            "Replaced",
            (
                "Replaced by a newer credential on 22 November 2026. Use the newer one. "
                "See the current credential"
            ),
        ),
    ],
)
def test_a_known_state_is_confirmed(
    browser: Browser, record_id: str, state: str, title: str, text: str
) -> None:
    """What the page says already stays, and its rows are checked; the holder's tools are gone."""
    seen = page_of(browser, record_id, state)
    assert (seen.title, seen.text) == (title, text)
    assert seen.rows == {**PASSED, "status": title}
    assert seen.buttons == ["Copy link"]


@pytest.mark.parametrize(
    ("record_id", "state", "title", "text"),
    [
        (
            SUSPENDED,
            "suspended",
            "Suspended",
            f"On hold while {ISSUER} reviews it. Do not rely on it until the hold is lifted.",
        ),
        (REVOKED, "revoked", "Revoked", f"Withdrawn by {ISSUER}. Do not rely on it."),
        (NEWER, "replaced", "Replaced", "Replaced by a newer credential. Use the newer one."),
    ],
)
def test_a_page_that_a_cache_kept_learns_of_a_change(
    browser: Browser, record_id: str, state: str, title: str, text: str
) -> None:
    """An old page beside new proofs says what is so now."""
    old = {path(record_id): files(now=False)[path(record_id)]}
    seen = page_of(browser, record_id, state, answers=old)
    assert (seen.title, seen.text) == (title, text)
    assert seen.rows == {**PASSED, "status": title}
    assert seen.buttons == ["Copy link"]


def test_time_goes_by(browser: Browser) -> None:
    """What has begun, or ended, since the page was built is judged by the day it is opened."""
    seen = page_of(browser, FUTURE, "valid", now=AS_OF + timedelta(days=10))
    assert seen.title == "Valid"
    assert seen.buttons == TOOLS
    seen = page_of(browser, ID, "expired", now=AS_OF.replace(year=2029, month=4))
    assert (seen.title, seen.text) == (
        "Expired",
        (
            "It was valid from 28 February 2026 to 28 February 2029 and has not been renewed. "
            "It was not withdrawn."
        ),
    )


def test_a_clock_that_is_behind_brings_nothing_back(browser: Browser) -> None:
    """An expired credential stays expired on a computer whose clock is years behind."""
    seen = page_of(browser, EXPIRED, "expired", now=AS_OF.replace(year=2025))
    assert seen.title == "Expired"


def test_an_older_bundle_never_softens_what_the_page_says(browser: Browser) -> None:
    """A page says revoked, a cache serves the proofs of before: it stays revoked, without tools."""
    old = files(now=False)
    answers = {name: old[name] for name in (path(REVOKED, "bundle.json"), "log/checkpoint")}
    seen = page_of(browser, REVOKED, "revoked", answers=answers)
    assert seen.title == "Revoked"
    assert seen.rows["status"] == "Revoked"
    assert seen.buttons == ["Copy link"]


# ---- Forgeries


REFUSED = "Do not rely on this page"
CHANGED = (
    f"What it shows does not match what {ISSUER} signed. It may have been changed. "
    f"Ask {ISSUER} directly."
)
NOT_IN_LOG = f"Its proof does not agree with {ISSUER}\u2019s public log. Ask {ISSUER} directly."


def refused(seen: Seen, text: str) -> None:
    """The verdict warns, and no claim and no tool is left for anyone to read."""
    assert (seen.title, seen.text, seen.window) == (REFUSED, text, REFUSED)
    assert "Failed" in seen.rows.values()
    for claim in (MAYA, "Data Practitioner", "Mallory", "28 February", "For the holder"):
        assert claim not in seen.visible


@pytest.mark.parametrize(
    "change",
    [
        (f"translate=no>{MAYA}</h2>", "translate=no>Mallory</h2>"),
        ("datetime=2026-02-28", "datetime=2020-02-28"),
        ("datetime=2029-02-28", "datetime=2039-02-28"),
        ("<time data-f=until", "<time"),
        ('data-f=standard href="../..', 'data-f=standard href="https://evil.example'),
        ("no>distinction", "no>honours"),
        ("7K3M-9QXA-2TVRC</code>", "7K3M-9QXA-2TVRD</code>"),
        ("<p class=by>", "<p class=by data-f=rank>First<p>"),
    ],
)
def test_a_tampered_page(browser: Browser, change: tuple[str, str]) -> None:
    """Whatever part of what was signed the page shows otherwise, it hides it all."""
    refused(page_of(browser, ID, "signature", answers={path(ID): edited(change)}), CHANGED)


def _rename(bundle: dict[str, Any]) -> None:
    bundle["credential"]["credentialSubject"]["identifier"][0]["identityHash"] = "Mallory"


def _other_proof(bundle: dict[str, Any]) -> None:
    hashes = bundle["proof"].split("\n")
    hashes[3] = b64encode(bytes(32)).decode()
    bundle["proof"] = "\n".join(hashes)


@pytest.mark.parametrize(
    ("change", "state", "text"),
    [(_rename, "signature", CHANGED), (_other_proof, "log", NOT_IN_LOG)],
)
def test_a_tampered_bundle(
    browser: Browser, change: Callable[[dict[str, Any]], object], state: str, text: str
) -> None:
    """A credential that was not committed to, and a proof that does not lead to the root."""
    answers = {path(ID, "bundle.json"): rewritten(change)}
    seen = page_of(browser, ID, state, answers=answers)
    refused(seen, text)
    assert seen.rows["status"] == "Not checked"
    assert "Not tried, because another check failed." in seen.visible


def test_the_bundle_of_another(browser: Browser) -> None:
    """A sound bundle proves nothing about another address."""
    answers = {path(ID, "bundle.json"): files()[path(PERMANENT, "bundle.json")]}
    refused(page_of(browser, ID, "signature", answers=answers), CHANGED)


def test_a_status_that_is_left_out(browser: Browser) -> None:
    """Without the entry that says suspended, a set bit reads revoked, never valid."""

    def drop(bundle: dict[str, Any]) -> None:
        del bundle["statusEntry"], bundle["statusProof"]

    old = {path(SUSPENDED): files(now=False)[path(SUSPENDED)]}
    answers = {**old, path(SUSPENDED, "bundle.json"): rewritten(drop)}
    assert page_of(browser, SUSPENDED, "revoked", answers=answers).title == "Revoked"


def test_a_fork_of_the_log(browser: Browser) -> None:
    """A live log of the same size with another root is another log."""
    answers = {"log/checkpoint": forged_checkpoint()}
    seen = page_of(browser, ID, "log", answers=answers)
    refused(seen, NOT_IN_LOG)
    assert "The log this page came with is not the one the registry publishes." in seen.visible


@pytest.mark.parametrize("host", ["cert.odpg.example.evil.example", "cert.odpq.example"])
def test_a_copy(browser: Browser, host: str) -> None:
    """The same files on another host say where the real page is, and claim nothing."""
    seen = page_of(browser, ID, "copy", home=f"https://{host}/")
    assert (seen.title, seen.window) == ("This is a copy", "This is a copy")
    assert seen.text == (
        "The real page is at cert.odpg.example. Check there before you rely on it."
    )
    assert seen.rows["host"] == "Failed"
    assert "Passed" not in seen.rows.values()
    assert MAYA not in seen.visible


# ---- What could not be checked


GREY = "Valid on 23 November 2026"
LAST = f"That is the status {ISSUER} last published."


def test_no_connection_to_the_log(browser: Browser) -> None:
    """The signature holds, today's status is unknown: grey, not green."""
    seen = page_of(browser, ID, "offline", answers={"log/checkpoint": None})
    assert (seen.title, seen.text) == (
        GREY,
        (
            "The signature is right, but today\u2019s status could not be loaded. "
            "Check your connection and reload."
        ),
    )
    assert seen.rows == {**PASSED, "status": "Not checked"}
    assert seen.buttons == TOOLS


@pytest.mark.parametrize("answer", [None, b"<!doctype html>Sign in to the hotel", b"", b"{}\n"])
def test_no_proof(browser: Browser, answer: Answer) -> None:
    """Neither a lost connection nor a page of the hotel's makes the credential look false."""
    seen = page_of(browser, ID, "unloaded", answers={path(ID, "bundle.json"): answer})
    assert (seen.title, seen.text) == (
        GREY,
        f"{LAST} The proof could not be loaded. Check your connection and reload.",
    )
    assert seen.rows == {**dict.fromkeys(PASSED, "Not checked"), "host": "Passed"}
    assert MAYA in seen.visible


OLD_BROWSERS = {
    "no Ed25519": "SubtleCrypto.prototype.importKey = () => Promise.reject(new Error('unknown'));",
    "no WebCrypto": "Object.defineProperty(crypto, 'subtle', {value: undefined});",
}


@pytest.mark.parametrize("script", OLD_BROWSERS.values(), ids=OLD_BROWSERS)
def test_an_old_browser(browser: Browser, script: str) -> None:
    """A browser that cannot check says so."""
    seen = page_of(browser, ID, "unchecked", script=script)
    assert (seen.title, seen.text) == (
        GREY,
        f"{LAST} This browser could not check it again; an up-to-date browser can.",
    )
    assert seen.rows["signature"] == "Not checked"
    assert seen.buttons == TOOLS


def test_no_verdict_in_time(browser: Browser) -> None:
    """After six seconds without a verdict the page says that the proof could not be loaded."""
    stuck = "SubtleCrypto.prototype.verify = () => new Promise(() => {});"
    with visit(browser, files(), f"{HOME}c/{ID}/", script=stuck) as visited:
        visited.page.locator("html[data-state=unloaded]").wait_for(state="attached", timeout=9000)
        assert visited.seen().title == GREY
        assert "Passed" not in visited.seen().rows.values()


def test_an_error_is_grey(browser: Browser) -> None:
    """A script that breaks while it shows a verdict takes nothing for checked."""
    broken = "Intl.DateTimeFormat = function () { throw new Error('broken'); };"
    with visit(browser, files(), f"{HOME}c/{ID}/", script=broken) as visited:
        visited.page.wait_for_timeout(1000)
        assert visited.seen().title == GREY
        assert "Passed" not in visited.seen().rows.values()


def test_stale(browser: Browser) -> None:
    """Fourteen days after the newest seal the page turns amber."""
    assert page_of(browser, ID, "valid", now=AS_OF + FORTNIGHT).title == "Valid"
    seen = page_of(browser, ID, "stale", now=AS_OF + FORTNIGHT + timedelta(minutes=1))
    assert (seen.title, seen.text) == (
        "Status may be out of date",
        f"The registry last confirmed it on 23 November 2026. Ask {ISSUER} if it matters today.",
    )
    assert seen.rows == {**PASSED, "status": "Attention"}
    assert seen.buttons == TOOLS


def test_caches_that_serve_files_of_two_seals(browser: Browser) -> None:
    """The logs are one if the newer extends the older; a bundle that stays behind is amber."""
    old = files(now=False)
    assert page_of(browser, ID, "valid", answers={"log/checkpoint": old["log/checkpoint"]})
    bundle = path(ID, "bundle.json")
    with visit(browser, files(), f"{HOME}c/{ID}/", answers={bundle: old[bundle]}) as visited:
        seen = visited.settled("stale")
        assert visited.asked.count(bundle) == 2  # once more, past the caches
    assert seen.title == "Status may be out of date"
    assert seen.rows["log"] == "Passed"


def test_a_list_that_is_fetched_apart(browser: Browser) -> None:
    """A long status list is no part of the bundle; one of another seal says nothing."""
    short = rewritten(lambda bundle: bundle.pop("status"))
    old = {path(record_id): files(now=False)[path(record_id)] for record_id in (ID, REVOKED)}
    for record_id, state in ((ID, "valid"), (REVOKED, "revoked")):
        answers = {**old, path(record_id, "bundle.json"): short}
        assert page_of(browser, record_id, state, answers=answers).rows["signature"] == "Passed"
        for other in (None, files(now=False)["status/revocation.json"], b"<!doctype html>"):
            without = {**answers, "status/revocation.json": other}
            assert page_of(browser, record_id, "offline", answers=without).title == (
                "Valid on 23 November 2026"
            )


def test_growth_that_is_not_proved(browser: Browser) -> None:
    """Without a proof of it, an older live log is no confirmation; a false one is a fork."""
    old = files(now=False)["log/checkpoint"]
    size = len(sites()[0].ledger.entries)
    proof = f"log/consistency/{size}"
    answers: dict[str, Answer] = {"log/checkpoint": old}
    assert page_of(browser, ID, "offline", answers={**answers, proof: None})

    def forge(content: bytes) -> bytes:
        first, *hashes = content.decode().split("\n")
        return "\n".join([first, b64encode(bytes(32)).decode(), *hashes[1:]]).encode()

    refused(page_of(browser, ID, "log", answers={**answers, proof: forge}), NOT_IN_LOG)


@pytest.mark.parametrize("name", ["verify.mjs", "credential.mjs", "verify.en.json", "verify.css"])
def test_shared_files_of_other_bytes_do_not_count(browser: Browser, name: str) -> None:
    """Each shared file is held against a digest that begins in the page; else it stays grey."""
    stem, ending = name.rsplit(".", 1)
    found = next(p for p in files() if p.startswith(f"assets/{stem}.") and p.endswith(f".{ending}"))
    answers: dict[str, Answer] = {found: lambda content: content + b" "}
    with visit(browser, files(), f"{HOME}c/{ID}/", answers=answers) as visited:
        visited.page.wait_for_timeout(1500)
        seen = visited.seen()
        assert any("digest" in line or "integrity" in line for line in visited.logged)
    if ending == "css":
        assert seen.title == "Valid"  # the check does not depend on how it looks
    else:
        assert seen.title == GREY
        assert "Passed" not in seen.rows.values()


def test_without_a_script(browser: Browser) -> None:
    """What the page says by itself is true, dated, and grey."""
    with visit(browser, files(), f"{HOME}c/{ID}/", java_script_enabled=False) as visited:
        seen = visited.seen()
    assert (seen.state, seen.title) == ("published", GREY)
    assert seen.text == (
        f"The status {ISSUER} last published, valid until 28 February 2029. "
        "Not checked again in this browser."
    )
    assert set(seen.rows.values()) == {"Not checked"}
    assert seen.buttons == []


# ---- Withheld names


def test_a_withheld_name(browser: Browser) -> None:
    """Without the holder's link there is no name; with it the name is confirmed."""
    seen = page_of(browser, WITHHELD, "valid")
    assert "Name withheld: ask the holder for the full link" in seen.visible
    assert MAYA not in seen.visible
    seen = page_of(browser, WITHHELD, "valid", end=f"#n={MAYA}&s={SALT}")
    assert f"Confirmed name\n\n{MAYA}" in seen.visible
    assert "compare the name with an identity document" in seen.visible
    assert MAYA not in seen.window


@pytest.mark.parametrize("end", [f"#n=Mallory&s={SALT}", f"#n={MAYA}&s=x", f"#n={MAYA}", "#n=&s="])
def test_a_wrong_name(browser: Browser, end: str) -> None:
    """A name that does not fit is never printed, and no tool is offered."""
    seen = page_of(browser, WITHHELD, "name", end=end)
    assert (seen.title, seen.text) == (
        "The name does not match",
        (
            f"The name in this link is not the one {ISSUER} recorded. "
            "Ask the holder for the full link."
        ),
    )
    assert "Mallory" not in seen.visible
    assert MAYA not in seen.visible
    assert seen.buttons == ["Copy link"]


def test_a_name_is_never_markup(browser: Browser) -> None:
    """What comes in a link is text, and a link to somebody with a public name opens nothing."""
    hostile = "<img src=x onerror=alert(1)>"
    assert page_of(browser, WITHHELD, "name", end=f"#n={hostile}&s={SALT}").rows["host"] == "Passed"
    assert page_of(browser, ID, "valid", end=f"#n={hostile}&s=x").title == "Valid"


# ---- Tests


@pytest.mark.parametrize(
    "home", ["https://open-data-practice-guild.invalid/", "https://pr.example/"]
)
@pytest.mark.parametrize("record_id", [ID, REVOKED])
def test_a_test_build(browser: Browser, home: str, record_id: str) -> None:
    """Wherever it is looked at, TEST owns the verdict, and the host is not judged."""
    with visit(browser, files(test=True), f"{home}c/{record_id}/") as visited:
        visited.page.locator("#c-log.ok").wait_for()
        seen = visited.settled("test")
        unharmed(visited)
    assert (seen.title, seen.text) == (
        "TEST: not a real credential",
        "Signed with the public development key, which anyone can use. It proves nothing.",
    )
    status = "Revoked" if record_id == REVOKED else "Passed"
    assert seen.rows == {
        "signature": "Test key",
        "status": status,
        "log": "Passed",
        "host": "Not checked",
    }
    assert "TEST BUILD — not published by the issuer" in seen.visible
    assert seen.buttons == ["Copy link"]


def test_a_test_bundle_on_a_real_page_is_no_more_than_a_test(browser: Browser) -> None:
    """The public key cannot make a real page valid."""
    answers = {path(ID, "bundle.json"): files(test=True)[path(ID, "bundle.json")]}
    refused(page_of(browser, ID, "signature", answers=answers), CHANGED)


# ---- For the holder


def test_the_tools(browser: Browser) -> None:
    """LinkedIn's form is filled in, the link is copied, wallet and third party have addresses."""
    with visit(browser, files(), f"{HOME}c/{ID}/") as visited:
        visited.settled("valid")
        page = visited.page
        link = page.get_by_role("link", name="Add to LinkedIn").get_attribute("href")
        assert link == (
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME"
            "&name=Profesional+de+datos&organizationName=Open+Data+Practice+Guild"
            "&issueYear=2026&issueMonth=2&expirationYear=2029&expirationMonth=2"
            f"&certUrl=https%3A%2F%2Fcert.odpg.example%2Fc%2F{ID}%2F&certId=7K3M-9QXA-2TVRC"
        )
        page.get_by_role("button", name="Copy link").click()
        page.get_by_text("Link copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{HOME}c/{ID}/"
        page.get_by_text("Technical details").click()
        other = page.get_by_role("link", name="Open in VerifierPlus").get_attribute("href")
        assert other == f"https://verifierplus.org/#verify?vc={HOME}c/{ID}/credential.json"
        assert page.get_by_text(f"sealbook verify {HOME}c/{ID}/").is_visible()
        page.get_by_text("Add to a wallet").click()
        assert page.get_by_text(f"and paste {HOME}c/{ID}/credential.json").is_visible()
        unharmed(visited)


# ---- How it looks


LOOKS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "valid": (ID, "valid", {}),
    "offline": (ID, "offline", {"answers": {"log/checkpoint": None}}),
    "stale": (ID, "stale", {"now": AS_OF + 2 * FORTNIGHT}),
    "signature": (ID, "signature", {"answers": {path(ID): edited(("no>distinction", "no>x"))}}),
    "log": (ID, "log", {"answers": {"log/checkpoint": "forged"}}),
    "copy": (ID, "copy", {"home": "https://copy.example/"}),
    "unloaded": (ID, "unloaded", {"answers": {path(ID, "bundle.json"): None}}),
    "unchecked": (ID, "unchecked", {"script": OLD_BROWSERS["no Ed25519"]}),
    "opened": (WITHHELD, "valid", {"end": f"#n={MAYA}&s={SALT}"}),
    "withheld": (WITHHELD, "valid", {}),
    "name": (WITHHELD, "name", {"end": "#n=Mallory&s=x"}),
    "future": (FUTURE, "future", {}),
    "expired": (EXPIRED, "expired", {}),
    "suspended": (SUSPENDED, "suspended", {}),
    "revoked": (REVOKED, "revoked", {}),
    "replaced": (NEWER, "replaced", {}),
    "test": (ID, "test", {"test": True, "home": "https://pr.example/"}),
}
SCREENS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "phone": ({}, tuple(LOOKS)),
    "dark": ({"color_scheme": "dark"}, ("valid", "offline", "stale", "log", "opened", "test")),
    "desktop": ({"viewport": DESKTOP}, ("valid", "signature", "withheld")),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_accessible_in_every_state(browser: Browser, screen: str) -> None:
    """The axe engine finds no violation of WCAG 2.2 AA, and nothing is wider than the screen."""
    given, names = SCREENS[screen]
    for name in names:
        record_id, state, more = LOOKS[name]
        options = {**more, **given}
        home, end = options.pop("home", HOME), options.pop("end", "")
        test = options.pop("test", False)
        changed = options.pop("answers", {})
        answers = {p: forged_checkpoint() if a == "forged" else a for p, a in changed.items()}
        url = f"{home}c/{record_id}/{end}"
        with visit(browser, files(test=test), url, answers=answers, **options) as visited:
            visited.settled(state)
            page = visited.page
            for details in page.locator("summary").all():
                if details.is_visible():
                    details.click()
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            assert not found, (name, [(r["id"], r["nodes"][0]["html"]) for r in found])
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
