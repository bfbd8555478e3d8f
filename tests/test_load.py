"""From a folder to documents: every file is a record or a problem."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from registry.load import load
from registry.problem import Problem
from registry.source.decode import MAX_BYTES

FILES = {
    "registry.yml": "name: A\n",
    "people/mara-lind.yml": "name: Mara Lind\n",
    "governance/organizations/ab.yml": "kind: public\n",
    "governance/bodies/board.yml": "title: Board\n",
    "governance/decisions/2025-11-18-adopt.yml": "question: Adopt?\n",
    "governance/policies/conduct/2.0.md": "---\ntitle: Conduct\n---\n# Be kind\n\n---\n\nAlways.\n",
    "skills/open-data/1.2.yml": "title: Skills\n",
    "standards/data/1.10.yml": "title: Data\n",
    "pathways/steward.yml": "title: Way\n",
    "credentials/2026/MVBP1EE1EDQ42.yml": "result: pass\n",
    "credentials/erased.yml": "erased: [NJ9B3038BYPTW]\n",
    "assessments/2026/MVBP1EE1EDQ42.yml": "lead: mara-lind\n",
}
IDS = {
    "registry": "registry",
    "person": "mara-lind",
    "organization": "ab",
    "body": "board",
    "decision": "2025-11-18-adopt",
    "policy": "conduct@2.0",
    "framework": "open-data@1.2",
    "standard": "data@1.10",
    "pathway": "steward",
    "credential": "MVBP1EE1EDQ42",
    "erasures": "erasures",
    "assessment": "MVBP1EE1EDQ42",
}


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below `root`, in the order given."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def only(root: Path) -> Problem:
    """The one problem of the folder."""
    [problem] = load(root).problems
    return problem


def test_the_path_gives_kind_and_id(tmp_path: Path) -> None:
    """Each kind is found at its path, with the ID that the path says; the year is a drawer."""
    loaded = load(write(tmp_path, {**FILES}))
    assert loaded.problems == ()
    assert {document.kind.name: document.id for document in loaded.documents} == IDS


def test_the_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    """Two folders written in opposite orders load alike."""
    broken = {"people/b.yml": "a: ~\n", "people/zz.yml": "a: ~\n", "people/aa.yml": "- x\n"}
    first = load(write(tmp_path / "a", {**FILES, **broken}))
    backwards = dict(reversed(list({**FILES, **broken}.items())))
    second = load(write(tmp_path / "b", backwards))
    assert [d.path for d in first.documents] == [d.path for d in second.documents]
    assert first.problems == second.problems
    assert first.unread == second.unread == {("person", "aa"), ("person", "zz")}


def test_a_policy_is_front_matter_and_text(tmp_path: Path) -> None:
    """The fields keep the lines of the file; the text below is the body, rules and all."""
    policy = "governance/policies/conduct/2.0.md"
    [document] = load(write(tmp_path, {policy: FILES[policy]})).documents
    assert document.data == {"title": "Conduct"}
    assert document.span(("title",)).line == 2
    assert document.body == "# Be kind\n\n---\n\nAlways.\n"


@pytest.mark.parametrize(
    "path",
    [
        "people/Mara.yml",
        "people/mara-lind.yaml",
        "people/mara/lind.yml",
        "people/README.md",
        "people/.mara.yml.swp",
        "standards/data/1.yml",
        "standards/data/01.0.yml",
        "standards/data.yml",
        "credentials/2026/mvbp1ee1edq42.yml",
        "credentials/26/MVBP1EE1EDQ42.yml",
        "credentials/2026/..%2f..%2fetc.yml",
        "credentials/MVBP1EE1EDQ42.yml",
        "governance/decisions/adopt.yml",
        "governance/notes.txt",
    ],
)
def test_a_stray_file_is_a_problem(tmp_path: Path, path: str) -> None:
    """A file in a folder of records that is no record is said, with the paths that would do."""
    problem = only(write(tmp_path, {path: "a: 1\n"}))
    assert (problem.code, problem.path, problem.span[:2]) == ("stray-file", path, (1, 1))
    assert path.partition("/")[0] + "/" in problem.fix


def test_other_folders_are_not_read(tmp_path: Path) -> None:
    """What lies beside the folders of records is none of our business; so is `.gitkeep`."""
    loaded = load(write(tmp_path, {"docs/a.yml": "!", "a.yml": "!", "people/.gitkeep": ""}))
    assert loaded.documents == ()
    assert loaded.problems == ()


def test_an_absent_registry_is_empty(tmp_path: Path) -> None:
    """A folder without records gives none, and no problem here."""
    assert load(tmp_path).documents == ()
    assert load(tmp_path).problems == ()


@pytest.mark.parametrize("folder", ["attempts", "appeals", "candidates"])
def test_a_private_record_in_the_public_tree_is_a_problem(tmp_path: Path, folder: str) -> None:
    """Private kinds have a folder of their own, and are not even parsed here."""
    problem = only(write(tmp_path, {f"{folder}/2026/MVBP1EE1EDQ42.yml": "a: 1\n"}))
    assert problem.code == "private-kind"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("people/mara-lind.yml", "elsewhere/mara.yml"),
        ("people/gone.yml", "elsewhere/gone.yml"),
        ("credentials/2026", "elsewhere"),
        ("people", "elsewhere"),
        ("registry.yml", "elsewhere/mara.yml"),
    ],
)
def test_a_link_is_a_problem_and_never_followed(tmp_path: Path, link: str, target: str) -> None:
    """Neither a linked file nor a linked folder is read, wherever it leads."""
    write(tmp_path, {"elsewhere/mara.yml": "name: Mara\n"})
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(tmp_path / target)
    loaded = load(tmp_path)
    assert loaded.documents == ()
    assert [(problem.code, problem.path) for problem in loaded.problems] == [("stray-file", link)]


@pytest.mark.parametrize("name", ["MVBP1EE1EDQ43", "VMBP1EE1EDQ42", "MVBP1EE1EDQ24"])
def test_a_mistyped_id_is_a_problem(tmp_path: Path, name: str) -> None:
    """One wrong symbol or two swapped ones in a file name are caught by the check symbol."""
    assert only(write(tmp_path, {f"credentials/2026/{name}.yml": "a: 1\n"})).code == (
        "id-check-symbol"
    )


def test_the_check_symbol_is_named(tmp_path: Path) -> None:
    """If only the last symbol is wrong, the fix says the right one."""
    problem = only(write(tmp_path, {"credentials/2026/MVBP1EE1EDQ43.yml": "a: 1\n"}))
    assert problem.fix.endswith("the last is 2")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("title: A\n", "front-matter", 1),
        ("---\ntitle: A\n", "front-matter", 1),
        ("\n---\ntitle: A\n---\n", "front-matter", 1),
        ("---\ntitle: A\ntitle: B\n---\ntext\n", "duplicate-key", 3),
        ("---\ntitle: A\n---\ntext\u202e\n", "bidi", 4),
        (b"---\ntitle: A\n---\ntext\xff\n", "encoding", 4),
        (b"---\ntitle: A\n---\na\x00b\n", "control-character", 4),
        ("---\r\ntitle: A\r\n---\r\ntext\r\n", "encoding", 1),
        ("---\ntitle: A\n---\n" + "x" * MAX_BYTES, "too-large", 1),
    ],
)
def test_a_broken_policy(tmp_path: Path, text: str | bytes, code: str, line: int) -> None:
    """Front matter and text are held to the same rules, at their own lines."""
    problem = only(write(tmp_path, {"governance/policies/conduct/1.0.md": text}))
    assert (problem.code, problem.span.line) == (code, line)


def test_a_folder_with_the_name_of_a_record_is_a_problem(tmp_path: Path) -> None:
    """What cannot be read is said and not raised."""
    (tmp_path / "registry.yml").mkdir()
    assert only(tmp_path).code == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_nobody_may_read_is_a_problem(tmp_path: Path) -> None:
    """A file without rights is a problem with its name."""
    write(tmp_path, {"people/mara-lind.yml": "name: Mara\n"})
    (tmp_path / "people/mara-lind.yml").chmod(0)
    assert only(tmp_path).code == "unreadable"


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    """2 MB in a record are one problem at its first line."""
    problem = only(write(tmp_path, {"people/mara-lind.yml": "a: x\n" * 400_000}))
    assert (problem.code, problem.span.line) == ("too-large", 1)
