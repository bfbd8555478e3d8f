"""Renew the locks: `python3 scripts/lock.py [--upgrade]`; needs `uv` (`pip install uv`).

Without arguments a lock changes only as far as `pyproject.toml` demands;
`--upgrade` takes the newest releases, `--upgrade-package NAME` those of one package.
A release younger than a week is not taken: a bad one is mostly found out within days.
"""

import _python  # noqa: F401 - first: it refuses an old Python

import re
import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import _venv

# From the largest to the smallest; each is held to the versions of the one before.
LOCKS = (
    ("lint", ("fast", "pdf", "test", "lint")),
    ("test", ("fast", "pdf", "test")),
    ("build", ()),
    ("seal", None),  # beside the key: only what checking and sealing import
)
COOLDOWN = timedelta(days=7)
OPTIONS = (
    "--universal",                # one file for every platform and Python
    "--generate-hashes",
    "--only-binary=:all:",        # installing runs no code of the packages
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--custom-compile-command=python3 scripts/lock.py",
    "--quiet",
)  # fmt: skip


def lock(arguments: Sequence[str]) -> int:
    """Write `requirements/*.txt` from `pyproject.toml`; uv's exit code."""
    uv = shutil.which("uv")
    if not uv:
        raise _venv.Stop("There is no `uv` on the PATH: pip install uv", _venv.WRONG_SETUP)
    pyproject = tomllib.loads((_venv.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    backend = pyproject["build-system"]["requires"]
    few = frozenset(pyproject["tool"]["sealbook"]["seal"])
    asked = [line for line in pyproject["project"]["dependencies"] if name_of(line) in few]
    newest = datetime.now(UTC).date() - COOLDOWN
    constraint: list[str] = []
    for name, extras in LOCKS:
        output = f"requirements/{name}.txt"
        lines, source = [*backend, *asked], ["-"]
        if extras is not None:
            options = (f"--extra={extra}" for extra in extras)
            lines, source = backend, ["pyproject.toml", "-", *options]
        result = subprocess.run(
            [
                uv, "pip", "compile", *source,
                *constraint, *OPTIONS, f"--exclude-newer={newest}", *arguments, "-o", output,
            ],
            cwd=_venv.ROOT, input="\n".join(lines), text=True, check=False,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        if result.returncode:
            return result.returncode
        constraint = ["--constraint", output]
    return 0


def name_of(requirement: str) -> str:
    """The name of the package in a requirement such as `click>=8.1`."""
    return re.split(r"[^\w-]", requirement)[0].lower()


if __name__ == "__main__":
    _venv.finish(lock)
