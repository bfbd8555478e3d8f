"""Pull requests that break a rule, and ones that honour it, in a real Git repository.

Each folder of `tests/pulls` is named by the code of a check, and holds

* `breaks.diff`, the smallest pull request that the check refuses;
* `honours.diff`, the smallest one about the same matter that passes;
* `expected.txt`, what is found in the first; a command writes it, see below;
* `base.diff`, only where the case needs a past of its own.

The base is the small sound registry in `tests/broken/_base`, with the drafts in
`tests/pulls/_drafts` (a standard, a framework and a policy that nobody announced yet, so that a
pull request may change them) and then `base.diff`. It must not break the rule itself.

Differences are written as in `tests/broken`: hunks have no line numbers and are found by what they
replace, so a hunk is a line `@@`, as much context as makes it unique, and lines with ` `, `-`, `+`.
A new file comes `--- /dev/null`, a deleted one is `+++ /dev/null` and needs no hunk.
`TODAY` is 23 November 2026.

A new case: make the folder with the diffs, run
`python -c "from tests.pull_requests import bless; print(bless())"` or `python -m tests.bless`, read
`expected.txt`, and run `pytest tests/test_pulls.py -k <code>`.
`test_every_rule_has_its_pull_request` says what is missing.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from registry.check.since.change import Change, change
from registry.git.repository import Repository
from registry.records.document import Loaded
from tests.broken_registry import BASE, TODAY, line, replaced

PULLS = Path(__file__).parent / "pulls"
DRAFTS = PULLS / "_drafts"
CASES = sorted(path.name for path in PULLS.iterdir() if (path / "breaks.diff").exists())
HONOURED = [code for code in CASES if (PULLS / code / "honours.diff").exists()]
Tree = Mapping[str, str]
_WHO = "Test <test@example.org> 1763856000 +0000"


def base_of(code: str) -> Tree:
    """The files before the pull requests of a case, by path."""
    files = {**_files(BASE), **_files(DRAFTS)}
    difference = PULLS / code / "base.diff"
    return patched(files, difference) if difference.exists() else files


def patched(files: Tree, difference: Path) -> Tree:
    """The files after a difference."""
    after = dict(files)
    for part in ("\n" + difference.read_text("utf-8")).split("\n--- ")[1:]:
        head, *hunks = part.split("\n@@\n")
        old, new = head.rstrip("\n").split("\n+++ ")
        if new == "/dev/null":
            del after[old]
            continue
        text = "" if old == "/dev/null" else after[new]
        for hunk in hunks:
            text = replaced(text, hunk.splitlines(), f"{difference}: {new}")
        assert text != after.get(new), f"{difference}: {new} stays as it is"
        after[new] = text
    return after


class Pulls:
    """A repository with a branch for the base of every case, and one for each pull request."""

    def __init__(self, folder: Path) -> None:
        git(folder, "init", "-q")
        git(folder, "fast-import", "--quiet", given="".join(_stream()).encode())
        self.repository = Repository.around(folder)

    def base(self, code: str) -> Loaded:
        """The records before the pull requests of a case."""
        return self.repository.load(f"{code}/base", beside=self._sound)

    def judged(self, code: str, name: str) -> Change:
        """What `check --changed` finds in a pull request: `breaks` or `honours`."""
        base, head = (self.repository.commit(f"{code}/{part}") for part in ("base", name))
        before = self.base(code)
        after = self.repository.load(head, beside=before)
        return change(before, after, TODAY, self.repository.changed(base, head))

    @cached_property
    def _sound(self) -> Loaded:
        return self.repository.load("sound")


def bless() -> list[str]:
    """Rewrite every `expected.txt`, and name those that changed."""
    changed = []
    with TemporaryDirectory() as folder:
        pulls = Pulls(Path(folder))
        for code in CASES:
            found = pulls.judged(code, "breaks").problems
            text = "".join(f"{line(problem)}\n" for problem in found)
            expected = PULLS / code / "expected.txt"
            if not expected.exists() or expected.read_text("utf-8") != text:
                expected.write_text(text, "utf-8")
                changed.append(f"tests/pulls/{code}/expected.txt")
    return changed


def commit(ref: str, files: Tree, marks: dict[str, int], parent: str = "") -> Iterator[str]:
    """A commit that holds these files and no others, as `git fast-import` reads it.

    `marks` numbers the texts that the stream has had, each of which is written once.
    """
    for text in files.values():
        if text not in marks:
            marks[text] = len(marks) + 1
            yield f"blob\nmark :{marks[text]}\ndata {len(text.encode())}\n{text}\n"
    yield f"commit refs/heads/{ref}\ncommitter {_WHO}\ndata 0\n"
    yield f"from refs/heads/{parent}\n" if parent else ""
    yield "deleteall\n"
    yield from (f"M 100644 :{marks[text]} {path}\n" for path, text in files.items())
    yield "\n"


def _stream() -> Iterator[str]:
    marks: dict[str, int] = {}
    yield from commit("sound", {**_files(BASE), **_files(DRAFTS)}, marks)
    for code in CASES:
        base = base_of(code)
        yield from commit(f"{code}/base", base, marks)
        for name in ("breaks", "honours"):
            difference = PULLS / code / f"{name}.diff"
            if difference.exists():
                tree = patched(base, difference)
                yield from commit(f"{code}/{name}", tree, marks, f"{code}/base")


def _files(root: Path) -> Tree:
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def git(folder: Path, *words: str, given: bytes = b"") -> None:
    """Run git in a folder, without the settings of this computer."""
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", folder, *words], input=given, check=True, env=alone)
