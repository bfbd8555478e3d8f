"""Where a file is no YAML: what the parser says of it, and what people then do."""

from __future__ import annotations

from registry.problem import START, Span
from registry.source.decode import Refused

_QUOTE = "put the text between double quotes"
_BRACKETS = (
    "close the bracket that is open, with a comma between its parts;"
    " text that holds `,`, `:` or a bracket goes between double quotes"
)
# What libyaml says, and the mistake that most often is behind it.
_ADVICE: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        (
            "text that holds `: ` goes between double quotes; if no text does, indent the line like"
            " its neighbours"
        ),
    ),
    (
        "did not find expected key",
        (
            "indent the line like its neighbours, or write it inside the brackets of the line"
            " above; text with quotes inside goes between quotes of the other sort"
        ),
    ),
    ("character that cannot start any token", f"{_QUOTE}, or begin with another character"),
    ("expected alphabetic or numeric character", f"{_QUOTE}: it begins with `*` or `&`"),
    ("unexpected end of stream", "close the quote that is open, here or in a line above"),
    ("did not find expected ',' or", _BRACKETS),
    ("did not find expected node content", _QUOTE),
    ("could not find expected ':'", "the line above is no `name: value`: indent it if it is text"),
    ("block sequence entries are not allowed", "begin the list on the next line, or quote the `-`"),
    ("expected '-' indicator", "indent the line like the row of the list that it belongs to"),
    ("unknown escape character", "write the backslash twice, or use single quotes"),
    ("expected comment or line break", "begin the text on the next line, indented"),
)
_INDENT = "indent with spaces, two a level"


def syntax_error(message: str, span: Span = START) -> Refused:
    """The refusal of a file that is no YAML, by the `message` of the parser."""
    fix = next((fix for words, fix in _ADVICE if words in message), _INDENT)
    return Refused("yaml", f"this is not YAML: {message}", span, fix)
