"""The one layout of a record file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from registry.check.layout import one_layout
from registry.load import load
from registry.records.canonical import canonical, order_of
from registry.records.credential import CREDENTIAL, Event
from registry.records.document import Document
from registry.records.kinds import kind_of
from registry.records.policy import POLICY
from registry.records.standard import Standard
from registry.source.characters import forbidden, is_normal
from registry.source.layout import AS_WRITTEN, Order, layout, relayout
from registry.source.normal import normalized
from registry.source.parse import Source, parse
from registry.source.scalar import one_line

DESIGN = Path(__file__).resolve().parents[2] / "shared" / "design"


def read(text: str) -> Source:
    """The source of a text that must parse."""
    source, problems = parse(text.encode(), "x.yml")
    assert source is not None, (problems, text)
    return source


def document(kind: Any, path: str, text: str, body: str = "") -> Document:
    """A document as the loader makes it; the text of a Markdown file begins with an empty line."""
    return Document(path=path, kind=kind, id="x", source=read(text), body=body)


# --- the model files ------------------------------------------------------------------------


def models() -> Iterator[tuple[str, str]]:
    """Path and text of every model file in the design pages."""
    for name in ("records.md", "records-later.md"):
        page = DESIGN / name
        blocks = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        for part in re.split(r"^# (?=\S+\.(?:yml|md)\b)", "".join(blocks), flags=re.MULTILINE):
            if part:
                head, _, text = part.partition("\n")
                yield head.partition(" ")[0].rstrip(":"), text


@pytest.mark.skipif(not DESIGN.is_dir(), reason="no model files at ../shared/design")
def test_every_model_file_is_its_own_layout() -> None:
    """The model files, with comments, come back byte for byte: those that decide the layout."""
    found = list(models())
    assert len(found) == 27
    for path, text in found:
        claimed = kind_of(path)
        order = order_of(claimed[0].record) if claimed else AS_WRITTEN
        assert relayout(read(text), order) == text, path


def test_the_sample_registry_is_in_the_one_layout() -> None:
    """Every record of this repository is as `check --fix` would write it."""
    documents = load(Path(__file__).resolve().parents[1]).documents
    assert len(documents) > 200
    assert [problem.path for found in documents for problem in one_layout(found)] == []


# --- laws -----------------------------------------------------------------------------------


def _allowed(text: str) -> bool:
    """Whether a record may hold the text; `parse` refuses the rest, escaped or not."""
    return is_normal(text) and not list(forbidden(text))


TEXTS = st.one_of(
    st.text(max_size=30).map(lambda text: unicodedata.normalize("NFC", text)).filter(_allowed),
    st.text("ab:#-'\"\\,[]{}?&*!|>%@`~=. \n", max_size=12),
    st.text("0123456789+-_.:eExboTZ", min_size=1, max_size=10),
    st.lists(st.text("abé:#-'\" ", min_size=1, max_size=40), max_size=12).map(" ".join),
    st.sampled_from(["yes", "No", "on", "OFF", "y", "n", "true", "null", "~", "=", "<<", "NaN"]),
    st.sampled_from(["1.3", "1e3", "1_000", "0x1F", "0o7", "016", "16:00", "-0", "+1", "-.INF"]),
    st.sampled_from(["2026-02-24", "2026-02-24T16:00:00Z", "1234567890123456", "...", "---", "-"]),
    st.sampled_from(
        ["", " ", "\n", "a\nb", "a\n\nb\n", "a \nb", " a\nb", "--- a", "\u00e9", "a\u00a0b"]
    ),
)
KEYS = st.one_of(
    st.text("abcxyz-_", min_size=1, max_size=6), TEXTS.filter(lambda key: len(key) < 99)
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(TEXTS, st.booleans(), st.integers(-(10**15) + 1, 10**15 - 1)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, max_size=5)


@given(RECORDS)
def test_parse_reads_back_what_layout_wrote(data: dict[str, Any]) -> None:
    """Any data survives printing and reading, with the order of its keys."""
    found = read(layout(data)).data
    assert found == data
    assert repr(found) == repr(data)  # True is not 1, and keys keep their order


@given(RECORDS)
def test_layout_of_a_layout_is_the_same(data: dict[str, Any]) -> None:
    """A file that was laid out once is never changed again."""
    text = layout(data)
    assert relayout(read(text)) == text


@given(RECORDS)
def test_no_line_ends_in_a_space_and_none_holds_a_forbidden_character(data: dict[str, Any]) -> None:
    """What is written is in normal form and free of tabs, controls and trailing spaces."""
    text = layout(data)
    assert not re.search(r"[\t\r\u202e]| $", text, re.MULTILINE)
    assert unicodedata.is_normalized("NFC", text)


class OldReader(yaml.CSafeLoader):
    """YAML 1.1, but for its dates."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in rules if not tag.endswith(":timestamp")]
        for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@given(st.dictionaries(st.text("ab", min_size=1, max_size=3), VALUES, max_size=5))
def test_other_readers_see_the_same_texts(data: dict[str, Any]) -> None:
    """A YAML 1.1 reader takes no text of ours for a boolean or a number; dates it may read."""
    assert yaml.load(layout(data), Loader=OldReader) == data


# --- quotes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-02-24", "2026-02-24"),
        ("2026-05-14T16:00", "2026-05-14T16:00"),
        ("P3Y", "P3Y"),
        ("1.3", '"1.3"'),
        ("9e31", '"9e31"'),
        ("16:00", '"16:00"'),
        ("no", '"no"'),
        ("null", '"null"'),
        ("sealbook 1.4.0", "sealbook 1.4.0"),
        ('Adds the result "distinction".', 'Adds the result "distinction".'),
        ('"Quoted" from the start', "'\"Quoted\" from the start'"),
        ("It's fine", "It's fine"),
        ("Note: this", '"Note: this"'),
        ("C# and #5", '"C# and #5"'),
        ("C#", "C#"),
        ("https://a.example/?q=1#x", "https://a.example/?q=1#x"),
        ("- a dash", '"- a dash"'),
        ("-a", "-a"),
        ("@maralind", '"@maralind"'),
        (" a", '" a"'),
        ("Inés", "Inés"),
        ("a\u202eb", '"a\\u202eb"'),
        ("a\n", "|\n  a"),
        ("a\n\nb", "|-\n  a\n\n  b"),
    ],
)
def test_quotes_stand_only_where_a_reader_needs_them(text: str, written: str) -> None:
    """Dates stay plain; what an older tool would read as a number or boolean is quoted."""
    assert layout({"a": text}) == f"a: {written}\n"


# --- lines, braces and blocks ---------------------------------------------------------------


def test_a_text_of_exactly_the_line_stays_in_it() -> None:
    """100 columns fit, 101 do not; a word is never cut."""
    text = "x" * 48 + " " + "y" * 48
    assert layout({"a": text}) == f"a: {text}\n"
    assert layout({"ab": text}) == f"ab: >-\n  {text}\n"
    assert layout({"a": "x" * 120}) == f"a: {'x' * 120}\n"


def test_lines_break_at_single_spaces_only() -> None:
    """A run of spaces at the end of a line would not survive, so it stays inside one."""
    for before in range(90, 104):
        text = "x" * before + "  " + "y" * 20 + " z"
        written = layout({"a": text})
        assert read(written).data == {"a": text}
        assert " \n" not in written


def test_words_stand_in_braces_and_prose_does_not() -> None:
    """Braces hold words and lists of words; braces do not nest, and prose is a block."""
    data = {
        "consent": {"date": "2026-02-20", "covers": ["name", "evidence"]},
        "core": ["data-foundations@1", {"at_least": 2, "of": ["metadata@1", "feeds@1"]}],
        "rules": {"notice": {"editorial": "P0D"}, "open": True},
        "domains": {"quality": "Data quality"},
        "cut": ["what?", "a,b"],
        "lists": [["a"], ["b", "c d"]],
    }
    assert layout(data) == (
        "consent: {date: 2026-02-20, covers: [name, evidence]}\n"
        "core:\n"
        "  - data-foundations@1\n"
        "  - {at_least: 2, of: [metadata@1, feeds@1]}\n"
        "rules:\n"
        "  notice: {editorial: P0D}\n"
        "  open: true\n"
        "domains:\n"
        "  quality: Data quality\n"
        "cut:\n"
        "  - what?\n"
        "  - a,b\n"
        "lists:\n"
        "  - [a]\n"
        "  - - b\n"
        "    - c d\n"
    )


def test_what_does_not_fit_the_line_is_a_block() -> None:
    """Each row decides for itself."""
    long = {"url": "https://a.example/" + "x" * 60, "digest": "sha256$" + "0" * 64}
    assert layout({"rows": [long, {"url": "https://a.example/"}]}) == (
        f"rows:\n  - url: {long['url']}\n    digest: {long['digest']}\n"
        "  - {url: https://a.example/}\n"
    )


def test_a_record_that_is_one_list_grows_by_lines() -> None:
    """`credentials/erased.yml` gains a line with each erasure."""
    assert layout({"erased": ["NJ9B3038BYPTW"]}) == "erased:\n  - NJ9B3038BYPTW\n"


def test_fields_come_in_the_order_of_the_record() -> None:
    """Known fields in their order at every depth, others after them, free keys as written."""
    text = "scale: {z: 0, a: 1}\nmine: x\ntasks:\n  - {text: t, id: i}\ntier: t\n"
    assert relayout(read(text), order_of(Standard)) == (
        "tier: t\ntasks:\n  - {id: i, text: t}\nscale: {z: 0, a: 1}\nmine: x\n"
    )


def test_order_knows_python_words_and_unions() -> None:
    """`from_` is `from` in files; a period has no fields of its own, a text neither."""
    person = kind_of("people/mara-lind.yml")
    assert person is not None
    affiliations = order_of(person[0].record).fields["affiliations"].inner
    assert affiliations is not None
    assert list(affiliations.fields) == ["organization", "from", "to"]
    pathway = kind_of("pathways/data-steward.yml")
    assert pathway is not None
    core = order_of(pathway[0].record).fields["core"].inner
    assert core is not None
    assert list(core.fields) == ["at_least", "of"]
    assert order_of(Standard).fields["review_every"] == Order()
    assert list(order_of(Event).fields)[-4:] == ["reason", "decision", "assessment", "review"]


# --- comments -------------------------------------------------------------------------------


def test_comments_stay_where_they_belong() -> None:
    """Above what they stood above, beside what they stood beside, in their column if it is free."""
    text = (
        "# top\n"
        "\n"
        "b:   # of b\n"
        "   # before the first row\n"
        "   - {id: i,  a: 1}   # row\n"
        "   - id: j # of j\n"
        "     # inside\n"
        "     a: 2\n"
        "   # last\n"
        "a: 'x # no comment'      # in column 26\n"
        "long: >- # of long\n"
        "   some # no comment\n"
        "   text\n"
        "# end\n"
    )
    assert relayout(read(text)) == (
        "# top\n"
        "b:   # of b\n"
        "  # before the first row\n"
        "  - {id: i, a: 1}     # row\n"
        "  - id: j  # of j\n"
        "    # inside\n"
        "    a: 2\n"
        "# last\n"
        'a: "x # no comment"      # in column 26\n'
        'long: "some # no comment text" # of long\n'
        "# end\n"
    )


def test_a_comment_moves_with_its_field() -> None:
    """Sorting the fields takes their comments along."""
    text = "b: 1 # of b\n# about a\na: 2\n"
    order = Order(fields={"a": AS_WRITTEN, "b": AS_WRITTEN})
    assert relayout(read(text), order) == "# about a\na: 2\nb: 1 # of b\n"


def test_a_comment_inside_brackets_opens_them() -> None:
    """A list with a remark on one of its rows cannot be one line."""
    text = "a: [x, # why x\n    z]\nb: [\n  # all of b\n  z] # of b\n"
    assert relayout(read(text)) == ("a:\n  - x  # why x\n  - z\nb:   # of b\n  # all of b\n  - z\n")


def test_a_comment_beside_a_row_that_opens_moves_above_it() -> None:
    """The first line of an opened row belongs to its first field."""
    text = "a:\n  - {t: 'b c', u: d} # remark\n"
    assert relayout(read(text)) == "a:\n  # remark\n  - t: b c\n    u: d\n"


def test_a_comment_above_the_first_field_of_a_row_is_above_the_row() -> None:
    """Both share a line; without another comment inside, the row is one line again."""
    for row, line in [("\n    # why\n    b: c", "{b: c}"), ("{\n # why\n b: c}", "{b: c}")]:
        assert relayout(read(f"a:\n  - {row}\n")) == f"a:\n  # why\n  - {line}\n"
    text = "a: [[[\n # why\n b]]]\n"
    assert relayout(read(text)) == "a:\n  # why\n  - - [b]\n"


WORDS = st.text("ab#-é:", min_size=1, max_size=5)
SIMPLE: st.SearchStrategy[Any] = st.recursive(
    st.one_of(WORDS, st.integers(0, 99)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("ab", min_size=1), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(
    st.dictionaries(st.text("ab", min_size=1), SIMPLE, min_size=1, max_size=4),
    st.sampled_from([True, False, None]),
    st.data(),
)
def test_no_comment_is_lost_wherever_it_stood(
    data: dict[str, Any], flow: bool | None, draw: st.DataObject
) -> None:
    """A foreign printer's text with comments anywhere keeps data and comments, and settles."""
    # Width 1 makes PyYAML break flow collections at every comma.
    text = yaml.dump(data, default_flow_style=flow, width=1, sort_keys=False, allow_unicode=True)
    lines = []
    for number, line in enumerate(text.splitlines()):
        where = draw.draw(st.sampled_from(["above", "beside", "none"]))
        lines += [f"# c{number}" if where == "above" else "", line]
        lines[-1] += f" # c{number}" if where == "beside" else ""
    commented = "\n".join(lines) + "\n"
    once = relayout(read(commented))
    assert read(once).data == data
    wanted = re.findall(r"# c\d+$", commented, re.MULTILINE)
    assert sorted(re.findall(r"# c\d+$", once, re.MULTILINE)) == sorted(wanted)
    assert relayout(read(once)) == once


# --- whole files ----------------------------------------------------------------------------


def test_normalized_mends_what_has_one_meaning() -> None:
    """Letters with separate accents, Windows line ends and a byte order mark."""
    assert normalized("\ufeffname: Ine\u0301s\r\n".encode()) == "name: Inés\n".encode()
    assert normalized(b"\xff") == b"\xff"


def test_the_body_of_a_policy_is_left_alone() -> None:
    """Only the front matter is laid out."""
    found = document(POLICY, "governance/policies/x/1.0.md", "\ntitle:  'X'\n", "# X\n\n* y  \n")
    assert canonical(found) == "---\ntitle: X\n---\n# X\n\n* y  \n"
    [problem] = one_layout(found)
    assert problem.span.line == 2
    good = document(POLICY, "governance/policies/x/1.0.md", "\ntitle: X\n", "# X\n\n* y  \n")
    assert list(one_layout(good)) == []


def test_the_check_names_the_first_line_that_differs() -> None:
    """It says what should stand there and which command writes it."""
    text = "standard: a@1.0\nresult: pass\nlanguage: en\nholder: A B\nawarded: 2026-01-01\n"
    [problem] = one_layout(document(CREDENTIAL, "credentials/2026/x.yml", text))
    assert (problem.code, problem.span.line) == ("layout", 3)
    assert problem.label == "here stands: holder: A B"
    assert problem.fix == "run `sealbook check --fix`"


def test_the_check_sees_a_blank_line_at_the_end() -> None:
    """A line too many is named by its place, and nothing should stand there."""
    text = "standard: a@1.0\n\n"
    [problem] = one_layout(document(CREDENTIAL, "credentials/2026/x.yml", text))
    assert (problem.span.line, problem.label) == (3, "")


def test_the_check_sees_a_missing_line_break_at_the_end() -> None:
    """A file ends with its last line."""
    [problem] = one_layout(document(CREDENTIAL, "credentials/2026/x.yml", "standard: a@1.0"))
    assert problem.span.line == 1


@pytest.mark.parametrize("char", "10_.:-+eE ~'\"#\\")
def test_long_texts_are_written_in_no_time(char: str) -> None:
    """No text makes the search for what it might be mistaken for go back and forth."""
    text = char * 60_000 + "@"
    assert one_line(text).strip("'\"").endswith("@")
