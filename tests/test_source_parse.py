"""Reading one record file: what is refused, with which code, at which line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.problem import Problem, Span
from registry.source.decode import MAX_BYTES
from registry.source.parse import MAX_DEPTH, Source, parse

BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

REFUSED: list[tuple[str, bytes, str, tuple[int, int]]] = [
    ("a YAML bomb", BOMB, "anchor", (1, 4)),
    ("an alias", b"a: 1\nb: *a\n", "alias", (2, 4)),
    ("a duplicate key", b"a: 1\nb: 2\na: 3\n", "duplicate-key", (3, 1)),
    ("a duplicate key below", b"a:\n  b: 1\n  'b': 2\n", "duplicate-key", (3, 3)),
    ("a duplicate key in braces", b"a: {b: 1, b: 2}\n", "duplicate-key", (1, 11)),
    ("a null byte", b"a: x\nb: y\x00z\n", "control-character", (2, 5)),
    ("only null bytes", bytes(9000), "control-character", (1, 1)),
    ("an escape character", b"a: \x1b[31mred\n", "control-character", (1, 4)),
    ("a tab as indentation", b"a:\n\tb: 1\n", "control-character", (2, 1)),
    ("a tab in a text", b"a: x\ty\n", "control-character", (1, 5)),
    ("a next-line character", "a: x\u0085y\n".encode(), "control-character", (1, 5)),
    ("a line separator", "a: x\u2028y\n".encode(), "control-character", (1, 5)),
    ("a zero-width space", "a: x\u200by\n".encode(), "control-character", (1, 5)),
    ("a soft hyphen", "a: x\u00ady\n".encode(), "control-character", (1, 5)),
    ("a private character", "a: \ue000\n".encode(), "control-character", (1, 4)),
    ("a bidirectional override", "a: x\nb: y\u202ez\n".encode(), "bidi", (2, 5)),
    ("a bidirectional isolate", "# \u2066\na: x\n".encode(), "bidi", (1, 3)),
    ("a hundred overrides in a line", ("a: " + "\u202e" * 100 + "\n").encode(), "bidi", (1, 4)),
    ("an escaped override", b'a: "x\\u202Ey"\n', "bidi", (1, 4)),
    ("an escaped null", b'a: 1\n"b\\0": x\n', "control-character", (2, 1)),
    ("an escaped surrogate", b'a: "\\ud800"\n', "yaml", (1, 7)),
    ("letters in two parts", "a: 1\nb: cafe\u0301\n".encode(), "not-nfc", (2, 1)),
    ("NaN", b"a: 1\nb: NaN\n", "not-a-number", (2, 4)),
    ("NaN as YAML has it", b"a: .nan\n", "not-a-number", (1, 4)),
    ("minus infinity", b"a: -.inf\n", "not-a-number", (1, 4)),
    ("null", b"a: 1\nb: null\n", "empty-value", (2, 4)),
    ("a tilde", b"a: [x, ~]\n", "empty-value", (1, 8)),
    ("no value", b"a: 1\nb:\nc: 2\n", "empty-value", (2, 3)),
    ("2 MB", b"a: x\n" * 400_000, "too-large", (1, 1)),
    ("2 MB of brackets", b"a: " + b"[" * 2_000_000, "too-large", (1, 1)),
    ("one byte too many", b"a: " + b"x" * (MAX_BYTES - 2), "too-large", (1, 1)),
    ("brackets without end", b"[" * 60_000, "too-deep", (1, MAX_DEPTH + 1)),
    ("17 levels", b"a: " + b"[" * 16 + b"x" + b"]" * 16 + b"\n", "too-deep", (1, 19)),
    ("a tag of Python", b"a: !!python/object/apply:os.system [id]\n", "tag", (1, 4)),
    ("a tag of one's own", b"a: 1\nb: !b x\n", "tag", (2, 4)),
    ("a tagged record", b"!!map\na: 1\n", "tag", (1, 1)),
    ("a merge key", b"a: 1\n<<: {b: 2}\n", "merge-key", (2, 1)),
    ("two documents", b"a: 1\n---\nb: 2\n", "yaml", (2, 1)),
    ("a directive", b"%YAML 1.1\n---\na: 1\n", "yaml", (1, 1)),
    ("a colon too many", b"a: 1\nb: c: d\n", "yaml", (2, 5)),
    ("a quote without end", b'a: "x\n', "yaml", (2, 1)),
    ("a brace without end", b"a: {b: 1\nc: 2\n", "yaml", (2, 2)),
    ("a list", b"- a\n", "yaml", (1, 1)),
    ("a word", b"hello\n", "yaml", (1, 1)),
    ("a key that is a list", b"? [a, b]\n: c\n", "yaml", (1, 3)),
    ("a key with an anchor", b"&a b: c\n", "yaml", (1, 1)),
    ("a key that is an alias", b"a: 1\n*a : 2\n", "yaml", (2, 1)),
    ("a byte order mark", b"\xef\xbb\xbfa: 1\n", "encoding", (1, 1)),
    ("Latin-1", b"a: 1\nb: caf\xe9\n", "encoding", (2, 7)),
    ("UTF-16", "a: 1\n".encode("utf-16"), "encoding", (1, 1)),
    ("a surrogate", b"a: \xed\xa0\x80\n", "encoding", (1, 4)),
    ("line ends of Windows", b"a: 1\r\nb: 2\r\n", "encoding", (1, 5)),
    ("an empty file", b"", "empty", (1, 1)),
    ("only a comment", b"# soon\n", "empty", (1, 1)),
    ("a key called on", b"a: 1\non: 2\n", "boolean-key", (2, 1)),
    ("a key called Off", b"a: {Off: 2}\n", "boolean-key", (1, 5)),
    ("a key called y", b"y: 2\n", "boolean-key", (1, 1)),
]


ADVICE: list[tuple[str, bytes, str]] = [
    ("a colon in a text", b"a: Note: this\n", "text that holds `: ` goes between double quotes"),
    ("a line too far in", b"a: 1\n  b: 2\n", "indent the line like its neighbours"),
    ("a line not far enough in", b"a:\n  b: 1\n c: 2\n", "indent the line like its neighbours"),
    ("an apostrophe in quotes", b"a: 'it's'\n", "between quotes of the other sort"),
    ("an at sign", b"a: @ada\n", "put the text between double quotes"),
    ("bold words", b"a: *so* it is\n", "it begins with `*`"),
    ("a quote without end", b'a: "x\n', "close the quote"),
    ("a bracket without end", b"a: [x, y\nb: 1\n", "close the bracket"),
    ("a bracket at the beginning", b"a: ]x\n", "put the text between double quotes"),
    ("a word alone", b"a: x\nhello\nb: y\n", "the line above is no `name: value`"),
    ("a list beside its name", b"a: - x\n", "begin the list on the next line"),
    ("a row out of line", b"a:\n  - b: 1\n   c: 2\n", "like the row of the list"),
    ("a path of Windows", b'a: "C:\\docs"\n', "write the backslash twice"),
    ("a text beside its sign", b"a: > x\n", "begin the text on the next line"),
    ("a record that is indented", b"  a: 1\nb: 2\n", "indent with spaces"),
]


@pytest.mark.parametrize(
    ("raw", "fix"), [row[1:] for row in ADVICE], ids=[row[0] for row in ADVICE]
)
def test_the_fix_fits_the_mistake(raw: bytes, fix: str) -> None:
    """What a parser says helps nobody who never saw one; what to type does."""
    _, problems = parse(raw, "f.yml")
    assert [problem.code for problem in problems] == ["yaml"]
    assert fix in problems[0].fix


def read(text: str) -> Source:
    """The source of a text that must parse."""
    source, problems = parse(text.encode(), "f.yml")
    assert source is not None, problems
    return source


@pytest.mark.parametrize(
    ("raw", "code", "at"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_hostile_or_mistaken_input_is_one_problem(
    raw: bytes, code: str, at: tuple[int, int]
) -> None:
    """Nothing is read; one problem with its code, at its place, with a way to mend it."""
    source, problems = parse(raw, "people/f.yml")
    assert source is None
    assert [(problem.code, problem.span[:2]) for problem in problems] == [(code, at)]
    assert problems[0].message
    assert problems[0].fix
    assert problems[0].path == "people/f.yml"


def test_several_mistakes_are_said_at_once() -> None:
    """What does not stop the reading is reported together, in the order of the file."""
    _, problems = parse(b"a: ~\nb: 1\nb: 2\nno: .nan\n", "f.yml")
    assert [(problem.code, problem.span.line) for problem in problems] == [
        ("empty-value", 1),
        ("duplicate-key", 3),
        ("boolean-key", 4),
        ("not-a-number", 4),
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("40", 40),
        ("-3", -3),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("'40'", "40"),
        ('"true"', "true"),
        ("1.10", "1.10"),
        ("017", "017"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("190:20:30", "190:20:30"),
        ("2026-02-30", "2026-02-30"),
        ("yes", "yes"),
        ("no", "no"),
        ("True", "True"),
        ("9" * 15, 999_999_999_999_999),
        ("9" * 16, "9" * 16),
        ("9E4567812345", "9E4567812345"),
        ("<<", "<<"),
        ("'~'", "~"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # noqa: RUF001 - Persian needs the joiner
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_scalars_are_text_integers_true_and_false(written: str, value: object) -> None:
    """Nothing else is guessed: versions, dates, yes and no stay text."""
    found = read(f"a: {written}\n").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_sixteen_levels_and_64_kib_are_allowed() -> None:
    """The limits themselves are inside."""
    assert read("a: " + "[" * 15 + "x" + "]" * 15 + "\n").data
    assert len(read("a: " + "x" * (MAX_BYTES - 4) + "\n").data["a"]) == MAX_BYTES - 4


def test_everything_has_a_place() -> None:
    """Values and keys are found by their path; an absent field by its parent."""
    source = read("title: A\nrows:\n  - {id: x, m: 1}\n  - id: longer\n    m: 2\n")
    assert source.span(("title",)) == Span(1, 8, 1, 9)
    assert source.span(("title",), key=True) == Span(1, 1, 1, 6)
    assert source.span(("rows", 0, "m")) == Span(3, 16, 3, 17)
    assert source.span(("rows", 1, "id")) == Span(4, 9, 4, 15)
    assert source.span(("rows", 1, "gone"))[:2] == (4, 5)
    assert source.span(("rows", 0, "gone"))[:2] == (3, 5)
    assert source.span(("gone", "deeper"))[:2] == (1, 1)
    assert source.span()[:2] == (1, 1)


@given(st.binary(max_size=400))
def test_no_bytes_raise(raw: bytes) -> None:
    """Whatever a file holds, the answer is a source or problems that point into the file."""
    assert_answered(raw, *parse(raw, "f.yml"))


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@`<,? \n\t~0.\\\u202e\u0301é", max_size=80))
def test_no_text_raises(text: str) -> None:
    """The same for texts made of the signs that mean something in YAML."""
    assert_answered(text.encode(), *parse(text.encode(), "f.yml"))


def assert_answered(raw: bytes, source: Source | None, problems: list[Problem]) -> None:
    """Assert that there is a source or else a problem, and that each lies within the file."""
    assert (source is None) == bool(problems)
    for problem in problems:
        assert 1 <= problem.span.line <= raw.count(b"\n") + 2
        assert problem.span.column >= 1
        assert problem.message
        assert problem.fix
