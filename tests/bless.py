"""Rewrite the golden files: `python3 scripts/bless.py`."""

from __future__ import annotations

import shutil

from tests.broken_registry import bless
from tests.difference_golden import bless as bless_differences
from tests.golden import EXPECTED, artifacts, kept
from tests.new_golden import bless as bless_new
from tests.pull_requests import bless as bless_pulls
from tests.story import bless as bless_story


def main() -> None:
    """Replace the golden files and the expected problems of all cases; say what changed."""
    before, after = kept(), artifacts()
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for path, content in after.items():
        target = EXPECTED / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            word = "new" if path not in before else "gone" if path not in after else "changed"
            print(f"{word:8} tests/expected/{path}")
    others = (*bless(), *bless_pulls(), *bless_differences(), *bless_story(), *bless_new())
    for path in others:
        print(f"changed  {path}")
    print(f"{len(after)} golden files. Review them: git diff tests/")


if __name__ == "__main__":
    main()
