"""Refuse a Python that is too old, in words and not by a traceback.

Importing this module is the check.
It and the scripts that import it first must parse on Python 3.6, or the refusal could not run:
no `from __future__ import annotations`, no walrus, no `match`, no `X | Y`.
"""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.stderr.write(
        "Sealbook needs Python %d.%d or newer, and this is %d.%d (%s).\n"  # noqa: UP031
        % (*OLDEST, *sys.version_info[:2], sys.executable)
    )
    sys.exit(2)
