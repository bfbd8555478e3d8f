"""What GitHub says about a repository, through its own program `gh`, which is never required."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from registry.cli.doctor.facts import (
    Environment,
    Gap,
    GitHub,
    Here,
    Json,
    LastRun,
    Pages,
    Ruleset,
)
from registry.cli.doctor.judge.github import SIGNING
from registry.cli.world import SEED_VARIABLE
from registry.forge.rulesets import LEDGER, MAIN

_SECONDS = 30
_RUNS = ("publish.yml", "heartbeat.yml")
_MOST_RULESETS = 30
T = TypeVar("T")


class NoGh(Exception):
    """The program `gh` is not installed."""


def github(here: Here, repository: str) -> GitHub:
    """The facts about a repository such as `guild/registry`. Raises NoGh."""
    home = f"repos/{repository}"

    def seen(what: str, path: str, shape: Callable[[Any], T]) -> T | Gap | None:
        return _seen(what, f"{home}{path}", shape)

    about = _must(seen("the repository", "", _about), "the repository")
    listed = seen("the rulesets", f"/rulesets?per_page={_MOST_RULESETS}", _numbers)
    workflows = seen("the workflows", "/actions/workflows?per_page=100", _workflows)
    runs = {
        name: run
        for name in _RUNS
        if isinstance(run := seen(f"the runs of {name}", _runs_of(name), _last_run), LastRun)
    }
    secrets = seen("the secrets of the repository", "/actions/secrets?per_page=100", _names)
    return GitHub(
        today=here.today,
        settings=here.settings,
        repository=repository,
        wanted=tuple(_ruleset(json.loads(here.files.made[p])) for p in (MAIN, LEDGER))
        if here.files.made
        else (),
        newest=here.repository.newest if here.repository else None,
        default=about if isinstance(about, Gap) else about[0],
        public=not isinstance(about, Gap) and about[1],
        rulesets=_rulesets(home, _must(listed, "the rulesets")),
        environment=_environment(home),
        secrets=_must(secrets, "the secrets of the repository"),
        pages=seen("GitHub Pages", "/pages", _pages),
        workflows=_must(workflows, "the workflows"),
        runs=runs,
    )


def _rulesets(home: str, numbers: tuple[int, ...] | Gap) -> tuple[Ruleset, ...] | Gap:
    if isinstance(numbers, Gap):
        return numbers
    found = []
    for number in numbers:
        one = _must(_seen("a ruleset", f"{home}/rulesets/{number}", _ruleset), "a ruleset")
        if isinstance(one, Gap):
            return one
        found.append(one)
    return tuple(found)


def _environment(home: str) -> Environment | Gap | None:
    what = f"the environment {SIGNING}"
    path = f"{home}/environments/{SIGNING}"
    policy = _seen(what, path, _policy)
    if policy is None or isinstance(policy, Gap):
        return policy
    branches: frozenset[str] | None = None
    if policy == "selected":
        rows = _seen(what, f"{path}/deployment-branch-policies?per_page=100", _branches)
        named = _must(rows, what)
        if isinstance(named, Gap):
            return named
        branches = named
    elif policy == "protected":
        branches = frozenset({"every protected branch"})
    held = f"the names of secrets in {SIGNING}"
    secrets = _must(_seen(held, f"{path}/secrets?per_page=100", _names), held)
    return Environment(branches=branches, secrets=secrets)


def _must(found: T | Gap | None, what: str) -> T | Gap:
    """What cannot be missing: GitHub says 404, too, where the account may not look."""
    return Gap(what=what, why="this account may not see it") if found is None else found


def _seen(what: str, path: str, shape: Callable[[Any], T]) -> T | Gap | None:
    """An answer in the shape that is wanted; None where GitHub knows no such thing.

    An answer is data from outside: one of another form is a gap, never a fault of ours.
    """
    # The seed is no business of other programs.
    ours = {name: text for name, text in os.environ.items() if name != SEED_VARIABLE}
    environment = {**ours, "GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"}
    try:
        done = subprocess.run(
            ["gh", "api", path],  # noqa: S607 - wherever it is installed
            capture_output=True,
            check=False,
            env=environment,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise NoGh from None
    except (OSError, subprocess.TimeoutExpired):
        return Gap(what=what, why="gh did not answer")
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip()
        if "(HTTP 404)" in told:
            return None
        return Gap(what=what, why=told.splitlines()[0][:200] if told else "gh gave no reason")
    try:
        return shape(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return Gap(what=what, why="GitHub answered in a form that this version does not know")


def _about(data: Any) -> tuple[str, bool]:
    return str(data["default_branch"]), data["private"] is False


def _numbers(data: Any) -> tuple[int, ...]:
    return tuple(int(row["id"]) for row in data)


def _ruleset(data: Any) -> Ruleset:
    rules: dict[str, Json] = {}
    for row in data["rules"]:
        parameters = row.get("parameters") or {}
        rules[str(row["type"])] = dict(parameters)
    return Ruleset(
        name=str(data["name"]),
        enforcement=str(data["enforcement"]),
        branches=frozenset(map(str, data["conditions"]["ref_name"]["include"])),
        rules=rules,
        bypass=len(data.get("bypass_actors") or ()),
    )


def _policy(data: Any) -> str:
    policy = data["deployment_branch_policy"]
    if policy is None:
        return "all"
    return "selected" if policy["custom_branch_policies"] else "protected"


def _branches(data: Any) -> frozenset[str]:
    return frozenset(str(row["name"]) for row in data["branch_policies"])


def _names(data: Any) -> frozenset[str]:
    return frozenset(str(row["name"]) for row in data["secrets"])


def _pages(data: Any) -> Pages:
    return Pages(
        workflow=data["build_type"] == "workflow",
        url=str(data["html_url"]),
        https=data.get("https_enforced") is True,
    )


def _workflows(data: Any) -> Mapping[str, str]:
    return {str(row["path"]): str(row["state"]) for row in data["workflows"]}


def _runs_of(name: str) -> str:
    return f"/actions/workflows/{name}/runs?branch=main&status=completed&per_page=1"


def _last_run(data: Any) -> LastRun | None:
    if not data["workflow_runs"]:
        return None
    run = data["workflow_runs"][0]
    return LastRun(
        conclusion=str(run["conclusion"]), day=_day(run["created_at"]), url=str(run["html_url"])
    )


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()
