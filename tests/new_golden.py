"""The golden tree: every file that `sealbook new` writes for one set of answers.

It is what a template repository holds, and what reviewers see of a change of the texts.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from registry.founding.answers import Answers, founding_of
from registry.founding.files import found
from registry.founding.founding import Founding
from tests.adopter import ANSWERS, FOUNDED, MAINTAINERS, PIN

EXPECTED = Path(__file__).parent / "expected_new"
VERSION = "1.2.0"


def founding(*maintainers: str, program: str = PIN, **other: str) -> Founding:
    """The founding by these answers, or others."""
    answers = Answers(
        typed={**ANSWERS, **other},
        maintainers=maintainers or MAINTAINERS,
        program=program,
        version=VERSION,
    )
    return founding_of(answers, date.fromisoformat(FOUNDED))


def made() -> dict[str, bytes]:
    """Path and bytes of every file, as the code makes them now."""
    files = found(founding()).files
    return {path: files[path].encode() for path in sorted(files)}


def kept() -> dict[str, bytes]:
    """Path and bytes of every file, as it was blessed."""
    paths = sorted(path for path in EXPECTED.rglob("*") if path.is_file())
    return {path.relative_to(EXPECTED).as_posix(): path.read_bytes() for path in paths}


def bless() -> list[str]:
    """Rewrite the tree, and name the files that changed."""
    before, after = kept(), made()
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for path, content in after.items():
        file = EXPECTED / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    names = sorted(before.keys() | after.keys())
    return [f"tests/expected_new/{name}" for name in names if before.get(name) != after.get(name)]
