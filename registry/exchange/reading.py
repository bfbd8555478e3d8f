"""What reading a foreign file comes to, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from registry.exchange.explanations import FILE
from registry.exchange.outline.draft import Draft
from registry.exchange.outline.outline import Outline
from registry.problem import Problem

MAX_BYTES = 16 * 1024 * 1024  # the largest file that is read; a record has 64 KiB


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The draft of a framework, and what was found on the way; without a draft there are errors.

    `text` is the file, so that a report can show its lines. `outline` says title and version.
    """

    text: str
    problems: tuple[Problem, ...]
    outline: Outline | None = None
    draft: Draft | None = None


class NoText(Exception):
    """The bytes are no text that is read here; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def text_of(raw: bytes, path: str, fix: str) -> str:
    """The text of a file, without a byte order mark; `fix` is how to save it as UTF-8.

    Raises NoText where it is too long or not UTF-8.
    """
    if len(raw) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES // 1024 // 1024} MiB"
        raise NoText(Problem(code=FILE, message=message, path=path))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "the file is not UTF-8 text"
        raise NoText(Problem(code=FILE, message=message, path=path, fix=fix)) from None
