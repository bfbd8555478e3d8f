"""Where a site goes, and what people wrote for it: nothing of theirs is lost or passed off."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.cli import exits
from registry.load import FOLDERS
from tests.command_line import CommandLine


@pytest.fixture
def built(sealbook: CommandLine) -> CommandLine:
    """The command, on a registry that has its site, and no mkdocs.yml."""
    assert sealbook.on_day("build").code == 0
    return sealbook


def test_a_registry_needs_no_settings_of_the_engine(built: CommandLine) -> None:
    """Without a mkdocs.yml the pages have a look of their own."""
    page = (built.root / "build" / "site" / "standards" / "analyst" / "index.html").read_text()
    assert 'id="criterion-log"' in page
    assert "md-search" in page


def test_the_registry_file_alone_builds(tmp_path: Path, sealbook: CommandLine) -> None:
    """With nothing but registry.yml there is a site that says that there is nothing yet."""
    root = tmp_path / "new"
    root.mkdir()
    shutil.copy(sealbook.root / "registry.yml", root)
    ran = sealbook.anywhere("-C", str(root), "build", "--today", "2026-11-23")
    assert ran.code == 0, ran.err
    assert "No standard yet." in (root / "build" / "site" / "index.html").read_text()
    for path in ("standards", "skills", "governance", "verify", "checks/date"):
        assert (root / "build" / "site" / path / "index.html").is_file()


def test_what_is_no_site_is_not_replaced(sealbook: CommandLine) -> None:
    """A folder with anything else in it stays as it is, the registry itself before all."""
    precious = sealbook.root.parent / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    (sealbook.root.parent / ".next").mkdir()
    before = sealbook.files()
    for place in (precious, sealbook.root, sealbook.root.parent, precious / "thesis.txt"):
        ran = sealbook.on_day("build", "-o", str(place))
        assert ran.code != exits.OK, place
        assert ran.code != exits.INTERNAL, place
    assert sealbook.files() == before
    assert (precious / "thesis.txt").read_text() == "years of work"
    assert sorted(path.name for path in sealbook.root.parent.iterdir()) == [
        ".next",
        "precious",
        "registry",
    ]


@pytest.mark.parametrize("folder", [*FOLDERS, "docs", "assets"])
def test_no_site_goes_into_the_source(sealbook: CommandLine, folder: str) -> None:
    """A site in a folder of records or of pages would be taken for one of them next time."""
    before = sealbook.files()
    for place in (sealbook.root / folder, sealbook.root / folder / "site"):
        ran = sealbook.on_day("build", "-o", str(place))
        assert ran.code == exits.COULD_NOT_CHECK
        assert ran.err.startswith("error[place]: ")
    assert sealbook.files() == before


def test_an_older_site_and_an_empty_folder_are_replaced(built: CommandLine) -> None:
    """A new place, an empty one, and one that holds a site already will do; so does a link."""
    place = built.root.parent / "public"
    place.mkdir()
    (built.root.parent / "link").symlink_to(place)
    for name in ("public", "public", "link", "new/place"):
        ran = built.on_day("build", "-o", str(built.root.parent / name))
        assert ran.code == 0, ran.err
        assert (built.root.parent / name / "index.html").is_file()
    assert (built.root.parent / "link").is_symlink()


def _page(root: Path) -> None:
    (root / "docs" / "index.md").write_text("# Mine\n")


def _folder(root: Path) -> None:
    (root / "docs" / "c" / "7K3M9QXA2TVRC").mkdir(parents=True)
    (root / "docs" / "c" / "7K3M9QXA2TVRC" / "index.html").write_text("<h1>Valid</h1>")


def _secret(root: Path) -> None:
    (root / "docs" / "environment.txt").symlink_to("/proc/self/environ")


def _loop(root: Path) -> None:
    (root / "docs" / "loop").symlink_to(".")


def _link(root: Path) -> None:
    (root / "docs").rmdir()
    (root / "docs").symlink_to("/etc")


def _pipe(root: Path) -> None:
    os.mkfifo(root / "docs" / "pipe")


def _name(root: Path) -> None:
    (root / "docs" / "\udcff.md").write_text("# Page\n")


def _theme(root: Path) -> None:
    (root / "mkdocs.yml").write_text("theme: readthedocs\n")


def _extensions(root: Path) -> None:
    (root / "mkdocs.yml").write_text("theme:\n  name: material\nmarkdown_extensions: [tables]\n")


def _hooks(root: Path) -> None:
    look = "theme: {name: material}\nmarkdown_extensions: [attr_list]\n"
    (root / "mkdocs.yml").write_text(f"{look}hooks: [docs/hook.py]\n")
    (root / "docs" / "hook.py").write_text("raise SystemExit('here runs what strangers wrote')\n")


def _no_yaml(root: Path) -> None:
    (root / "mkdocs.yml").write_text("theme: [\n")


def _broken_link(root: Path) -> None:
    (root / "docs" / "note.md").write_text("See [there](nowhere.md).\n")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_page, "docs/index.md: the build makes this page itself"),
        (_folder, "docs/c: this folder of the site is for what was sealed"),
        (_secret, "docs/environment.txt is a link or no file"),
        (_loop, "docs/loop is a link or no file"),
        (_link, "docs is a link"),
        (_pipe, "docs/pipe is a link or no file"),
        (_name, "is no name for a page or a picture"),
        (_theme, "mkdocs.yml: the pages are made for the theme material"),
        (_extensions, "mkdocs.yml: `markdown_extensions` needs `attr_list`"),
        (_hooks, "mkdocs.yml: `hooks` may run code"),
        (_no_yaml, 'in "mkdocs.yml", line 2'),
        (_broken_link, "Doc file 'note.md' contains a link 'nowhere.md'"),
    ],
)
def test_pages_that_cannot_be_published_are_named(
    built: CommandLine, spoil: Callable[[Path], None], said: str
) -> None:
    """What people wrote is taken as it is or refused by its name; the old site stays."""
    site = {path: text for path, text in built.files().items() if path.startswith("build/site/")}
    (built.root / "docs").mkdir()
    spoil(built.root)
    ran = built.on_day("build")
    assert ran.code == exits.PROBLEMS
    assert said in ran.err
    assert "INFO" not in ran.err
    assert str(built.root) not in ran.err
    after = {path: text for path, text in built.files().items() if path.startswith("build/site/")}
    assert after == site
