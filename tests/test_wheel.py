"""The wheel: all that is needed and nothing else, the same bytes twice, and it works alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ("registry", "README.md", "LICENSE", "pyproject.toml")
EPOCH = "1764547200"


def wheel(source: Path, out: Path) -> Path:
    """The wheel that the build backend makes of a source tree, without network."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    command += ["--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run([*command, str(source)], check=True, env=environment)
    (found,) = out.glob("*.whl")
    return found


def copy_of_the_source(folder: Path) -> Path:
    """The project's own files alone, as a clone has them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *SOURCE], cwd=ROOT, check=True, capture_output=True
    )
    for name in listed.stdout.decode().split("\0")[:-1]:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source, so that nothing of the work tree gets in."""
    return copy_of_the_source(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel."""
    return wheel(source, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def alone(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `sealbook` of a new virtual environment that knows the wheel, and not this repository.

    Its dependencies are those of the tests: named by path, so that nothing is fetched, and so that
    the editable install beside them, which is a `.pth` file, does not count.
    """
    place = tmp_path_factory.mktemp("venv")
    venv.create(place, symlinks=True)
    command = [sys.executable, "-m", "pip", "--python", str(place / "bin" / "python"), "install"]
    subprocess.run([*command, "--quiet", "--no-index", "--no-deps", str(built)], check=True)
    home = next(place.glob("lib/python*/site-packages"))
    (home / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place / "bin" / "sealbook"


def test_the_wheel_is_the_same_twice(source: Path, built: Path, tmp_path: Path) -> None:
    """Another folder, other dates of files and another umask change no byte."""
    other = shutil.copytree(source, tmp_path / "elsewhere", copy_function=shutil.copyfile)
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    before = os.umask(0o077)
    try:
        again = wheel(other, tmp_path / "out")
    finally:
        os.umask(before)
    assert again.name == built.name
    assert again.read_bytes() == built.read_bytes()


def test_the_wheel_holds_the_package_and_nothing_else(source: Path, built: Path) -> None:
    """Schemas, templates, words, scripts and contexts are in it; tests and records are not."""
    held = {name for name in zipfile.ZipFile(built).namelist() if ".dist-info/" not in name}
    package = {
        path.relative_to(source).as_posix()
        for path in (source / "registry").rglob("*")
        if path.is_file()
    }
    assert held == package
    assert "registry/schemas/standard.schema.json" in held


def test_the_wheel_works_outside_the_repository(alone: Path, tmp_path: Path) -> None:
    """From the wheel only: check and build the smallest registry, and verify a page of it."""
    root = tmp_path / "registry"
    shutil.copytree(ROOT / "tests" / "broken" / "_base", root)

    def sealbook(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(
            [alone, "-C", str(root), *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    where = [alone.with_name("python"), "-I", "-c", "import registry; print(registry.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert Path(found.stdout.strip()).is_relative_to(alone.parents[1])

    assert sealbook("check", "--today", "2026-11-23").returncode == 0
    ran = sealbook("build", "--today", "2026-11-23")
    assert ran.returncode == 0, ran.stderr
    assert list((root / "build" / "site" / "assets").glob("verify.*.mjs"))
    ran = sealbook("verify", "A1A1A1A1A1A1H", "--site", str(root / "build" / "site"))
    assert ran.returncode == 5, ran.stderr  # valid, and signed with the public development key
