"""The proof eddsa-rdfc-2022: official vectors, foreign fixtures, and what must not be signed."""

from __future__ import annotations

import hashlib
import json
import re
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from registry.sign import contexts
from registry.sign.canonical import Canonize, canonize
from registry.sign.contexts import CREDENTIALS_V2, OPEN_BADGES_3_0_3, UnknownContext
from registry.sign.keys import development_seed
from registry.sign.lint import NotSignable
from registry.sign.multibase import format_multikey, parse_multibase, parse_multikey
from registry.sign.rdfc import ProofInvalid, sign, verify

KEY = development_seed("demo.invalid/log").key("issuer")
PUBLIC = bytes(KEY.verify_key)
METHOD = f"did:web:demo.invalid#{format_multikey(PUBLIC)}"
CREATED = "2026-03-01T08:00:00Z"
EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

# SOURCES.md of the vectors says which fixtures hold a good proof.
GOOD_FIXTURES = (
    "bit-string-list/credential-status-revoked.json",
    "bit-string-list/credential-status-revoked-blank-nodes.json",
    "complete.json",
    "endorsement-valid.json",
    "simple.json",
    "simple-context-alias.json",
    "simple-did-key-method.json",
    "simple-did-web-method.json",
    "simple-err-expired.json",
    "simple-err-issued.json",
    "simple-err-issuer.json",
)
BAD_FIXTURES = (
    "simple-err-proof-value.json",
    "simple-err-credential-subject-type.json",
    "simple-err-evidence-type.json",
    "simple-noproof.json",
    "simple-multiple-proofs.json",  # two proofs: we take exactly one
)


def badge(**changes: Any) -> dict[str, Any]:
    """A small Open Badge, with changes."""
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
        "id": "https://demo.invalid/c/7K3M9QXA2TVRC/credential.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:demo.invalid", "type": ["Profile"], "name": "Demo"},
        "validFrom": "2026-03-01T00:00:00Z",
        "name": "Maintainer",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://demo.invalid/standards/maintainer/1.0/achievement.json",
                "type": ["Achievement"],
                "name": "Maintainer",
                "description": "Keeps a project healthy.",
                "criteria": {"narrative": "Reviews and releases alone."},
                "tag": ["review", "release"],
            },
        },
        **changes,
    }


def foreign(vectors: Path) -> Canonize:
    """Canonicalisation with the contexts that other people's vectors name."""
    folder = vectors / "obv3" / "contexts"
    open_badges = json.loads((folder / "context-3.0.3.json").read_bytes())
    return partial(
        canonize,
        contexts={
            **contexts.packaged_contexts(),
            OPEN_BADGES_3_0_3: open_badges,
            "https://purl.imsglobal.org/spec/ob/v3p0/context.json": open_badges,
            EXTENSIONS: json.loads((folder / "extensions.json").read_bytes()),
            EXAMPLES_V2: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}},
        },
    )


def test_w3c_vector_is_reproduced_bit_for_bit(vectors: Path) -> None:
    """Canonical form, hashes and signature of the W3C eddsa-rdfc-2022 vector come out."""
    folder = vectors / "w3c-vc-di-eddsa" / "TestVectors"
    signed = json.loads((folder / "eddsa-rdfc-2022/signedDataInt.json").read_bytes())
    pair = json.loads((folder / "keyPair.json").read_bytes())
    seed = parse_multibase(pair.get("privateKeyMultibase") or pair["secretKeyMultibase"])[2:34]
    document = {term: value for term, value in signed.items() if term != "proof"}
    canonical = foreign(vectors)(document)
    assert canonical == (folder / "eddsa-rdfc-2022/canonDocDataInt.txt").read_text()
    digest = (folder / "eddsa-rdfc-2022/docHashDataInt.txt").read_text().strip()
    assert hashlib.sha256(canonical.encode()).hexdigest() == digest
    proof = signed["proof"]
    ours = sign(
        document,
        SigningKey(seed),
        proof["verificationMethod"],
        proof["created"],
        foreign(vectors),
    )
    assert ours == signed
    verify(signed, parse_multikey(pair["publicKeyMultibase"]), foreign(vectors))
    with pytest.raises(ProofInvalid, match="does not match"):
        verify(
            signed | {"name": "Forged"},
            parse_multikey(pair["publicKeyMultibase"]),
            foreign(vectors),
        )


def test_1edtech_vector_is_reproduced(vectors: Path) -> None:
    """The document of the Open Badges implementation guide has the canonical form printed there."""
    folder = vectors / "obv3" / "impl-vectors"
    vector = json.loads((folder / "vector.json").read_bytes())
    assert (
        canonize(vector["document"]).strip() == (folder / "document-canon.txt").read_text().strip()
    )


@pytest.mark.parametrize("name", GOOD_FIXTURES)
def test_good_fixtures_of_1edtech_verify(name: str, vectors: Path) -> None:
    """What 1EdTech signed for its validator verifies here, and no longer when a letter changes."""
    signed = json.loads((vectors / "obv3/validator-fixtures" / name).read_bytes())
    if isinstance(signed["proof"], list):
        (signed["proof"],) = signed["proof"]
    public = parse_multikey(re.split("[#:]", signed["proof"]["verificationMethod"])[-1])
    verify(signed, public, foreign(vectors))
    tampered = deepcopy(signed)
    tampered["validFrom"] = "2010-01-02T00:00:00Z"
    with pytest.raises(ProofInvalid, match="does not match"):
        verify(tampered, public, foreign(vectors))


@pytest.mark.parametrize("name", BAD_FIXTURES)
def test_bad_fixtures_of_1edtech_are_refused(name: str, vectors: Path) -> None:
    """Fixtures whose proof does not hold are refused."""
    signed = json.loads((vectors / "obv3/validator-fixtures" / name).read_bytes())
    public = parse_multikey("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")
    with pytest.raises(ProofInvalid):
        verify(signed, public, foreign(vectors))


def test_signing_is_deterministic_and_verifies() -> None:
    """The same arguments give the same proof: one object, of one suite."""
    signed = sign(badge(), KEY, METHOD, CREATED)
    assert signed == sign(badge(), KEY, METHOD, CREATED)
    assert signed["proof"] == {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "created": CREATED,
        "verificationMethod": METHOD,
        "proofValue": signed["proof"]["proofValue"],
    }
    verify(signed, PUBLIC)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Maintaine"},
        {"validFrom": "2026-03-01T00:00:01Z"},
        {"validUntil": "2099-01-01T00:00:00Z"},
        {"unknownTerm": "added, and dropped by JSON-LD"},
        {"https://schema.org/name": "a second name"},
        {"@graph": []},
        {"image": {"id": "relative.png", "type": "Image"}},
        {"@context": [CREDENTIALS_V2]},
        {"@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3, {"unknownTerm": None}]},
        {"@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3, "https://evil.example/context"]},
        {"description": None},
    ],
)
def test_a_changed_document_is_refused(change: dict[str, Any]) -> None:
    """Nothing can be changed or added, not even where JSON-LD would drop it silently."""
    signed = sign(badge(), KEY, METHOD, CREATED)
    with pytest.raises(ProofInvalid):
        verify(signed | change, PUBLIC)


@pytest.mark.parametrize(
    "change",
    [
        {"cryptosuite": "eddsa-jcs-2022"},
        {"type": "Ed25519Signature2020"},
        {"proofPurpose": "authentication"},
        {"created": "2026-03-01T08:00:01Z"},
        {"verificationMethod": "did:web:evil.example#key"},
        {"expires": "2030-01-01T00:00:00Z"},
        {"comment": "dropped by JSON-LD"},
        {"@context": "https://www.w3.org/ns/credentials/v2"},
        {"proofValue": "u" + "A" * 86},
        {"proofValue": "z0"},
        {"proofValue": 7},
        {"proofValue": format_multikey(PUBLIC)},
    ],
)
def test_a_changed_proof_is_refused(change: dict[str, Any]) -> None:
    """The options of a proof are signed too, and nothing may be added to them."""
    signed = sign(badge(), KEY, METHOD, CREATED)
    with pytest.raises(ProofInvalid):
        verify(signed | {"proof": signed["proof"] | change}, PUBLIC)


def test_a_list_of_proofs_is_refused() -> None:
    """Exactly one proof, an object: anything else is refused by real verifiers."""
    signed = sign(badge(), KEY, METHOD, CREATED)
    with pytest.raises(ProofInvalid, match="exactly one"):
        verify(signed | {"proof": [signed["proof"]]}, PUBLIC)
    with pytest.raises(ProofInvalid, match="exactly one"):
        verify(badge(), PUBLIC)


def test_the_key_of_another_is_refused() -> None:
    """A proof by another key does not count."""
    signed = sign(badge(), KEY, METHOD, CREATED)
    with pytest.raises(ProofInvalid, match="does not match"):
        verify(signed, bytes(SigningKey(bytes(32)).verify_key))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unknownTerm": "text"}, "text"),
        (
            {
                "credentialSchema": {
                    "id": "https://s.example/s.json",
                    "type": "1EdTechJsonSchemaValidator2019",
                }
            },
            "1EdTech",
        ),
        ({"endorsementJwt": ["ey"]}, "ey"),
        ({"jti": "urn:uuid:1"}, "urn:uuid:1"),
        ({"id": "c/7K3M9QXA2TVRC"}, "no absolute IRI"),
        ({"image": {"id": "https://a.example/a b.png", "type": "Image"}}, "no absolute IRI"),
        ({"type": ["VerifiableCredential", "NoSuchBadge"]}, "no absolute IRI"),
        ({"description": None}, "no definite form"),
        ({"evidence": []}, "no definite form"),
        ({"evidence": [{}]}, "no definite form"),
        ({"name": 1.5}, "no definite form"),
        ({"@id": "https://a.example/"}, "not a plain term"),
        ({"https://schema.org/name": "text"}, "not a plain term"),
        ({"name": "tab\there"}, r"U\+0009"),
        ({"name": "null\0"}, r"U\+0000"),
        ({"name": "delete\x7f"}, r"U\+007F"),
        ({"name": "carriage\rreturn"}, r"U\+000D"),
        ({"proof": {}}, "proof already"),
    ],
)
def test_what_a_proof_would_not_cover_is_not_signed(change: dict[str, Any], message: str) -> None:
    """Terms that JSON-LD drops, IRIs that are not absolute, control characters: an error."""
    with pytest.raises(NotSignable, match=message):
        sign(badge(**change), KEY, METHOD, CREATED)


def test_a_dropped_term_with_the_text_of_another_is_noticed() -> None:
    """Counting, not searching: the same text elsewhere does not hide a dropped term."""
    with pytest.raises(NotSignable, match="Maintainer"):
        sign(badge(nickname="Maintainer"), KEY, METHOD, CREATED)


def tagged(*tags: str) -> dict[str, Any]:
    """A badge whose achievement has these tags."""
    document = badge()
    document["credentialSubject"]["achievement"]["tag"] = list(tags)
    return document


def test_orders_that_differ_between_languages_are_not_signed() -> None:
    """Python sorts by code point, Java and JavaScript by UTF-16 unit: then we refuse."""
    with pytest.raises(NotSignable, match="UTF-16"):
        sign(tagged("🏅", "\uff5e"), KEY, METHOD, CREATED)
    sign(tagged("🏅", "中"), KEY, METHOD, CREATED)
    sign(tagged("a\uff5e", "b🏅"), KEY, METHOD, CREATED)


def test_newlines_and_quotes_are_signed() -> None:
    """A text may hold what N-Quads escapes."""
    signed = sign(badge(name='Line "one"\nline \\two\\n'), KEY, METHOD, CREATED)
    verify(signed, PUBLIC)


@pytest.mark.parametrize(
    "created", ["2026-03-01", "2026-03-01T08:00:00", "2026-03-01T08:00:00+01:00", "now"]
)
def test_created_is_a_time_in_utc(created: str) -> None:
    """A time without a zone, or none at all, is refused."""
    with pytest.raises(NotSignable, match="created"):
        sign(badge(), KEY, METHOD, created)


def test_unknown_contexts_are_never_fetched() -> None:
    """A context that is not in the package, or stands inline, at any depth, is an error."""
    with pytest.raises(UnknownContext, match=r"evil\.example"):
        sign(badge(**{"@context": [CREDENTIALS_V2, "https://evil.example/"]}), KEY, METHOD, CREATED)
    with pytest.raises(UnknownContext, match="URL"):
        sign(
            badge(**{"@context": [CREDENTIALS_V2, {"x": "https://x.example/"}]}),
            KEY,
            METHOD,
            CREATED,
        )
    with pytest.raises(UnknownContext, match=r"evil\.example"):
        sign(
            badge(issuer={"id": "did:web:a", "@context": "https://evil.example/"}),
            KEY,
            METHOD,
            CREATED,
        )


def test_packaged_contexts_are_the_pinned_ones(vectors: Path) -> None:
    """The files are W3C's and 1EdTech's, byte for byte."""
    official = {
        "credentials-v2.json": "credentials-v2.json",
        "open-badges-3.0.3.json": "context-3.0.3.spec-repo-variant.json",
    }
    folder = vectors / "obv3" / "contexts"
    for file in contexts.CONTEXT_FILES:
        assert (
            hashlib.sha256((folder / official[file.name]).read_bytes()).hexdigest() == file.sha256
        )
    assert set(contexts.packaged_contexts()) == {CREDENTIALS_V2, OPEN_BADGES_3_0_3}


def test_a_context_that_is_not_the_pinned_one_is_refused() -> None:
    """One changed byte in a packaged context stops everything."""
    file = contexts.CONTEXT_FILES[0]
    with pytest.raises(ValueError, match="not the pinned one"):
        contexts._parse(file, b'{"@context": {}}')
