"""Baking: a credential goes into a picture and comes out, and the picture stays a picture."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3Verifier
from PIL import Image

from registry.openbadge.bake import NotBakeable, bake_png, bake_svg, extract_png, extract_svg

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'
CREDENTIAL = json.dumps(
    {"name": "Datos & <b>ciencia</b> ]]> 🏅", "list": [[">"]]}, ensure_ascii=False
)
DOCUMENTS = st.dictionaries(
    st.text(max_size=5),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
    | st.sampled_from(["]]>", "]]]>", "]]&gt;", "<![CDATA["]),
)


def png(color: str = "navy") -> bytes:
    """A small PNG picture."""
    stream = io.BytesIO()
    Image.new("RGB", (4, 3), color).save(stream, "PNG")
    return stream.getvalue()


def xml_safe(document: dict[str, str]) -> str:
    """JSON without the characters that XML forbids raw."""
    return json.dumps(document, ensure_ascii=False)


@given(DOCUMENTS)
def test_svg_round_trip(document: dict[str, str]) -> None:
    """Whatever the texts hold, the extracted JSON says the same, for us and for others."""
    baked = bake_svg(SVG, xml_safe(document))
    assert json.loads(extract_svg(baked)) == document
    assert json.loads(OB3Verifier.extract_token_from_svg(baked)) == document


@given(DOCUMENTS)
def test_png_round_trip(document: dict[str, str]) -> None:
    """The text comes out of the PNG byte for byte, for us and for others."""
    text = json.dumps(document, ensure_ascii=False)
    baked = bake_png(png(), text)
    assert extract_png(baked) == text
    assert json.loads(OB3Verifier.extract_token_from_png(baked)) == document


def test_svg_is_an_insertion_of_bytes() -> None:
    """Taking out what was inserted gives the picture back; the end of a section is escaped."""
    baked = bake_svg(SVG, CREDENTIAL)
    at = baked.index(b"<openbadges:credential><![CDATA[")
    end = b"]]></openbadges:credential>"
    without = baked[:at] + baked[baked.index(end) + len(end) :]
    assert without.replace(b' xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"', b"") == SVG
    assert baked.count(b"]]>") == 1
    assert rb"]]\u003e" in baked
    assert b"verify" not in baked


@pytest.mark.parametrize(
    "start",
    [
        b'<?xml version="1.0" encoding="UTF-8"?>\n<svg>',
        b'\xef\xbb\xbf<!-- <svg> in a comment > -->\n<svg\n  a="1 > 0"\n  b=\'"\'\n>',
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">\n<svg >',
    ],
)
def test_svg_start_tags(start: bytes) -> None:
    """Declarations, comments and > in attributes do not lead astray."""
    assert json.loads(extract_svg(bake_svg(start + b"</svg>", CREDENTIAL))) == json.loads(
        CREDENTIAL
    )


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"<html></html>",
        b"<svg/>",
        b"<svg><broken></svg>",
        bake_svg(SVG, CREDENTIAL),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg></svg>',
    ],
)
def test_what_is_no_plain_svg_is_refused(picture: bytes) -> None:
    """Another document, an empty root, an entity, or a second credential is an error."""
    with pytest.raises(NotBakeable):
        bake_svg(picture, CREDENTIAL)


def test_extracting_from_a_picture_without_credential() -> None:
    """It says how many there are."""
    with pytest.raises(NotBakeable, match="0 credentials"):
        extract_svg(SVG)
    with pytest.raises(NotBakeable, match="0 credentials"):
        extract_png(png())
    with pytest.raises(NotBakeable, match="entities"):
        extract_svg(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>')


def test_pillow_reads_the_chunk_and_the_picture() -> None:
    """The picture is the same, and holds exactly one uncompressed text."""
    baked = bake_png(png(), CREDENTIAL)
    picture = Image.open(io.BytesIO(baked))
    picture.load()
    assert picture.text == {"openbadgecredential": CREDENTIAL}
    assert picture.tobytes() == Image.open(io.BytesIO(png())).tobytes()
    assert baked.count(b"iTXt") == 1
    assert b"iTXtopenbadgecredential\0\0\0\0\0{" in baked


def test_png_with_a_credential_is_refused() -> None:
    """There is exactly one credential in a picture."""
    with pytest.raises(NotBakeable, match="already"):
        bake_png(bake_png(png(), CREDENTIAL), CREDENTIAL)


def test_damaged_pngs_are_refused() -> None:
    """Every cut and every flipped byte is noticed by the checksums."""
    picture = bake_png(png(), CREDENTIAL)
    for at in range(len(picture)):
        flipped = picture[:at] + bytes([picture[at] ^ 1]) + picture[at + 1 :]
        with pytest.raises(NotBakeable):
            extract_png(flipped)
    with pytest.raises(NotBakeable):
        bake_png(picture[:-5], CREDENTIAL)
    with pytest.raises(NotBakeable):
        bake_png(b"GIF89a", CREDENTIAL)


def test_a_compressed_credential_is_refused() -> None:
    """Open Badges forbids compression of the chunk."""
    data = b"openbadgecredential\0\1\0\0\0" + zlib.compress(b"{}")
    chunk = struct.pack(">I", len(data)) + b"iTXt" + data
    chunk += struct.pack(">I", zlib.crc32(b"iTXt" + data))
    with pytest.raises(NotBakeable, match="compressed"):
        extract_png(png()[:33] + chunk + png()[33:])


def test_pictures_of_1edtech(vectors: Path) -> None:
    """The baked pictures of 1EdTech's validator hold the credential we find in them."""
    folder = vectors / "obv3" / "validator-fixtures"
    for text in (
        extract_svg((folder / "simple-json.svg").read_bytes()),
        extract_png((folder / "simple-json.png").read_bytes()),
    ):
        assert json.loads(text)["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
