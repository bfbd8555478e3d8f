"""How a text is written in YAML: plain where every reader takes it for that text, or else quoted.

Readers are ours and the common ones of YAML 1.1 and 1.2: `no`, `1.3` and `16:00` are a boolean,
a number and 960 seconds to some of them. Dates stay plain, because they mean dates.
"""

from __future__ import annotations

import re

from registry.source.characters import forbidden, is_normal

# YAML 1.2.2, section 10.3.2 (core schema), and the types bool, int, float, merge, null, timestamp
# and value of YAML 1.1 (yaml.org/type).
_NUMBER = (
    r"[-+]?(?=\.?[0-9])[0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?0(?:b[01_]+|o[0-7_]+|x[0-9a-fA-F_]+)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
)
_MOMENT = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ ]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*"
_WORDS = r"(?i:y|n|yes|no|on|off|true|false|null|[-+]?\.?(?:inf|nan))|~|=|<<"
_AMBIGUOUS = re.compile(f"{_NUMBER}|{_MOMENT}|{_WORDS}")

# What stands in braces and brackets: no space, and nothing that some reader would cut there.
_WORD = re.compile(
    r"""[^\s\x00-\x1f\x7f,\[\]{}?:#&*!|>'"%@`-](?:[^\s\x00-\x1f\x7f,\[\]{}?:]|:(?=[^\s,\[\]{}?]))*"""
)
# A plain scalar of one line outside braces. Three dashes or dots in column 1 would be a marker.
_PLAIN = re.compile(
    r"""(?!---|\.\.\.)(?:[^\x00- \x7f,\[\]{}?:#&*!|>'"%@`-]|[-?:](?=[^ ]))"""
    r"(?:[^\x00- \x7f:]|:(?! |\Z)| +(?![ #]|\Z))*"
)
_BREAK = re.compile(r"(?<! ) (?! )")
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}


def word(text: str) -> str | None:
    """A single word, date, reference or address as it stands in braces; None for all other text."""
    if _WORD.fullmatch(text) is None or not (text.isascii() or _is_writable(text)):
        return None
    return f'"{text}"' if _AMBIGUOUS.fullmatch(text) else text


def one_line(text: str) -> str:
    """Any text as a key or value of one line, quoted only where it needs quotes."""
    if _PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text) and _is_writable(text):
        return text
    return _quoted(text)


def folded(text: str, width: int) -> list[str] | None:
    """The lines of a text below `>-`; None where folding would change it, or it is one word.

    Lines break at single spaces only: other runs of spaces would not survive, and lines never
    end in a space.
    """
    if "\n" in text or text.startswith(" ") or text.endswith(" ") or not _is_writable(text):
        return None
    first, *rest = _BREAK.split(text)
    lines = [first]
    for part in rest:
        if len(lines[-1]) + 1 + len(part) > width:
            lines.append(part)
        else:
            lines[-1] += f" {part}"
    return lines if rest else None


def literal(text: str) -> tuple[str, list[str]] | None:
    """A text of several lines as indicator and lines; None where an editor might change it."""
    indicator, body = ("|", text[:-1]) if text.endswith("\n") else ("|-", text)
    lines = body.split("\n")
    if not lines[0] or not lines[-1] or lines[0].startswith(" "):
        return None
    if any(line.endswith(" ") for line in lines) or not _is_writable(text):
        return None
    return indicator, lines


def _is_writable(text: str) -> bool:
    """Whether every character of `text` may stand in a record file as itself."""
    return next(forbidden(text), None) is None and is_normal(text)


def _quoted(text: str) -> str:
    if "\n" not in text and _is_writable(text):
        if '"' in text or "\\" in text:
            return "'" + text.replace("'", "''") + "'"
        return f'"{text}"'
    ascii_only = not is_normal(text)
    return '"' + "".join(_escaped(char, ascii_only=ascii_only) for char in text) + '"'


def _escaped(char: str, *, ascii_only: bool) -> str:
    if char in _NAMED:
        return _NAMED[char]
    code = ord(char)
    if next(forbidden(char), None) is None and not (ascii_only and code > 0x7F):  # noqa: PLR2004 - ASCII
        return char
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits
