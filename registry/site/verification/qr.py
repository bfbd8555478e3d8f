"""QR codes of credential addresses, made by linearity.

With version, error correction level and mask fixed, every module of a QR code is a GF(2)-affine
function of the bits of its message (ISO/IEC 18004:2015: bit stream, Reed-Solomon code over
GF(256) and mask are all linear, the rest is constant). All addresses of a site differ in the ID
alone, so the code of one is the code of `000…0` XOR one precomputed difference per symbol.
`qrcode` draws every matrix that the table is made of, and is the reference in the tests.
"""

from __future__ import annotations

import struct
from binascii import b2a_base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import adler32, crc32

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from registry.records.ids import ALPHABET, LENGTH

LEVEL = ERROR_CORRECT_M
MASK = 2  # one mask for all, see docs/decisions/0006-one-qr-mask.md
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Codes:
    """The QR codes of one site: `size` modules a side, for any ID.

    `base` is the matrix of the ID `000…0` as one integer, the top left module its highest bit;
    `changes[position][symbol]` is what another symbol at that position changes in it.
    """

    size: int
    base: int
    changes: Sequence[dict[str, int]]

    def matrix(self, record_id: str) -> int:
        """The modules of the code of `record_id`'s address, dark ones as 1."""
        modules = self.base
        for change, symbol in zip(self.changes, record_id, strict=True):
            modules ^= change[symbol]
        return modules

    def png(self, record_id: str) -> str:
        """The code as a PNG in base64, a pixel a module, without the quiet zone.

        Its pixels are not compressed: so it is the same everywhere, whatever zlib is there.
        """
        size, matrix = self.size, self.matrix(record_id)
        width = (size + 7) // 8  # bytes of a row, after the one that names its filter
        spare, row = 8 * width - size, (1 << size) - 1
        pixels = b"".join(
            (((matrix >> size * y & row) ^ row) << spare).to_bytes(1 + width, "big")
            for y in range(size - 1, -1, -1)
        )
        length = len(pixels)
        block = struct.pack("<BHH", 1, length, length ^ 0xFFFF)  # RFC 1951, 3.2.4: stored
        data = b"\x78\x01" + block + pixels + struct.pack(">I", adler32(pixels))
        header = _chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0))
        file = _SIGNATURE + header + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
        return b2a_base64(file, newline=False).decode()


@lru_cache(maxsize=8)
def codes_of(prefix: str, suffix: str = "/") -> Codes:
    """The codes of all addresses `prefix + ID + suffix`; takes less than 0.1 s, once per site.

    ValueError (from `qrcode`) for an address of more than 2,331 bytes.
    """
    zero = ALPHABET[0]
    before, after = prefix.encode(), suffix.encode()
    plain = zero.encode() * LENGTH
    version = _draw(before + plain + after, None)[0]
    base = _draw(before + plain + after, version)[1]

    def flipped(position: int, bit: int) -> int:
        changed = bytearray(plain)
        changed[position] ^= 1 << bit
        return base ^ _draw(before + bytes(changed) + after, version)[1]

    changes = []
    for position in range(LENGTH):
        of_bit = [flipped(position, bit) for bit in range(7)]
        changes.append({symbol: _sum(of_bit, ord(symbol) ^ ord(zero)) for symbol in ALPHABET})
    return Codes(size=17 + 4 * version, base=base, changes=tuple(changes))


def _draw(message: bytes, version: int | None) -> tuple[int, int]:
    """Version and matrix of a message, as `qrcode` draws it; the smallest version for None."""
    code = QRCode(version=version, error_correction=LEVEL, mask_pattern=MASK, border=0)
    code.add_data(QRData(message, mode=MODE_8BIT_BYTE), optimize=0)
    code.make(fit=version is None)
    modules = (module for row in code.get_matrix() for module in row)
    return code.version, int("".join("1" if dark else "0" for dark in modules), 2)


def _sum(of_bit: Sequence[int], bits: int) -> int:
    total = 0
    for bit, change in enumerate(of_bit):
        if bits >> bit & 1:
            total ^= change
    return total


def _chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG (ISO/IEC 15948, 5.3)."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))
