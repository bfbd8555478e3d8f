"""A log as static files: tiles of hashes and bundles of entries, 256 to a file.

    tile/0/000                  leaf hashes 0 to 255, 32 bytes each
    tile/0/001.p/17             the next 17, as long as there are no more
    tile/1/000.p/1              the root of each full tile below
    tile/entries/000            the entries 0 to 255, each after its length in two bytes
    tile/entries/x001/x234/067  number 1,234,067

A partial tile stays for every size that was ever signed, until the full one is there: whoever
kept an old checkpoint can still fetch what it commits to.

Source: C2SP tlog-tiles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from registry.ledger.merkle import Tree

WIDTH = 256
HASH_BYTES = 32
ENTRIES: Literal["entries"] = "entries"
MAX_ENTRY_BYTES = 0xFFFF
MAX_LEVEL = 63
_HEIGHT = 8  # of the subtree that a full tile spans
_LENGTH_BYTES = 2
_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)

Level = int | Literal["entries"]


class TileMalformed(ValueError):
    """A path or the bytes of a tile are not as the format wants them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    """Which tile: its level (0 holds leaf hashes), its number in that, and how many it holds."""

    level: Level
    index: int
    width: int = WIDTH


def print_tile_path(tile: Tile) -> str:
    """Write the path of a tile below the log. Raises TileMalformed if there is no such tile."""
    if tile.level != ENTRIES and not 0 <= int(tile.level) <= MAX_LEVEL:
        raise TileMalformed(f"there is no level {tile.level}")
    if not 1 <= tile.width <= WIDTH or tile.index < 0:
        raise TileMalformed(f"a tile holds 1 to {WIDTH} items, not {tile.width}")
    index, rest = f"{tile.index % 1000:03}", tile.index // 1000
    while rest:
        index, rest = f"x{rest % 1000:03}/{index}", rest // 1000
    partial = "" if tile.width == WIDTH else f".p/{tile.width}"
    return f"tile/{tile.level}/{index}{partial}"


def parse_tile_path(path: str) -> Tile:
    """Read the path of a tile. Raises TileMalformed."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise TileMalformed(f"not the path of a tile: {path!r}")
    level: Level = ENTRIES if found["level"] == ENTRIES else int(found["level"])
    tile = Tile(
        level=level,
        index=int(found["index"].replace("/", "").replace("x", "")),
        width=int(found["width"] or WIDTH),
    )
    if print_tile_path(tile) != path:
        raise TileMalformed(f"not as the path of a tile is written: {path!r}")
    return tile


def print_hashes(hashes: Iterable[bytes]) -> bytes:
    """Write the bytes of a tile of hashes."""
    return b"".join(hashes)


def parse_hashes(data: bytes) -> tuple[bytes, ...]:
    """Read the hashes of a tile. Raises TileMalformed for a broken or empty one."""
    if not data or len(data) % HASH_BYTES or len(data) > WIDTH * HASH_BYTES:
        raise TileMalformed(f"{len(data)} bytes are no tile of hashes")
    return tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))


def print_bundle(entries: Iterable[bytes]) -> bytes:
    """Write the bytes of an entry bundle. Raises TileMalformed for an entry over 65,535 bytes."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise TileMalformed(f"an entry has at most {MAX_ENTRY_BYTES} bytes, not {len(entry)}")
        parts += len(entry).to_bytes(_LENGTH_BYTES, "big"), entry
    return b"".join(parts)


def parse_bundle(data: bytes) -> tuple[bytes, ...]:
    """Read the entries of a bundle. Raises TileMalformed for a broken or empty one."""
    entries, at = [], 0
    while at < len(data):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(data[at:start], "big")
        entries.append(data[start:at])
    if at != len(data) or not 1 <= len(entries) <= WIDTH:
        raise TileMalformed(f"{len(data)} bytes are no bundle of entries")
    return tuple(entries)


def tiles_of_size(size: int) -> Iterator[Tile]:
    """All tiles that a log of this size consists of, level by level, entries first."""
    for level, items in _levels(size):
        for index in range(items // WIDTH):
            yield Tile(level=level, index=index)
    yield from _partial_tiles(size)


def published_tiles(signed_sizes: Iterable[int]) -> Iterator[Tile]:
    """The tiles to serve: those of the largest size, and partial ones of every other.

    A partial tile goes once the full one of the same number is there.
    """
    sizes = sorted(set(signed_sizes))
    if not sizes:
        return
    yield from tiles_of_size(sizes[-1])
    seen = set(_partial_tiles(sizes[-1]))
    full = {level: items // WIDTH for level, items in _levels(sizes[-1])}
    for size in sizes[:-1]:
        for tile in _partial_tiles(size):
            if tile.index >= full[tile.level] and tile not in seen:
                seen.add(tile)
                yield tile


def print_tile(tile: Tile, entries: Sequence[bytes], tree: Tree) -> bytes:
    """Write the bytes of one tile of a log, given its entries and the tree over them."""
    start = tile.index * WIDTH
    if isinstance(tile.level, str):
        return print_bundle(entries[start : start + tile.width])
    return print_hashes(tree.row(_HEIGHT * tile.level)[start : start + tile.width])


def print_log(
    entries: Sequence[bytes], tree: Tree, signed_sizes: Iterable[int]
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every tile to serve; the checkpoint is signed elsewhere."""
    for tile in published_tiles(signed_sizes):
        yield print_tile_path(tile), print_tile(tile, entries, tree)


def parse_log(size: int, read: Callable[[str], bytes | None]) -> list[bytes]:
    """Read the entries of a log of this size back from its bundles.

    `read` gives the bytes at a path, or None where nothing is served: then the full bundle is
    asked for instead of a partial one. Whoever calls this compares the root with a checkpoint.
    Raises TileMalformed if a bundle is missing, broken or too short.
    """
    entries: list[bytes] = []
    for tile in tiles_of_size(size):
        if tile.level != ENTRIES:
            continue
        path = print_tile_path(tile)
        data = read(path)
        if data is None and tile.width < WIDTH:
            data = read(print_tile_path(Tile(level=ENTRIES, index=tile.index)))
        if data is None:
            raise TileMalformed(f"{path} is missing")
        bundle = parse_bundle(data)[: tile.width]
        if len(bundle) < tile.width:
            raise TileMalformed(f"{path} holds {len(bundle)} entries, not {tile.width}")
        entries += bundle
    return entries


def _levels(size: int) -> Iterator[tuple[Level, int]]:
    """Each level of a log, and how many entries or hashes it holds."""
    yield ENTRIES, size
    level = 0
    while items := size >> (_HEIGHT * level):
        yield level, items
        level += 1


def _partial_tiles(size: int) -> Iterator[Tile]:
    """The partial tiles among those of a size: at most one a level."""
    for level, items in _levels(size):
        if items % WIDTH:
            yield Tile(level=level, index=items // WIDTH, width=items % WIDTH)
