"""A site as one archive: every file of it, and the same bytes each time."""

from __future__ import annotations

import tarfile
from pathlib import Path

from registry.cli import exits
from tests.command_line import CommandLine


def test_the_archive_is_the_site(sealbook: CommandLine, tmp_path: Path) -> None:
    """Unpacked it is the site, with the files that begin with a dot; a second one is equal."""
    archives = [tmp_path / "site.tar", tmp_path / "again.tar"]
    for archive in archives:
        ran = sealbook.on_day("build", "--tar", str(archive))
        assert ran.code == exits.OK, ran.err
    assert archives[0].read_bytes() == archives[1].read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*.tar*")) == ["again.tar", "site.tar"]
    with tarfile.open(archives[0]) as tar:
        assert {member.type for member in tar} == {tarfile.REGTYPE, tarfile.DIRTYPE}
        assert {(member.uid, member.gid, member.uname) for member in tar} == {(0, 0, "")}
        tar.extractall(tmp_path / "unpacked", filter="data")
    assert files(tmp_path / "unpacked") == files(sealbook.root / "build" / "site")
    assert (tmp_path / "unpacked" / ".nojekyll").is_file()


def test_an_archive_in_the_site_is_refused(sealbook: CommandLine) -> None:
    """It would publish the site twice, once in a file that no manifest lists."""
    ran = sealbook.on_day("build", "--tar", str(sealbook.root / "build" / "site" / "site.tar"))
    assert ran.code == exits.COULD_NOT_CHECK
    assert "is in the site itself" in ran.err
    assert not (sealbook.root / "build" / "site").exists()


def files(folder: Path) -> dict[str, bytes]:
    """Path and content of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
