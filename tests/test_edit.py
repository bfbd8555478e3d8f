"""Edits of a record file."""

from __future__ import annotations

import pytest

from registry.records.canonical import order_of
from registry.records.credential import Credential
from registry.source.edit import append_row, set_field
from registry.source.parse import Source, parse

ORDER = order_of(Credential)
TEXT = """\
standard: data-practitioner@2.1
result: pass
holder: Inés Okonkwo-Marsh
language: en                         # as she asked
awarded: 2026-02-28
"""
HISTORY = """\
history:
  # the spelling of the name
  - {corrected: 2026-03-04, fields: [holder], reason: issued-in-error} # by e-mail
"""
ROW = {"reason": "integrity", "suspended": "2027-03-02", "decision": "2027-03-01-case-14"}
LINE = "  - {suspended: 2027-03-02, reason: integrity, decision: 2027-03-01-case-14}\n"


def source(text: str) -> Source:
    """The source of a text that must parse."""
    found, problems = parse(text.encode(), "credentials/2026/MVBP1EE1EDQ42.yml")
    assert found is not None, problems
    return found


def test_a_row_is_one_added_line() -> None:
    """The rest of the file, comments too, stays byte for byte; fields of the row are ordered."""
    text = TEXT + HISTORY
    assert append_row(source(text), "history", ROW, order=ORDER) == text + LINE


def test_a_list_begins_at_its_place() -> None:
    """A first row of a list that is not the last field comes before the fields after it."""
    row = {"url": "https://a.example/", "title": "Bus stops"}
    assert append_row(source(TEXT + HISTORY), "evidence", row, order=ORDER) == (
        TEXT + "evidence:\n  - title: Bus stops\n    url: https://a.example/\n" + HISTORY
    )


def test_a_comment_at_the_end_stays_there() -> None:
    """A row is added above the remarks that end the file."""
    assert append_row(source(TEXT + "# end\n"), "history", ROW, order=ORDER) == (
        TEXT + "history:\n" + LINE + "# end\n"
    )


def test_only_a_list_has_rows() -> None:
    """A row for a text is a mistake of the caller."""
    with pytest.raises(TypeError, match="holder is no list"):
        append_row(source(TEXT), "holder", ROW)


def test_a_field_changes_in_its_line() -> None:
    """A correction is a difference of one line."""
    text = set_field(source(TEXT), "language", "es", order=ORDER)
    assert text == TEXT.replace("en   ", "es   ")


def test_a_new_field_comes_at_its_place_and_none_leaves_it_out() -> None:
    """What is absent is left out, as everywhere in records."""
    with_handle = set_field(source(TEXT), "handle", "ines-okonkwo", order=ORDER)
    assert with_handle.splitlines()[3] == "handle: ines-okonkwo"
    assert set_field(source(with_handle), "handle", None, order=ORDER) == TEXT


def test_leaving_out_what_is_not_there_changes_nothing() -> None:
    """Absent means none already."""
    assert set_field(source(TEXT), "handle", None, order=ORDER) == TEXT
