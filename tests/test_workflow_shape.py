"""The publishing workflows at a glance: who may do what, when, and in which order.

These tables repeat what the files say, and that is their purpose: nothing here is taken away, put
in or moved without somebody who changes a table, too.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.actions_runner import WORKFLOWS, workflow
from tests.test_workflow_rules import FILES, OURS, texts

PAGES = {"contents": "read", "pages": "write", "id-token": "write", "attestations": "write"}
RIGHTS: dict[tuple[str, str], dict[str, str]] = {
    ("check.yml", "check"): {"contents": "read"},
    ("judge.yml", "judge"): {"contents": "read"},
    ("publish.yml", "plan"): {"contents": "read"},
    ("plan.yml", "plan"): {"contents": "read"},
    ("publish.yml", "seal"): {"contents": "write"},
    ("publish.yml", "deploy"): PAGES,
    ("deploy.yml", "deploy"): PAGES,
    ("heartbeat.yml", "heartbeat"): {"actions": "write"},
}
ENVIRONMENTS = {("publish.yml", "seal"): "signing", ("deploy.yml", "deploy"): "github-pages"}
TRIGGERS: dict[str, Any] = {
    "check.yml": {"pull_request": None},
    "heartbeat.yml": {"schedule": [{"cron": "17 4 * * 1"}], "workflow_dispatch": None},
    "publish.yml": {"push": {"branches": ["main"]}, "workflow_dispatch": {"inputs"}},
    "judge.yml": {"workflow_call": None},
    "plan.yml": {"workflow_call": {"inputs", "outputs"}},
    "deploy.yml": {"workflow_call": {"inputs"}},
}
FETCH = "actions/checkout"
INSTALL, FEW = "install build", "install seal"
LEDGER = "sealbook ledger"
NEXT = "sealbook next"
ORDER: dict[tuple[str, str], list[str]] = {
    ("judge.yml", "judge"): [
        FETCH,
        INSTALL,
        'sealbook diff "$BASE..HEAD" --format markdown >> "$GITHUB_STEP_SUMMARY"',
        'sealbook check --changed="$BASE"',
        'sealbook preview "$BASE" -o preview.html',
        "actions/upload-artifact",
        NEXT,
    ],
    ("plan.yml", "plan"): [
        f"{FETCH} main",
        FEW,
        "sealbook check",
        LEDGER,
        'sealbook seal --plan --live --heartbeat-after 3 --allow "$ALLOW"',
    ],
    ("publish.yml", "seal"): [
        f"{FETCH} ${{{{ needs.plan.outputs.source }}}}",
        FEW,
        LEDGER,
        'sealbook seal --push --live --heartbeat-after 3 --allow "$ALLOW"',
    ],
    ("deploy.yml", "deploy"): [
        f"{FETCH} ${{{{ inputs.source }}}}",
        INSTALL,
        LEDGER,
        "sealbook build --twice",
        'sealbook audit build/site --ledger .sealbook/ledger --live --allow "$ALLOW"',
        "actions/attest",
        "actions/upload-pages-artifact",
        "actions/deploy-pages",
        'sealbook live build/site --at "$URL" --wait 600',
        NEXT,
    ],
    ("heartbeat.yml", "heartbeat"): [FEW, "sealbook heartbeat"],
}
# Conditions on jobs and steps; whatever has none runs only where all before it went well.
CONDITIONS = {
    ("publish.yml", "seal"): "needs.plan.outputs.seal == 'true'",
    ("publish.yml", "deploy"): "${{ !cancelled() && needs.plan.result == 'success' && "
    "(needs.seal.result == 'success' || needs.seal.result == 'skipped') }}",
    ("judge.yml", NEXT): "failure() && steps.install.outcome == 'success'",
    ("deploy.yml", NEXT): "failure() && steps.install.outcome == 'success'",
}
NEEDS = {("publish.yml", "seal"): "plan", ("publish.yml", "deploy"): ["plan", "seal"]}


def shown(step: dict[str, Any]) -> str:
    """A step as the tables name it: its command, or the action and what it fetches or installs."""
    if "run" in step:
        return str(step["run"])
    action, options = step["uses"].partition("@")[0], step.get("with", {})
    if action == "$/.github/actions/install":
        return f"install {options.get('packages', 'build')}"
    return f"{action} {options.get('ref', '')}".strip()


def test_rights_and_environments() -> None:
    """Each job has the rights of its work and no other."""
    jobs = {(name, id_): job for name in OURS for id_, job in workflow(name)["jobs"].items()}
    assert {place: job["permissions"] for place, job in jobs.items()} == RIGHTS
    named = {place: job["environment"] for place, job in jobs.items() if "environment" in job}
    assert {
        place: value if isinstance(value, str) else value["name"] for place, value in named.items()
    } == ENVIRONMENTS


def test_order_and_conditions() -> None:
    """Judged before it is sealed, sealed before it is built, audited before it is deployed."""
    order: dict[tuple[str, str], list[str]] = {}
    conditions: dict[tuple[str, str], str] = {}
    needs: dict[tuple[str, str], Any] = {}
    for name in OURS:
        for id_, job in workflow(name)["jobs"].items():
            steps = job.get("steps", [])
            if steps:
                order[name, id_] = [shown(step) for step in steps]
            parts = [(id_, job), *((shown(step), step) for step in steps)]
            conditions |= {(name, what): part["if"] for what, part in parts if "if" in part}
            assert not any("continue-on-error" in part for _, part in parts), name
            if "needs" in job:
                needs[name, id_] = job["needs"]
    assert order == ORDER
    assert conditions == CONDITIONS
    assert needs == NEEDS


def test_triggers() -> None:
    """What starts each workflow, and that one publication waits for the other."""
    assert {
        name: {
            event: set(about) if event.startswith("workflow_") and about else about
            for event, about in workflow(name)["on"].items()
        }
        for name in OURS
    } == TRIGGERS
    publish = workflow("publish.yml")
    assert publish["concurrency"] == {"group": "publish", "cancel-in-progress": False}


@pytest.mark.parametrize("name", FILES)
def test_no_secret_by_another_name(name: str) -> None:
    """Neither by an index, nor all of them at once, nor handed on: `secrets.` is the only way."""
    data = yaml.safe_load((WORKFLOWS / name).read_text("utf-8"))
    for text in texts(data):
        for inside in re.findall(r"\$\{\{(.*?)\}\}", text, re.DOTALL):
            assert inside.strip() == "secrets.SEALBOOK_SEED" or "secrets" not in inside.lower()
    assert not any("secrets" in job for job in data["jobs"].values())


def test_a_pull_request_gets_no_token() -> None:
    """No step hands the token of the job to a command that reads what a stranger wrote."""
    for name in ("check.yml", "judge.yml"):
        assert "github.token" not in (WORKFLOWS / name).read_text("utf-8").lower()


def test_hidden_files_are_handed_over() -> None:
    """Without this option `.well-known/did.json` is lost without a word."""
    steps = workflow("deploy.yml")["jobs"]["deploy"]["steps"]
    (upload,) = [step for step in steps if shown(step) == "actions/upload-pages-artifact"]
    (deploy,) = [step for step in steps if shown(step) == "actions/deploy-pages"]
    assert upload["with"]["include-hidden-files"] is True
    assert upload["with"]["name"] == deploy["with"]["artifact_name"]
    assert "github.run_attempt" in upload["with"]["name"]
