"""Runs the recipes of `docs/recipes/` from their files: a shell that knows only what they use.

Lines of `sealbook` and `git` are executed as they stand; `rsync` and `aws` are stood in for by
copying. Whatever else a recipe might say is refused.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from tests.actions_runner import _in_process
from tests.test_repository import ROOT

RECIPES = ROOT / "docs" / "recipes"
_SEED = 'SEALBOOK_SEED="$(cat "$SEED_FILE")" '
_VARIABLE = re.compile(r"\$(\w+)")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Executed:
    """A line that was run, whether it could see the seed, how it ended, and what it printed."""

    line: str
    seed: bool
    code: int
    out: str


@dataclass(kw_only=True)
class Shell:
    """A folder in which the lines of a recipe are run, with these variables."""

    folder: Path
    env: Mapping[str, str]
    stored: dict[str, list[str]] = field(default_factory=dict)
    """Options that each file was uploaded with, by its path in the store."""
    executed: list[Executed] = field(default_factory=list)

    def run(self, lines: list[str]) -> bool:
        """Run lines until one of them fails; whether none did."""
        return all(self.line(line) for line in lines)

    def line(self, line: str) -> bool:
        """Run one line."""
        env, plain = dict(self.env), line
        if line.startswith(_SEED):
            plain = line.removeprefix(_SEED)
            env["SEALBOOK_SEED"] = Path(env["SEED_FILE"]).read_text("utf-8").strip()
        assert not re.search(r"[;&|<>`\\(){}]", _QUOTED.sub("", plain)), line
        assert "$" not in _QUOTED.sub("", plain), f"a variable without quotes: {line}"
        words = [
            _VARIABLE.sub(lambda match: env[match[1]], word)
            for word in shlex.split(plain, comments=True)
        ]
        code, out = self.command(words, env)
        self.executed.append(Executed(line, "SEALBOOK_SEED" in env, code, out))
        return code == 0

    def command(self, words: list[str], env: Mapping[str, str]) -> tuple[int, str]:
        """Run one of the programs that recipes use."""
        match words:
            case ["sealbook", *rest]:
                code, out, err = _in_process(rest, self.folder, env)
                return code, out + err
            case ["git", *_]:
                done = subprocess.run(
                    words, cwd=self.folder, env=env, capture_output=True, text=True, check=False
                )
                return done.returncode, done.stdout + done.stderr
            case ["rsync", *_, source, target]:
                assert {"--recursive", "--delete"} < set(words)
                assert source.endswith("/")
                shutil.rmtree(target, ignore_errors=True)
                shutil.copytree(self.folder / source, target)
                return 0, ""
            case ["aws", "s3", "sync", source, target, *options]:
                self.sync(self.folder / source, target, options)
                return 0, ""
        raise AssertionError(words)

    def sync(self, source: Path, target: str, options: list[str]) -> None:
        """Do what `aws s3 sync` does with a store that is a folder."""
        place = Path(target)
        chosen = {path for path in files(source) if _is_chosen(path, options)}
        gone = {path for path in files(place) if _is_chosen(path, options)} - chosen
        for path in gone if "--delete" in options else ():
            (place / path).unlink()
        for path in chosen:
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, place / path)
            key = (place / path).relative_to(self.env["BUCKET"]).as_posix()
            self.stored.setdefault(key, []).append(" ".join(options))


def files(folder: Path) -> set[str]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _is_chosen(path: str, options: list[str]) -> bool:
    """Of `--exclude` and `--include` the last one that matches decides."""
    chosen = True
    for option, pattern in pairwise(options):
        if option in {"--exclude", "--include"} and fnmatch(path, pattern):
            chosen = option == "--include"
    return chosen


def script(name: str) -> list[str]:
    """The lines of a shell script that do something; it stops at the first that fails."""
    rows = [row.strip() for row in (RECIPES / name).read_text("utf-8").splitlines()]
    assert rows[0] == "#!/bin/sh"
    assert "set -eu" in rows
    return [row for row in rows if row and not row.startswith("#") and row != "set -eu"]


class GitLab:
    """What GitLab does with the recipe for it: jobs, variables, and the site that is online."""

    def __init__(self, folder: Path, bare: Path, seed: str) -> None:
        self.folder, self.bare, self.seed = folder, bare, seed
        self.online = folder / "online"
        self.recipe: dict[str, Any] = yaml.safe_load((RECIPES / "gitlab-ci.yml").read_text("utf-8"))
        self.shells: dict[str, Shell] = {}
        self.numbered = 0

    def pipeline(self, day: str, *, base: str = "", ref: str = "main", allow: str = "") -> bool:
        """Run a pipeline; with `base` that of a merge request. Whether every job ended well."""
        self.shells = {}
        self.numbered += 1
        kept: Path | None = None
        for name in self.jobs(base):
            shell = self.shell(name, day, base=base, ref=ref, allow=allow)
            self.shells[name] = shell
            job = self.recipe[name]
            if job.get("dependencies") and kept:
                shutil.copytree(kept, shell.folder / "public")
            if not shell.run(job["script"]):
                return False
            for path in job.get("artifacts", {}).get("paths", []):
                assert (shell.folder / path).exists(), path
            if name == "pages":
                kept = shell.folder / "public"
                shutil.rmtree(self.online, ignore_errors=True)
                shutil.copytree(kept, self.online)
        return True

    def jobs(self, base: str) -> Iterator[str]:
        """The jobs of a pipeline in the order of their stages, by the rules that we use."""
        named = [name for name, job in self.recipe.items() if isinstance(job, dict)]
        jobs = [name for name in named if "script" in self.recipe[name]]
        for name in sorted(
            jobs, key=lambda one: self.recipe["stages"].index(self.recipe[one]["stage"])
        ):
            if self._is_wanted(self.recipe[name]["rules"], merge_request=bool(base)):
                yield name

    def _is_wanted(self, rules: list[dict[str, Any]], *, merge_request: bool) -> bool:
        for rule in rules:
            match rule:
                case {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"', **rest}:
                    if merge_request:
                        return rest.get("when") != "never"
                case {"exists": [path]}:
                    shown = ("git", "-C", str(self.bare), "cat-file", "-e", f"main:{path}")
                    if subprocess.run(shown, check=False, capture_output=True).returncode == 0:
                        return True
                case {"when": "on_success"}:
                    return True
                case _:
                    raise AssertionError(rule)
        return False

    def shell(self, name: str, day: str, *, base: str, ref: str, allow: str) -> Shell:
        """A fresh clone for a job, with the variables that GitLab would give it."""
        home = self.folder / "jobs" / f"{self.numbered}-{name}"
        work = home / "work"
        work.mkdir(parents=True)
        host = "https://gitlab.example/"
        # Where the real one would be asked, the bare repository is.
        (home / ".gitconfig").write_text(
            f'[url "{self.bare.parent}/"]\n'
            f"    insteadOf = {host}\n    insteadOf = https://ledger:token@gitlab.example/\n"
        )
        job, variables = self.recipe[name], self.recipe["variables"]
        assert (variables["GIT_STRATEGY"], variables["GIT_DEPTH"]) == ("clone", "0")
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITLAB_CI": "true",
            "CI_DEFAULT_BRANCH": "main",
            "CI_SERVER_HOST": "gitlab.example",
            "CI_PROJECT_PATH": self.bare.name.removesuffix(".git"),
            "ALLOW": allow or variables["ALLOW"],
            "SEALBOOK_TODAY": day,
            "SEALBOOK_SITE": str(self.online),
        }
        if base:
            env["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = base
        # Protected variables of the scope `signing`: on a protected branch, in that environment.
        if not base and job.get("environment", {}).get("name") == "signing":
            env |= {"SEALBOOK_SEED": self.seed, "LEDGER_TOKEN": "token"}
        shell = Shell(folder=work, env=env)
        for words in (
            ["git", "clone", "--quiet", "--no-checkout", f"{host}{self.bare.name}", "."],
            ["git", "fetch", "--quiet", "origin", ref],
            ["git", "checkout", "--quiet", "--detach", "FETCH_HEAD"],
        ):
            code, out = shell.command(words, env)
            assert code == 0, out
        return shell
