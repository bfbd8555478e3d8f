"""The pages through MkDocs itself: strict, quiet towards other hosts, deaf to hostile records."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from registry.address import real
from registry.check.run import check
from registry.engine import CONFIGURATION, INHERITED, run_engine
from registry.load import load
from registry.records.kinds import KINDS
from registry.records.registry import Entry, Registry
from registry.records.text import Text
from registry.site.engine_config import engine_config
from registry.site.site import Site
from registry.write import write
from tests.sample_site import DAY, ROOT, registry, rendered, site_of

HOSTILE = (
    '"><img src=x onerror=alert(1)><script>alert(1)</script> [a](javascript:alert(1)) '
    "![b](https://elsewhere.example/x.png) {: onclick=alert(1) } {{ config }} {% raw %} `</div>` | "
    "<!-- --8<-- 'x' *[HTML]: y https://elsewhere.example/"
)
SMALL = Path(__file__).parent / "broken" / "_base"


class _Elements(HTMLParser):
    """Every element of a page with its attributes, and the page's text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine's pages of a small registry, each of whose texts is an attack."""
    found, _ = check(load(SMALL), DAY)
    assert found is not None
    entries = [
        Entry(_attacked(entry.record), entry.document)
        for kind in KINDS
        for entry in found.entries(kind)
    ]
    return _pages(site_of(Registry(entries)), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine's pages of the sample."""
    return _pages(site_of(registry(), date(2026, 11, 23)), tmp_path_factory.mktemp("sample"))


def _pages(site: Site, stage: Path) -> Path:
    write(rendered(site), stage)
    (stage / INHERITED).write_bytes((ROOT / "mkdocs.yml").read_bytes())
    (stage / CONFIGURATION).write_bytes(engine_config(site, inherit=INHERITED))
    return run_engine(stage, stage / "cache", 1_790_000_000)


def _attacked(value: Any) -> Any:
    """A record with the attack in place of every text."""
    if isinstance(value, Text):
        return Text(HOSTILE)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return dataclasses.replace(
            value, **{name: _attacked(getattr(value, name)) for name in names}
        )
    if isinstance(value, Mapping):
        return {key: _attacked(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(_attacked(inner) for inner in value)
    return value


def test_only_a_test_has_a_strip_that_says_so(sample: Path, tmp_path: Path) -> None:
    """A page of a test says what it is; a real one has no strip, not even an empty one."""
    found, _ = check(load(SMALL), DAY)
    assert found is not None
    site = dataclasses.replace(site_of(found), address=real(found.settings))
    published = (_pages(site, tmp_path) / "index.html").read_text()
    assert "TEST BUILD" in (sample / "index.html").read_text()
    assert "md-banner" in (sample / "index.html").read_text()
    assert "md-banner" not in published


def test_no_hostile_text_becomes_an_element(hostile: Path) -> None:
    """Titles, menus, headings, tables, pictures: the theme prints some of them unescaped."""
    pages = sorted(hostile.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page = _Elements(path.read_text())
        for tag, attributes in page.found:
            assert not [name for name in attributes if name.startswith("on")], path
            assert attributes.get("src") != "x", path
            assert not (attributes.get("href") or "").startswith("javascript"), path
            assert "elsewhere.example" not in (attributes.get("href") or ""), path
            assert "elsewhere.example" not in (attributes.get("src") or ""), (path, tag)


def test_hostile_text_is_shown_as_it_is(hostile: Path) -> None:
    """Nothing is dropped or half shown: a reader sees exactly what the record says."""
    page = _Elements((hostile / "governance" / "index.html").read_text())
    assert HOSTILE in page.text
    standards = _Elements((hostile / "standards" / "index.html").read_text())
    assert HOSTILE in standards.text


def test_hostile_text_is_inert_in_the_search_index(hostile: Path) -> None:
    """The search box shows titles and texts of its index as HTML."""
    index = json.loads((hostile / "search" / "search_index.json").read_text())
    entries = [entry["title"] + entry["text"] for entry in index["docs"]]
    assert any("alert(1)" in entry for entry in entries)
    assert not any(re.search(r"<(?:img|script)\b", entry) for entry in entries)


def test_json_ld_is_one_script_whatever_it_holds(hostile: Path) -> None:
    """A text that closes a script does not end the JSON-LD, and comes back whole."""
    page = (hostile / "standards").glob("*/index.html")
    text = next(iter(sorted(page))).read_text()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    assert json.loads(found[1])["name"] == HOSTILE


def test_pages_load_nothing_from_elsewhere(sample: Path) -> None:
    """Scripts, styles, pictures and frames are the site's own; links may lead away."""
    loading = {"script", "img", "iframe", "source", "video", "audio", "embed", "object", "use"}
    for path in sample.rglob("*.html"):
        for tag, attributes in _Elements(path.read_text()).found:
            address = attributes.get("src") or attributes.get("data") or ""
            if tag == "link" and attributes.get("rel") in {"stylesheet", "icon", "preload"}:
                address = attributes.get("href") or ""
            if tag in loading or tag == "link":
                assert not re.match(r"(?:[a-z]+:)?//", address), (path, tag, address)
    for path in sample.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", path.read_text()), path


def test_a_page_in_another_language_says_so_to_the_browser(sample: Path) -> None:
    """The document's language, the theme's words and the links between languages agree."""
    spanish = (sample / "standards/data-foundations/1.0/es/index.html").read_text()
    english = (sample / "standards/data-foundations/1.0/index.html").read_text()
    assert '<html lang="es"' in spanish
    assert "Tabla de contenidos" in spanish
    assert '<html lang="en"' in english
    for page in (spanish, english):
        assert re.search(
            r'hreflang="es" href="https://\S+/standards/data-foundations/1.0/es/"', page
        )


def test_a_test_build_says_so_on_every_page(sample: Path) -> None:
    """Pages made with the development key can never look like the issuer's."""
    for path in sample.rglob("index.html"):
        assert "TEST BUILD" in path.read_text(), path


def test_people_are_not_in_the_search(sample: Path) -> None:
    """A person's own page is found by links, not by searching for the name."""
    index = json.loads((sample / "search" / "search_index.json").read_text())
    assert not [entry for entry in index["docs"] if entry["location"].startswith("people/")]
