"""Engine: the one place that runs MkDocs; leaving MkDocs would change only this file."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from registry.site.engine_config import default_look
from registry.site.own_settings import objection

_ENGINE = ("mkdocs", "mkdocs-material", "pymdown-extensions", "Markdown", "Jinja2")
CONFIGURATION = "mkdocs.yml"
INHERITED = "inherited.yml"
# Below these everything is signed, or leads to what is; no page by hand may pass for that.
_RESERVED = ("c", "log", "status")
_NOT = ("SEALBOOK_", "ACTIONS_", "GITHUB_")


class EngineFailed(Exception):
    """MkDocs refused the pages; the message holds what it said."""


def stage_by_hand(root: Path, stage: Path) -> list[str]:
    """Copy what people wrote for the site; returns the Markdown pages among it.

    That is `docs/`, the pictures in `assets/`, and the settings of the engine, which the staged
    configuration inherits; without a `mkdocs.yml` it inherits ours. Raises EngineFailed.
    """
    settings = root / "mkdocs.yml"
    look = settings.read_bytes() if settings.exists() else default_look()
    if wrong := objection(look.decode("utf-8", "replace")):
        raise EngineFailed(f"mkdocs.yml: {wrong}")
    (stage / INHERITED).write_bytes(look)
    docs = stage / "docs"
    for folder in _RESERVED:
        if os.path.lexists(root / "docs" / folder):
            raise EngineFailed(f"docs/{folder}: this folder of the site is for what was sealed")
    for source, target in ((root / "docs", docs), (root / "assets", docs / "assets")):
        if source.is_symlink():
            raise EngineFailed(f"{source.name} is a link: put the folder itself there")
        if source.is_dir():
            _copy(root, source, target)
    return sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


def _copy(root: Path, source: Path, target: Path) -> None:
    """Copy a folder file by file. No link is followed: it could publish a file from elsewhere."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.iterdir()):
        shown = str(path.relative_to(root))
        if not shown.isprintable():
            raise EngineFailed(f"{shown!r} is no name for a page or a picture")
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise EngineFailed(f"{shown} is a link or no file: put the file itself there")
        if path.is_dir():
            _copy(root, path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


def run_engine(stage: Path, cache: Path, epoch: int) -> Path:
    """Turn `stage/docs` and `stage/mkdocs.yml` into pages; returns the folder that holds them.

    `epoch` is the time of the build in seconds since 1970: it dates the sitemap.
    The pages of the last run are kept in `cache`, and used again while nothing that the engine
    reads has changed.
    Raises EngineFailed with the engine's own words; strict mode refuses broken links too.
    """
    key = _digest(stage, epoch)
    pages = stage / "pages"
    stamp = cache / "key"
    if stamp.is_file() and stamp.read_text() == key:
        shutil.copytree(cache / "pages", pages)
        return pages
    # Without -P the folder of the records comes first where Python looks for its modules.
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--strict", "--config-file"]
    command += [str(stage / CONFIGURATION), "--site-dir", str(pages)]
    # Of what a job may do, and of the key, the engine and its many packages need nothing.
    ours = {name: value for name, value in os.environ.items() if not name.startswith(_NOT)}
    environment = {
        **ours,
        "SOURCE_DATE_EPOCH": str(epoch),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise EngineFailed(_in_terms_of_the_source(done.stderr or done.stdout, stage))
    shutil.rmtree(cache, ignore_errors=True)
    shutil.copytree(pages, cache / "pages")
    stamp.write_text(key)
    return pages


def _in_terms_of_the_source(said: str, stage: Path) -> str:
    """What the engine objects to, with the names of files as people know them."""
    lines = [line for line in said.strip().splitlines() if not line.startswith("INFO")]
    text = "\n".join(lines)
    for name in (INHERITED, CONFIGURATION):
        text = text.replace(str(stage / name), "mkdocs.yml")
    return text.replace(f"{stage}{os.sep}", "")


def _digest(stage: Path, epoch: int) -> str:
    """What the engine's result depends on: its version, the time, and all it reads."""
    digest = hashlib.sha256(f"{epoch}".encode())
    for name in _ENGINE:
        digest.update(f"{name} {version(name)}\n".encode())
    folders = sorted((*(stage / "docs").rglob("*"), *(stage / "theme").rglob("*")))
    for path in (stage / CONFIGURATION, stage / INHERITED, *folders):
        if path.is_file():
            digest.update(f"{path.relative_to(stage)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
