"""Two public data sets, converted by `examples/real_data`, checked, built and verified."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from examples.real_data.convert import convert
from registry.check.run import check
from registry.load import load
from registry.openbadge.did import document_path
from registry.openbadge.status import set_bits
from registry.problem import Problem, errors
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL
from registry.records.framework import FRAMEWORK
from registry.records.person import PERSON
from registry.records.registry import Registry
from registry.records.standard import STANDARD
from registry.sign.multibase import parse_multikey
from registry.sign.rdfc import ProofInvalid, verify
from registry.sign.template import Templates

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "realdata"
TODAY = "2026-11-23"

pytestmark = pytest.mark.skipif(
    not SOURCE.is_dir(), reason="no real data at ../shared/realdata, see examples/real_data"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The converted registry."""
    target = tmp_path_factory.mktemp("real")
    convert(SOURCE, target)
    return target


@pytest.fixture(scope="module")
def checked(folder: Path) -> tuple[Registry, list[Problem]]:
    """The converted registry as records, and all that is wrong with it."""
    registry, problems = check(load(folder), date.fromisoformat(TODAY))
    assert registry is not None
    return registry, problems


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    """Its site, built by the command in a process of its own."""
    command = [sys.executable, "-m", "registry", "-C", str(folder), "build", "--today", TODAY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build" / "site"


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _awards() -> list[dict[str, str]]:
    with (SOURCE / "chaoss-badging" / "awards.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_error_and_two_warnings(checked: tuple[Registry, list[Problem]]) -> None:
    """The data breaks no rule; that one event was awarded twice is noticed, and no audit."""
    problems = checked[1]
    assert not errors(problems)
    assert [problem.code for problem in problems] == ["two-live", "audit-due"]


def test_command_finds_no_problem_of_layout(folder: Path) -> None:
    """What is written is in the one layout: `sealbook check` has nothing to add."""
    command = [sys.executable, "-m", "registry", "-C", str(folder), "check", "--today", TODAY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 warnings" in done.stdout + done.stderr


def test_every_award_is_a_credential(checked: tuple[Registry, list[Problem]]) -> None:
    """167 awards with their event, level, version and reviewers, and nothing besides."""
    registry, rows = checked[0], _awards()
    assert len(rows) == 167
    found = Counter(
        (
            entry.record.holder,
            entry.record.holder_kind,
            entry.record.result,
            entry.record.standard,
            registry.get(ASSESSMENT, entry.id).record.panel,  # type: ignore[union-attr]
        )
        for entry in registry.entries(CREDENTIAL)
    )
    assert found == Counter(
        (
            row["event"].strip(),
            "event",
            row["level"].lower(),
            f"inclusive-event@1.{int(row['scheme_version']) - 1}",
            tuple(row["reviewers"].split()),
        )
        for row in rows
    )


def test_three_tiers_in_three_versions(checked: tuple[Registry, list[Problem]]) -> None:
    """The standard gives the three results of CHAOSS, and each version was used."""
    registry = checked[0]
    standards = registry.versions(STANDARD, "inclusive-event")
    assert [entry.version for entry in standards] == ["1.0", "1.1", "1.2"]
    for entry in standards:
        assert entry.record.results == {"passing": 40, "silver": 60, "gold": 80}
        assert len(entry.record.rubric) == 26
    levels = Counter(entry.record.result for entry in registry.entries(CREDENTIAL))
    assert levels == {"gold": 149, "silver": 17, "passing": 1}


def test_reviewers_are_pseudonyms(checked: tuple[Registry, list[Problem]]) -> None:
    """41 people without a name; every award has two of them or more."""
    registry = checked[0]
    people = registry.entries(PERSON)
    assert len(people) == 41
    assert all(entry.record.name is None and entry.record.github is None for entry in people)
    panels = [len(set(entry.record.panel)) for entry in registry.entries(ASSESSMENT)]
    assert Counter(panels) == {2: 166, 3: 1}


def test_direct_in_two_versions(checked: tuple[Registry, list[Problem]]) -> None:
    """Every skill of DIRECT is a task, and an id that stays has stayed in its domain."""
    old, new = (entry.record for entry in checked[0].versions(FRAMEWORK, "direct"))
    assert sum(len(competency.tasks) for competency in old.competencies) == 163
    assert sum(len(competency.tasks) for competency in new.competencies) == 164
    assert (len(old.levels), len(new.levels)) == (5, 4)
    ids = {competency.id for competency in new.competencies}
    assert {competency.id for competency in old.competencies} - ids == {
        "software-concepts-and-theory",
        "software-design-and-architecture",
    }
    assert len(ids) == 20
    for competency in new.competencies:
        before = old.competency(competency.id)
        assert before is not None
        assert before.domain == competency.domain


def test_same_source_same_bytes(folder: Path, tmp_path: Path) -> None:
    """A second run writes the same files, IDs included."""
    convert(SOURCE, tmp_path)
    for path in tmp_path.rglob("*.yml"):
        assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes()


def test_every_credential_verifies(site: Path) -> None:
    """The published key made each of the 167 signatures, no status bit is set, none is changed."""
    paths = sorted(site.glob("c/*/credential.json"))
    assert len(paths) == 167
    templates = Templates()
    did = _json(paths[0])["issuer"]["id"]
    document = _json(site / document_path(did))
    keys = {
        method["id"]: parse_multikey(method["publicKeyMultibase"])
        for method in document["verificationMethod"]
    }
    refused = set_bits(_json(site / "status" / "revocation.json"))
    indexes = set()
    for path in paths:
        credential = _json(path)
        assert credential["id"].endswith(f"/c/{path.parent.name}/credential.json")
        key = keys[credential["proof"]["verificationMethod"]]
        verify(credential, key, templates.canonize)
        indexes.add(int(credential["credentialStatus"]["statusListIndex"]))
        with pytest.raises(ProofInvalid):
            verify(credential | {"name": "Something else"}, key, templates.canonize)
    assert len(indexes) == 167
    assert not indexes & refused


def test_site_has_a_page_for_everything(site: Path) -> None:
    """Standards, skill maps and credentials have pages at the addresses that records promise."""
    for page in (
        "standards/inclusive-event",
        "standards/inclusive-event/1.1",
        "skills/direct/1.0",
        "skills/direct/2.0",
        "skills/event-inclusion/1.0",
    ):
        assert (site / page / "index.html").is_file()
    pages = [path.read_text("utf-8") for path in site.glob("c/*/index.html")]
    assert len(pages) == 167
    assert any("KubeCon + CloudNativeCon Europe 2024" in text for text in pages)
