"""QR codes by linearity are the codes that `qrcode` draws, and readers read them."""

from __future__ import annotations

import random
from base64 import b64decode
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from registry.records.ids import ALPHABET, check_symbol
from registry.site.verification.qr import LEVEL, MASK, codes_of

PREFIXES = (
    "https://cert.odpg.example/c/",
    "https://open-data-practice-guild.invalid/c/",
    "https://xn--mnchen-3ya.example/a/rather/long/base/path/for/a/registry/c/",
)
IDS = st.text(ALPHABET, min_size=12, max_size=12).map(lambda text: text + check_symbol(text))


def drawn_by_qrcode(address: str) -> list[str]:
    """The rows of the code as `qrcode` draws it with the same level and mask."""
    code = QRCode(error_correction=LEVEL, mask_pattern=MASK, border=0)
    code.add_data(QRData(address.encode(), mode=MODE_8BIT_BYTE), optimize=0)
    code.make(fit=True)
    return ["".join("01"[dark] for dark in row) for row in code.get_matrix()]


def picture(prefix: str, record_id: str) -> Image.Image:
    """The PNG of a code, opened by Pillow."""
    return Image.open(BytesIO(b64decode(codes_of(prefix).png(record_id), validate=True)))


@pytest.mark.parametrize("prefix", PREFIXES)
@settings(max_examples=15, deadline=None)
@given(record_id=IDS)
def test_bit_equal_to_qrcode(prefix: str, record_id: str) -> None:
    """Every module is the one that `qrcode` sets."""
    codes = codes_of(prefix)
    bits = format(codes.matrix(record_id), f"0{codes.size**2}b")
    rows = [bits[start : start + codes.size] for start in range(0, len(bits), codes.size)]
    assert rows == drawn_by_qrcode(f"{prefix}{record_id}/")


@settings(max_examples=30, deadline=None)
@given(record_id=IDS, prefix=st.sampled_from(PREFIXES))
def test_the_picture_has_a_pixel_for_each_module(prefix: str, record_id: str) -> None:
    """The PNG is one bit deep, as small as can be, and a strict reader finds each module in it."""
    found = picture(prefix, record_id)
    assert (found.format, found.mode) == ("PNG", "1")
    size = codes_of(prefix).size
    assert found.size == (size, size)
    rows = ["".join("10"[found.getpixel((x, y)) > 0] for x in range(size)) for y in range(size)]
    assert rows == drawn_by_qrcode(f"{prefix}{record_id}/")


def test_the_picture_is_small() -> None:
    """It lies in every page, so each byte counts as often as there are credentials."""
    assert len(codes_of(PREFIXES[0]).png("7K3M9QXA2TVRC")) <= 300


@pytest.mark.parametrize("prefix", PREFIXES)
def test_an_independent_reader_reads_it(prefix: str) -> None:
    """Another library, zxing, reads the address back from the picture in a quiet zone."""
    drawn = random.Random(7)
    for _ in range(10):
        symbols = "".join(drawn.choices(ALPHABET, k=12))
        record_id = symbols + check_symbol(symbols)
        quiet = ImageOps.expand(picture(prefix, record_id).convert("L"), border=4, fill=255)
        found = zxingcpp.read_barcodes(ImageOps.scale(quiet, 4, Image.Resampling.NEAREST))
        assert [code.text for code in found] == [f"{prefix}{record_id}/"]


def test_an_id_of_wrong_length_or_alphabet_is_refused() -> None:
    """A code is made of IDs only; anything else is a mistake of the caller."""
    codes = codes_of(PREFIXES[0])
    with pytest.raises(ValueError, match="zip"):
        codes.matrix("7K3M")
    with pytest.raises(KeyError):
        codes.matrix("7K3M9QXA2TVRU")
