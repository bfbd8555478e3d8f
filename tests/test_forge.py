"""What GitHub reads beside CODEOWNERS: rulesets, templates, and the table of all its files."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from registry.check.run import check
from registry.forge.codeowners import accounts_on
from registry.forge.files import FILES
from registry.forge.owners import owner_of
from registry.forge.pull_request import pull_request_template
from registry.forge.rulesets import ledger_ruleset, main_ruleset
from registry.load import load
from registry.records.kinds import KINDS
from tests.actions_runner import workflow
from tests.bodies import body, registry_of, term

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 23)
SIMPLE = registry_of(
    {"one": body(term("ada", "2026-01-01", "2027-12-31"), owns="registry")},
    {"ada": "github: ada\n"},
)

# What GitHub takes, written by hand after the reference of its REST API.
_FLAG, _BRANCHES = {"type": "boolean"}, {"type": "array", "items": {"type": "string"}}
_PLAIN = {"deletion", "non_fast_forward", "required_linear_history"}


def _rule(kind: str, **parameters: object) -> dict[str, object]:
    return {
        "properties": {
            "type": {"const": kind},
            "parameters": {
                "type": "object",
                "properties": parameters,
                "required": list(parameters),
                "additionalProperties": False,
            },
        },
        "required": ["type", "parameters"],
        "additionalProperties": False,
    }


RULESET = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "target": {"enum": ["branch", "tag", "push"]},
        "enforcement": {"enum": ["active", "disabled", "evaluate"]},
        "bypass_actors": {"type": "array", "maxItems": 0},
        "conditions": {
            "type": "object",
            "properties": {
                "ref_name": {
                    "type": "object",
                    "properties": {"include": _BRANCHES, "exclude": _BRANCHES},
                    "required": ["include", "exclude"],
                    "additionalProperties": False,
                }
            },
            "required": ["ref_name"],
            "additionalProperties": False,
        },
        "rules": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "oneOf": [
                    {
                        "properties": {"type": {"enum": sorted(_PLAIN)}},
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    _rule(
                        "pull_request",
                        required_approving_review_count={"type": "integer", "maximum": 10},
                        require_code_owner_review=_FLAG,
                        dismiss_stale_reviews_on_push=_FLAG,
                        require_last_push_approval=_FLAG,
                        required_review_thread_resolution=_FLAG,
                        allowed_merge_methods={
                            "type": "array",
                            "minItems": 1,
                            "items": {"enum": ["merge", "squash", "rebase"]},
                        },
                    ),
                    _rule(
                        "required_status_checks",
                        strict_required_status_checks_policy=_FLAG,
                        do_not_enforce_on_create=_FLAG,
                        required_status_checks={
                            "type": "array",
                            "items": {
                                "properties": {
                                    "context": {"type": "string"},
                                    "integration_id": {"type": "integer"},
                                },
                                "required": ["context"],
                                "additionalProperties": False,
                            },
                        },
                    ),
                ]
            },
        },
    },
    "required": ["name", "target", "enforcement", "conditions", "rules"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("make", [main_ruleset, ledger_ruleset])
def test_rulesets_have_the_form_that_github_imports(make: Any) -> None:
    """Each is one active ruleset for a branch, which nobody may go around."""
    ruleset = json.loads(make(SIMPLE, TODAY))
    Draft202012Validator.check_schema(RULESET)
    Draft202012Validator(RULESET).validate(ruleset)
    assert ruleset["enforcement"] == "active"
    assert ruleset["bypass_actors"] == []


def test_main_asks_for_two_approvals_one_of_them_by_an_owner() -> None:
    """Nobody decides alone, nothing old is approved, nothing unchecked is merged or rewritten."""
    rules = {
        rule["type"]: rule.get("parameters")
        for rule in json.loads(main_ruleset(SIMPLE, TODAY))["rules"]
    }
    assert rules.keys() == {*_PLAIN, "pull_request", "required_status_checks"}
    review = rules["pull_request"]
    assert review["required_approving_review_count"] == 2
    assert review["require_code_owner_review"]
    assert review["dismiss_stale_reviews_on_push"]
    assert "merge" not in review["allowed_merge_methods"], "a linear history has no merges"
    checked = rules["required_status_checks"]["required_status_checks"]
    [caller] = workflow("check.yml")["jobs"].values()
    called = workflow(caller["uses"].rpartition("/")[2])
    names = [f"{caller['name']} / {job['name']}" for job in called["jobs"].values()]
    assert [row["context"] for row in checked] == names, "GitHub names a check by both jobs"


@pytest.mark.parametrize(("names", "approvals"), [("ab", 1), ("abc", 2), ("a", 2)])
def test_two_people_can_merge(names: str, approvals: int) -> None:
    """Nobody approves their own change, so of two accounts one approves; of more, two."""
    terms = [term(name * 3, "2026-01-01", "2027-12-31") for name in names]
    people = {name * 3: f"github: {name}\n" for name in names}
    registry = registry_of({"one": body(*terms, owns="registry")}, people)
    (count,) = (
        rule["parameters"]["required_approving_review_count"]
        for rule in json.loads(main_ruleset(registry, TODAY))["rules"]
        if rule["type"] == "pull_request"
    )
    assert count == approvals


def test_the_ledger_only_grows() -> None:
    """The workflow that publishes may push to it; nobody may delete or rewrite it."""
    ruleset = json.loads(ledger_ruleset(SIMPLE, TODAY))
    assert ruleset["conditions"]["ref_name"]["include"] == ["refs/heads/ledger"]
    assert {rule["type"] for rule in ruleset["rules"]} == {"deletion", "non_fast_forward"}


def test_template_has_a_list_for_each_kind_of_change() -> None:
    """Issue, revoke, standard, governance; and a line about conflicts of interest."""
    text = pull_request_template(SIMPLE, TODAY)
    lists = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    heads = [part.splitlines()[0] for part in lists]
    for word in ("issued", "revoked", "standard", "Governance", "Conflict of interest"):
        assert sum(word in head for head in heads) == 1, word
    assert all("- [ ] " in part for part in lists)


def test_files_are_a_flat_table() -> None:
    """No path twice, all below .github/, all text that ends with a line break."""
    paths = [file.path for file in FILES]
    assert len(set(paths)) == len(paths)
    for file in FILES:
        assert file.path.startswith(".github/")
        text = file.text(SIMPLE, TODAY)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert file.text(SIMPLE, TODAY) == text


def test_the_sample_has_the_files_that_its_records_make() -> None:
    """What lies in this repository is what `sealbook github` writes."""
    registry, _ = check(load(ROOT), TODAY)
    assert registry is not None
    made = {file.path: file.text(registry, TODAY) for file in FILES}
    there = {path: (ROOT / path).read_text("utf-8") for path in made}
    assert there == made


def test_every_kind_of_the_sample_has_an_owner() -> None:
    """So that no record changes without the people who answer for it."""
    registry, _ = check(load(ROOT), TODAY)
    assert registry is not None
    for kind in KINDS:
        for entry in registry.entries(kind):
            owner = owner_of(registry, entry.document.path)
            assert owner is not None
            assert accounts_on(registry, owner.record, TODAY)
