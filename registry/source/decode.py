"""From the bytes of a file to its text: size, encoding, and characters that no record may have."""

from __future__ import annotations

from collections.abc import Iterator

from registry.problem import START, Problem, Span
from registry.source.characters import Forbidden, forbidden, is_normal

MAX_BYTES = 64 * 1024


class Refused(Exception):
    """Stops the reading: what follows could not be trusted."""

    def __init__(self, code: str, message: str, span: Span, fix: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.span, self.fix = code, message, span, fix

    def problem(self, path: str) -> Problem:
        """The refusal as a problem of the file at `path`."""
        return Problem(
            code=self.code, message=self.message, path=path, span=self.span, fix=self.fix
        )


def decode(raw: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """The text of a record file, or None where it has characters that no record may have.

    A letter in two parts (`not-nfc`) is a problem beside which reading goes on.
    """
    try:
        text = _text(raw)
    except Refused as refused:
        return None, [refused.problem(path)]
    problems = list(_characters(text, path))
    return (None if any(problem.code != "not-nfc" for problem in problems) else text), problems


def _text(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes, the most that a record may have"
        raise Refused("too-large", message, START, "keep long texts elsewhere and link them")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        span = Span(line, column, line, column + 1)
        message = "the file is not UTF-8 text"
        raise Refused("encoding", message, span, "save it as UTF-8") from None
    if text.startswith("\ufeff"):
        message = "the file starts with a byte order mark"
        raise Refused("encoding", message, START, "save it as UTF-8 without BOM")
    if "\r\n" in text:
        column = text.index("\r\n") + 1
        message = "the lines end in CR LF, as on Windows"
        span = Span(1, column, 1, column + 1)
        raise Refused("encoding", message, span, "save it with line endings LF")
    return text


def _characters(text: str, path: str) -> Iterator[Problem]:
    """The first forbidden character of each line, and each line that is not normal."""
    begin, line, said = 0, 1, 0
    for found in forbidden(text):
        line += text.count("\n", begin, found.offset)
        begin = found.offset
        if line == said:
            continue
        said = line
        column = found.offset - text.rfind("\n", 0, found.offset)
        span = Span(line, column, line, column + 1)
        yield _character(found, path, span)
    if not is_normal(text):
        for number, row in enumerate(text.split("\n"), 1):
            if not is_normal(row):
                yield Problem(
                    code="not-nfc",
                    message="a letter is written as a base and a separate accent",
                    path=path,
                    span=Span(number, 1, number, len(row) + 1),
                    fix="run `sealbook check --fix`, or type the letter again",
                )


def _character(found: Forbidden, path: str, span: Span) -> Problem:
    what = (
        f"{found.name} changes the direction of the text, so that it reads otherwise than it is"
        if found.code == "bidi"
        else f"{found.name} is a control or invisible character"
    )
    fix = "write spaces instead of the tab" if found.name == "U+0009" else "delete it"
    return Problem(code=found.code, message=what, path=path, span=span, fix=fix)
