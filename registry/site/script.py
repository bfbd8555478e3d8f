"""Scripts as they are published: without comments, and without space that means nothing.

Names stay as they are, so that whoever wants to read the script in the browser can.
"""

from __future__ import annotations

import re

# In this order: texts and patterns stay as they are, comments go, space may go.
# A pattern begins where a value may begin; a quotient does not.
_TOKEN = re.compile(
    r"""
      (?P<kept> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `(?:\\.|[^`\\])*`
              | (?:(?<=[(\[!]) | (?<=[=(,:?&|]\s))
                /(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/ )
    | (?P<comment> //[^\n]* | /\*.*?\*/ )
    | (?P<space> \s+ )
    """,
    re.VERBOSE | re.DOTALL,
)
# A semicolon or comma before a closing brace, and what is around the only parameter of an arrow.
_NEEDLESS = re.compile(r"[;,](?=\})|,(?=\])|(?<![\w$])\((\w+)\)(?==>)")
_WORD = re.compile(r"[\w$]")


def squeezed(source: str) -> str:
    """A script in one line, which does the same.

    Every statement has to end in a semicolon or a brace, and none may be empty. Template literals
    stay as they are and must not nest; no text may look like needless punctuation.
    """
    plain = _TOKEN.sub(_without_comment, source)
    tight = _TOKEN.sub(lambda found: _without_space(plain, found), plain).strip()
    return _NEEDLESS.sub(r"\1", tight) + "\n"


def _without_comment(found: re.Match[str]) -> str:
    return " " if found["comment"] else found[0]


def _without_space(source: str, found: re.Match[str]) -> str:
    """Nothing for space, unless it parts two words or two equal signs such as `+ +`."""
    if not found["space"]:
        return found[0]
    before, after = source[found.start() - 1 : found.start()], source[found.end() : found.end() + 1]
    parts = bool(_WORD.match(before) and _WORD.match(after)) or (before == after and before in "+-")
    return " " if parts else ""
