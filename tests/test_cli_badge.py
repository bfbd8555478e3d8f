"""Badges from the command line: what comes out holds what was signed, and says what it is."""

from __future__ import annotations

import json
import sys

import pytest

from registry.openbadge.bake import extract_png, extract_svg
from tests.command_line import CommandLine

DORA = "A1A1A1A1A1A1H"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'


@pytest.fixture
def drawn(sealbook: CommandLine) -> CommandLine:
    """The registry with a picture for one of its standards."""
    folder = sealbook.root / "assets" / "badges"
    folder.mkdir(parents=True)
    (folder / "analyst.svg").write_text(SVG)
    return sealbook


def test_svg(drawn: CommandLine) -> None:
    """The picture holds the signed credential; it is a TEST where no real key signed."""
    ran = drawn.on_day("badge", DORA)
    assert ran.code == 0, ran.err
    assert ran.out == f"{DORA}.svg\n"
    assert "TEST" in ran.err
    found = json.loads(extract_svg((drawn.root.parent / f"{DORA}.svg").read_bytes()))
    assert found["id"].endswith(f".invalid/c/{DORA}/credential.json")
    sealed = drawn.root / ".sealbook" / "ledger" / "records" / DORA[:2] / f"{DORA}.json"
    assert found == json.loads(sealed.read_bytes())["credential"]


def test_png_is_drawn_from_the_svg(drawn: CommandLine) -> None:
    """A PNG is drawn by typst, and holds the same credential."""
    pytest.importorskip("typst", reason="typst is not installed (the extra `pdf`)")
    assert drawn.on_day("badge", DORA, "-o", "new/x.png").code == 0
    assert drawn.on_day("badge", DORA, "-o", "x.svg").code == 0
    folder = drawn.root.parent
    in_svg = extract_svg((folder / "x.svg").read_bytes())
    assert extract_png((folder / "new" / "x.png").read_bytes()) == in_svg


def test_png_without_typst(drawn: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the command says how to get it."""
    monkeypatch.setitem(sys.modules, "typst", None)
    ran = drawn.on_day("badge", DORA, "-o", "x.png")
    assert ran.code == 3
    assert ran.err.startswith("error[extra]: to draw a PNG from an SVG, sealbook needs typst\n")
    assert "pip install 'sealbook[pdf]'" in ran.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((DORA, "-o", "x.jpg"), 2, "A badge is a picture in .svg or .png, not x.jpg."),
        (("A1A1A1A1A1A1J",), 2, "Did you mean A1A1-A1A1-A1A1H?"),
        (("B2B2B2B2B2B2Q",), 3, "error[picture]: there is no picture assets/badges/steward.svg"),
    ],
)
def test_refusals(drawn: CommandLine, words: tuple[str, ...], code: int, said: str) -> None:
    """What cannot be made says why, and leaves no file."""
    ran = drawn.on_day("badge", *words)
    assert ran.code == code
    assert said in ran.err
    assert [path.name for path in drawn.root.parent.iterdir()] == ["registry"]


def test_a_picture_that_does_not_do(drawn: CommandLine) -> None:
    """A picture that is no SVG is named, with the reason."""
    (drawn.root / "assets" / "badges" / "analyst.svg").write_text("<html/>")
    ran = drawn.on_day("badge", DORA)
    assert ran.code == 3
    assert "error[picture]: the picture of analyst does not do: no SVG picture" in ran.err
