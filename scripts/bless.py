"""Rewrite the golden files from what the code does now: `python3 scripts/bless.py`.

Review the difference like code: `git diff tests/`.
"""

import _python  # noqa: F401 - first: it refuses an old Python

from collections.abc import Sequence

import _venv


def bless(arguments: Sequence[str]) -> int:
    """Run the module `tests.bless` in `.venv`; its exit code."""
    return _venv.run("test", "python", "-m", "tests.bless", *arguments)


if __name__ == "__main__":
    _venv.finish(bless)
