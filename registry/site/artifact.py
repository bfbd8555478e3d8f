"""An artifact: one file of the site before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["docs", "overlay"]


@dataclass(frozen=True, slots=True)
class Artifact:
    """Bytes at a path; `docs` is for the site engine, `overlay` is laid over what it makes."""

    path: str
    content: bytes
    place: Place
