"""Run the tests: `python3 scripts/test.py [arguments of pytest]`.

Some tests open the built pages in a browser, which is Debian's `chromium`.
Without one, leave them out: `python3 scripts/test.py -m "not browser"`.
"""

import _python  # noqa: F401 - first: it refuses an old Python

import os
import shutil
import subprocess
from collections.abc import Sequence

import _venv

NO_BROWSER = """\
The tests need a browser, and there is no `chromium` on the PATH.
On Debian and Ubuntu: apt install chromium
Or leave those tests out: python3 scripts/test.py -m "not browser\""""


def test(arguments: Sequence[str]) -> int:
    """Run pytest in `.venv`, with a browser at hand; its exit code."""
    if not any("not browser" in argument for argument in arguments):
        have_browser()
    return _venv.run("test", "python", "-m", "pytest", *arguments)


def have_browser() -> None:
    """Find `chromium`; install it where this user may (a container, a build machine).

    Raises:
        Stop: there is none and it cannot be installed from here.
    """
    if shutil.which("chromium"):
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _venv.say("Installing Debian's chromium for the browser tests")
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for command in (
            ("apt-get", "update", "-qq"),
            ("apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"),
        ):
            subprocess.run(
                command,
                env=environment,
                check=False,
                stdout=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
            )
    if not shutil.which("chromium"):
        raise _venv.Stop(NO_BROWSER, _venv.WRONG_SETUP)


if __name__ == "__main__":
    _venv.finish(test)
