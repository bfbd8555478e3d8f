"""Make the pictures of the handbook anew: `python3 scripts/screenshots.py [NAME ...]`.

They are of the sample, in Debian's `chromium`, and go to `docs/screenshots/`.
"""

import _python  # noqa: F401 - first: it refuses an old Python

import shutil
from collections.abc import Sequence

import _venv

NO_BROWSER = """\
The pictures are taken in a browser, and there is no `chromium` on the PATH.
On Debian and Ubuntu: apt install chromium"""


def screenshots(arguments: Sequence[str]) -> int:
    """Run the module `tests.screenshots` in `.venv`; its exit code.

    Raises:
        Stop: there is no browser.
    """
    if not shutil.which("chromium"):
        raise _venv.Stop(NO_BROWSER, _venv.WRONG_SETUP)
    return _venv.run("test", "python", "-m", "tests.screenshots", *arguments)


if __name__ == "__main__":
    _venv.finish(screenshots)
