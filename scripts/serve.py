"""Show the site, rebuilt on save: `python3 scripts/serve.py [arguments of sealbook serve]`."""

import _python  # noqa: F401 - first: it refuses an old Python

from collections.abc import Sequence

import _venv


def serve(arguments: Sequence[str]) -> int:
    """Run `sealbook serve` in `.venv` until Ctrl-C; its exit code."""
    return _venv.run("build", "python", "-m", "registry", "serve", *arguments)


if __name__ == "__main__":
    _venv.finish(serve)
