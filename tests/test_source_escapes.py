"""Escapes in double quotes: no way round what a record may hold."""

from __future__ import annotations

import pytest

from registry.source.parse import parse


@pytest.mark.parametrize(
    ("escape", "code"),
    [("\\u202e", "bidi"), ("\\0", "control-character"), ("e\\u0301", "not-nfc")],
)
def test_an_escape_brings_in_no_forbidden_character(escape: str, code: str) -> None:
    """What may not stand in the file may not hide in a quoted escape, in value or key."""
    for text in (f'a: "x{escape}"\n', f'"x{escape}": a\n'):
        source, problems = parse(text.encode(), "f.yml")
        assert source is None
        assert [problem.code for problem in problems] == [code]
