"""Build the site: `python3 scripts/build.py [arguments of sealbook build]`."""

import _python  # noqa: F401 - first: it refuses an old Python

from collections.abc import Sequence

import _venv


def build(arguments: Sequence[str]) -> int:
    """Run `sealbook build` in `.venv`; its exit code."""
    code = _venv.run("build", "python", "-m", "registry", "build", *arguments)
    if code == 0:
        _venv.say("To look at it: python3 scripts/serve.py")
    return code


if __name__ == "__main__":
    _venv.finish(build)
