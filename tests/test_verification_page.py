"""The verification page: exact words of each state, nothing that leaks, nothing that breaks."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from random import Random
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from registry.load import document_of
from registry.openbadge.status import SIZE, encode
from registry.sign.policy import parse_policy
from registry.site.asset import asset
from registry.site.pages.credential import credential_pages
from registry.site.pages.documents import documents
from registry.site.pages.lookup import lookup_pages
from registry.site.proofs import LONGEST_LIST, Proofs
from registry.site.site import Site
from registry.site.verification.claims import claims_of
from registry.site.verification.verifier import verifier
from registry.verify.bundle import print_bundle
from tests.small_registry import (
    ID,
    NEWER,
    SETTINGS,
    credential,
    registry_of,
    site_of,
    with_registry,
)

PAGE = f"c/{ID}/index.html"
ISSUER = "Open Data Practice Guild"
MAYA = "Maya Okonkwo-Lindqvist"


class Elements(HTMLParser):
    """A page as flat lists: elements with attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep a text with the element that began last."""
        self.texts.append((self.elements[-1][0] if self.elements else "", data))

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        """What a reader reads."""
        return " ".join(" ".join(data for _, data in self.texts).split())

    def first(self, tag: str) -> str:
        """The first text after the start of an element of this name."""
        return next(data for name, data in self.texts if name == tag)


def artifacts(site: Site) -> dict[str, bytes]:
    """What the pages of this area make, by path."""
    made = (*credential_pages(site), *documents(site), *lookup_pages(site))
    assert {found.place for found in made} == {"overlay"}  # none passes through the site engine
    return {found.path: found.content for found in made}


def page(site: Site, path: str = PAGE) -> str:
    """One page as text."""
    return artifacts(site)[path].decode()


def verdict(html: str) -> tuple[str, str]:
    """State, and all words of the verdict."""
    state = re.search(r"data-state=(\w+)", html)
    block = re.search(r"<h1>(.*?)</h1><p>(.*?)</p></div>", html)
    assert state
    assert block
    return state[1], re.sub(r"<[^>]+>", "", f"{block[1]} | {block[2]}")


class State(NamedTuple):
    """A record, and what its page says: key, title, sentence, note in the window's title."""

    record: str
    key: str
    title: str
    sentence: str
    note: str


STATES = {
    "valid": State(
        credential(),
        "published",
        "Valid on 23 November 2026",
        f"The status {ISSUER} last published, valid until 28 February 2029. "
        "Not checked again in this browser.",
        "",
    ),
    "permanent": State(
        credential(standard="data-fellow@1.0"),
        "published",
        "Valid on 23 November 2026",
        f"The status {ISSUER} last published. This credential does not expire. "
        "Not checked again in this browser.",
        "",
    ),
    "expiring": State(
        credential(awarded="2024-02-01"),
        "published",
        "Valid on 23 November 2026",
        f"The status {ISSUER} last published, valid until 1 February 2027. "
        "Not checked again in this browser.",
        "",
    ),
    "future": State(
        credential(awarded="2026-11-20", valid_from="2027-01-01"),
        "future",
        "Not valid yet",
        "It becomes valid on 1 January 2027.",
        " (Not valid yet)",
    ),
    "expired": State(
        credential(awarded="2023-02-01"),
        "expired",
        "Expired",
        "It was valid from 1 February 2023 to 1 February 2026 and has not been renewed. "
        "It was not withdrawn.",
        " (Expired)",
    ),
    "grace": State(
        credential(awarded="2023-11-01"),
        "expired",
        "Expired",
        "It was valid from 1 November 2023 to 1 November 2026 and has not been renewed. "
        "It was not withdrawn. It can be renewed until 1 February 2027.",
        " (Expired)",
    ),
    "suspended": State(
        credential("suspended: 2026-11-20, reason: integrity, decision: x, review: 2027-01-29"),
        "suspended",
        "Suspended",
        f"On hold since 20 November 2026 while {ISSUER} reviews it. "
        "Do not rely on it until the hold is lifted.",
        " (Suspended)",
    ),
    "reinstated": State(
        credential("suspended: 2026-10-20, reason: integrity", "reinstated: 2026-11-01"),
        "published",
        "Valid on 23 November 2026",
        f"The status {ISSUER} last published, valid until 28 February 2029. "
        "Not checked again in this browser.",
        "",
    ),
    "revoked": State(
        credential("revoked: 2026-11-21, reason: issued-in-error, decision: x"),
        "revoked",
        "Revoked",
        f"Withdrawn by {ISSUER} on 21 November 2026. Reason: issued in error. Do not rely on it.",
        " (Revoked)",
    ),
    "replaced": State(
        credential(f"replaced: 2026-11-22, by: {NEWER}"),
        "replaced",
        "Replaced",
        "Replaced by a newer credential on 22 November 2026. Use the newer one. "
        "See the current credential",
        " (Replaced)",
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_its_words(state: str) -> None:
    """Title and sentence are the settled ones, and the state reaches title and share card."""
    text, key, title, sentence, note = STATES[state]
    html = page(site_of({ID: text, NEWER: credential(holder="Another")}))
    assert verdict(html) == (key, f"{title} | {sentence}")
    shared = f"{MAYA} — Data Practitioner{note}"
    assert f"<title>{shared}</title>" in html
    assert f'<meta property=og:title content="{shared}">' in html


@pytest.mark.parametrize("state", STATES)
def test_no_tool_before_it_is_checked(state: str) -> None:
    """LinkedIn, wallet and copied links need a script, so that no button of a page is dead."""
    html = page(site_of({ID: STATES[state].record, NEWER: credential(holder="Another")}))
    assert not {"button", "input"} & {tag for tag, _ in Elements(html).elements}
    assert "linkedin.com" not in html
    assert "verifierplus" not in html


@pytest.mark.parametrize("state", STATES)
def test_a_test_build_never_looks_real(state: str) -> None:
    """TEST owns the verdict; the real state stays in the status row, and no tool is offered."""
    text, key, title, *_ = STATES[state]
    html = page(site_of({ID: text, NEWER: credential(holder="Another")}, test=True))
    said = "Signed with the public development key, which anyone can use. It proves nothing."
    assert verdict(html) == ("test", f"TEST: not a real credential | {said}")
    words = Elements(html).text
    assert "TEST BUILD — not published by the issuer" in words
    assert "Nobody was certified" in words
    assert "(TEST)</title>" in html
    mark = "Not checked" if key == "published" else title
    assert f"Current status {mark} Status from 23 November 2026" in words


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("test", [False, True])
def test_nothing_is_green_before_it_is_checked(state: str, test: bool) -> None:
    """Without a script no element has the tone `ok`, and no row says Passed."""
    html = page(site_of({ID: STATES[state][0], NEWER: credential(holder="Another")}, test=test))
    tones = [attributes.get("class", "").split() for _, attributes in Elements(html).elements]
    assert not any("ok" in classes for classes in tones)
    assert "Passed" not in html


def test_a_replaced_credential_leads_to_the_newer_one() -> None:
    """Verdict and history link the successor; where that is not sealed, history names it."""
    replaced = credential(f"replaced: 2026-11-22, by: {NEWER}")
    both = page(site_of({ID: replaced, NEWER: credential(holder="Another")}))
    assert both.count(f'href="../{NEWER}/"') == 2
    alone = page(site_of({ID: replaced}))
    assert NEWER not in alone
    assert "Replaced by MVBP-1EE1-EDQ42" in Elements(alone).text


def test_history_in_words() -> None:
    """Every event is a dated row, the issue first; two names of one field are said once."""
    rows = (
        "corrected: 2026-03-04, fields: [holder, withheld], reason: issued-in-error",
        "suspended: 2026-04-02, reason: conduct, decision: x, review: 2026-06-01",
        "reinstated: 2026-04-19, decision: x",
        "renewed: 2026-10-14, assessment: x",
    )
    html = page(site_of({ID: credential(*rows)}))
    text = Elements(html).text
    start = text.index("History")
    assert text[start:].startswith(
        "History 28 February 2026 Issued 4 March 2026 Corrected: name 2 April 2026 Put on hold. "
        "Reason: conduct. Review due 1 June 2026. 19 April 2026 Hold lifted "
        "14 October 2026 Renewed"
    )


def test_a_withheld_name_is_nowhere() -> None:
    """Neither name nor digest of it stands in the page; its place says how to get it."""
    digest = "sha256$" + "ab" * 32
    site = site_of({ID: credential(holder=None, consent=None, withheld=digest)})
    html = page(site)
    assert "Name withheld: ask the holder for the full link" in html
    assert "<title>Data Practitioner</title>" in html
    assert "but not to whom" in html
    assert digest not in html
    assert not any(MAYA.encode() in content for content in artifacts(site).values())


@pytest.mark.parametrize(
    ("kind", "sentence", "heading"),
    [
        ("person", "to someone with this name. To be sure", "What the holder showed"),
        ("event", "to an event with this name.", "What the event showed"),
        ("group", "to a group with this name.", "What the group showed"),
    ],
)
def test_the_identity_sentence_fits_the_holder(kind: str, sentence: str, heading: str) -> None:
    """A person is compared with a document, an event or a group is not."""
    text = Elements(page(site_of({ID: credential(holder_kind=kind)}))).text
    assert f"This page shows that {ISSUER} issued this credential {sentence}" in text
    assert heading in text


def test_standing_of_a_permanent_credential() -> None:
    """It does not expire, and says whether its holder still takes part."""
    fellow = credential(standard="data-fellow@1.0")
    assert "Valid until Does not expire" in Elements(page(site_of({ID: fellow}))).text
    assert "Standing Active" in Elements(page(site_of({ID: fellow}))).text
    alumni = credential("alumni: 2026-10-01", standard="data-fellow@1.0")
    assert "Standing Alumni" in Elements(page(site_of({ID: alumni}))).text


def test_what_is_shown_is_what_was_signed() -> None:
    """Each marked fact equals the signed credential beside the page."""
    site = site_of({ID: credential()})
    files = artifacts(site)
    signed = json.loads(files[f"c/{ID}/credential.json"])
    assert signed == site.ledger.records[ID].credential
    claims = claims_of(signed)
    html = files[PAGE].decode()
    facts = dict(re.findall(r"data-f=(\w+)[^>]*>([^<]+)<", html))
    assert re.search(r'data-f=standard href="../../standards/data-practitioner/2.1/"', html)
    assert facts == {
        "name": claims.name,
        "title": claims.title,
        "issuer": claims.issuer,
        "issued": "28 February 2026",
        "until": "28 February 2029",
        "id": "7K3M-9QXA-2TVRC",
        "standard": "Data Practitioner, version 2.1",
        "result": "distinction",
    }
    assert f"data-f=issued datetime={claims.issued}>" in html
    assert f"data-f=until datetime={claims.until}>" in html


def test_what_is_not_sealed_is_not_published() -> None:
    """A new record has no page; a new event does not show; an edited name stays as signed."""
    site = site_of({ID: credential()})
    newer = registry_of(
        {
            ID: credential("revoked: 2026-11-21, reason: conduct", holder="Somebody Else"),
            NEWER: credential(holder="Not Yet"),
        }
    )
    files = artifacts(with_registry(site, newer))
    assert f"c/{NEWER}/index.html" not in files
    assert verdict(files[PAGE].decode())[0] == "published"
    assert MAYA in files[PAGE].decode()
    assert "Somebody Else" not in files[PAGE].decode()


HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>&lt;{{7*7}}"""


def test_hostile_text_stays_text() -> None:
    """A name, a title and an issuer of markup change no element of the page."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    evidence = f"\n  - title: {quoted}\n    url: https://example.org/?a=1&b=%22"
    settings = SETTINGS.replace(f"name: {ISSUER}", f"name: {quoted}")
    hostile = Elements(
        page(site_of({ID: credential(holder=quoted) + f"evidence:{evidence}\n"}, settings=settings))
    )
    tame = Elements(
        page(
            site_of(
                {
                    ID: credential()
                    + "evidence:\n  - title: Plain\n    url: https://example.org/?a=1\n"
                }
            )
        )
    )
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in tame.elements]
    assert [sorted(found) for _, found in hostile.elements] == [
        sorted(found) for _, found in tame.elements
    ]
    assert hostile.first("h2") == HOSTILE
    assert hostile.all("title") == [{}]


def test_a_bidirectional_override_is_refused_at_load() -> None:
    """A name that would read backwards never reaches a page."""
    text = credential(holder="Maya\u202eadniL")
    _, problems = document_of(text.encode(), f"credentials/2026/{ID}.yml")
    assert problems


def test_no_inline_script_or_style_and_no_foreign_request() -> None:
    """The page obeys its own strict policy and loads only files of the site, by their digest."""
    site = site_of({ID: credential()})
    files = artifacts(site)
    found = Elements(files[PAGE].decode())
    policy = next(m["content"] for m in found.all("meta") if "http-equiv" in m)
    assert policy.startswith("default-src 'none';")
    assert "require-trusted-types-for 'script';trusted-types 'none'" in policy
    assert "unsafe" not in policy
    for tag, attributes in found.elements:
        assert tag != "style"
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
    loaded = [s["src"] for s in found.all("script")]
    loaded += [link["href"] for link in found.all("link") if link["rel"] == "stylesheet"]
    assert sorted(path.removeprefix("../../") for path in loaded) == sorted(
        found.path for found in (asset("verify.css"), *verifier(site).scripts)
    )
    for element in (*found.all("script"), *found.all("link")):
        if element.get("rel", "stylesheet") == "stylesheet":
            path = (element.get("src") or element["href"]).removeprefix("../../")
            digest = b64encode(sha256(files[path]).digest()).decode()
            assert element["integrity"] == f"sha256-{digest}"
    assert {path.removeprefix("../../") for path in loaded} <= files.keys()
    assert {"robots": "noindex", "referrer": "no-referrer"}.items() <= {
        m["name"]: m["content"] for m in found.all("meta") if "name" in m
    }.items()


def test_links_inside_the_site_are_relative() -> None:
    """So the page works under a base path, and in a copy that somebody looks at offline."""
    settings = SETTINGS.replace("cert.odpg.example/", "odpg.example/registry/")
    site = site_of({ID: credential(language="es")}, settings=settings)
    for path in (PAGE, f"c/{ID}/es/index.html"):
        found = Elements(page(site, path))
        hrefs = [a["href"] for a in found.all("a")]
        own = [href for href in hrefs if not urlsplit(href).scheme and not href.startswith("#")]
        assert own
        assert all(
            href.startswith((".", "es/", "credential.json", "bundle.json")) for href in own
        ), own
        canonical = next(link["href"] for link in found.all("link") if link["rel"] == "canonical")
        assert canonical == f"https://odpg.example/registry/{path.removesuffix('index.html')}"


def test_a_page_in_the_holders_language() -> None:
    """A Spanish credential has a Spanish page beside the one in the registry's language."""
    files = artifacts(site_of({ID: credential(language="es"), NEWER: credential()}))
    assert f"c/{NEWER}/es/index.html" not in files
    default, spanish = files[PAGE].decode(), files[f"c/{ID}/es/index.html"].decode()
    assert '<link rel=alternate hreflang="es" href="es/">' in default
    assert '<a href="es/" hreflang="es" lang="es">Español</a>' in default
    assert '<a href="../" hreflang="en" lang="en">English</a>' in spanish
    assert verdict(spanish)[1].startswith("Válida el 23 de noviembre de 2026 | Es el último")
    assert "Ha limpiado un conjunto de datos real." in spanish
    assert 'href="../credential.json"' in spanish
    # A passage in another language says so (WCAG 3.1.2): the signed title, an untranslated text.
    assert '<p class=t data-f=title lang="es" translate=no>Profesional de datos' in default
    assert "<p class=t data-f=title translate=no>Profesional de datos" in spanish
    assert '<p lang="en">It is no licence' in spanish


def test_what_the_scripts_are_told() -> None:
    """Digests from the page on cover the root keys of the newest policy, which are pinned."""
    site = site_of({ID: credential()})
    files = artifacts(site)
    path = next(path for path in files if re.fullmatch(r"assets/credential\.\w+\.mjs", path))
    script = files[path].decode()
    for tag in ("en", "es"):
        told = next(p for p in files if re.fullmatch(rf"assets/verify\.{tag}\.\w+\.json", p))
        digest = b64encode(sha256(files[told]).digest()).decode()
        assert f'["{told.removeprefix("assets/")}","sha256-{digest}"]' in script
        config = json.loads(files[told])
        policy = parse_policy(site.policies[-1].content)
        assert (config["roots"], config["threshold"]) == (list(policy.roots.keys), 1)
        assert (config["origin"], config["host"]) == ("odpg.example/sealbook", "cert.odpg.example")


def test_sizes() -> None:
    """Bytes per credential decide how many a free host can hold; what is shared is loaded once."""
    files = artifacts(site_of({ID: credential()}))
    assert len(files[PAGE]) <= 5000
    scripts = [content for path, content in files.items() if path.endswith(".mjs")]
    assert all(len(content) <= 10_240 for content in scripts)


def test_size_of_a_bundle() -> None:
    """With 2,000 set bits a bundle still carries the list, and takes 6 kB on its way (gzip)."""
    site = site_of({ID: credential("suspended: 2026-11-20, reason: integrity")})
    proofs = Proofs(site.ledger, site.policies)
    record = site.ledger.records[ID]
    bundle = proofs.bundle(record, proofs.of(record))
    assert bundle.status is not None
    assert len(print_bundle(bundle)) <= 6000  # as it lies on the host, with a short list

    def listed(bits: int) -> str:
        listed = json.loads(bundle.status or "")
        indexes = Random(bits).sample(range(SIZE), bits)
        listed["credentialSubject"]["encodedList"] = encode(indexes)
        return json.dumps(listed, separators=(",", ":")) + "\n"

    long = print_bundle(replace(bundle, status=listed(2000)))
    assert len(listed(2000)) <= LONGEST_LIST < len(listed(2100))
    assert len(gzip.compress(long, 6)) <= 6000


def test_the_page_of_all_that_is_missing_works_at_any_depth() -> None:
    """Links of `404.html` begin with the base path; `verify/` uses relative ones."""
    settings = SETTINGS.replace("cert.odpg.example/", "odpg.example/registry/")
    files = artifacts(site_of({}, settings=settings))
    missing, lookup = files["404.html"].decode(), files["verify/index.html"].decode()
    for html, root in ((missing, "/registry/"), (lookup, "../")):
        found = Elements(html)
        paths = [e.get("href") or e.get("src") or e.get("action") for _, e in found.elements]
        own = [p for p in paths if p and not urlsplit(p).scheme and not p.startswith("#")]
        assert own
        assert all(path.startswith((root, "check-credentials.html")) for path in own)
        assert "hidden" in found.all("form")[0]
        assert "https://odpg.example/registry/ c/7K3M9QXA2TVRC/" in found.text
    assert "No credential with this ID" in missing
    assert "has no record at this address" in missing


def test_documents_for_machines() -> None:
    """Signed documents stand where their IDs say, exactly as the ledger holds them."""
    site = site_of({ID: credential()})
    files = artifacts(site)
    seal = site.ledger.state.seal
    assert sha256(files[".well-known/did.json"]).hexdigest() == seal.did
    assert files["status/revocation.json"] == site.ledger.status_list
    assert sha256(files["status/revocation.json"]).hexdigest() == seal.revocation
    achievement = json.loads(files["standards/data-practitioner/2.1/achievement.json"])
    signed = json.loads(files[f"c/{ID}/credential.json"])["credentialSubject"]["achievement"]
    assert {key: achievement[key] for key in signed} == signed
    assert "schemas/credential.schema.json" in files
    assert b"Expires: 2027-11-23T00:00:00Z" in files[".well-known/security.txt"]
    assert files["robots.txt"].startswith(b"User-agent: *\nDisallow:\n")
    assert files[".nojekyll"] == b""


def test_a_project_site_keeps_its_did_below_the_base_path() -> None:
    """Under `/registry/` the DID document is `did.json`; files of the host's root are absent."""
    settings = SETTINGS.replace("cert.odpg.example/", "odpg.example/registry/")
    files = artifacts(site_of({}, settings=settings))
    assert "did.json" in files
    assert not {"robots.txt", ".well-known/security.txt", ".well-known/did.json"} & files.keys()
