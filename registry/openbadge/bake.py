"""Baking: a signed credential inside the picture of its badge, by an insertion of bytes.

SVG: right after the start tag `<svg …>`, which also gets the namespace,

    <openbadges:credential><![CDATA[{"@context": …}]]></openbadges:credential>

PNG: exactly one uncompressed iTXt chunk with the keyword `openbadgecredential`, after IHDR.
Source: Open Badges 3.0, 5.3 Baked Badges; PNG (Third Edition), 11.3.3.4.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from xml.parsers import expat

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
KEYWORD = b"openbadgecredential"
_ELEMENT = f"{NAMESPACE} credential"
_PNG = b"\x89PNG\r\n\x1a\n"
_CRC_BYTES = 4
# What may stand before the root, and its start tag; a document type must not define entities.
_SVG_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->|<!DOCTYPE[^>\[]*>)*"
    rb"<svg(?:\s+[^\s=<>]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*(?P<end>\s*>)",
    re.DOTALL,
)


class NotBakeable(ValueError):
    """The picture is none that a credential can be put into, or read from."""


def bake_svg(picture: bytes, credential: str) -> bytes:
    """Put the JSON of a signed credential into an SVG picture in UTF-8."""
    start = _SVG_START.match(picture)
    if start is None:
        raise NotBakeable("no SVG picture with a start tag <svg …>")
    if b"openbadges" in start[0] or _credentials_in_svg(picture):
        raise NotBakeable("the picture holds a credential already")
    at = start.start("end")
    # `]]>` would end the section. In JSON it occurs only in texts, which allow an escape.
    text = credential.replace("]]>", "]]\\u003e").encode()
    element = b"<openbadges:credential><![CDATA[" + text + b"]]></openbadges:credential>"
    namespace = f' xmlns:openbadges="{NAMESPACE}"'.encode()
    return picture[:at] + namespace + b">" + element + picture[start.end() :]


def extract_svg(picture: bytes) -> str:
    """The JSON of the credential in an SVG picture. Raises NotBakeable unless there is one."""
    found = _credentials_in_svg(picture)
    if len(found) != 1:
        raise NotBakeable(f"the picture holds {len(found)} credentials, not one")
    return found[0].strip()


def bake_png(picture: bytes, credential: str) -> bytes:
    """Put the JSON of a signed credential into a PNG picture."""
    if list(_credentials_in_png(picture)):
        raise NotBakeable("the picture holds a credential already")
    kind, data, end = next(_chunks(picture))
    if kind != b"IHDR" or not data:
        raise NotBakeable("a PNG picture begins with IHDR")
    # Keyword, not compressed, method 0, no language, no translated keyword; then the text.
    content = KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0" + credential.encode()
    return picture[:end] + _chunk(b"iTXt", content) + picture[end:]


def extract_png(picture: bytes) -> str:
    """The JSON of the credential in a PNG picture. Raises NotBakeable unless there is one."""
    found = list(_credentials_in_png(picture))
    if len(found) != 1:
        raise NotBakeable(f"the picture holds {len(found)} credentials, not one")
    return found[0]


def _credentials_in_svg(picture: bytes) -> list[str]:
    found: list[str] = []
    inside = False

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == _ELEMENT:
            inside = True
            found.append("")

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != _ELEMENT

    def text(data: str) -> None:
        if inside:
            found[-1] += data

    def entity(*_: object) -> None:
        raise NotBakeable("the picture defines entities")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = text, entity
    try:
        parser.Parse(picture, True)
    except expat.ExpatError as error:
        raise NotBakeable(f"not an XML document: {error}") from error
    return found


def _credentials_in_png(picture: bytes) -> Iterator[str]:
    for kind, data, _ in _chunks(picture):
        keyword, _, rest = data.partition(b"\0")
        if kind != b"iTXt" or keyword != KEYWORD:
            continue
        if rest[:2] != b"\0\0":
            raise NotBakeable("the credential is compressed, which Open Badges forbids")
        _language, _, rest = rest[2:].partition(b"\0")
        _translated, _, text = rest.partition(b"\0")
        yield text.decode()


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Each chunk of a PNG: its type, its data, and where it ends."""
    if not picture.startswith(_PNG):
        raise NotBakeable("not a PNG picture")
    at = len(_PNG)
    while at < len(picture):
        if at + 8 > len(picture):
            raise NotBakeable("the PNG picture is cut off")
        length, kind = struct.unpack_from(">I4s", picture, at)
        end = at + 8 + length + _CRC_BYTES
        data = picture[at + 8 : end - _CRC_BYTES]
        if picture[at:end] != _chunk(kind, data):
            raise NotBakeable(f"the chunk {kind!r} of the PNG picture is damaged")
        yield kind, data, end
        at = end


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
