"""Texts written to harm: whatever a record says, the site shows it as text and as nothing else.

A site is built of harmless texts, and twice more of hostile ones. A browser must find the same
elements and attributes in all three.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from registry.cli.app import run
from registry.load import load
from registry.records.kinds import KINDS
from registry.records.schema import Schema, schema
from registry.site.markdown.policy_text import policy_text
from tests.broken_registry import BASE
from tests.site_pages import ADDRESSES, Page, pages, parse

TODAY = "2026-11-23"
TEXTS = ("text", "line", "name")
PLAIN = "w" * 60
HOSTILE = {
    "html": "<script>evil()</script><img src=x onerror=evil()>\"onload='evil()'{onclick=evil()}"
    "[a](javascript:evil())</style></title></svg>]]>&lt;b&gt;",
    "markdown": "![b](x)`c`{{7*7}}{%x%}--8<--:smile:[[d]]==e==^f^~g~|h|*i*_j_#k%0A\\l$m<!--n*[o]:p"
    "[^q]r##s<a@href=x>",
}
# Optional fields that the smallest registry does not have, each below what it stands in.
MORE: dict[str, dict[str, Any]] = {
    "registry": {"description": "x", "priorities": {"goal": "x"}},
    "framework.competencies[]": {
        "alignments": [
            {"framework": "x", "code": "x", "relation": "exact", "url": "https://other.example/"}
        ]
    },
    "standard": {"eligibility": "x"},
    "standard.rubric[]": {"anchors": [{"level": "meets", "why": "x", "url": "https://x.example/"}]},
}
ALLOWED_IN_POLICIES = {"div", "p", "ul", "li", "em", "strong", "code", "pre", "a", "span", "h2"}


def retold(value: Any, part: Schema, at: str, text: str, seen: list[str]) -> Any:
    """`value` with `text` in the place of every text, by its schema; `seen` collects the places.

    Each text ends in a number, because some must differ; in two versions of a standard it is the
    same one, because some must not.
    """
    if part.get("x-type") in TEXTS:
        seen.append(at)
        new = f"{text}{crc32(at.encode()) % 1000}{seen.count(at)}"
        return dict.fromkeys(value, new) if isinstance(value, dict) else new
    if isinstance(value, dict):
        fields = part.get("properties", {})
        return {
            key: retold(inner, fields[key], f"{at}.{key}", text, seen)
            if key in fields
            else retold(inner, part["additionalProperties"], f"{at}{{}}", text, seen)
            for key, inner in (value | MORE.get(at, {})).items()
        }
    if isinstance(value, list):
        return [retold(inner, part["items"], f"{at}[]", text, seen) for inner in value]
    return value


def every_text(part: Schema, at: str) -> Iterator[str]:
    """The place of every text that a schema knows."""
    if part.get("x-type") in TEXTS:
        yield at
        return
    for key, inner in part.get("properties", {}).items():
        yield from every_text(inner, f"{at}.{key}")
    if isinstance(inner := part.get("items"), dict):
        yield from every_text(inner, f"{at}[]")
    if isinstance(inner := part.get("additionalProperties"), dict):
        yield from every_text(inner, f"{at}{{}}")


def write(root: Path, text: str) -> set[str]:
    """Write the smallest registry with this text everywhere; returns the places."""
    shutil.copytree(BASE, root)
    places: set[str] = set()
    for document in load(BASE).documents:
        name = document.kind.name
        seen: list[str] = []
        data = retold(document.data, schema(name), name, text, seen)
        places.update(seen)
        file = json.dumps(data, ensure_ascii=False) + "\n"  # which is YAML, too
        if document.kind.is_markdown:
            file = f"---\n{file}---\n\n# {text}\n\n{text}\n\n- {text}\n\n    {text}\n"
        (root / document.path).write_text(file, "utf-8")
    return places


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The three sites, by the name of their texts."""
    built = {}
    for name, text in {"plain": PLAIN, **HOSTILE}.items():
        root = tmp_path_factory.mktemp(name) / "registry"
        write(root, text)
        assert run(["-q", "-C", str(root), "build", "--today", TODAY]) == 0
        built[name] = root / "build" / "site"
    return built


def shape(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes; lines of a wrapped text count as one."""
    rows = [(element.tag, element.names) for element in page.elements]
    return [row for row, _ in groupby(rows)]


def test_texts_are_hostile_in_every_field_that_takes_text(tmp_path: Path) -> None:
    """No text field of any kind is left out, and none is added without standing here."""
    expected = {at for kind in KINDS for at in every_text(schema(kind.name), kind.name)}
    assert write(tmp_path / "registry", PLAIN) == expected
    assert len(expected) > 30


@pytest.mark.parametrize("name", HOSTILE)
def test_pages_have_the_elements_of_harmless_ones(sites: dict[str, Path], name: str) -> None:
    """Not one element, attribute or page more or less than with plain words."""
    plain, hostile = pages(sites["plain"]), pages(sites[name])
    assert plain.keys() == hostile.keys()
    policy = "governance/policies/conduct/1.0/index.html"  # its text is Markdown, see below
    for path in plain.keys() - {policy}:
        assert shape(plain[path]) == shape(hostile[path]), path


@pytest.mark.parametrize("name", HOSTILE)
def test_no_address_runs_or_loads_what_a_text_says(sites: dict[str, Path], name: str) -> None:
    """Addresses are those of the web, of mail, or of the site; and no text becomes one."""
    harmless = re.compile(r"(https?:|mailto:office@smallest\.example$|data:image/|[^:]*$)")
    for path, page in pages(sites[name]).items():
        for element in page.elements:
            for address in element.addresses():
                assert harmless.match(address), f"{path}: {element}"
                assert "%3Cscript" not in address or address.startswith(
                    "https://www.linkedin.com/profile/add?"
                ), f"{path}: {element}"
            assert not set(element.names) & {"onerror", "onload", "onclick"}, f"{path}: {element}"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_policy_keeps_to_plain_markdown(sites: dict[str, Path], name: str) -> None:
    """The text of a policy may hold links, lists and emphasis, and no HTML of its own."""
    path = sites[name] / "governance" / "policies" / "conduct" / "1.0" / "index.html"
    text = path.read_text("utf-8")
    blocks = re.findall(r'<div class="sb-prose">.*?</div>', text, re.DOTALL)
    elements = [element for block in blocks for element in parse(block).elements]
    assert len(blocks) == 1
    assert len(elements) > 3
    assert {element.tag for element in elements} <= ALLOWED_IN_POLICIES
    for element in elements[1:]:
        assert set(element.names) <= {"href"}
        assert all(address.startswith("https://") for address in element.addresses())


@pytest.mark.parametrize("name", HOSTILE)
def test_data_in_pages_is_data(sites: dict[str, Path], name: str) -> None:
    """JSON-LD says in JSON what the records say, and ends where it ends."""
    found = 0
    for path in sites[name].rglob("*.html"):
        text = path.read_text("utf-8")
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text):
            data = json.loads(block)
            assert data["name"].startswith(HOSTILE[name])
            found += 1
    assert found >= 3


@pytest.mark.parametrize("name", HOSTILE)
def test_the_search_index_holds_no_markup_of_a_text(sites: dict[str, Path], name: str) -> None:
    """The search shows titles and texts of its index as HTML: so these are escaped there."""
    indexes = {which: sites[which] / "search" / "search_index.json" for which in ("plain", name)}
    rows = {which: json.loads(path.read_text("utf-8"))["docs"] for which, path in indexes.items()}
    assert len(rows["plain"]) > 100
    shapes = {
        which: {
            row["location"].partition("#")[0]: (shape(parse(row["title"])))
            for row in docs
            if "policies" not in row["location"]
        }
        for which, docs in rows.items()
    }
    assert shapes["plain"] == shapes[name]
    for row in rows[name]:
        for element in parse(row["text"]).elements:
            assert element.tag not in {"script", "img", "svg", "style", "iframe"}, row["location"]
            assert not set(element.names) & {*ADDRESSES, "onerror", "onload", "onclick"}


@pytest.mark.parametrize("name", HOSTILE)
def test_signed_documents_say_what_the_records_say(sites: dict[str, Path], name: str) -> None:
    """In JSON a hostile text is a text like any other: letter by letter."""
    credential = json.loads((sites[name] / "c" / "A1A1A1A1A1A1H" / "credential.json").read_text())
    subject = credential["credentialSubject"]
    assert subject["identifier"][0]["identityHash"].startswith(HOSTILE[name])
    assert subject["achievement"]["name"].startswith(HOSTILE[name])


LENGTH = 60_000
SLOW = {
    name: (pattern * LENGTH)[:LENGTH]
    for name, pattern in {
        "brackets": "[",
        "pictures": "![",
        "half links": "[a](",
        "emphasis": "*a **b _c ",
        "code": "`a",
        "quotes": "> ",
        "lists in lists": "1. ",
        "underlines": "=\n",
        "entities": "&#",
        "tags": "<a ",
    }.items()
} | {"hashes": "# " + "#" * LENGTH + "x", "blanks": "# " + " " * LENGTH + "x"}


@pytest.mark.parametrize("name", SLOW)
def test_no_text_of_a_policy_takes_long_or_overflows(name: str) -> None:
    """Patterns on which readers of Markdown spend hours or all their stack come to an end."""
    assert str(policy_text(SLOW[name]))


def test_lists_hundreds_deep_stand_as_they_were_written() -> None:
    """What cannot be read as Markdown is shown, and still as text."""
    assert str(policy_text("1. " * 2000 + "<b>")).startswith('<div class="sb-prose">\n<pre>1. 1. ')
    assert "<b>" not in policy_text("1. " * 2000 + "<b>")
