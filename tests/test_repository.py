"""The files around the code: locks, workflows, editor settings, what Git ignores."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from registry.cli.app import COMMANDS
from registry.records.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def pins(lock: Path) -> dict[str, tuple[str, ...]]:
    """Requirement (`name==version` and its condition) to its hashes."""
    text = lock.read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    rows = [line.split(" --hash=") for line in lines]
    return {row[0].strip(): tuple(sha.strip() for sha in row[1:]) for row in rows}


def names(lock: Path) -> set[str]:
    """The names of the packages in a lock."""
    return {requirement.partition("==")[0] for requirement in pins(lock)}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_requirement_is_pinned_with_hashes(lock: Path) -> None:
    """Each line of a lock is one version with at least one SHA-256, and nothing else."""
    found = pins(lock)
    assert found
    for requirement, hashes in found.items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", requirement)
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", sha) for sha in hashes)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_names_no_place(lock: Path) -> None:
    """A lock holds no address, no folder and no option: the index is the reader's choice."""
    assert not re.search(r"://|(?<!\w)/\w|[A-Z]:\\|--(?!hash)", lock.read_text())


def test_locks_agree() -> None:
    """The small lock is part of the larger ones, version for version and hash for hash."""
    locks = (ROOT / f"requirements/{name}.txt" for name in ("seal", "build", "test", "lint"))
    seal, build, test, lint = (
        {(requirement.partition(" ;")[0], hashes) for requirement, hashes in pins(lock).items()}
        for lock in locks
    )
    assert seal <= build <= test <= lint


def test_locks_hold_what_the_project_asks_for() -> None:
    """Each dependency, extra and build requirement of `pyproject.toml` stands in its lock."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project, backend = pyproject["project"], pyproject["build-system"]["requires"]
    extras = project["optional-dependencies"]
    asked = {
        "seal": [*pyproject["tool"]["sealbook"]["seal"], *backend],
        "build": [*project["dependencies"], *backend],
        "test": [*extras["test"], *extras["pdf"], *extras["fast"]],
        "lint": extras["lint"],
    }
    for lock, requirements in asked.items():
        wanted = {re.split(r"[^\w-]", requirement)[0].lower() for requirement in requirements}
        assert wanted <= names(ROOT / f"requirements/{lock}.txt")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_starts_with_no_rights(workflow: Path) -> None:
    """A workflow grants nothing at the top, pins actions by commit and keeps no credentials."""
    data: dict[str, Any] = yaml.safe_load(workflow.read_text())
    assert data["permissions"] == {}
    for line in workflow.read_text().splitlines():
        if "uses:" in line and "uses: $/" not in line:
            assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)
    steps = [step for job in data["jobs"].values() for step in job.get("steps", [])]
    for step in steps:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_editor_maps_every_kind_to_its_folder() -> None:
    """The editor's schema map says what `KINDS` says, for every kind written in YAML."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text())
    assert settings["yaml.schemas"] == {
        f"./registry/schemas/{kind.name}.schema.json": re.sub(r"\{\w+\}", "*", kind.path)
        for kind in KINDS
        if kind.path.endswith(".yml")
    }


def test_hooks_look_at_every_kind_of_record() -> None:
    """A commit that changes a record runs `check`, here and in registries that use our hook."""
    (offered,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert offered["entry"].split()[0] == "sealbook"
    assert offered["entry"].split()[1] in COMMANDS
    ours = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    for hook in (offered, next(hook for hook in ours if hook["id"] == "records")):
        assert all(re.search(hook["files"], kind.path) for kind in KINDS), hook["id"]
        assert not re.search(hook["files"], "registry/load.py")


def test_the_container_makes_what_the_scripts_make() -> None:
    """Whoever opens the repository in a container gets the environment of `scripts/build.py`."""
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    program, script = container["postCreateCommand"].split()
    assert (program, (ROOT / script).is_file()) == ("python3", True)


@pytest.mark.skipif(
    not shutil.which("git") or not (ROOT / ".git").exists(), reason="not a Git checkout"
)
def test_git_ignores_products_and_no_source() -> None:
    """`build/` and `site/` at the root are ignored; the code of the same names is not."""
    products = [
        "build/site/index.html",
        "site/index.html",
        ".venv/bin/python",
        ".sealbook/ledger/x",
    ]
    sources = ["registry/build.py", "registry/site/render.py", "tests/expected/build/docs/index.md"]
    result = subprocess.run(
        ["git", "check-ignore", "--no-index", *products, *sources],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.split() == products


def test_decisions_are_numbered_and_dated() -> None:
    """Each decision has a number of its own, in its name and its title, a date and a status."""
    found = sorted((ROOT / "docs/decisions").glob("*.md"))
    for number, decision in enumerate(found, 1):
        assert decision.name.startswith(f"{number:04}-")
        head, _, rest = decision.read_text().partition("\n\n")
        assert head.startswith(f"# {number}. ")
        assert re.match(r"Date: \d{4}-\d\d-\d\d\. Status: \w+", rest)
