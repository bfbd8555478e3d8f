"""GitHub Actions on one table: runs the workflow files themselves, against a bare repository.

Every `run:` is executed as it stands, in the folder and with the environment that GitHub would
give it. The few actions are stood in for: checkout clones, deploying copies a folder. What this
runner does not know, it refuses.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from registry.cli.app import run as sealbook
from tests.actions_expressions import condition, filled

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"
TOKEN = "ghs_token-of-this-job"
_QUOTED = re.compile(r'"[^"]*"')
_VARIABLE = re.compile(r"\$(\w+)")
_REDIRECT = ' >> "$GITHUB_STEP_SUMMARY"'


def workflow(name: str) -> dict[str, Any]:
    """A workflow file; YAML 1.1 takes its key `on` for true."""
    data = yaml.safe_load((WORKFLOWS / name).read_text("utf-8"))
    data["on"] = data.pop(True)
    return dict(data)


@dataclass(kw_only=True)
class GitHub:
    """What all runs share: the repository, the secrets of environments, the site that is online."""

    folder: Path
    bare: Path
    secrets: dict[str, dict[str, str]] = field(default_factory=dict)
    day: str = "2026-11-20"
    broken: set[str] = field(default_factory=set)
    """Actions that fail at the moment, by their name without owner."""
    attested: list[str] = field(default_factory=list)
    runs: int = 0
    online_at: str = ""
    """Where the machines look for the site instead."""

    @property
    def online(self) -> Path:
        """The site as visitors see it."""
        return self.folder / "online"

    def run(self, name: str, event: str, **about: Any) -> Run:
        """A new run of a workflow; `about` is the event as GitHub describes it."""
        self.runs += 1
        return Run(github=self, name=name, event=event, about=about, number=self.runs)


@dataclass(frozen=True)
class Executed:
    """A step that ran a command: its line, the environment that the workflow gave it, its end."""

    job: str
    step: str
    line: str
    env: Mapping[str, str]
    code: int
    out: str


@dataclass(kw_only=True)
class Run:
    """A run of a workflow, which may be started again, as a whole or where it failed."""

    github: GitHub
    name: str
    event: str
    about: Mapping[str, Any]
    number: int
    attempt: int = 1
    inputs: Mapping[str, Any] | None = None
    executed: list[Executed] = field(default_factory=list)
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    summary: str = ""

    def __post_init__(self) -> None:
        declared = workflow(self.name)["on"]
        if self.event not in declared:
            raise ValueError(f"{self.name} does not run on {self.event}")
        dispatch = declared.get("workflow_dispatch") or {}
        given = self.about.get("inputs", {})
        self.inputs = {name: given.get(name, "") for name in dispatch.get("inputs", {})}

    def whole(self) -> Run:
        """Run every job in its turn."""
        for job in workflow(self.name)["jobs"]:
            self.perform(job)
        return self

    def again(self, *jobs: str) -> Run:
        """*Re-run failed jobs*: these jobs and what comes after them; or all without a name."""
        self.attempt += 1
        self.executed, self.summary = [], ""
        for job in jobs or workflow(self.name)["jobs"]:
            self.perform(job)
        return self

    def perform(self, job: str) -> str:
        """Run one job; how it ended."""
        for _step in self.steps_of(job):
            pass
        return self.results[job]["result"]

    def steps_of(self, job: str) -> Iterator[str]:
        """Run one job step by step; yields the name of each step before it runs."""
        declared = workflow(self.name)["jobs"][job]
        context = self.context(declared, self.inputs or {}, self.results)
        self.results[job] = {"result": "skipped", "outputs": {}}
        if not condition(declared.get("if", ""), context):
            return
        if "uses" in declared:
            yield from self._called(job, declared, context)
        else:
            yield from self._job(job, declared, context)

    def context(
        self, job: Mapping[str, Any], inputs: Mapping[str, Any], results: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What the expressions of a job may read."""
        needs = job.get("needs", [])
        needed = {name: results[name] for name in ([needs] if isinstance(needs, str) else needs)}
        environment = job.get("environment", "")
        named = environment if isinstance(environment, str) else environment["name"]
        return {
            "github": {
                "ref": self.about.get("ref", "refs/heads/main"),
                "event": self.about,
                "run_attempt": str(self.attempt),
                "token": TOKEN,
            },
            "inputs": inputs,
            "needs": needed,
            "secrets": self._secrets(named),
            "cancelled": lambda: False,
            "success": lambda: all(row["result"] == "success" for row in needed.values()),
            "failure": lambda: any(row["result"] == "failure" for row in needed.values()),
        }

    def _secrets(self, environment: str) -> Mapping[str, str]:
        """Those of an environment, for `main` only; none for a pull request, from a fork or not."""
        main = self.about.get("ref", "refs/heads/main") == "refs/heads/main"
        allowed = main and self.event != "pull_request"
        return self.github.secrets.get(environment, {}) if allowed else {}

    def _called(
        self, job: str, caller: Mapping[str, Any], context: Mapping[str, Any]
    ) -> Iterator[str]:
        """A job that is a workflow of its own, which gets no secrets."""
        file = caller["uses"].removeprefix("$/.github/workflows/")
        called = workflow(file)
        declared = called["on"]["workflow_call"] or {}
        given = {name: filled(text, context) for name, text in caller.get("with", {}).items()}
        assert given.keys() <= declared.get("inputs", {}).keys()
        inputs = {
            name: given[name] if name in given else about["default"]
            for name, about in declared.get("inputs", {}).items()
        }
        results: dict[str, Any] = {}
        for name, inner in called["jobs"].items():
            assert inner["permissions"].items() <= caller["permissions"].items(), "GitHub refuses"
            yield from self._job(name, inner, self.context(inner, inputs, results), results)
        ends = [row["result"] for row in results.values()]
        outputs = {
            name: filled(about["value"], {"jobs": results})
            for name, about in declared.get("outputs", {}).items()
        }
        result = "success" if set(ends) == {"success"} else "failure"
        self.results[job] = {"result": result, "outputs": outputs}

    def _job(
        self,
        job: str,
        declared: Mapping[str, Any],
        context: Mapping[str, Any],
        results: dict[str, Any] | None = None,
    ) -> Iterator[str]:
        named = {step["id"]: {"outcome": ""} for step in declared["steps"] if "id" in step}
        machine = Machine(run=self, job=job, context={**context, "steps": named})
        for step in declared["steps"]:
            yield step["name"]
            machine.step(step)
        into = self.results if results is None else results
        outputs = {
            name: filled(text, machine.context) if machine.well else ""
            for name, text in declared.get("outputs", {}).items()
        }
        into[job] = {"result": "success" if machine.well else "failure", "outputs": outputs}


@dataclass(kw_only=True)
class Machine:
    """The machine of one job: an empty folder, and what its steps leave there."""

    run: Run
    job: str
    context: dict[str, Any]
    well: bool = True
    installed: bool = False

    def __post_init__(self) -> None:
        at = f"{self.run.number}-{self.run.attempt}-{self.job}"
        self.home = self.run.github.folder / "machines" / at
        shutil.rmtree(self.home, ignore_errors=True)
        self.work = self.home / "work"
        self.work.mkdir(parents=True)
        self.context |= {"success": lambda: self.well, "failure": lambda: not self.well}

    def step(self, step: Mapping[str, Any]) -> None:
        """Run a step, unless its condition says no."""
        if not condition(step.get("if", ""), self.context):
            return
        outputs: dict[str, str] = {}
        done = self.command(step, outputs) if "run" in step else self.action(step, outputs)
        outcome = "success" if done else "failure"
        if "id" in step:
            self.context["steps"][step["id"]] = {"outcome": outcome, "outputs": outputs}
        self.well = self.well and done

    def command(self, step: Mapping[str, Any], outputs: dict[str, str]) -> bool:
        """Run the one command of a step, with what the workflow lets it see."""
        given = {
            name: str(filled(text, self.context)) for name, text in step.get("env", {}).items()
        }
        output, summary = self.home / "output", self.home / "summary"
        for file in (output, summary):
            file.write_text("")
        github = self.run.github
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_RUN_ATTEMPT": str(self.run.attempt),
            "GIT_CONFIG_NOSYSTEM": "1",
            # Not GitHub's: the day of this test, and where its visitors go.
            "SEALBOOK_TODAY": github.day,
            "SEALBOOK_SITE": github.online_at or str(github.online),
            **given,
        }
        line = step["run"].strip()
        code, out = self.shell(line, env)
        for row in output.read_text("utf-8").splitlines():
            name, _, value = row.partition("=")
            outputs[name] = value
        self.run.summary += summary.read_text("utf-8")
        done = Executed(self.job, step["name"], line, given, code, out)
        self.run.executed.append(done)
        return code == 0

    def shell(self, line: str, env: Mapping[str, str]) -> tuple[int, str]:
        """What bash would do with one plain command; anything more is refused."""
        bare = line.removesuffix(_REDIRECT)
        assert not re.search(r"[;&|<>`\\(){}]|\$\(", bare), f"more than one command: {line}"
        assert "$" not in _QUOTED.sub("", bare), f"a variable without quotes: {line}"
        words = [_VARIABLE.sub(lambda match: env[match[1]], word) for word in shlex.split(bare)]
        assert words[0] in {"sealbook", "git"}, line
        if words[0] == "git":
            done = subprocess.run(
                words, cwd=self.work, env=env, capture_output=True, text=True, check=False
            )
            return done.returncode, done.stdout + done.stderr
        assert self.installed, "sealbook is not on the PATH yet"
        code, out, err = _in_process(words[1:], self.work, env)
        if bare != line:
            with Path(env["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as file:
                file.write(out)
        return code, out + err

    def action(self, step: Mapping[str, Any], outputs: dict[str, str]) -> bool:
        """Stand in for one of the actions that the workflows use."""
        name = step["uses"].partition("@")[0].rpartition("/")[2]
        options = {
            key: filled(value, self.context) if isinstance(value, str) else value
            for key, value in step.get("with", {}).items()
        }
        if name in self.run.github.broken:
            return False
        kept = self.run.github.folder / "artifacts" / str(self.run.number)
        match name:
            case "checkout":
                self.checkout(options)
            case "install":
                lock = f"requirements/{options.get('packages', 'build')}.txt"
                self.installed = (ROOT / lock).is_file()
                assert self.installed, lock
            case "attest":
                for path in options["subject-path"].split():
                    assert (self.work / path).is_file(), path
                    self.run.github.attested.append(path)
            case "upload-artifact":
                assert options["archive"] is False
                kept.mkdir(parents=True, exist_ok=True)
                shutil.copy(self.work / options["path"], kept)
            case "upload-pages-artifact":
                hidden = None if options["include-hidden-files"] else shutil.ignore_patterns(".*")
                # An artifact stays when its job is started again, beside one of the same name.
                named = kept / options.get("name", "github-pages")
                place = named / str(len(list(named.glob("*"))))
                shutil.copytree(self.work / options["path"], place, ignore=hidden)
            case "deploy-pages":
                found = list((kept / options.get("artifact_name", "github-pages")).glob("*"))
                if len(found) != 1:  # deploy-pages refuses to choose
                    return False
                shutil.rmtree(self.run.github.online, ignore_errors=True)
                shutil.copytree(found[0], self.run.github.online)
                outputs["page_url"] = str(self.run.github.online)
            case _:
                raise AssertionError(f"unknown action {step['uses']}")
        return True

    def checkout(self, options: Mapping[str, Any]) -> None:
        """Clone as the action does: all branches, the head detached, no token left behind."""
        assert options.keys() <= {"ref", "fetch-depth", "persist-credentials"}
        assert options["fetch-depth"] == 0
        assert options["persist-credentials"] is False
        default = "refs/pull/1/merge" if self.run.event == "pull_request" else "main"
        ref = options.get("ref", default)
        bare = self.run.github.bare
        for words in (
            ("clone", "-q", "--no-checkout", str(bare), "."),
            ("fetch", "-q", "origin", ref),
            ("checkout", "-q", "--detach", "FETCH_HEAD"),
        ):
            subprocess.run(["git", *words], cwd=self.work, check=True, capture_output=True)


def _in_process(words: list[str], folder: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
    """Run `sealbook` as if it were a process of its own: with this environment and no other."""
    before, at = dict(os.environ), Path.cwd()
    out, err = io.StringIO(), io.StringIO()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = sealbook(words)
    finally:
        os.chdir(at)
        os.environ.clear()
        os.environ.update(before)
    return code, out.getvalue(), err.getvalue()
