"""Two foreign verifiers accept what we issue, and refuse what we did not.

`openbadgeslib` and `openvc-core` read the sample registry's credentials as anyone would: the
DID document and the status list are found at their addresses, here in a table instead of a
network. Both use their own copies of the contexts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openvc.did.base import DidResolverRegistry
from openvc.did.did_web import DidWebResolver
from openvc.errors import OpenvcError
from openvc.resolvers import default_status_list_resolver
from openvc.verify import VerificationPolicy, verify_credential

from registry.address import Address, development
from registry.load import load
from registry.openbadge.bake import bake_png, bake_svg, extract_png, extract_svg
from registry.openbadge.credential import compose
from registry.openbadge.did import did_document, document_url, verification_method
from registry.openbadge.status import status_list
from registry.records.build import build
from registry.records.credential import Credential, Evidence
from registry.records.framework import Framework
from registry.records.settings import Settings
from registry.records.standard import Standard
from registry.records.text import Text
from registry.sign.keys import development_seed
from registry.sign.multibase import format_multikey
from registry.sign.rdfc import sign
from registry.sign.template import Templates

ROOT = Path(__file__).resolve().parents[1]
STANDARD = "data-practitioner@2.1"
CREATED = "2020-01-02T08:00:00Z"
INDEX = 94_123
RECORD = Credential(
    standard=STANDARD,
    result="pass",
    holder="Inés Okonkwo-Marsh",
    language="en",
    awarded=date(2020, 1, 1),
    evidence=(Evidence(title=Text("Bus stops"), url="https://forge.example/bus-stops"),),
)
WITHHELD = "sha256$9489252ecdb8e90c174eea24cb99a98ad5d9d747dc6a552d23df0191595a3042"

Document = dict[str, Any]
Verdict = Callable[["Issuer", Document], None]  # raises when the document is refused


@dataclass
class Issuer:
    """An issuer with its site: a table from address to JSON document."""

    settings: Settings
    standard: Standard
    framework: Framework
    address: Address
    key: SigningKey
    site: dict[str, Document] = field(default_factory=dict)
    templates: Templates = field(default_factory=Templates)

    @property
    def method(self) -> str:
        """The name of the key in the DID document."""
        return verification_method(self.address.did, format_multikey(bytes(self.key.verify_key)))

    def sign(self, document: Document) -> Document:
        """A signed copy."""
        return sign(document, self.key, self.method, CREATED, self.templates.canonize)

    def issue(self, record: Credential = RECORD, **dates: datetime | None) -> Document:
        """A signed credential, valid for centuries unless other dates are given."""
        document = compose(
            "7K3M9QXA2TVRC",
            record,
            self.standard,
            self.framework,
            self.settings,
            self.address,
            status_index=INDEX,
            **{
                "valid_from": datetime(2020, 1, 1, tzinfo=UTC),
                "valid_until": datetime(2990, 1, 1, 11, 59, 59, tzinfo=UTC),
                **dates,
            },
        )
        return self.sign(document)

    def publish(self, *revoked: int) -> None:
        """Write DID document and status list to the site."""
        multikey = format_multikey(bytes(self.key.verify_key))
        self.site[document_url(self.address.did)] = did_document(self.address.did, [multikey])
        list_ = self.sign(status_list(self.address.url, self.address.did, revoked, CREATED))
        self.site[list_["id"]] = list_

    def fetch(self, url: str) -> Document:
        """What a browser would get from the site; KeyError for any other address."""
        return self.site[url]


def sample() -> tuple[Settings, Standard, Framework]:
    """Three records of the sample registry in the repository."""
    found = {(d.kind.name, d.id): d.data for d in load(ROOT).documents}
    settings = build(Settings, found["registry", "registry"], "en")
    standard = build(Standard, found["standard", STANDARD], "en")
    return settings, standard, build(Framework, found["framework", standard.framework], "en")


@pytest.fixture(params=["", "registry/"], ids=["bare host", "with a path"])
def issuer(request: pytest.FixtureRequest) -> Issuer:
    """The sample registry as a development build publishes it, with no bit set."""
    settings, standard, framework = sample()
    address = development(replace(settings, url=f"https://cert.odpg.example/{request.param}"))
    key = development_seed(address.origin).key("issuer")
    made = Issuer(settings, standard, framework, address, key)
    made.publish()
    return made


def openbadgeslib(issuer: Issuer, document: Document) -> None:
    """Verify with openbadgeslib; it takes only JWT for the proof of a list, so that is left out."""

    def download(url: str) -> bytes:
        return json.dumps(issuer.fetch(url)).encode()

    OB3LdpVerifier().verify(
        json.dumps(document), check_status=True, verify_status_list=False, download=download
    )


def openvc(issuer: Issuer, document: Document) -> None:
    """Verify with openvc-core, the proof of the status list and its issuer included."""
    folder = resources.files("openbadgeslib.ob3.contexts")
    context = json.loads((folder / "ob-v3p0-context-3.0.3.json").read_bytes())
    resolver = DidResolverRegistry([DidWebResolver(issuer.fetch)])
    lists = default_status_list_resolver(
        resolver=resolver, fetch=lambda url: json.dumps(issuer.fetch(url))
    )
    verify_credential(
        document,
        policy=VerificationPolicy(
            expected_types=["OpenBadgeCredential"], require_status_issuer_binding=True
        ),
        resolver=resolver,
        resolve_status_list=lists,
        extra_contexts={"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": context},
    )


VERIFIERS = pytest.mark.parametrize("verdict", [openbadgeslib, openvc])
REFUSED = (LibOpenBadgesException, OpenvcError)


@VERIFIERS
@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        replace(RECORD, evidence=()),
        replace(RECORD, language="es", result="distinction"),
        replace(RECORD, holder=None, withheld=WITHHELD),
        replace(RECORD, holder="Berlin Buzzwords 2024", holder_kind="event"),
        replace(RECORD, holder='The "night shift" \\ 夜班 🏅', holder_kind="group"),
    ],
)
def test_what_we_issue_is_accepted(issuer: Issuer, record: Credential, verdict: Verdict) -> None:
    """A person, a withheld name, an event, a group; with and without evidence."""
    verdict(issuer, issuer.issue(record))


@VERIFIERS
def test_what_does_not_expire_is_accepted(issuer: Issuer, verdict: Verdict) -> None:
    """A permanent credential has no validUntil."""
    verdict(issuer, issuer.issue(valid_until=None))


@VERIFIERS
def test_neighbouring_bits_do_not_matter(issuer: Issuer, verdict: Verdict) -> None:
    """Revoking others, next to it in the list, leaves a credential accepted."""
    issuer.publish(INDEX - 1, INDEX + 1, 0)
    verdict(issuer, issuer.issue())


@VERIFIERS
@pytest.mark.parametrize("place", ["name", "holder", "result", "status", "end", "proof", "extra"])
def test_tampered_is_refused(issuer: Issuer, place: str, verdict: Verdict) -> None:
    """Any one changed or added value breaks the proof."""
    document = issuer.issue()
    subject = document["credentialSubject"]
    match place:
        case "name":
            document["name"] += "!"
        case "holder":
            subject["identifier"][0]["identityHash"] = "Someone Else"
        case "result":
            subject["result"][0]["value"] = "distinction"
        case "status":
            document["credentialStatus"]["statusListIndex"] = "5"
        case "end":
            document["validUntil"] = "2999-01-01T11:59:59Z"
        case "proof":
            document["proof"]["created"] = "2021-01-01T00:00:00Z"
        case _:
            subject["narrative"] = "With honours."
    with pytest.raises(REFUSED):
        verdict(issuer, document)


@VERIFIERS
def test_expired_is_refused(issuer: Issuer, verdict: Verdict) -> None:
    """A credential whose last moment has passed is not accepted."""
    document = issuer.issue(valid_until=datetime(2021, 1, 2, 11, 59, 59, tzinfo=UTC))
    with pytest.raises(REFUSED, match="expired"):
        verdict(issuer, document)


@VERIFIERS
def test_not_yet_valid_is_refused(issuer: Issuer, verdict: Verdict) -> None:
    """A credential whose first moment is to come is not accepted."""
    document = issuer.issue(valid_from=datetime(2980, 1, 1, tzinfo=UTC))
    with pytest.raises(REFUSED, match=r"not (yet )?valid"):
        verdict(issuer, document)


@VERIFIERS
def test_revoked_is_refused(issuer: Issuer, verdict: Verdict) -> None:
    """A set bit is seen, and only in the newest list."""
    document = issuer.issue()
    issuer.publish(INDEX)
    with pytest.raises(REFUSED, match="revo"):
        verdict(issuer, document)
    issuer.publish()
    verdict(issuer, document)


@VERIFIERS
def test_a_status_list_that_is_gone_is_not_good_news(issuer: Issuer, verdict: Verdict) -> None:
    """Without the list, the credential is not accepted."""
    document = issuer.issue()
    del issuer.site[document["credentialStatus"]["statusListCredential"]]
    with pytest.raises((*REFUSED, KeyError)):
        verdict(issuer, document)


def test_a_forged_status_list_is_refused(issuer: Issuer) -> None:
    """A list that another key signed does not clear a revocation (openvc checks its proof)."""
    document = issuer.issue()
    list_ = status_list(issuer.address.url, issuer.address.did, [], CREATED)
    forged = sign(list_, SigningKey(bytes(32)), issuer.method, CREATED)
    issuer.site[list_["id"]] = forged
    with pytest.raises(OpenvcError):
        openvc(issuer, document)


@VERIFIERS
def test_wrongly_issued_is_refused(issuer: Issuer, verdict: Verdict) -> None:
    """A stranger's key does not make our credential: under our key's name, its own, or a DID's."""
    stranger = replace(issuer, key=SigningKey(bytes(32)))
    document = {term: value for term, value in issuer.issue().items() if term != "proof"}
    own = sign(document, stranger.key, issuer.method, CREATED)
    unknown = sign(document, stranger.key, stranger.method, CREATED)
    multikey = format_multikey(bytes(stranger.key.verify_key))
    other_did = sign(document, stranger.key, f"did:key:{multikey}#{multikey}", CREATED)
    elsewhere = "did:web:evil.invalid"
    issuer.site[document_url(elsewhere)] = did_document(elsewhere, [multikey])
    other_web = sign(document, stranger.key, verification_method(elsewhere, multikey), CREATED)
    for forged in (own, unknown, other_did, other_web):
        with pytest.raises(REFUSED):
            verdict(issuer, forged)


@VERIFIERS
def test_an_old_key_still_verifies_after_rotation(issuer: Issuer, verdict: Verdict) -> None:
    """Keys once used stay in the DID document, so old credentials stay accepted."""
    document = issuer.issue()
    old, new = (
        format_multikey(bytes(key.verify_key)) for key in (issuer.key, SigningKey(bytes([1] * 32)))
    )
    issuer.site[document_url(issuer.address.did)] = did_document(issuer.address.did, [new, old])
    verdict(issuer, document)
    issuer.site[document_url(issuer.address.did)] = did_document(issuer.address.did, [new])
    with pytest.raises(REFUSED):
        verdict(issuer, document)


@VERIFIERS
def test_baked_credentials_are_accepted(issuer: Issuer, verdict: Verdict) -> None:
    """What comes out of a picture is the credential that went in."""
    from io import BytesIO  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    stream = BytesIO()
    Image.new("RGB", (2, 2)).save(stream, "PNG")
    text = json.dumps(issuer.issue(), ensure_ascii=False)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    verdict(issuer, json.loads(extract_svg(bake_svg(svg, text))))
    verdict(issuer, json.loads(extract_png(bake_png(stream.getvalue(), text))))
