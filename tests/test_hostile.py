"""Hostile files: each is one clear problem at its line, and the site that was there stays."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from registry.check.run import check
from registry.load import load
from registry.records.document import Document, Loaded
from registry.records.schema import Schema, schema
from tests.broken_registry import BASE
from tests.broken_registry import TODAY as DAY
from tests.command_line import TODAY, CommandLine

ROOT = Path(__file__).resolve().parents[1]
RECORD = "credentials/2025/A1A1A1A1A1A1H.yml"
STANDARD = "standards/analyst/1.1.yml"
SETTINGS = "registry.yml"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
Edit = Callable[[bytes], bytes]


def swap(old: str, new: str) -> Edit:
    """Replace a text that occurs once."""

    def edit(raw: bytes) -> bytes:
        assert raw.count(old.encode()) == 1, old
        return raw.replace(old.encode(), new.encode())

    return edit


def put(text: str) -> Edit:
    """A file with another content."""
    return lambda _raw: text.encode()


HOSTILE: dict[str, tuple[str, Edit, str, int]] = {
    "a YAML bomb": (RECORD, put(BOMB), "anchor", 1),
    "a bomb of brackets": (RECORD, put("a: " + "[" * 60_000), "too-deep", 1),
    "a bomb of maps": (RECORD, put("a: " + "{a: " * 15_000), "too-deep", 1),
    "an alias": (RECORD, swap("result: pass", "result: *x"), "alias", 2),
    "an object of Python": (RECORD, swap("pass", "!!python/object:os.system x"), "tag", 2),
    "a merge key": (RECORD, swap("language: en", "<<: {language: en}"), "merge-key", 6),
    "a second document": (RECORD, swap("language: en", "---\nlanguage: en"), "yaml", 6),
    "a duplicate key": (RECORD, swap("language: en", "result: distinction"), "duplicate-key", 6),
    "a script in a reference": (RECORD, swap("analyst@1.0", "<script>x"), "wrong-form", 1),
    "a script in a language": (RECORD, swap("language: en", "language: <b>"), "wrong-form", 6),
    "a script for an address": (
        RECORD,
        swap("https://tables.example/clean/", "javascript:alert(1)"),
        "wrong-form",
        10,
    ),
    "a quote in an address": (
        RECORD,
        swap("https://tables.example/clean/", "https://x.example/\"onclick='x'"),
        "wrong-form",
        10,
    ),
    "a way up in a reference": (RECORD, swap("analyst@1.0", "../../etc@1.0"), "wrong-form", 1),
    "a way up in a handle": (RECORD, swap("handle: dora", "handle: ../dora"), "wrong-form", 4),
    "a way up in an ID": (RECORD, swap("C3C3C3C3C3C3G", "../../../3G"), "wrong-form", 14),
    "a way up in a picture": (
        SETTINGS,
        swap("origin:", "image: ../../../etc/x.svg\norigin:"),
        "wrong-form",
        4,
    ),
    "a way up inside a picture": (
        SETTINGS,
        swap("origin:", "image: assets/../../x.svg\norigin:"),
        "wrong-form",
        4,
    ),
    "a picture from the root": (
        SETTINGS,
        swap("origin:", "image: /etc/x.svg\norigin:"),
        "wrong-form",
        4,
    ),
    "a way up in the address": (
        SETTINGS,
        swap("https://smallest.example/", "https://smallest.example/../"),
        "wrong-form",
        2,
    ),
    "a way up in the origin": (
        SETTINGS,
        swap("smallest.example/log", "smallest.example/../log"),
        "wrong-form",
        4,
    ),
    "2 MB": (RECORD, put("standard: analyst@1.0\n" * 100_000), "too-large", 1),
    "2 MB in one line": (STANDARD, put("title: " + "x" * 2_000_000), "too-large", 1),
    "a null byte": (RECORD, swap("Dora Smallest", "Dora\0Smallest"), "control-character", 3),
    "an escaped null byte": (RECORD, swap("Dora Smallest", '"Dora\\0"'), "control-character", 3),
    "bytes of no text": (RECORD, lambda raw: raw.replace(b"Dora", b"D\xff"), "encoding", 3),
    "not a number": (STANDARD, swap("weight: 100", "weight: .nan"), "not-a-number", 20),
    "infinity": (STANDARD, swap("weight: 100", "weight: -.inf"), "not-a-number", 20),
    "a number without end": (
        STANDARD,
        swap("weight: 100", "weight: " + "9" * 5000),
        "wrong-type",
        20,
    ),
    "a future date": (RECORD, swap("2026-02-01", "2027-02-01"), "future-date", 14),
    "a day that is none": (RECORD, swap("awarded: 2025-03-10", "awarded: 2025-02-30"), "date", 7),
    "an unknown field": (
        RECORD,
        swap("language: en", "language: en\nadmin: 1"),
        "unknown-field",
        7,
    ),
    "text that turns around": (
        RECORD,
        swap("Dora Smallest", "Dora \u202etsellamS"),
        "bidi",
        3,
    ),
    "an escape that turns around": (RECORD, swap("Dora Smallest", '"Dora \\u2067 S"'), "bidi", 3),
    "a text of blanks": (RECORD, swap("Dora Smallest", '"   "'), "empty", 3),
}
STRAYS = (
    "credentials/2025/..yml",
    "credentials/2025/../../people/..%2f..%2fetc.yml",
    "credentials/2025/A1A1A1A1A1A1H.yml.bak",
    "people/<script>.yml",
    "people/UPPER.yml",
    "people/a b.yml",
    "people/-.yml",
    "standards/analyst/1.0.yaml",
    "standards/analyst/../steward/01.0.yml",
    "standards/a\u202eb/1.0.yml",
    "standards/{slug}/1.0.yml",
    "credentials/2025/\udcff.yml",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The smallest registry with its site."""
    root = tmp_path_factory.mktemp("hostile") / "registry"
    shutil.copytree(BASE, root)
    shutil.copy(ROOT / "registry" / "founding" / "texts" / "mkdocs.yml", root)
    from registry.cli.app import run  # noqa: PLC0415

    assert run(["-q", "-C", str(root), "build", "--today", TODAY]) == 0
    return root


@pytest.fixture
def published(sealbook: CommandLine, site: Path) -> CommandLine:
    """The command on a copy of the registry that has a site already."""
    shutil.rmtree(sealbook.root)
    shutil.copytree(site, sealbook.root)
    return sealbook


def refused(sealbook: CommandLine, path: str, code: str, line: int) -> None:
    """`check` and `build` both give this one problem, and no file changes."""
    before = sealbook.files()
    for command in ("check", "build"):
        ran = sealbook("--json", command, "--today", TODAY)
        assert ran.code == 1
        found = ran.json["problems"]
        assert [(row["file"], row["line"]) for row in found] == [(path, line)], found
        assert found[0]["code"] == code or code == "*"
        assert len(found[0]["message"]) < 300
        assert found[0]["fix"]
    after = sealbook.files()
    assert [name for name in after if name not in before and "/." not in f"/{name}"] == []
    assert {name: after.get(name) for name in before} == before


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_problem(published: CommandLine, name: str) -> None:
    """One problem, at the line where it stands, with a remedy; the site stays byte for byte."""
    path, edit, code, line = HOSTILE[name]
    file = published.root / path
    file.write_bytes(edit(file.read_bytes()))
    refused(published, path, code, line)


@pytest.mark.parametrize("path", STRAYS)
def test_a_name_of_no_record_is_one_problem(published: CommandLine, path: str) -> None:
    """A file name leads nowhere: it is that of a record, letter by letter, or refused."""
    file = published.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("name: Nobody\n")
    shown = file.resolve().relative_to(published.root.resolve()).as_posix()
    refused(published, shown.replace("\udcff", "?"), "*", 1)


def test_a_link_out_of_the_registry_is_not_followed(published: CommandLine) -> None:
    """A symbolic link in the place of a record or of a folder is one problem."""
    file = published.root / "people" / "eve.yml"
    file.symlink_to("/etc/hostname")
    refused(published, "people/eve.yml", "stray-file", 1)


def strings(value: Any, part: Schema, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every string of data that is not free text."""
    if part.get("x-type") in ("text", "line", "name"):
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            field = part.get("properties", {}).get(key) or part["additionalProperties"]
            yield from strings(inner, field, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from strings(inner, part["items"], (*at, number))
    elif isinstance(value, str):
        yield at


def spoilt(document: Document, at: tuple[Any, ...], text: str) -> Document:
    """The document with another string at a place."""
    data = copy.deepcopy(document.data)
    inner: Any = data
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = text
    return replace(document, source=replace(document.source, data=data))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "../../../etc/passwd", "'\"><b>"])
def test_markup_and_ways_up_are_refused_in_every_field_with_a_form(text: str) -> None:
    """What is no free text has a form: any other string is one problem in its line."""
    documents = load(BASE).documents
    tried = 0
    for number, document in enumerate(documents):
        for at in strings(document.data, schema(document.kind.name)):
            rows = list(documents)
            rows[number] = spoilt(document, at, text)
            _, found = check(Loaded(documents=tuple(rows)), DAY)
            assert len(found) == 1, (document.path, at, found)
            assert found[0].path == document.path
            assert found[0].span.line == document.span(at).line
            assert json.dumps(found[0].message)
            tried += 1
    assert tried > 200
