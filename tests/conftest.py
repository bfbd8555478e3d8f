"""What several areas of tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.command_line import CommandLine

# How long an example takes says how busy the machine is, and nothing about us.
settings.register_profile("sealbook", deadline=None)
settings.load_profile("sealbook")

# Where the tests run in GitHub Actions, its files are not for what they say.
for _name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_RUN_ATTEMPT", "GITHUB_TOKEN"):
    os.environ.pop(_name, None)

BASE = Path(__file__).parent / "broken" / "_base"
VECTORS = Path(__file__).resolve().parents[2] / "shared" / "vectors"


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of official test vectors beside the repository; skips where it is absent."""
    if not VECTORS.is_dir():
        pytest.skip("no official test vectors at ../shared/vectors")
    return VECTORS


@pytest.fixture
def sealbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The command, on a copy of the smallest sound registry, in an empty folder."""
    root = tmp_path / "registry"
    shutil.copytree(BASE, root)
    for name in ("GITHUB_ACTIONS", "SEALBOOK_SEED", "SOURCE_DATE_EPOCH", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return CommandLine(root=root, capsys=capsys)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skips where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on the PATH")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()
