"""Write the registry: `python -m examples.real_data SOURCE TARGET`, from the repository's root.

SOURCE holds the folders `direct` and `chaoss-badging`; README.md says where they come from.
TARGET becomes a complete registry: `sealbook -C TARGET check`, `sealbook -C TARGET build`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from examples.real_data.convert import convert

_ARGUMENTS = 2


def main(arguments: list[str]) -> int:
    """Run the command; returns its exit code."""
    if len(arguments) != _ARGUMENTS:
        print(__doc__, file=sys.stderr)
        return 2
    source, target = (Path(argument) for argument in arguments)
    print(f"Wrote {convert(source, target)} records to {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
