"""The sample's own past as pull requests, and the notes that `sealbook diff` writes about them.

Taking back what each pull request added, the newest first, leaves the registry from before the
first of them; from there their commits go forward again, up to the sample as it is.
`tests/story/<day>-<name>.txt` are the notes, read and kept; `python -m tests.bless` writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from registry.brief.brief import brief
from registry.brief.markdown import markdown
from registry.brief.note import Brief
from registry.brief.text import text
from registry.check.since.change import change
from registry.git.repository import Repository
from registry.records.reading import FOLDERS, PICTURES
from tests.pull_requests import Tree, commit, git

SAMPLE = Path(__file__).parents[1]
STORY = Path(__file__).parent / "story"
_WITHHELD = "withheld: sha256$3fd47d2cad2f34f8ff1191fbce784817967795708674ec8e2ef6c444d9c53097\n"
_NAMED = "holder: Somebody Private\nconsent: {date: 2024-07-01, covers: [name]}\n"
_ERASED = """\
standard: data-foundations@1.0
result: pass
holder: Somebody Forgotten
consent: {date: 2025-03-31, covers: [name]}
language: en
awarded: 2025-04-07
"""


@dataclass(frozen=True, kw_only=True)
class Pull:
    """A pull request, merged on `day`: the files it added, and what else it changed.

    `rows` are rows of lists that it added, named by a text that occurs in no other row of the file.
    `edits` are texts with what stood there before. `was` are files that it deleted.
    """

    day: date
    name: str
    added: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    edits: tuple[tuple[str, str, str], ...] = ()
    was: Mapping[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """What its branch and its note are called."""
        return f"{self.day}-{self.name}"


PULLS = (
    Pull(
        day=date(2025, 2, 3),
        name="a-name-taken-back",
        rows=(("credentials/2024/SH9FB738BXXNV.yml", "corrected: 2025-02-03"),),
        edits=(("credentials/2024/SH9FB738BXXNV.yml", _WITHHELD, _NAMED),),
    ),
    Pull(
        day=date(2025, 11, 20),
        name="data-practitioner-2-1",
        added=(
            "standards/data-practitioner/2.1.yml",
            "governance/decisions/2025-11-18-data-practitioner-2-1.yml",
        ),
    ),
    Pull(
        day=date(2026, 6, 17),
        name="learner-seat",
        added=("governance/decisions/2026-06-16-learner-seat.yml",),
        rows=(("governance/bodies/certification-committee.yml", "holder: ines-okonkwo"),),
    ),
    Pull(
        day=date(2026, 8, 10),
        name="at-the-holders-request",
        added=("governance/decisions/2026-08-07-case-5.yml",),
        rows=(("credentials/2026/YF5PEYC2KTM04.yml", "revoked: 2026-08-10"),),
    ),
    Pull(
        day=date(2026, 10, 1),
        name="a-seat-falls-vacant",
        rows=(("governance/bodies/certification-committee.yml", "vacant: true"),),
        edits=(
            (
                "governance/bodies/certification-committee.yml",
                "to: 2027-06-30, left: 2026-09-30}",
                "to: 2027-06-30}",
            ),
            ("people/kofi-asante.yml", "    to: 2026-09-30\n", ""),
        ),
    ),
    Pull(
        day=date(2026, 10, 13),
        name="plain-charts-stays",
        added=("governance/decisions/2026-10-13-plain-charts.yml",),
    ),
    Pull(
        day=date(2026, 10, 30),
        name="two-cases",
        added=(
            "governance/decisions/2026-10-28-case-6.yml",
            "governance/decisions/2026-10-29-case-7.yml",
        ),
        rows=(
            ("credentials/2025/06CWEYD2VCKWQ.yml", "suspended: 2026-10-29"),
            ("credentials/2026/58H8HK8N50SWC.yml", "revoked: 2026-10-30"),
        ),
    ),
    Pull(
        day=date(2026, 11, 2),
        name="licences-and-models",
        added=(
            "standards/open-licences/2.0.yml",
            "governance/consultations/open-licences-2-0.yml",
        ),
    ),
    Pull(
        day=date(2026, 11, 12),
        name="awards",
        added=tuple(
            f"{folder}/2026/{case}.yml"
            for case in ("297G1S5G5VCY0", "4XPNAE3WFP6XT", "Y0BZ6A3GP5ANF")
            for folder in ("assessments", "credentials")
        ),
        rows=(("credentials/2026/9PJAMPAKG8QY5.yml", "replaced: 2026-11-12"),),
    ),
    Pull(
        day=date(2026, 11, 13),
        name="forgotten",
        added=("credentials/erased.yml",),
        was={"credentials/2025/NJ9B3038BYPTW.yml": _ERASED},
    ),
    Pull(
        day=date(2026, 11, 16),
        name="data-practitioner-2-2",
        added=(
            "standards/data-practitioner/2.2.yml",
            "governance/decisions/2026-11-10-data-practitioner-2-2.yml",
        ),
        edits=(("governance/reviews/red-team-2026.yml", "    closed: 2026-11-10\n", ""),),
    ),
    Pull(
        day=date(2026, 11, 17),
        name="seats-of-the-board",
        added=("governance/decisions/2026-11-12-board-seats.yml",),
        rows=(
            ("governance/bodies/appeals-board.yml", "holder: elif-sahin"),
            ("governance/bodies/appeals-board.yml", "holder: aoife-brennan"),
        ),
    ),
)


def notes() -> dict[str, Brief]:
    """What is told about each pull request, by the name of its note."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        git(folder, "init", "-q")
        git(folder, "fast-import", "--quiet", given="".join(_stream()).encode())
        repository = Repository.around(folder)
        found = {}
        parent = "before"
        for pull in PULLS:
            base, head = repository.commit(parent), repository.commit(pull.ref)
            after = repository.load(head)
            before = repository.load(base, beside=after)
            judged = change(before, after, pull.day, repository.changed(base, head))
            found[pull.ref] = brief(judged, pull.day)
            parent = pull.ref
    return found


def written() -> dict[str, str]:
    """The notes as they are kept: text, and of the longest Markdown, by the name of the file."""
    found = notes()
    kept = {f"{name}.txt": text(note) for name, note in found.items()}
    longest = max(found, key=lambda name: len(kept[f"{name}.txt"]))
    return {**kept, f"{longest}.md": markdown(found[longest])}


def bless() -> list[str]:
    """Rewrite the notes, and name those that changed."""
    fresh = written()
    before = {path.name: path.read_text("utf-8") for path in STORY.iterdir()}
    for name in before.keys() - fresh.keys():
        (STORY / name).unlink()
    for name, note in fresh.items():
        (STORY / name).write_text(note, "utf-8")
    names = sorted(before.keys() | fresh.keys())
    return [f"tests/story/{name}" for name in names if before.get(name) != fresh.get(name)]


def _stream() -> Iterator[str]:
    trees = [sample()]
    for pull in reversed(PULLS):
        trees.append(_without(trees[-1], pull))
    trees.reverse()
    marks: dict[str, int] = {}
    yield from commit("before", trees[0], marks)
    parent = "before"
    for pull, tree in zip(PULLS, trees[1:], strict=True):
        yield from commit(pull.ref, tree, marks, parent)
        parent = pull.ref


def _without(tree: Tree, pull: Pull) -> Tree:
    """The files before a pull request."""
    before = {**tree, **pull.was}
    for path in pull.added:
        del before[path]
    for path, row in pull.rows:
        before[path] = _without_row(before[path], row)
    for path, now, then in pull.edits:
        assert before[path].count(now) == 1, f"{path}: {now}"
        before[path] = before[path].replace(now, then)
    return before


def _without_row(text_: str, row: str) -> str:
    """A file without a row of a list, and without the list where that was its only row."""
    lines = text_.splitlines(keepends=True)
    [number] = [at for at, one in enumerate(lines) if row in one]
    del lines[number]
    if lines[number - 1].endswith(":\n") and not lines[number:][:1]:
        del lines[number - 1]
    return "".join(lines)


@cache
def sample() -> Tree:
    """The records of the sample, by path."""
    folders = [SAMPLE / name for name in (*FOLDERS, PICTURES)]
    paths = [SAMPLE / "registry.yml", SAMPLE / ".github" / "CODEOWNERS"]
    paths += [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(SAMPLE).as_posix(): path.read_text("utf-8") for path in paths}
