"""The computer at hand: Python, and the packages of the lock."""

from __future__ import annotations

from collections.abc import Iterator

from registry.cli.doctor.facts import Here
from registry.cli.doctor.finding import Finding, note

_SHOWN = 4


def python(here: Here) -> Iterator[Finding]:
    """Whether the program is tested with this Python."""
    computer = here.computer
    if computer.tested and computer.python not in computer.tested:
        yield note(
            f"this is Python {computer.python}, and the program is tested with "
            f"{', '.join(computer.tested)}",
            "use one of these where a site looks other than it should",
        )


def packages(here: Here) -> Iterator[Finding]:
    """Whether the packages are those that were reviewed."""
    computer = here.computer
    other = [
        f"{name} {computer.installed[name]} instead of {version}"
        for name, version in sorted(computer.locked.items())
        if computer.installed.get(name, version) != version
    ]
    if other:
        more = len(other) - _SHOWN
        yield note(
            f"other packages than in the lock: {', '.join(other[:_SHOWN])}"
            + (f" and {more} more" if more > 0 else ""),
            "python -m pip install --require-hashes -r requirements/build.txt",
        )
