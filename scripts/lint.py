"""Run the linters: `python3 scripts/lint.py [NAME ...] [--fix]`; all of them without a name.

All run even if one fails; the exit code is 1 if any did.
"""

import _python  # noqa: F401 - first: it refuses an old Python

from collections.abc import Sequence

import _venv

LINTERS = {
    "check": ("ruff", "check", "--quiet"),
    "format": ("ruff", "format", "--quiet", "--check"),
    "types": ("mypy",),
    "imports": ("lint-imports", "--no-logo"),
    "workflows": ("zizmor", "--offline", "--quiet", "--persona=auditor", ".github", "action.yml"),
    "actions": ("actionlint",),
}
FIXERS = {
    "check": ("ruff", "check", "--quiet", "--fix"),
    "format": ("ruff", "format", "--quiet"),
}


def lint(arguments: Sequence[str]) -> int:
    """Run the linters named, or all; 0 if every one is content."""
    names = [name for name in arguments if name != "--fix"] or list(LINTERS)
    unknown = [name for name in names if name not in LINTERS]
    if unknown:
        raise _venv.Stop(f"No linter {unknown[0]!r}: {', '.join(LINTERS)}", _venv.WRONG_SETUP)
    commands = LINTERS | FIXERS if "--fix" in arguments else LINTERS
    failed = [name for name in names if _venv.run("lint", *commands[name])]
    _venv.say(f"Not content: {', '.join(failed)}" if failed else f"Content: {', '.join(names)}")
    return _venv.FAILED if failed else 0


if __name__ == "__main__":
    _venv.finish(lint)
