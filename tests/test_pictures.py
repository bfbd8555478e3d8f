"""Pictures: what a page or a signed document names as a picture is there."""

from __future__ import annotations

import json
import zlib
from struct import pack

import pytest

from tests.command_line import CommandLine

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG picture."""
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


# One grey pixel.
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    + chunk(b"IEND", b"")
)


def test_a_standard_without_a_picture_has_a_plain_one(sealbook: CommandLine) -> None:
    """Each picture that a signed credential names is a file; one of its own comes first."""
    own = sealbook.root / "assets" / "badges" / "analyst.svg"
    own.parent.mkdir(parents=True)
    own.write_text(SVG)
    assert sealbook.on_day("build").code == 0
    site = sealbook.root / "build" / "site"
    base = "https://smallest-registry.invalid/"
    for path in site.glob("c/*/credential.json"):
        credential = json.loads(path.read_text("utf-8"))
        picture = credential["credentialSubject"]["achievement"]["image"]
        assert (site / picture["id"].removeprefix(base)).is_file()
    assert (site / "assets" / "badges" / "analyst.svg").read_text() == SVG
    assert "<svg" in (site / "assets" / "badges" / "steward.svg").read_text()


@pytest.mark.parametrize(("name", "content"), [("mark.svg", SVG.encode()), ("mark.png", PNG)])
def test_the_mark_of_the_community(sealbook: CommandLine, name: str, content: bytes) -> None:
    """An SVG or PNG in assets/ is the logo of every page and the picture of the issuer."""
    settings = sealbook.root / "registry.yml"
    text = settings.read_text().replace("origin:", f"image: assets/{name}\norigin:")
    settings.write_text(text)
    assert sealbook.on_day("check").code == 1
    (sealbook.root / "assets").mkdir()
    (sealbook.root / "assets" / name).write_bytes(content)
    assert sealbook.on_day("check").code == 0
    assert sealbook.on_day("build").code == 0
    site = sealbook.root / "build" / "site"
    assert (site / "assets" / name).read_bytes() == content
    for page in ("index.html", "404.html", "c/A1A1A1A1A1A1H/index.html"):
        assert f"assets/{name}" in (site / page).read_text("utf-8")
    issuer = json.loads((site / "c/A1A1A1A1A1A1H/credential.json").read_text())["issuer"]
    assert issuer["image"]["id"] == f"https://smallest-registry.invalid/assets/{name}"


def test_a_picture_outside_assets_is_not_published(sealbook: CommandLine) -> None:
    """A file elsewhere, or another spelling, is named with what was probably meant."""
    (sealbook.root / "assets").mkdir()
    (sealbook.root / "assets" / "mark.svg").write_text(SVG)
    (sealbook.root / "mark.svg").write_text(SVG)
    settings = sealbook.root / "registry.yml"
    before = settings.read_text()
    for image in ("mark.svg", "assets/Mark.svg", "assets/marc.svg"):
        settings.write_text(before.replace("origin:", f"image: {image}\norigin:"))
        [problem] = sealbook("--json", "check", "--today", "2026-11-23").json["problems"]
        assert (problem["code"], problem["line"]) == ("missing-picture", 4)
        assert problem["fix"] == "did you mean `assets/mark.svg`?"
