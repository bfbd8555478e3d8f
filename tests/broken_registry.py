"""Registries with a mistake, and what is found in them.

`tests/broken/_base` is a small registry without a problem. Each other folder holds `mistake.diff`,
which is the difference to it, and `expected.txt`, the problems that this makes.
Hunks are found by what they replace, so they have no line numbers.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from registry.check.layout import one_layout
from registry.check.run import check
from registry.load import load
from registry.problem import Problem, in_order

BROKEN = Path(__file__).parent / "broken"
BASE = BROKEN / "_base"
CASES = sorted(path.name for path in BROKEN.iterdir() if (path / "mistake.diff").exists())
TODAY = date(2026, 11, 23)


def make(code: str, root: Path) -> None:
    """Write the registry with the mistake that `code` finds to `root`."""
    shutil.copytree(BASE, root)
    for part in ("\n" + (BROKEN / code / "mistake.diff").read_text("utf-8")).split("\n--- ")[1:]:
        head, *hunks = part.split("\n@@\n")
        old_name, new_name = head.split("\n+++ ")
        file = root / new_name
        text = "" if old_name == "/dev/null" else file.read_text("utf-8")
        for hunk in hunks:
            text = replaced(text, hunk.splitlines(), f"{code}: {new_name}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def replaced(text: str, hunk: list[str], where: str) -> str:
    """The text after one hunk of a difference."""
    old = "".join(f"{line[1:]}\n" for line in hunk if line[0] in " -")
    new = "".join(f"{line[1:]}\n" for line in hunk if line[0] in " +")
    assert not old or text.count(old) == 1, f"{where}: the hunk fits {text.count(old)} places"
    return text.replace(old, new) if old else new


def found(root: Path) -> list[Problem]:
    """All problems of the registry at `root`, as the command finds them."""
    loaded = load(root)
    _, problems = check(loaded, TODAY)
    for document in loaded.documents:
        problems += one_layout(document)
    return in_order(problems)


def line(problem: Problem) -> str:
    """A problem as `expected.txt` has it."""
    span = problem.span
    return f"{problem.path}:{span.line}:{span.column}: {problem.code}: {problem.message}"


def edited(root: Path, *edits: tuple[str, str, str]) -> Path:
    """Write the base to `root` with these edits: a file, a text that occurs once, its successor."""
    shutil.copytree(BASE, root)
    for name, old, new in edits:
        file = root / name
        if not old:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(new, "utf-8")
            continue
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{name}: {old!r} occurs {text.count(old)} times"
        file.write_text(text.replace(old, new), "utf-8")
    return root


def bless() -> list[str]:
    """Rewrite every `expected.txt`, and name those that changed."""
    changed = []
    for code in CASES:
        with TemporaryDirectory() as folder:
            make(code, Path(folder) / "registry")
            text = "".join(f"{line(problem)}\n" for problem in found(Path(folder) / "registry"))
        expected = BROKEN / code / "expected.txt"
        if not expected.exists() or expected.read_text("utf-8") != text:
            expected.write_text(text, "utf-8")
            changed.append(f"tests/broken/{code}/expected.txt")
    return changed
