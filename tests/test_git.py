"""The records of a commit, against those of the folder that the commit was made of."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from registry.git.repository import Repository
from registry.git.run import GitRefused, NoSuchRevision, run
from registry.load import load
from registry.records.document import Loaded
from registry.source.decode import MAX_BYTES

_WHO = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
FILES: dict[str, bytes] = {
    "registry.yml": b"name: A\n",
    "people/ada.yml": b"name: Ada\n",
    "people/ben.yml": b"name: ~\n",
    "governance/policies/conduct/1.0.md": b"---\ntitle: Conduct\n---\n\nBe kind.\n",
    "credentials/2026/MVBP1EE1EDQ42.yml": b"result: pass\n",
    "credentials/2026/MVBP1EE1EDQ43.yml": b"result: pass\n",
    "candidates/k-1.yml": b"name: Private\n",
    "assets/guild.svg": b"<svg/>\n",
    ".github/CODEOWNERS": b"* @ada\n",
    "notes.txt": b"Not a record.\n",
}


def git(folder: Path, *words: str) -> str:
    """What git prints, without the settings of this computer."""
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(folder), *_WHO, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout


def write(root: Path, files: dict[str, bytes]) -> None:
    """Write files below `root`."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def commit(root: Path, subject: str = "All") -> str:
    """Commit everything, and name the commit."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", subject)
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A registry with a few odd files, in a repository of its own; nothing is committed."""
    folder = tmp_path / "registry"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    write(folder, FILES)
    return folder


def same(one: Loaded, other: Loaded) -> bool:
    """Whether two readings hold the same, document by document."""
    rows = [
        [(found.path, found.id, found.text, found.data) for found in loaded.documents]
        for loaded in (one, other)
    ]
    return rows[0] == rows[1] and replace(one, documents=()) == replace(other, documents=())


def test_a_commit_is_read_like_its_folder(root: Path) -> None:
    """Documents, problems, pictures and CODEOWNERS; sound, broken, private and mistyped ones."""
    repository = Repository.around(root)
    loaded = repository.load(commit(root))
    assert same(loaded, load(root))
    codes = {problem.code for problem in loaded.problems}
    assert codes == {"empty-value", "id-check-symbol", "private-kind"}
    assert loaded.codeowners == "* @ada\n"


def test_odd_files_are_read_like_in_a_folder(root: Path) -> None:
    """Links, huge files, and names that are no text or look like options, patterns and commands."""
    odd = {
        "people/huge.yml": b"name: " + b"x" * MAX_BYTES + b"\n",
        "people/just-fits.yml": b"# " + b"x" * (MAX_BYTES - 13) + b"\nname: Ada",
        "people/--help.yml": b"name: A\n",
        "people/:(top)x.yml": b"name: A\n",
        "people/a b\tc\nd.yml": b"name: A\n",
        "people/*.yml": b"name: A\n",
        "people/CON.yml": b"name: A\n",
        "people/deep/er/x.yml": b"name: A\n",
        "people/not-text.yml": b"\xff\xfe",
        "people/windows.yml": b"name: A\r\n",
        "people/empty.yml": b"",
    }
    write(root, odd)
    (root / os.fsdecode(b"people/\xff\xfe.yml")).write_bytes(b"name: A\n")
    (root / "people" / "link.yml").symlink_to("ada.yml")
    (root / "people" / "nowhere.yml").symlink_to("/nowhere")
    git(root, "config", "core.quotePath", "true")
    git(root, "config", "core.autocrlf", "false")
    loaded = Repository.around(root).load(commit(root))
    assert same(loaded, load(root))
    assert {problem.code for problem in loaded.problems} >= {"too-large", "stray-file", "encoding"}


def test_a_folder_that_is_a_link(root: Path) -> None:
    """It is refused as one file, and not followed."""
    (root / "pathways").symlink_to("people")
    loaded = Repository.around(root).load(commit(root))
    assert same(loaded, load(root))


def test_what_did_not_change_is_not_read_again(root: Path) -> None:
    """Documents of the other version are used where the bytes are the same, and only there."""
    repository = Repository.around(root)
    base = commit(root)
    write(root, {"people/ada.yml": b"name: Ada B\n", "people/new.yml": b"name: New\n"})
    after = load(root)
    before = repository.load(base, beside=after)
    assert same(before, repository.load(base))
    old = {document.path: document for document in before.documents}
    new = {document.path: document for document in after.documents}
    shared = {path for path in old if new.get(path) is old[path]}
    assert shared == old.keys() - {"people/ada.yml"}


def test_sha256_repositories(tmp_path: Path) -> None:
    """The names of files are twice as long there, and compared all the same."""
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    write(tmp_path, FILES)
    repository = Repository.around(tmp_path)
    base = commit(tmp_path)
    assert len(base) == 64
    after = load(tmp_path)
    before = repository.load(base, beside=after)
    assert all(old is new for old, new in zip(before.documents, after.documents, strict=True))


def test_a_registry_in_a_folder_of_the_repository(root: Path) -> None:
    """Paths are those of the registry; what lies beside it is not its own."""
    inner = root / "office" / "registry"
    before = commit(root)
    write(inner, FILES)
    base = commit(root)
    repository = Repository.around(inner)
    assert same(repository.load(base), load(inner))
    assert repository.load(before).documents == ()
    write(inner, {"people/ada.yml": b"name: Ada B\n"})
    write(root, {"people/ada.yml": b"name: Ada C\n"})
    assert repository.changed(base) == {"people/ada.yml"}


def test_changed_paths(root: Path) -> None:
    """Edited, deleted, new and ignored files of the working tree; between commits, both sides."""
    write(root, {".gitignore": b"people/hidden.yml\n"})
    base = commit(root)
    repository = Repository.around(root)
    assert repository.changed(base) == set()
    write(root, {"people/ada.yml": b"name: Ada B\n", "people/hidden.yml": b"name: H\n"})
    write(root, {"people/a b\nc.yml": b"name: A\n"})
    (root / "registry.yml").unlink()
    changed = {"people/ada.yml", "people/hidden.yml", "people/a b\nc.yml", "registry.yml"}
    assert repository.changed(base) == changed
    head = commit(root)
    assert repository.changed(base, head) == changed - {"people/hidden.yml"}


def test_files_that_name_a_word(root: Path) -> None:
    """Letters as they stand, in these folders only; what looks like a pattern is none."""
    inner = root / "office"
    files = {
        "credentials/2026/MVBP1EE1EDQ42.yml": "holder: Zoë (a.b)\n".encode(),
        "credentials/2026/7K3M9QXA2TVRC.yml": b"holder: Zoe axb\n",
        "assessments/2026/MVBP1EE1EDQ42.yml": b"lead: ada\n",
        "people/zoe.yml": "name: Zoë (a.b)\n".encode(),
        "registry.yml": b"name: A\n",
    }
    write(inner, files)
    base = commit(root)
    repository = Repository.around(inner)
    folders = ("credentials", "assessments")
    path = "credentials/2026/MVBP1EE1EDQ42.yml"
    assert repository.naming(base, ["Zoë (a.b)", "-e"], folders) == [path]
    assert repository.naming(base, ["nobody"], folders) == []
    assert repository.texts(base, [path, "people/none.yml"]) == {path: files[path].decode()}
    assert set(repository.paths(base)) == set(files)


def test_revisions(root: Path) -> None:
    """Branches, tags and beginnings of a commit; what is none says so, whatever it looks like."""
    base = commit(root)
    git(root, "tag", "-a", "-m", "One", "v1")
    git(root, "branch", "side")
    repository = Repository.around(root)
    for name in ("HEAD", "main", "side", "v1", base, base[:8]):
        assert repository.commit(name) == base
    for name in (
        "",
        "nope",
        "-h",
        "--all",
        "HEAD:people",
        "a\nb",
        "^main",
        "main..side",
        "x" * 9999,
    ):
        with pytest.raises(NoSuchRevision, match="there is no commit called"):
            repository.commit(name)


def test_merge_base(root: Path) -> None:
    """Where two lines parted; without a common past, the base itself."""
    base = commit(root)
    git(root, "switch", "-q", "-c", "side")
    side = commit(root, "Side")
    git(root, "switch", "-q", "main")
    main = commit(root, "Main")
    git(root, "switch", "-q", "--orphan", "other")
    other = commit(root, "Other")
    repository = Repository.around(root)
    assert repository.merge_base(main, side) == base
    assert repository.merge_base(main, other) == main


def test_a_shallow_clone_says_what_to_fetch(root: Path, tmp_path: Path) -> None:
    """In a workflow it is one line of `actions/checkout`."""
    base = commit(root)
    write(root, {"people/ada.yml": b"name: Ada B\n"})
    commit(root)
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(clone))
    repository = Repository.around(clone)
    with pytest.raises(NoSuchRevision) as refused:
        repository.commit(base)
    assert "fetch-depth: 0" in refused.value.fix
    git(clone, "switch", "-q", "--orphan", "other")
    other = commit(clone)
    with pytest.raises(GitRefused, match="too shallow") as refused_too:
        repository.merge_base(repository.commit("main"), other)
    assert "fetch-depth: 0" in refused_too.value.fix


def test_where_there_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository, and no git at all, are said in plain words."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitRefused, match="in no Git repository"):
        Repository.around(tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitRefused, match="git is not installed"):
        Repository.around(tmp_path)


def test_what_is_set_for_another_git_does_not_count(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook of another repository, and where pathspecs are read otherwise, it is the folder."""
    base = commit(root)
    write(root, {"people/ada.yml": b"name: Ada B\n"})
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_ICASE_PATHSPECS"):
        monkeypatch.setenv(name, "1" if name.endswith("PATHSPECS") else str(other / ".git"))
        assert Repository.around(root).changed(base) == {"people/ada.yml"}, name
        monkeypatch.delenv(name)


def test_the_past_is_what_was_committed(root: Path) -> None:
    """An object that stands in for another in this clone does not change it."""
    base = commit(root)
    write(root, {"people/ada.yml": b"name: Ada B\n"})
    git(root, "replace", base, commit(root))
    repository = Repository.around(root)
    assert repository.texts(base, ["people/ada.yml"]) == {"people/ada.yml": "name: Ada\n"}
    assert repository.changed(base) == {"people/ada.yml"}


def test_git_is_told_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter or hook of the repository may run with it, and would see what git sees."""
    monkeypatch.setenv("SEALBOOK_SEED", "the seed")
    monkeypatch.setenv("GITHUB_TOKEN", "the token")
    monkeypatch.setenv("SEEN", "the rest")
    told = run(tmp_path, "-c", "alias.tell=!env", "tell").stdout.decode()
    assert "the rest" in told
    assert "the seed" not in told
    assert "the token" not in told
