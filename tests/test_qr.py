"""QR codes by linearity are the codes that `qrcode` draws, and readers read them."""

from __future__ import annotations

import random
import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from registry.records.ids import ALPHABET, check_symbol
from registry.site.verification.qr import LEVEL, MASK, QUIET, codes_of

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


def rows_of_path(path: str, size: int) -> list[str]:
    """Draw the SVG path again, module by module."""
    rows = [[0] * size for _ in range(size)]
    x = y = 0
    for command, first, second in re.findall(r"([Mmh])(\d+)(?: (\d+))?", path):
        if command == "M":
            x, y = int(first), int(second)
        elif command == "m":
            x, y = x + int(first), y + int(second)
        else:
            for dark in range(x, x + int(first)):
                rows[y][dark] = 1
            x += int(first)
    return ["".join("01"[dark] for dark in row) for row in rows]


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
@given(record_id=IDS)
def test_path_draws_the_matrix(record_id: str) -> None:
    """The SVG path has exactly the dark modules of the matrix, in at most 1.9 KB."""
    codes = codes_of(PREFIXES[1])
    path = codes.path(record_id)
    assert rows_of_path(path, codes.size) == drawn_by_qrcode(f"{PREFIXES[1]}{record_id}/")
    assert len(path) <= 1900


@pytest.mark.parametrize("prefix", PREFIXES)
def test_an_independent_reader_reads_it(prefix: str) -> None:
    """Another library, zxing, reads the address back from the picture with its quiet zone."""
    drawn = random.Random(7)
    codes = codes_of(prefix)
    for _ in range(10):
        symbols = "".join(drawn.choices(ALPHABET, k=12))
        record_id = symbols + check_symbol(symbols)
        side = codes.size + 2 * QUIET
        picture = Image.new("L", (side, side), 255)
        for y, row in enumerate(rows_of_path(codes.path(record_id), codes.size)):
            for x, module in enumerate(row):
                picture.putpixel((x + QUIET, y + QUIET), 255 * (module == "0"))
        found = zxingcpp.read_barcodes(
            picture.resize((side * 4, side * 4), Image.Resampling.NEAREST)
        )
        assert [code.text for code in found] == [f"{prefix}{record_id}/"]


def test_an_id_of_wrong_length_or_alphabet_is_refused() -> None:
    """A code is made of IDs only; anything else is a mistake of the caller."""
    codes = codes_of(PREFIXES[0])
    with pytest.raises(ValueError, match="zip"):
        codes.matrix("7K3M")
    with pytest.raises(KeyError):
        codes.matrix("7K3M9QXA2TVRU")
