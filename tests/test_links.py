"""Every link of a built site arrives, at the root of a host and below a path."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from registry.cli.app import run as sealbook
from registry.openbadge.did import document_path, document_url
from tests.site_pages import broken_links, pages
from tests.test_build import build, copy_of_the_sample

HOST = "https://open-data-practice-guild.invalid"


@pytest.fixture(scope="module", params=["/", "/registry/"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample, and the path it is published below, as the name of its folder."""
    root = copy_of_the_sample(tmp_path_factory.mktemp("registry"))
    settings = root / "registry.yml"
    text = settings.read_text("utf-8")
    url = "url: https://cert.odpg.example/\n"
    assert url in text
    settings.write_text(text.replace(url, url[:-2] + request.param + "\n"), "utf-8")
    done = build(root)
    assert done.returncode == 0, done.stderr
    (root / "base").write_text(request.param)
    return root


def test_every_link_arrives(published: Path) -> None:
    """Each address that stays on the site names a file, and each fragment an element there."""
    address = HOST + (published / "base").read_text()
    assert broken_links(published / "build" / "site", address) == []


def test_no_two_elements_have_the_same_name(published: Path) -> None:
    """An `id` is given once a page, or a link would arrive at the wrong place."""
    twice = {
        path: sorted({name for name in page.anchors if page.anchors.count(name) > 1})
        for path, page in pages(published / "build" / "site").items()
    }
    assert {path: names for path, names in twice.items() if names} == {}


def test_absolute_addresses_name_the_base(published: Path) -> None:
    """Canonical addresses and signed documents carry the whole address, path and all."""
    site, base = published / "build" / "site", (published / "base").read_text()
    page = (site / "c" / "MVBP1EE1EDQ42" / "index.html").read_text("utf-8")
    assert f'<link rel=canonical href="{HOST}{base}c/MVBP1EE1EDQ42/">' in page
    did = "did.json" if base != "/" else ".well-known/did.json"
    assert (site / did).is_file()
    assert (site / "robots.txt").is_file() is (base == "/")


def test_it_verifies(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each credential leads to the issuer's document, and the whole site fits its log."""
    site = published / "build" / "site"
    document = json.loads((site / "c" / "MVBP1EE1EDQ42" / "credential.json").read_bytes())
    address = HOST + (published / "base").read_text()
    issuer = document["issuer"]["id"]
    assert document_url(issuer).removeprefix(address) == document_path(issuer)
    assert json.loads((site / document_path(issuer)).read_bytes())["id"] == issuer
    assert document["id"].removeprefix(address) == "c/MVBP1EE1EDQ42/credential.json"
    memory = ("--memory", str(published / "memory"))
    verified = ("verify", "MVBP-1EE1-EDQ42", "--site", str(site), *memory)
    assert sealbook(["-C", str(published), *verified]) == 5  # a test, and sound but for that
    assert "TEST" in capsys.readouterr().out
    assert sealbook(["-C", str(published), "audit", str(site)]) == 0
