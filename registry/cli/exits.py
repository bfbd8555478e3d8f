"""Exit codes: what a script can tell from a run."""

from __future__ import annotations

OK = 0
PROBLEMS = 1
USAGE = 2
COULD_NOT_CHECK = 3
INTERNAL = 70
INTERRUPTED = 130
