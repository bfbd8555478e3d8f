"""Everything that can be known without a network, gathered once."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

from registry import __version__
from registry.cli.doctor.ask.ledger import local_ledger
from registry.cli.doctor.ask.repository import day_of, repository
from registry.cli.doctor.facts import Computer, Here, HostedFiles, Keys
from registry.cli.find import Opened
from registry.cli.key_files import FOLDER, read_chain
from registry.cli.world import SEED_VARIABLE
from registry.forge.callers import CALLERS
from registry.forge.files import FILES
from registry.problem import errors
from registry.records.reading import PRIVATE
from registry.site.catalogues import languages

_PROGRAM = Path(__file__).resolve().parents[4]
_LOCK = "requirements/build.txt"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_TESTED = "Programming Language :: Python :: 3."
_MACHINES = ("CI", "GITHUB_ACTIONS", "GITLAB_CI")


def here(root: Path, opened: Opened, folder: Path, today: date) -> Here:
    """The facts about the registry at `root`, whose ledger is in `folder`. Raises GitRefused."""
    wrong = errors(opened.known)
    return Here(
        today=today,
        settings=opened.registry.settings,
        errors=len(wrong),
        repository=repository(root),
        ledger=local_ledger(root, folder),
        keys=_keys(root),
        files=_files(root, opened, today, sound=not wrong),
        computer=_computer(root),
        cname=_first(root / "docs" / "CNAME", root / "CNAME"),
        private=tuple(name for name in PRIVATE if (root / name).exists()),
        languages=languages("pages"),
    )


def _keys(root: Path) -> Keys:
    chain = read_chain(root)
    since: dict[int, date] = {}
    for number in range(1, len(chain) + 1):
        path = f"{FOLDER}/{number}.json"
        day = day_of(root, "log", "-1", "--diff-filter=A", "--format=%ct", "--", path)
        since |= {number: day} if day else {}
    return Keys(chain=chain, since=since)


def _files(root: Path, opened: Opened, today: date, *, sound: bool) -> HostedFiles:
    """What is in `.github`; what should be there is known only of records that are in order."""
    made = {file.path: file.text(opened.registry, today) for file in FILES} if sound else {}
    found = {str(file.relative_to(root)) for file in root.glob(".github/workflows/*.y*ml")}
    texts = {path: _first(root / path) for path in sorted({*made, *CALLERS, *found})}
    there = {path: text for path, text in texts.items() if text is not None}
    return HostedFiles(there=there, made=made)


def _computer(root: Path) -> Computer:
    lock = _first(_PROGRAM / _LOCK, root / _LOCK) or ""
    locked = dict(_LOCKED.findall(lock))
    try:
        classifiers = metadata("sealbook").get_all("Classifier") or []
    except PackageNotFoundError:  # it runs from its folder, without being installed
        classifiers = []
    return Computer(
        version=__version__,
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        tested=tuple(row.rpartition(" ")[2] for row in classifiers if row.startswith(_TESTED)),
        locked=locked,
        installed={name: found for name in locked if (found := _version(name))},
        seed=SEED_VARIABLE in os.environ and not any(os.environ.get(name) for name in _MACHINES),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _first(*files: Path) -> str | None:
    """The text of the first of these files that is there, with plain line ends."""
    for file in files:
        if file.is_file() and not file.is_symlink():
            return file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    return None
