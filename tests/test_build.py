"""The whole build: it repeats byte for byte, and it never leaves half a site."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[1]
RECORDS = ("registry.yml", "mkdocs.yml", "assets", "standards", "skills", "pathways", "people")
RECORDS += ("governance", "credentials", "assessments", "workshops", "docs")
TODAY = "2026-11-23"


def copy_of_the_sample(folder: Path, *, backwards: bool = False) -> Path:
    """The sample's source files in a new folder, written in the other order if asked."""
    for name in sorted(RECORDS, reverse=backwards):
        source = ROOT / name
        files = [source] if source.is_file() else sorted(source.rglob("*"), reverse=backwards)
        for path in files:
            if path.is_file():
                target = folder / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    return folder


def sealbook(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a registry, from elsewhere, with extra environment variables."""
    return subprocess.run(
        [sys.executable, "-m", "registry", "-C", str(root), *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def build(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`sealbook build` on the day of the tests."""
    return sealbook(root, "build", "--today", TODAY, *words, **environment)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample with its site."""
    root = copy_of_the_sample(tmp_path_factory.mktemp("registry"))
    done = build(root)
    assert done.returncode == 0, done.stderr
    return root


def test_the_sample_builds_into_a_whole_site(built: Path) -> None:
    """Pages people read, pages of credentials, and files for machines are all there."""
    site = built / "build" / "site"
    for path in (
        "index.html",
        "employers/index.html",
        "standards/data-practitioner/index.html",
        "standards/data-practitioner/2.1/index.html",
        "standards/data-foundations/1.0/es/index.html",
        "standards/data-practitioner/2.1/achievement.json",
        "c/MVBP1EE1EDQ42/index.html",
        "c/MVBP1EE1EDQ42/credential.json",
        "checks/unknown-standard/index.html",
        "fields/credential/index.html",
        "schemas/credential.schema.json",
        "status/revocation.json",
        ".well-known/did.json",
        "404.html",
    ):
        assert (site / path).is_file(), path


def test_a_published_schema_stands_alone(built: Path) -> None:
    """An editor that is given its address checks a record with it, and asks for nothing else."""
    file = built / "build" / "site" / "schemas" / "decision.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    assert schema["$id"].endswith(".invalid/schemas/decision.schema.json")
    assert "$ref" not in file.read_text("utf-8")
    judge = Draft202012Validator(schema)
    record = yaml.safe_load(
        (ROOT / "governance/decisions/2025-11-18-data-practitioner-2-1.yml").read_text("utf-8")
    )
    record["decided"] = str(record["decided"])  # this reader makes dates of them
    assert [error.message for error in judge.iter_errors(record)] == []
    del record["question"]
    assert not judge.is_valid(record)


def test_equal_input_gives_equal_bytes(built: Path, tmp_path: Path) -> None:
    """Another folder, order of files, hash seed, time zone, locale and umask change nothing."""
    other = copy_of_the_sample(tmp_path / "elsewhere", backwards=True)
    before = os.umask(0o077)
    try:
        done = build(other, PYTHONHASHSEED="12345", TZ="Pacific/Kiritimati", LC_ALL="C")
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    one, two = tree(built / "build" / "site"), tree(other / "build" / "site")
    assert sorted(one) == sorted(two)
    assert [path for path in one if one[path] != two[path]] == []


def test_a_second_build_signs_nothing_and_changes_nothing(built: Path) -> None:
    """Signatures are kept in the ledger folder; the site of an unchanged tree is the same."""
    before, ledger = tree(built / "build" / "site"), tree(built / ".sealbook" / "ledger")
    done = build(built)
    assert done.returncode == 0, done.stderr
    assert tree(built / "build" / "site") == before
    assert tree(built / ".sealbook" / "ledger") == ledger


def test_a_lost_cache_of_signatures_changes_no_byte(built: Path, tmp_path: Path) -> None:
    """The development ledger is a function of the tree."""
    done = build(built, "--ledger", str(tmp_path / "empty"), "-o", str(tmp_path / "out" / "site"))
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "out" / "site") == tree(built / "build" / "site")


class _Addresses(HTMLParser):
    """Collects what a browser would load of its own accord."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        loads = {"script", "img", "iframe", "source", "video", "audio", "embed", "use", "image"}
        rels = set((named.get("rel") or "").split())
        linked = {"stylesheet", "icon", "preload", "preconnect"}
        if tag in loads or (tag == "link" and rels & linked):
            self.loaded += [value for key in ("src", "href", "srcset") if (value := named.get(key))]
        if style := named.get("style"):
            self.loaded += re.findall(r"url\(([^)]*)\)", style)


def test_no_page_loads_anything_from_elsewhere(built: Path) -> None:
    """Fonts, scripts, styles and pictures all come from the site itself."""
    site = built / "build" / "site"
    foreign = re.compile(r"^\s*['\"]?(?:[a-z]+:)?//", re.IGNORECASE)
    found = []
    for page in site.rglob("*.html"):
        addresses = _Addresses()
        addresses.feed(page.read_text(encoding="utf-8"))
        found += [(page.name, address) for address in addresses.loaded if foreign.match(address)]
    for sheet in site.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        used = re.findall(r"url\(([^)]*)\)|@import\s+([^;]+)", text)
        found += [(sheet.name, a or b) for a, b in used if foreign.match(a or b)]
    assert found == []
    assert len(list(site.rglob("*.html"))) > 100


def test_a_development_build_says_test_on_every_page(built: Path) -> None:
    """No page of a build without a key can pass for real, in any language."""
    site = built / "build" / "site"
    silent = [
        str(page.relative_to(site))
        for page in site.rglob("*.html")
        if not re.search("TEST|PRUEBA", page.read_text(encoding="utf-8"))
    ]
    assert silent == []


def test_a_problem_leaves_the_site_as_it_was(built: Path, tmp_path: Path) -> None:
    """A build that finds an error changes no byte of the last site, and says where the error is."""
    root = tmp_path / "registry"
    shutil.copytree(built, root)
    before = tree(root / "build" / "site")
    record = root / "credentials" / "2026" / "MVBP1EE1EDQ42.yml"
    record.write_text(record.read_text().replace("awarded: 2026-02-28", "awarded: 2026-02-30"))
    done = build(root)
    assert done.returncode == 1
    assert "credentials/2026/MVBP1EE1EDQ42.yml:" in done.stdout
    assert "error[date]" in done.stdout
    assert tree(root / "build" / "site") == before


def test_a_page_that_the_engine_refuses_leaves_the_site_as_it_was(
    built: Path, tmp_path: Path
) -> None:
    """A broken link in a hand-written page is told in one piece, without a traceback."""
    root = tmp_path / "registry"
    shutil.copytree(built, root)
    before = tree(root / "build" / "site")
    (root / "docs" / "note.md").write_text("# Note\n\nSee [there](nowhere.md).\n")
    done = build(root)
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root / "build" / "site") == before


@pytest.mark.parametrize("seconds", [0.2, 0.5, 0.8, 1.1, 1.4])
def test_a_killed_build_leaves_the_old_site_or_the_new_one(
    built: Path, tmp_path: Path, seconds: float
) -> None:
    """`kill -9` at any moment: the site is whole, and the next build needs no cleaning up."""
    root = tmp_path / "registry"
    shutil.copytree(built, root)
    old = tree(root / "build" / "site")
    name = root / "registry.yml"
    name.write_text(name.read_text().replace("Open Data Practice Guild", "Another Name", 1))
    process = subprocess.Popen(
        [sys.executable, "-m", "registry", "-C", str(root), "build", "--today", TODAY],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    now = tree(root / "build" / "site")
    done = build(root)
    assert done.returncode == 0, done.stderr
    new = tree(root / "build" / "site")
    assert new != old
    assert now in (old, new)
    assert sorted(path.name for path in (root / "build").iterdir() if path.is_dir()) == [
        ".sealbook",
        "site",
    ]
