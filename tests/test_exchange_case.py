"""CASE: every package has the form of the published schema, and names that last."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from registry.address import development
from registry.exchange.context import context_of
from registry.exchange.exports import exports
from registry.exchange.identity import Names
from registry.records.binding import framework_digest, standard_digest
from registry.records.framework import FRAMEWORK
from registry.records.standard import STANDARD
from tests.case_shape import faults
from tests.exchange_world import DAY, context, files, loaded
from tests.sample_site import registry

PACKAGES = sorted(path for path in files() if path.endswith("case.json"))
MAP = "skills/open-data/1.1/case.json"
STANDARD_FILE = "standards/data-practitioner/2.1/case.json"


def identifiers(value: Any) -> list[str]:
    """Every identifier of a thing that a package holds, not of one that it links to."""
    if isinstance(value, list):
        return [found for inner in value for found in identifiers(inner)]
    if not isinstance(value, dict):
        return []
    own = [value["identifier"]] if "lastChangeDateTime" in value else []
    return own + [
        found
        for name, inner in value.items()
        if name != "extensions"
        for found in identifiers(inner)
    ]


@pytest.mark.parametrize("path", PACKAGES)
def test_has_the_form_of_case_1_1(path: str) -> None:
    """What the schema requires is there, of the right type, and nothing that it does not know."""
    assert list(faults(loaded(path))) == []


def test_the_form_is_judged() -> None:
    """The table that stands for the schema notices what is missing, unknown or of a wrong type."""
    package = loaded(MAP)
    del package["CFDocument"]["creator"]
    package["CFItems"][0] |= {"identifier": "no-uuid", "color": "red"}
    package["CFAssociations"][0]["associationType"] = "isBelow"
    assert list(faults(package)) == [
        "/CFDocument: creator is missing",
        "/CFItems/0: CFPckgItem has no color",
        "/CFItems/0/identifier: 'no-uuid' is no uuid",
        "/CFAssociations/0/associationType: 'isBelow' is no association",
    ]


@pytest.mark.parametrize("path", PACKAGES)
def test_every_identifier_is_there_once_and_every_link_arrives(path: str) -> None:
    """No two things share an identifier; associations end at items, the document, or outside."""
    package = loaded(path)
    names = identifiers(package)
    assert len(names) == len(set(names))
    addresses = [item["uri"] for item in package["CFItems"]]
    assert len(addresses) == len(set(addresses))
    inside = {item["identifier"] for item in [package["CFDocument"], *package["CFItems"]]}
    for link in package["CFAssociations"]:
        assert link["originNodeURI"]["identifier"] in inside
        end = link["destinationNodeURI"]
        assert end["identifier"] in inside or "targetType" in end
    types = {kind["identifier"] for kind in package["CFDefinitions"]["CFItemTypes"]}
    assert {item["CFItemTypeURI"]["identifier"] for item in package["CFItems"]} == types


def test_a_competency_has_one_identifier_in_all_versions() -> None:
    """An id keeps its meaning through all versions, so its UUID does; documents have their own."""
    old, new = loaded("skills/open-data/1.0/case.json"), loaded(MAP)
    before = {item["humanCodingScheme"]: item["identifier"] for item in _coded(old)}
    after = {item["humanCodingScheme"]: item["identifier"] for item in _coded(new)}
    assert before.items() <= after.items()
    assert old["CFDocument"]["identifier"] != new["CFDocument"]["identifier"]


def _coded(package: Any) -> list[Any]:
    return [item for item in package["CFItems"] if "humanCodingScheme" in item]


def test_uuids_are_of_version_5_in_the_stated_namespace() -> None:
    """The name of a UUID can be computed again by anyone: RFC 9562, section 5.5."""
    found = Names("odpg.example/sealbook").uuid("skills/open-data", "competency", "cleaning")
    assert found.version == 5
    # sha1(uuid5(NAMESPACE_URL, "https://odpg.example/sealbook") + name), computed with OpenSSL.
    assert str(found) == "d8292abd-e669-52d2-9427-bee5d79db0df"
    assert str(found) in {item["identifier"] for item in loaded(MAP)["CFItems"]}


def test_a_test_build_has_other_identifiers() -> None:
    """What a development build publishes can never be taken for the real framework."""
    found = registry()
    test = dict(exports(found, context_of(found.settings, development(found.settings), DAY)))
    real = identifiers(loaded(MAP))
    assert set(real).isdisjoint(identifiers(json.loads(test[MAP])))


def test_the_digest_is_that_of_the_ledger() -> None:
    """A reader can tell which standard, to the letter, the package was made of."""
    found = registry()
    standard = found.get(STANDARD, "data-practitioner@2.1")
    framework = found.get(FRAMEWORK, "open-data@1.1")
    assert standard is not None
    assert framework is not None
    assert loaded(STANDARD_FILE)["CFDocument"]["extensions"] == {
        "sealbook": {"digest": f"sha256${standard_digest(found, standard)}"}
    }
    assert loaded(MAP)["CFDocument"]["extensions"] == {
        "sealbook": {"digest": f"sha256${framework_digest(found, framework)}"}
    }


def test_times_come_from_the_record() -> None:
    """A version was last changed when it was announced; the day of the build plays no part."""
    found = registry()
    later = dict(exports(found, context(found, date(2031, 1, 1))))
    changed = {path for path, text in files().items() if later[path] != text}
    drafts = {path for path in PACKAGES if loaded(path)["CFDocument"]["adoptionStatus"] == "Draft"}
    assert changed == drafts
    assert loaded(MAP)["CFDocument"]["lastChangeDateTime"] == "2025-10-01T00:00:00Z"
    assert loaded(MAP)["CFDocument"]["statusStartDate"] == "2025-11-15"


def test_a_draft_is_dated_by_the_day_it_is_written() -> None:
    """It has no date of its own, and says that it is a draft."""
    found = registry()
    entry = found.get(FRAMEWORK, "open-data@1.1")
    assert entry
    change = replace(entry.record.change, announced=None, effective=None)
    assert context(found).changed(change) == "2026-11-23T00:00:00Z"


def test_the_rubric_of_a_standard() -> None:
    """Criteria with weights that sum to 100, levels with their points from low to high."""
    (rubric,) = loaded(STANDARD_FILE)["CFRubrics"]
    criteria = rubric["CFRubricCriteria"]
    assert sum(criterion["weight"] for criterion in criteria) == 100
    levels = criteria[0]["CFRubricCriterionLevels"]
    assert [(level["quality"], level["score"]) for level in levels] == [
        ("missing", 0),
        ("partial", 40),
        ("meets", 75),
        ("exceeds", 100),
    ]
    assert rubric["extensions"] == {"sealbook": {"results": {"pass": 70, "distinction": 90}}}


def test_a_requirement_is_the_behaviour_of_the_framework() -> None:
    """An exact match leads from the standard's package to the framework's, by its identifier."""
    behaviours = {
        item["identifier"]: (item["fullStatement"], item["uri"]) for item in loaded(MAP)["CFItems"]
    }
    package = loaded(STANDARD_FILE)
    matches = [one for one in package["CFAssociations"] if one["associationType"] == "exactMatchOf"]
    assert len(matches) == 5
    for match in matches:
        end = match["destinationNodeURI"]
        assert end["targetType"] == "CASE"
        assert behaviours[end["identifier"]] == (end["title"], end["uri"])
        assert end["title"] == match["originNodeURI"]["title"]
