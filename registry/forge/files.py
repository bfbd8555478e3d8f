"""The table of files that GitHub reads. A new one is a function in a module here, and a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from registry.forge import codeowners
from registry.records.registry import Registry


@dataclass(frozen=True, slots=True)
class File:
    """A file of the repository, by its path, and what makes its text on a day."""

    path: str
    text: Callable[[Registry, date], str]


FILES: tuple[File, ...] = (File(codeowners.PATH, codeowners.codeowners),)
