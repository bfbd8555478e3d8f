"""Templates give the canonical form that PyLD gives, only sooner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.sign.canonical import canonize, quads
from registry.sign.contexts import CREDENTIALS_V2, OPEN_BADGES_3_0_3, packaged_contexts
from registry.sign.keys import development_seed
from registry.sign.lint import NotSignable
from registry.sign.quads import canonize_quads
from registry.sign.rdfc import sign, verify
from registry.sign.template import Templates, compile_template

# Few and awkward, so that equal texts meet: quotes, escapes, line ends of all kinds, other planes.
TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            "a",
            'say "b"',
            "\\n",
            "\\\\",
            "line\nline",
            "\u2028",
            "\x85",
            "🏅",
            "\uff5e",
            "true",
            "_:b0",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
IRIS = st.one_of(
    st.sampled_from(
        [
            "https://a.example/",
            "https://a.example/#1",
            "did:web:a.example",
            "urn:x:y",
            "tag:x,2026:y",
        ]
    ),
    st.from_regex(r"https://[a-z]{1,3}\.example/[a-z0-9é]{0,4}", fullmatch=True),
)


def members(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Maps with any of these members."""
    return st.fixed_dictionaries({}, optional=optional)


def node(type_: str, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Nodes of a type, with any of these members."""
    return members(**optional).map(lambda found: {"type": [type_], **found})


def some(item: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """One to three of them."""
    return st.lists(item, min_size=1, max_size=3)


IMAGE = st.builds(lambda iri, text: {"id": iri, "type": "Image", "caption": text}, IRIS, TEXTS)
ALIGNMENT = node("Alignment", targetName=TEXTS, targetUrl=IRIS, targetCode=TEXTS)
IDENTITY = node("IdentityObject", hashed=st.booleans(), identityHash=TEXTS, identityType=TEXTS)
ACHIEVEMENT = node(
    "Achievement", id=IRIS, name=TEXTS, tag=some(TEXTS), alignment=some(ALIGNMENT), image=IMAGE
)
SUBJECT = node("AchievementSubject", achievement=ACHIEVEMENT, identifier=some(IDENTITY))
BADGES = st.builds(
    lambda base, rest: base | rest,
    st.builds(
        lambda iri, issuer: {
            "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
            "id": iri,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": {"id": issuer, "type": ["Profile"]},
        },
        IRIS,
        IRIS,
    ),
    members(
        name=TEXTS,
        image=IMAGE,
        validFrom=TEXTS,
        evidence=some(node("Evidence", id=IRIS, name=TEXTS)),
        credentialSubject=SUBJECT,
    ),
)
SHARED = Templates()  # as in a build: templates of earlier documents serve later ones


@settings(max_examples=400, deadline=None)
@given(BADGES)
def test_template_equals_pyld(document: dict[str, Any]) -> None:
    """For every document, of new shape or old, both ways give the same bytes."""
    assert SHARED.canonize(document) == canonize(document)


@settings(max_examples=100, deadline=None)
@given(some(ALIGNMENT), st.integers(0, 2))
def test_texts_decide_the_order_of_blank_nodes(rows: list[dict[str, Any]], turn: int) -> None:
    """The order of list items does not matter, in either way."""
    documents = [
        badge(alignment=order)
        for order in (rows, rows[turn % len(rows) :] + rows[: turn % len(rows)])
    ]
    assert len({SHARED.canonize(document) for document in documents}) == 1


def badge(**achievement: Any) -> dict[str, Any]:
    """A badge whose achievement has these members."""
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
        "id": "https://demo.invalid/c/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:demo.invalid", "type": ["Profile"]},
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {"id": "https://demo.invalid/a", "type": ["Achievement"], **achievement},
        },
    }


@pytest.mark.parametrize(
    "achievement",
    [
        {"name": "x", "unknownTerm": "dropped"},
        {"image": {"id": "relative.png", "type": "Image"}},
        {"image": {"id": "https://a.example/a b", "type": "Image"}},
        {"type": ["Achievement", "NoSuchType"]},
        {"tag": []},
        {"name": None},
        {"version": 2.5},
    ],
)
def test_templates_refuse_what_pyld_would_drop(achievement: dict[str, Any]) -> None:
    """Errors are those of the slow way, also when the shape is known from a good document."""
    templates = Templates()
    templates.canonize(badge(name="x", image={"id": "https://a.example/i.png", "type": "Image"}))
    templates.canonize(badge(image={"id": "https://a.example/i.png", "type": "Image"}))
    for canonical in (canonize, templates.canonize, templates.canonize):
        with pytest.raises(NotSignable):
            canonical(badge(**achievement))


def test_every_placeholder_occurs_in_the_quads() -> None:
    """A text whose term no context defines has no slot: compiling its shape is an error."""
    with pytest.raises(NotSignable, match="no quad holds the text 'dropped'"):
        compile_template(badge(name="x", unknownTerm="dropped"))


def test_no_context_defines_a_scheme_of_the_fast_way() -> None:
    """Were `did` a term, `did:web:x` would be a compact IRI and expand to something else."""

    def terms(context: Any) -> set[str]:
        if isinstance(context, list):
            return {term for item in context for term in terms(item)}
        if not isinstance(context, dict):
            return set()
        return set(context).union(*(terms(value) for value in context.values()))

    for context in packaged_contexts().values():
        assert not terms(context) & {"http", "https", "did", "mailto", "urn"}


def test_documents_of_one_shape_share_a_template() -> None:
    """A document with other texts is filled into the template of the first, and needs no more."""
    templates = Templates()
    templates.canonize(badge(name="one", tag=["a", "b"]))
    second = badge(name="two", tag=["c", "b"])
    canonical = templates.canonize(second)
    (found,) = templates._templates.values()
    assert found is not None
    filled = found.fill(
        [second["id"], "did:web:demo.invalid", "https://demo.invalid/a", "two", "c", "b"]
    )
    assert filled is not None
    assert canonize_quads(filled) == canonical == canonize(second)


def test_equal_blank_nodes_are_left_to_pyld() -> None:
    """Two nodes that only the N-degree algorithm can tell apart still get the right labels."""
    twin = {"type": ["Alignment"], "targetName": "same", "targetUrl": "https://a.example/"}
    document = badge(alignment=[twin, dict(twin)])
    parsed = [line.removesuffix(" .").split(" ", 2) for line in quads(document)]
    assert canonize_quads((s, p, o) for s, p, o in parsed) is None
    assert Templates().canonize(document) == canonize(document)


def test_proofs_by_template_verify_the_slow_way() -> None:
    """One signature, whichever way the canonical form was found."""
    key = development_seed("demo.invalid/log").key("issuer")
    templates = Templates()
    for name in ("one", "two"):
        arguments = (badge(name=name), key, "did:web:demo.invalid#key", "2026-03-01T08:00:00Z")
        signed = sign(*arguments, templates.canonize)
        assert signed == sign(*arguments)
        verify(signed, bytes(key.verify_key))
        verify(signed, bytes(key.verify_key), templates.canonize)


def test_w3c_canonicalisation_vectors(vectors: Path) -> None:
    """On the RDFC-1.0 tests in reach, the first-degree way is right or gives up."""
    solved = 0
    for source in sorted((vectors / "w3c-rdf-canon" / "rdfc10").glob("*-in.nq")):
        expected = source.with_name(source.name.replace("-in.nq", "-rdfc10.nq"))
        lines = [line for line in source.read_text().split("\n") if line and line[0] not in "# "]
        if not expected.exists() or any(
            "\\" in line or not in_default_graph(line) for line in lines
        ):
            continue
        parsed = [line.rstrip(" .").split(" ", 2) for line in lines]
        canonical = canonize_quads((s, p, o) for s, p, o in parsed)
        if canonical is not None and source.name != "test075-in.nq":  # that one wants SHA-384
            assert canonical == expected.read_text(), source.name
            solved += 1
    assert solved >= 10


def in_default_graph(line: str) -> bool:
    """Whether a plain N-Quads line has three terms."""
    return (
        line.count('"') in (0, 2)
        and len(line.partition('"')[0].split()) <= 4
        and not ('"' not in line and len(line.split()) > 4)
    )


def test_shapes_are_told_apart_by_types_and_numbers() -> None:
    """Types, truth values and lengths belong to the shape, and are never filled in."""
    templates = Templates()
    for hashed in (False, True):
        document = badge()
        document["credentialSubject"]["identifier"] = [
            {
                "type": "IdentityObject",
                "hashed": hashed,
                "identityHash": "x",
                "identityType": "name",
            }
        ]
        assert json.dumps(hashed) in templates.canonize(document)
        assert templates.canonize(document) == canonize(document)
