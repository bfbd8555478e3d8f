"""Engine: the one place that runs MkDocs; leaving MkDocs would change only this file."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

_ENGINE = ("mkdocs", "mkdocs-material", "pymdown-extensions", "Markdown", "Jinja2")
CONFIGURATION = "mkdocs.yml"
INHERITED = "inherited.yml"


class EngineFailed(Exception):
    """MkDocs refused the pages; the message holds what it said."""


def stage_by_hand(root: Path, stage: Path) -> list[str]:
    """Copy what people wrote for the site; returns the Markdown pages among it.

    That is `docs/`, the pictures in `assets/`, and the settings of the engine, which the staged
    configuration inherits. Raises EngineFailed where these are missing.
    """
    settings = root / "mkdocs.yml"
    if not settings.is_file():
        raise EngineFailed("there is no mkdocs.yml beside registry.yml")
    shutil.copyfile(settings, stage / INHERITED)
    docs = stage / "docs"
    for source, target in ((root / "docs", docs), (root / "assets", docs / "assets")):
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
    return sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


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
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file"]
    command += [str(stage / CONFIGURATION), "--site-dir", str(pages)]
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(epoch),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise EngineFailed(done.stderr.strip() or done.stdout.strip())
    shutil.rmtree(cache, ignore_errors=True)
    shutil.copytree(pages, cache / "pages")
    stamp.write_text(key)
    return pages


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
