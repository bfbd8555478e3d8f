"""A signed note: a text, an empty line, and a line for each signature.

    registry.example.org/log
    48
    sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

    — registry.example.org/log hI2DJw…
    — partner.example/witness TnKKVHLX…

The text ends in a newline and may itself contain empty lines: the last one separates.
A signature line is an em dash, a space, the name of a key, a space, and base64 of the key ID (4
bytes) and the signature.

Source: C2SP signed-note, Format.
"""

from __future__ import annotations

from dataclasses import dataclass

from registry.note.strict_base64 import parse_base64, print_base64
from registry.note.vkey import KEY_ID_BYTES, is_key_name

MAX_SIGNATURES = 64  # a verifier must accept 16
_DASH = "\N{EM DASH} "
_SPACE = " "


class NoteMalformed(ValueError):
    """The bytes are no signed note."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One signature line: the name and ID (4 bytes) of a key, and what that key made."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A text that ends in a newline, and the signatures under it; not verified by itself."""

    text: str
    signatures: tuple[Signature, ...]


def print_note(note: Note) -> bytes:
    """Write a note. Raises NoteMalformed if it could not be read back."""
    _require_text(note.text)
    if not note.text.endswith("\n"):
        raise NoteMalformed("the text of a note ends in a newline")
    if not 0 < len(note.signatures) <= MAX_SIGNATURES:
        raise NoteMalformed(f"a note has 1 to {MAX_SIGNATURES} signatures")
    return f"{note.text}\n{''.join(map(_signature_line, note.signatures))}".encode()


def parse_note(data: bytes) -> Note:
    """Read a note, without verifying it. Raises NoteMalformed."""
    try:
        written = data.decode()
    except UnicodeDecodeError as error:
        raise NoteMalformed("a note is UTF-8") from error
    _require_text(written)
    before, separator, after = written.rpartition("\n\n")
    if not separator or not after.endswith("\n"):
        raise NoteMalformed("a note is a text, an empty line and signature lines")
    lines = after.split("\n")[:-1]
    if len(lines) > MAX_SIGNATURES:
        raise NoteMalformed(f"a note has at most {MAX_SIGNATURES} signatures, not {len(lines)}")
    return Note(text=before + "\n", signatures=tuple(map(_parse_signature_line, lines)))


def _signature_line(signature: Signature) -> str:
    if not is_key_name(signature.name):
        raise NoteMalformed(f"{signature.name!r} cannot be the name of a key")
    if len(signature.key_id) != KEY_ID_BYTES or not signature.value:
        raise NoteMalformed("a signature is the 4 bytes of a key ID and at least one more")
    return f"{_DASH}{signature.name} {print_base64(signature.key_id + signature.value)}\n"


def _parse_signature_line(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        data = parse_base64(encoded)
    except ValueError as error:
        raise NoteMalformed(f"not a signature line: {line[:80]!r}") from error
    signature = Signature(name=name, key_id=data[:KEY_ID_BYTES], value=data[KEY_ID_BYTES:])
    if _signature_line(signature) != line + "\n":
        raise NoteMalformed(f"not a signature line: {line[:80]!r}")
    return signature


def _require_text(text: str) -> None:
    if any(letter < _SPACE and letter != "\n" for letter in text):
        raise NoteMalformed("a note has no control characters but newlines")
