"""CTDL: terms that are published, on the classes that they are for, in JSON-LD that expands.

`ctdl_terms.json` holds slices of the contexts and schemas that Credential Engine publishes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from registry.records.binding import standard_digest
from registry.records.framework import FRAMEWORK
from registry.records.standard import STANDARD
from tests.exchange_world import files, loaded
from tests.sample_site import registry

PUBLISHED = json.loads((Path(__file__).parent / "ctdl_terms.json").read_text("utf-8"))
TERMS: dict[str, Any] = PUBLISHED["terms"]
DOCUMENTS = sorted(path for path in files() if path.endswith("ctdl.json"))
NAMESPACES = {
    "ceterms": "https://purl.org/ctdl/terms/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
}
MAP, STANDARD_FILE = "skills/open-data/1.1/ctdl.json", "standards/data-practitioner/2.1/ctdl.json"


def offline(url: str, _options: Any) -> Any:
    """The slice of a context; no other address is known."""
    context = {"@context": PUBLISHED["contexts"][url]}
    return {"contextUrl": None, "documentUrl": url, "document": context}


def expanded(path: str) -> list[Any]:
    """The nodes of a document, with every term as an IRI."""
    nodes: list[Any] = jsonld.expand(loaded(path), {"documentLoader": offline})
    return [node for top in nodes for node in top.get("@graph", [])]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with a type, however deep."""
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)


def iri(term: str) -> str:
    """A term in full."""
    prefix, _, name = term.partition(":")
    return NAMESPACES[prefix] + name


@pytest.mark.parametrize("path", DOCUMENTS)
def test_terms_are_published_and_used_where_they_belong(path: str) -> None:
    """Each class and property is a stable term, and the class is in the property's domain."""
    found = list(nodes(loaded(path)["@graph"]))
    assert found
    for node in found:
        kind = node["@type"]
        assert TERMS[kind]["class"]
        for name in node.keys() - {"@id", "@type"}:
            assert TERMS[name]["status"] == "vs:stable", name
            assert kind in TERMS[name]["domain"], f"{name} on {kind}"


@pytest.mark.parametrize("path", DOCUMENTS)
def test_nothing_is_dropped_when_it_is_expanded(path: str) -> None:
    """JSON-LD leaves out what a context does not know; here each property arrives as an IRI."""
    before = Counter(
        frozenset(iri(name) for name in node.keys() - {"@id", "@type"} | {node["@type"]})
        for top in loaded(path)["@graph"]
        for node in nodes(top)
    )
    after = Counter(
        frozenset({name for name in node if not name.startswith("@")} | set(node["@type"]))
        for top in expanded(path)
        for node in nodes(top)
        if "@value" not in node  # one with a datatype has an `@type` too
    )
    assert before == after


@pytest.mark.parametrize("path", DOCUMENTS)
def test_references_inside_the_document_arrive(path: str) -> None:
    """What is part of, child of, or published by something names a node that is there."""
    graph = {node["@id"]: node for node in loaded(path)["@graph"]}
    assert len(graph) == len(loaded(path)["@graph"])
    for node in graph.values():
        for name in ("isPartOf", "isChildOf", "hasChild", "hasTopChild", "isTopChildOf"):
            assert set(node.get(f"ceasn:{name}", [])) <= graph.keys()
        for name in ("ceasn:publisher", "ceterms:ownedBy", "ceterms:offeredBy"):
            assert set(node.get(name, [])) <= graph.keys()


def test_required_competencies_are_those_of_the_map() -> None:
    """Each target of a requirement is a node of the framework's document, at its level."""
    graph = {node["@id"]: node for node in loaded(MAP)["@graph"]}
    (requirement,) = loaded(STANDARD_FILE)["@graph"][0]["ceterms:requires"]
    targets = {
        target["ceterms:codedNotation"]: graph[target["ceterms:targetNode"]]
        for target in requirement["ceterms:targetCompetency"]
    }
    standard = registry().get(STANDARD, "data-practitioner@2.1")
    assert standard is not None
    asked = {f"{one}.{level}" for one, level in standard.record.competencies.items()}
    assert targets.keys() == asked
    assert targets["cleaning.proficient"]["ceasn:competencyText"] == {
        "en": "Restores any earlier state of the data from the change log alone."
    }


def test_alignments_say_how_they_relate() -> None:
    """Broader, narrower and related nodes have a property each."""
    framework = registry().get(FRAMEWORK, "open-data@1.1")
    assert framework is not None
    names = {
        "exact": "exactAlignment",
        "broader": "broadAlignment",
        "narrower": "narrowAlignment",
        "related": "crossSubjectReference",
    }
    expected = {
        (one.id, f"ceasn:{names[row.relation]}", row.url)
        for one in framework.record.competencies
        for row in one.alignments
    }
    said = {
        (node["ceasn:codedNotation"], name, url)
        for node in loaded(MAP)["@graph"]
        for name in {f"ceasn:{name}" for name in names.values()} & node.keys()
        for url in node[name]
    }
    assert said == expected
    assert len({name for _, name, _ in said}) >= 3


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("standards/data-practitioner/2.1/ctdl.json", "ceterms:Certification"),
        ("standards/open-licences/1.0/ctdl.json", "ceterms:MicroCredential"),
        ("standards/data-steward/1.0/ctdl.json", "ceterms:DigitalBadge"),
    ],
)
def test_the_class_of_a_credential(path: str, kind: str) -> None:
    """A certification ends and is renewed, a micro-credential is a part, the rest are badges."""
    assert loaded(path)["@graph"][0]["@type"] == kind


def test_renewal_and_digest() -> None:
    """How often, by which units or else an assessment, and of which record all this is said."""
    found = registry()
    entry = found.get(STANDARD, "data-practitioner@2.1")
    assert entry is not None
    credential = loaded(STANDARD_FILE)["@graph"][0]
    assert credential["ceterms:renewalFrequency"] == "P3Y"
    (renewal,) = credential["ceterms:renewal"]
    ways = [way["ceterms:condition"]["en"] for way in renewal["ceterms:alternativeCondition"]]
    assert ways == [["learning: 8", "practice: 12", "service: 4"], ["assessment"]]
    codes = [row["ceterms:identifierValueCode"] for row in credential["ceterms:versionIdentifier"]]
    assert codes == ["2.1", f"sha256${standard_digest(found, entry)}"]
