"""Where two values differ, as places in the newer one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from registry.problem import At


def differences(old: Any, new: Any, at: At = ()) -> Iterator[At]:
    """The places at which `new` is not `old`, as deep as they can be told.

    What is gone is at the place where it stood; of lists of another length the whole differs.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**new, **old}:
            if key in old and key in new:
                yield from differences(old[key], new[key], (*at, key))
            else:
                yield (*at, key)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from differences(before, after, (*at, number))
    elif old != new:
        yield at
