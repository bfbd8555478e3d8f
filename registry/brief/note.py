"""What the brief is made of: notes, who must approve, and the rules that are broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry.difference.pieces import Piece
from registry.problem import Problem

# A sentence; its pieces tell our words from those of records, which may be anything.
Line = tuple[Piece, ...]
# What a line begins with that says more about the line above it.
DETAIL = Piece("plain", "  ")
_MOST_NAMED = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One kind of thing that a change does, such as "Revokes 2 credentials".

    `what` is its name for programs, such as `revoked`; `verb`, `noun` and `plural` are our words.
    `records` are the paths of the files that it is about.
    """

    what: str
    verb: str
    noun: str
    plural: str = ""
    lines: tuple[Line, ...]
    records: tuple[str, ...]

    @property
    def title(self) -> str:
        """The note in a few words: "Revokes 2 credentials"."""
        return f"{self.verb} {counted(len(self.records), self.noun, self.plural)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Excluded:
    """A member of a body who may not approve, because a record in the change is about them."""

    handle: str
    why: Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """A body whose members must approve, as the registry was before the change.

    `body` is its slug, or empty where nobody owns the files. `members` are the handles of those
    who may approve, `excluded` those who may not; `folders` is what of theirs the change touches.
    """

    body: str
    title: str
    folders: tuple[str, ...]
    members: tuple[str, ...]
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A rule that the change breaks, or about which it is warned, and each place of it."""

    code: str
    rule: str
    problems: tuple[Problem, ...]

    @property
    def is_error(self) -> bool:
        """Whether the change is refused for it."""
        return any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """All of it. `rules` is how many rules were looked at."""

    notes: tuple[Note, ...]
    approvals: tuple[Approval, ...]
    broken: tuple[Broken, ...]
    rules: int

    @property
    def summary(self) -> str:
        """The titles in one sentence: "Issues 2 credentials, revokes 1 credential."."""
        titles = [note.title for note in self.notes]
        parts = [*titles[:1], *(title[0].lower() + title[1:] for title in titles[1:])]
        return f"{', '.join(parts)}." if parts else "Changes no record."


def line(*parts: str | Piece) -> Line:
    """A sentence; what is a plain string is ours."""
    return tuple(Piece("plain", part) if isinstance(part, str) else part for part in parts)


def said(text: object) -> Piece:
    """Words of a record, as they stand there."""
    return Piece("quoted", str(text))


def code(text: object) -> Piece:
    """An id of a record."""
    return Piece("code", str(text))


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 body", "2 bodies"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def listed(parts: Sequence[Line], word: str = "and") -> Line:
    """Parts in a row, "a, b and c", the end of a long row by its number only."""
    shown = list(parts) if len(parts) <= _MOST_NAMED else list(parts[: _MOST_NAMED - 1])
    if len(shown) < len(parts):
        shown.append(line(f"{len(parts) - len(shown):,} more"))
    row: Line = ()
    for number, part in enumerate(shown):
        last = 0 < number == len(shown) - 1
        row += line(f" {word} " if last else ", ") if number else ()
        row += part
    return row
