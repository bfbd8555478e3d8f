"""An artifact: one file of the site before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["docs", "theme", "overlay"]


@dataclass(frozen=True, slots=True)
class Artifact:
    """Bytes at a path.

    `docs` is for the site engine, `theme` takes the place of templates of its theme, `overlay` is
    laid over what the engine makes.
    """

    path: str
    content: bytes
    place: Place
