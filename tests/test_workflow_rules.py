"""Rules for every workflow and action, read off the files: rights, secrets, one command a step."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.actions_expressions import UnknownExpression, condition, evaluate, names_in
from tests.actions_runner import WORKFLOWS, workflow
from tests.test_repository import ROOT, names

FILES = sorted(path.name for path in WORKFLOWS.glob("*.yml"))
OURS = [name for name in FILES if name != "ci.yml"]  # ci.yml tests the program, not a registry
ACTIONS = [ROOT / "action.yml", *sorted((ROOT / ".github/actions").rglob("action.yml"))]
CONTEXTS = {"github", "inputs", "jobs", "needs", "secrets", "steps"}


def steps_of(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every step of a workflow with its job."""
    for job in data["jobs"].values():
        for step in job.get("steps", []):
            yield job, step


def texts(value: Any) -> Iterator[str]:
    """Every text in a part of a file."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("name", OURS)
def test_each_step_runs_one_command(name: str) -> None:
    """It is one of `sealbook` or `git`, without expressions, pipes or lists of commands."""
    for _job, step in steps_of(workflow(name)):
        if "run" in step:
            line = step["run"].removesuffix(' >> "$GITHUB_STEP_SUMMARY"')
            assert re.fullmatch(r'(sealbook|git)( [\w./-]+| (--[a-z]+=)?"[\w.$-]+")+', line), line


@pytest.mark.parametrize("name", FILES)
def test_no_expression_in_a_script(name: str) -> None:
    """A text from outside reaches a script by the environment only, never as part of it."""
    for _job, step in steps_of(workflow(name)):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("name", FILES)
def test_no_workflow_runs_foreign_code_with_rights(name: str) -> None:
    """Neither `pull_request_target` nor `workflow_run`; a pull request may write nothing."""
    data = workflow(name)
    triggers = data["on"]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)
    if "pull_request" in triggers or name == "judge.yml":
        assert all(job["permissions"] == {"contents": "read"} for job in data["jobs"].values())


def test_one_step_holds_the_secret() -> None:
    """The only secret is read in one step, of a job in the environment `signing`."""
    found = [
        (name, job.get("environment"), step["run"].split()[:3])
        for name in FILES
        for job, step in steps_of(workflow(name))
        if any("secrets." in text for text in texts(step))
    ]
    assert found == [("publish.yml", "signing", ["sealbook", "seal", "--push"])]
    for name in FILES:
        text = (WORKFLOWS / name).read_text("utf-8")
        assert text.count("secrets.") == (name == "publish.yml")
        assert "secrets: inherit" not in text


@pytest.mark.parametrize("name", OURS)
def test_only_the_seal_may_push(name: str) -> None:
    """No other job of any workflow can write to the repository."""
    writers = [
        job_id
        for job_id, job in workflow(name)["jobs"].items()
        if job["permissions"].get("contents") == "write"
    ]
    assert writers == (["seal"] if name == "publish.yml" else [])


@pytest.mark.parametrize("name", OURS)
def test_every_name_in_an_expression_is_there(name: str) -> None:
    """Inputs, jobs, steps and outputs that an expression reads are declared in the same file."""
    data = workflow(name)
    jobs = data["jobs"]
    for job_id, job in jobs.items():
        needs = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        assert set(needs) <= set(jobs)
        ids = {step["id"] for step in job.get("steps", []) if "id" in step}
        conditions = [
            f"${{{{ {part['if']} }}}}" for part in (job, *job.get("steps", [])) if "if" in part
        ]
        for path in set().union(*map(names_in, [*texts(job), *conditions])):
            first, second, *rest = path.split(".")
            assert first in CONTEXTS, path
            if first == "inputs":
                assert second in inputs_of(data), path
            if first == "steps":
                assert second in ids, path
            if first == "needs":
                assert second in needs, path
                if rest[0] == "outputs":
                    assert rest[1] in outputs_of(jobs[second]), path
        assert job_id


def inputs_of(data: dict[str, Any]) -> set[str]:
    """The inputs that a workflow declares, for whichever way it is started."""
    events = [event for event in data["on"].values() if event]
    return {name for event in events for name in event.get("inputs", {})}


def outputs_of(job: dict[str, Any]) -> set[str]:
    """The outputs of a job, or of the workflow that it calls."""
    if "uses" not in job:
        return set(job.get("outputs", {}))
    called = workflow(job["uses"].rpartition("/")[2])
    return set(called["on"]["workflow_call"]["outputs"])


def test_called_workflows_ask_for_no_secret() -> None:
    """GitHub gives those of an environment to jobs of the same repository only."""
    for name in FILES:
        declared = workflow(name)["on"].get("workflow_call")
        assert not (declared or {}).get("secrets")


@pytest.mark.parametrize("action", ACTIONS, ids=lambda path: path.parent.name)
def test_actions_install_what_is_locked(action: Path) -> None:
    """Each step of an action is pinned, or installs by hash and runs no code of a package."""
    for step in yaml.safe_load(action.read_text("utf-8"))["runs"]["steps"]:
        run = step.get("run", "")
        assert "${{" not in run
        if "python" in run:
            assert run.startswith("python -I "), "else a pip.py beside the records is run for pip"
        if "pip install" in run:
            assert "--require-hashes --only-binary=:all:" in run or "--no-index --no-deps" in run
        if "uses" in step:
            assert re.search(r"@[0-9a-f]{40}$", step["uses"]) or step["uses"].startswith("$/")
    assert (ROOT / "requirements" / "build.txt").is_file()


def test_the_packages_beside_the_key_are_enough(tmp_path: Path) -> None:
    """Planning, sealing and the ledger load with the packages of the small lock and no others."""
    lock = names(ROOT / "requirements" / "seal.txt")
    assert "mkdocs" not in lock
    assert len(lock) < len(names(ROOT / "requirements" / "build.txt")) * 2 / 3
    for name in sorted(lock):
        try:
            files = importlib.metadata.files(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or Python, or only to build the program itself
        for top in {file.parts[0] for file in files if file.parts[0] != ".."}:
            source = Path(str(importlib.metadata.distribution(name).locate_file(top)))
            if source.exists() and not (tmp_path / top).exists():
                (tmp_path / top).symlink_to(source)
    program = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]\n"
        "import registry.cli.check, registry.cli.ledger, registry.cli.heartbeat\n"
        "from registry.cli.app import run\n"
        f"words = ['-C', {str(ROOT / 'tests/broken/_base')!r}, '-q', 'seal', '--today']\n"
        f"sys.exit(run([*words, '2026-11-20', '--ledger', {str(tmp_path / 'ledger')!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'a' == 'a' && !false()", None),
        ("success() && 'x' == 'y'", False),
        ("inputs.allow || 'nothing'", "nothing"),
        ("!(inputs.allow == '')", False),
        ("needs.a.outputs.b == 'true'", True),
        ("needs.a.outputs.c", None),
        ("contains('a', 'b')", None),
        ("inputs.allow 'x'", None),
        ("success", None),
    ],
)
def test_expressions(text: str, value: object) -> None:
    """The reader of expressions knows few, and refuses the rest and every name that is missing."""
    context = {
        "inputs": {"allow": ""},
        "needs": {"a": {"outputs": {"b": "true"}}},
        "success": lambda: True,
    }
    if value is None:
        with pytest.raises(UnknownExpression):
            evaluate(text, context)
    else:
        assert evaluate(text, context) == value


def test_a_condition_asks_for_success_by_itself() -> None:
    """After a failure only what asks for the state of the run is done."""
    context = {"success": lambda: False, "failure": lambda: True, "cancelled": lambda: False}
    assert not condition("", context)
    assert not condition("'a' == 'a'", context)
    assert condition("failure() && 'a' == 'a'", context)
    assert condition("${{ !cancelled() }}", context)
