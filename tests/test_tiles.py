"""A log as tiles and entry bundles."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.merkle import Tree
from registry.ledger.tiles import (
    ENTRIES,
    WIDTH,
    Tile,
    TileMalformed,
    parse_bundle,
    parse_hashes,
    parse_log,
    parse_tile_path,
    print_bundle,
    print_hashes,
    print_log,
    print_tile_path,
    published_tiles,
    tiles_of_size,
)

tiles = st.builds(
    Tile,
    level=st.integers(0, 63) | st.just(ENTRIES),
    index=st.integers(0, 10**20),
    width=st.integers(1, WIDTH),
)
sizes = st.integers(1, 700)
ENTRY = [f"entry {number}".encode() for number in range(700)]
TREE = Tree.of(ENTRY)


def served(*signed_sizes: int) -> dict[str, bytes]:
    """The files of a log that was signed at these sizes."""
    return dict(print_log(ENTRY[: max(signed_sizes)], TREE, signed_sizes))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(level=0, index=1234067), "tile/0/x001/x234/067"),
        (Tile(level=0, index=0), "tile/0/000"),
        (Tile(level=1, index=999, width=1), "tile/1/999.p/1"),
        (Tile(level=63, index=1000, width=255), "tile/63/x001/000.p/255"),
        (Tile(level=ENTRIES, index=7), "tile/entries/007"),
    ],
)
def test_paths_of_the_specification(tile: Tile, path: str) -> None:
    """Numbers are cut in threes, all but the last part with an x before it."""
    assert print_tile_path(tile) == path
    assert parse_tile_path(path) == tile


@given(tiles)
def test_path_round_trip(tile: Tile) -> None:
    """Reading a written path gives the tile back."""
    assert parse_tile_path(print_tile_path(tile)) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000\n",
        "tile/0/\N{ARABIC-INDIC DIGIT ONE}00",
        "tile/entry/000",
        "/tile/0/000",
        "tile/0/" + "x001/" * 3000 + "000",
    ],
)
def test_other_paths_are_refused(path: str) -> None:
    """A tile has one path, and nothing else is one."""
    with pytest.raises(TileMalformed):
        parse_tile_path(path)


@pytest.mark.parametrize(
    "tile",
    [
        Tile(level=64, index=0),
        Tile(level=0, index=-1),
        Tile(level=0, index=0, width=0),
        Tile(level=0, index=0, width=257),
    ],
)
def test_tiles_that_do_not_exist_have_no_path(tile: Tile) -> None:
    """Levels end at 63, widths at 256, and none is empty."""
    with pytest.raises(TileMalformed):
        print_tile_path(tile)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=WIDTH))
def test_bundle_round_trip(entries: list[bytes]) -> None:
    """Reading a written bundle gives the entries back, empty ones included."""
    assert parse_bundle(print_bundle(entries)) == tuple(entries)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=WIDTH))
def test_hashes_round_trip(hashes: list[bytes]) -> None:
    """Reading the hashes of a written tile gives them back."""
    assert parse_hashes(print_hashes(hashes)) == tuple(hashes)


def test_an_entry_has_at_most_65535_bytes() -> None:
    """Its length is two bytes, the larger first."""
    assert print_bundle([b"x" * 0x0102])[:2] == b"\x01\x02"
    assert parse_bundle(print_bundle([b"x" * 0xFFFF])) == (b"x" * 0xFFFF,)
    with pytest.raises(TileMalformed):
        print_bundle([b"x" * 0x10000])


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\1", b"\0\1xy", b"\0\0" * 257])
def test_broken_bundles_are_refused(data: bytes) -> None:
    """Cut, glued, empty or too full."""
    with pytest.raises(TileMalformed):
        parse_bundle(data)


@pytest.mark.parametrize("length", [0, 31, 33, 257 * 32])
def test_broken_tiles_of_hashes_are_refused(length: int) -> None:
    """Cut, empty or too full."""
    with pytest.raises(TileMalformed):
        parse_hashes(bytes(length))


def test_a_log_of_70000_consists_of_the_tiles_in_the_specification() -> None:
    """273 full tiles at level 0 and one of 112, one full at level 1 and one of 17, one of 1."""
    counted = Counter((tile.level, tile.width) for tile in tiles_of_size(70_000))
    bundles = {(ENTRIES, 256): 273, (ENTRIES, 112): 1}
    hashes = {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1}
    assert counted == bundles | hashes


def test_a_log_of_256_has_one_full_tile_and_its_root_above() -> None:
    """The root of the full tile stands alone in a partial one at level 1."""
    assert set(served(256)) == {"tile/entries/000", "tile/0/000", "tile/1/000.p/1"}
    assert served(256)["tile/1/000.p/1"] == TREE.root(256)


@given(st.sets(sizes, min_size=1, max_size=8))
def test_every_signed_size_is_served(signed: set[int]) -> None:
    """Each tile of each signed size is there, or the full one that took its place."""
    files = served(*signed)
    for size in signed:
        for tile in tiles_of_size(size):
            path, full = print_tile_path(tile), Tile(level=tile.level, index=tile.index)
            assert path in files or print_tile_path(full) in files
            if path in files and tile.level != ENTRIES:
                assert len(parse_hashes(files[path])) == tile.width


@given(st.sets(sizes, min_size=1, max_size=8))
def test_nothing_else_is_served(signed: set[int]) -> None:
    """No tile is listed twice, is of a size that was never signed, or is beside its full one."""
    listed = list(published_tiles(signed))
    assert len(listed) == len(set(listed))
    assert set(listed) <= {tile for size in signed for tile in tiles_of_size(size)}
    full = {(tile.level, tile.index) for tile in listed if tile.width == WIDTH}
    assert not [t for t in listed if t.width < WIDTH and (t.level, t.index) in full]


@given(st.sets(sizes, min_size=1, max_size=8))
def test_a_log_is_read_back_from_its_tiles(signed: set[int]) -> None:
    """For every signed size the entries come back, and their tree has the root of that size."""
    files = served(*signed)
    for size in signed:
        entries = parse_log(size, files.get)
        assert entries == ENTRY[:size]
        assert Tree.of(entries).root() == TREE.root(size)


def test_a_log_with_a_hole_is_not_read() -> None:
    """A missing bundle, or one that holds too few, is an error, not a shorter log."""
    files = served(300)
    del files["tile/entries/000"]
    with pytest.raises(TileMalformed, match="entries/000 is missing"):
        parse_log(300, files.get)
    files["tile/entries/000"] = print_bundle(ENTRY[:255])
    with pytest.raises(TileMalformed, match="255 entries, not 256"):
        parse_log(300, files.get)


def test_a_log_that_was_never_signed_serves_nothing() -> None:
    """No checkpoint, no tiles."""
    assert list(published_tiles([])) == []
