"""Run the tests: `python3 scripts/test.py [arguments of pytest]`.

Some tests open the built pages in a browser, which is Debian's `chromium`.
Without one, leave them out: `python3 scripts/test.py -m "not browser"`.
Others let Go's own code read our log, and Node.js judge what the pages judge; where these are
missing, those tests are skipped.
"""

import _python  # noqa: F401 - first: it refuses an old Python

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import _venv

NO_BROWSER = """\
The tests need a browser, and there is no `chromium` on the PATH.
On Debian and Ubuntu: apt install chromium
Or leave those tests out: python3 scripts/test.py -m "not browser\""""
NO_GO = "Without Go its tests of the log are skipped: apt install golang-go golang-golang-x-mod-dev"
NO_NODE = "Without Node.js the tests of what the pages run are skipped: apt install nodejs"
GO_LIBRARY = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")  # where Debian puts it


def test(arguments: Sequence[str]) -> int:
    """Run pytest in `.venv`, with all that its tests use; its exit code."""
    if not any("not browser" in argument for argument in arguments):
        have_browser()
    have_others()
    return _venv.run("test", "python", "-m", "pytest", *arguments)


def have_browser() -> None:
    """Find `chromium`; install it where this user may (a container, a build machine).

    Raises:
        Stop: there is none and it cannot be installed from here.
    """
    if not shutil.which("chromium"):
        install("chromium", "for the browser tests")
    if not shutil.which("chromium"):
        raise _venv.Stop(NO_BROWSER, _venv.WRONG_SETUP)


def have_others() -> None:
    """Find Go with its library, and Node.js; install or name what is missing."""
    if not has_go():
        install("golang-go golang-golang-x-mod-dev", "for the tests of the log")
    if not has_go():
        _venv.say(NO_GO)
    if not shutil.which("node"):
        install("nodejs", "for the tests of what the pages run")
    if not shutil.which("node"):
        _venv.say(NO_NODE)


def has_go() -> bool:
    """Whether Go is there, and the library that reads logs."""
    return shutil.which("go") is not None and GO_LIBRARY.is_dir()


def install(packages: str, why: str) -> None:
    """Install packages of Debian where this user may; else do nothing."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    _venv.say(f"Installing {packages} of Debian {why}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages.split()),
    ):
        subprocess.run(
            command,
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )


if __name__ == "__main__":
    _venv.finish(test)
