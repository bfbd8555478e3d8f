"""Names and titles of 200 letters without a blank: no page gets wider than the phone.

The same pages, of each sort one, are put to the axe engine.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from registry.cli.app import run
from registry.site.pictures.drawing import measure, wrap
from tests.broken_registry import edited
from tests.web import RULES

PHONE: ViewportSize = {"width": 390, "height": 844}
LONG = "M" * 200
EDITS = (
    ("registry.yml", "name: Smallest registry", f"name: {LONG}"),
    ("credentials/2025/A1A1A1A1A1A1H.yml", "holder: Dora Smallest", f"holder: {LONG}"),
    ("credentials/2025/A1A1A1A1A1A1H.yml", "title: A clean table", f"title: {LONG}"),
    ("standards/analyst/1.1.yml", "title: Analyst", f"title: {LONG}"),
    ("standards/analyst/1.1.yml", "The holder cleans tables.", "M" * 2000),
    ("skills/data/1.0.yml", "en: Clean a table", f"en: {LONG}"),
    ("pathways/table-keeper.yml", "title: Keeper of tables", f"title: {LONG}"),
    ("governance/bodies/committee.yml", "title: Committee", f"title: {LONG}"),
    ("people/ada.yml", "name: Ada", f"name: {LONG}"),
    (
        "governance/decisions/2023-12-01-adopt.yml",
        "question: Adopt Analyst 1.0?",
        f"question: {LONG}",
    ),
    ("governance/consultations/logs.yml", "heard: ", f"heard: {LONG}"),
    ("governance/endorsements/acme.yml", "statement: ", f"statement: {LONG}"),
    ("governance/reviews/audit.yml", "text: ", f"text: {LONG}"),
    ("governance/metrics/2025.yml", "title: The year 2025", f"title: {LONG}"),
)
# One page of each sort.
GOVERNANCE = (
    *("governance/", "governance/bodies/committee/", "governance/decisions/"),
    *("governance/decisions/2023-12-01-adopt/", "governance/policies/conduct/1.0/"),
    *("governance/consultations/", "governance/consultations/logs/"),
    *("governance/endorsements/", "governance/endorsements/acme/"),
    *("governance/reviews/", "governance/reviews/audit/"),
    *("governance/metrics/", "governance/metrics/2025/"),
    *("standards/analyst/", "standards/analyst/changes/", "standards/analyst/1.1/from-1.0/"),
)
# Chips, marks and quotations: what has colours of its own.
COLOURFUL = (
    *("governance/", "governance/endorsements/", "governance/reviews/audit/"),
    *("standards/analyst/", "standards/analyst/1.1/from-1.0/"),
)
PAGES = (
    *("", "standards/", "skills/", "skills/data/1.0/", *GOVERNANCE),
    *("pathways/table-keeper/", "people/ada/", "employers/"),
    *("c/A1A1A1A1A1A1H/", "404.html", "verify/"),
)


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of long words."""
    root = edited(tmp_path_factory.mktemp("long") / "registry", *EDITS)
    assert run(["-q", "-C", str(root), "build", "--today", "2026-11-23"]) == 0
    handler = partial(Handler, directory=str(Path(root) / "build" / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_no_page_is_wider_than_a_phone(address: str, browser: Browser) -> None:
    """Nothing has to be pushed aside to be read."""
    page = browser.new_page(viewport=PHONE)
    wide = {}
    for path in PAGES:
        page.goto(address + path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert {path: width for path, width in wide.items() if width > PHONE["width"]} == {}


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "paths"), [("light", GOVERNANCE), ("dark", COLOURFUL)])
def test_pages_of_governance_and_changes_are_accessible(
    address: str, browser: Browser, scheme: Literal["light", "dark"], paths: tuple[str, ...]
) -> None:
    """The axe engine finds no violation of WCAG 2.2 AA, in light and in dark."""
    page = browser.new_page(viewport=PHONE, color_scheme=scheme)
    axe = Axe()
    found = {}
    for path in paths:
        page.goto(address + path)
        result = axe.run(page, options={"runOnly": RULES})
        found[path] = [row["id"] for row in result.response["violations"]]
    page.close()
    assert {path: ids for path, ids in found.items() if ids} == {}


def test_words_in_pictures_are_cut() -> None:
    """A word longer than its box goes on in the next line, and loses no letter."""
    lines = wrap(f"A {LONG} word", 180)
    assert "".join(lines).replace(" ", "") == f"A{LONG}word"
    assert all(measure(line, 13.0) <= 180 for line in lines)
    assert wrap("Clean a data set", 60) == ("Clean a", "data set")
