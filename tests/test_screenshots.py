"""The pictures of the handbook: what the pages show, what the script takes, and what lies there."""

from __future__ import annotations

import re

import pytest

from tests.sample_site import ROOT
from tests.screenshots import FOLDER, LARGEST, SHOTS, Shot

DOCS = ROOT / "docs"
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
SHOWN = [
    (page, alternative, (page.parent / target).resolve())
    for page in sorted(DOCS.rglob("*.md"))
    for alternative, target in PICTURE.findall(page.read_text())
]


def test_every_picture_shown_can_be_taken_again() -> None:
    """Each picture in a page is one of the script's, and each of the script's is in a page."""
    assert {path for _, _, path in SHOWN} == {FOLDER / shot.file for shot in SHOTS}


def test_every_picture_is_there_and_no_other() -> None:
    """Whoever adds a row to the table runs the script, whoever takes one away deletes the file."""
    files = {path.name for path in FOLDER.iterdir()}
    assert files == {shot.file for shot in SHOTS}


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_pictures_are_small(shot: Shot) -> None:
    """They are WebP, and small enough for a phone on a slow line."""
    content = (FOLDER / shot.file).read_bytes()
    assert content[:4] == b"RIFF"
    assert content[8:12] == b"WEBP"
    assert len(content) <= LARGEST


def test_every_picture_has_its_words() -> None:
    """Who does not see a picture is told what it says, in a sentence and not by a file name."""
    assert [page.name for page, alternative, _ in SHOWN if len(alternative.split()) < 5] == []
