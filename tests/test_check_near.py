"""Of very many credentials only those near a change are read, and nothing is missed for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from registry.check.since.change import change
from registry.check.since.near import is_local, is_one_of_many, mends, near
from registry.problem import Problem
from registry.records.document import Document
from registry.records.kinds import kind_of
from registry.records.reading import File, read_all
from tests.broken_registry import TODAY
from tests.story import sample

Files = Mapping[str, str]
_CASES = ("credentials/", "assessments/")


@cache
def records() -> Files:
    """The records of the sample, by path."""
    return {path: text for path, text in sample().items() if kind_of(path)}


@cache
def _known() -> dict[str, Document]:
    rows = (File(path=path, raw=text.encode()) for path, text in records().items())
    return {document.path: document for document in read_all(rows).documents}


@cache
def _local() -> list[str]:
    folders = (*_CASES, "governance/decisions/")
    return sorted(path for path in records() if path.startswith(folders))


@cache
def _words() -> list[str]:
    """IDs, names, handles, days and decisions of the sample, as rows of credentials hold them."""
    rows = [text for path, text in records().items() if path.startswith(_CASES)]
    values = {row.partition(": ")[2].strip("[]{}") for text in rows for row in text.splitlines()}
    names = {path.rpartition("/")[2][:-4] for path in _local()}
    more = {"retire", "adopt", "2020-01-01", "standards/data-practitioner/2.1"}
    return sorted({part for value in values for part in value.split(", ") if part} | names | more)


class Edit(NamedTuple):
    """An edit of a file: what is done, where, and with which word or other file.

    The numbers count modulo how many there are.
    """

    what: str
    file: int
    line: int
    other: int

    def applied(self, files: Files) -> Files:
        """The files after it."""
        after = dict(files)
        path = _local()[self.file % len(_local())]
        if path not in files:
            return files
        lines = files[path].splitlines(keepends=True)
        at = self.line % len(lines)
        if self.what == "gone":
            del after[path]
        elif self.what == "drop" and len(lines) > 1:
            after[path] = "".join([*lines[:at], *lines[at + 1 :]])
        elif self.what == "copy":
            other = _local()[self.other % len(_local())] if self.line % 2 else path
            copy = f"{path.partition('/')[0]}/2026/{other.rpartition('/')[2]}"
            after.update({copy: files[path]} if kind_of(copy) else {})
        elif self.what == "word":
            key, colon, value = lines[at].rstrip("\n").partition(": ")
            parts = value.strip("[]{}").split(", ")
            word = _words()[self.other % len(_words())]
            part = parts[self.line % len(parts)]
            lines[at] = key + colon + (value.replace(part, word, 1) if part else word) + "\n"
            after[path] = "".join(lines)
        return after


def edited(files: Files, edits: list[Edit]) -> Files:
    """The files after all edits."""
    for edit in edits:
        files = edit.applied(files)
    return files


def bare(problems: tuple[Problem, ...]) -> list[Problem]:
    """Problems without the remedy, which may name what else there is."""
    return [replace(problem, fix="", label="") for problem in problems]


_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # to shrink takes minutes
_NUMBER = st.integers(0, 10_000)
_EDIT = st.builds(
    Edit, st.sampled_from(["word", "word", "word", "drop", "gone", "copy"]), *[_NUMBER] * 3
)


def judged(base: Files, head: Files, *, nearby: bool) -> tuple[Problem, ...]:
    """The problems of a change, after reading everything or only what is near to it."""
    paths = frozenset(path for path in {*base, *head} if base.get(path) != head.get(path))
    found: frozenset[str] | None = None
    if nearby and is_local(paths):
        many = {path: text for path, text in base.items() if is_one_of_many(path)}

        def naming(words: frozenset[str]) -> dict[str, str]:
            return {
                path: text
                for path, text in many.items()
                if any(word in text for word in words)
                or ((claimed := kind_of(path)) and claimed[1] in words)
            }

        texts = [(path, side[path]) for side in (base, head) for path in paths if path in side]
        found = near(texts, naming)
    loaded = []
    for side in (base, head):
        read = {
            path: text
            for path, text in side.items()
            if found is None or not is_one_of_many(path) or path in found or path in paths
        }
        known = {path: _known()[path] for path in read if records().get(path) == read[path]}
        rows = (File(path=path, raw=text.encode()) for path, text in read.items())
        loaded.append(read_all(rows, known=known))
    step = change(loaded[0], loaded[1], TODAY, paths)
    if nearby and mends(step.base, paths):
        return judged(base, head, nearby=False)
    return step.problems


@example(  # what mends a broken file wakes rules that waited for it
    old=[Edit("gone", 431, 363, 26), Edit("word", 166, 733, 83), Edit("word", 166, 733, 733)],
    new=[Edit("word", 166, 733, 83), Edit("word", 166, 733, 83)],
)
@settings(
    max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)  # to shrink takes minutes
@given(old=st.lists(_EDIT, max_size=3), new=st.lists(_EDIT, min_size=1, max_size=4))
def test_what_is_near_is_enough(old: list[Edit], new: list[Edit]) -> None:
    """Whatever changes in credentials, cases and decisions, nothing is missed.

    Over a past with faults more may be found: a rule that waits until every credential can be read
    need not wait for one that has nothing to do with the change.
    """
    base = edited(records(), old)
    head = edited(base, new)
    few, whole = judged(base, head, nearby=True), judged(base, head, nearby=False)
    assert set(bare(whole)) <= set(bare(few))
    assert old or bare(few) == bare(whole)


def test_a_second_live_credential_of_a_holder_is_found() -> None:
    """Nothing but the name joins the two."""
    [path] = [path for path in records() if path.endswith("Y0BZ6A3GP5ANF.yml") and "cred" in path]
    other = path.replace("Y0BZ6A3GP5ANF", "7K3M9QXA2TVRC")
    head = {**records(), other: records()[path]}
    found = judged(records(), head, nearby=True)
    assert "two-live" in {problem.code for problem in found}
    assert bare(found) == bare(judged(records(), head, nearby=False))


def test_the_end_of_a_standard_concerns_all_its_credentials() -> None:
    """Also where the decision is the only file that changes."""
    path = "governance/decisions/2026-10-13-plain-charts.yml"
    vote = records()[path]
    for old, new in (
        ("standards/plain-charts/1.0", "standards/data-foundations/1.0"),
        ("for: [priya-raman]\n", "for: [ines-okonkwo, joao-teixeira, priya-raman]\n"),
        ("against: [ines-okonkwo, joao-teixeira]\n", ""),
        ("2027-01-01", "2020-12-01"),
    ):
        assert vote.count(old) == 1
        vote = vote.replace(old, new)
    head = {**records(), path: vote}
    found = judged(records(), head, nearby=True)
    assert "standard-closed" in {problem.code for problem in found}
    assert bare(found) == bare(judged(records(), head, nearby=False))


def test_what_may_concern_everything_reads_everything() -> None:
    """A standard, a person or the settings; a name that is folded over lines."""
    assert is_local(["credentials/2025/E5E5E5E5E5E5W.yml", "docs/x.md", "credentials/erased.yml"])
    assert not is_local(["credentials/2025/E5E5E5E5E5E5W.yml", "people/ada.yml"])
    assert not is_local(["standards/analyst/1.0.yml"])
    vote = "governance/decisions/2026-11-20-end.yml"
    about = "question: End it?\nabout: standards/analyst/1.0\naction: retire\n"
    assert near([(vote, about)], lambda _words: {}) is None
    assert near([(vote, about.replace("standards/analyst/1.0", "registry"))], lambda _: {}) == set()
    path = "credentials/2025/E5E5E5E5E5E5W.yml"
    assert near([(path, "holder: >-\n  A long name\n")], lambda _words: {}) is None
    assert near([(path, "holder: 'A name'\n")], lambda _words: {}) == set()


def test_few_of_many_are_read() -> None:
    """What has nothing to do with the change is left out."""
    path = "credentials/2026/58H8HK8N50SWC.yml"
    many = {one: text for one, text in records().items() if is_one_of_many(one)}
    seen: list[frozenset[str]] = []

    def naming(words: frozenset[str]) -> dict[str, str]:
        seen.append(words)
        return {one: text for one, text in many.items() if any(word in text for word in words)}

    found = near([(path, records()[path])], naming)
    assert found is not None
    assert len(found) < len(many) // 10
    assert any("Malia Tuiasosopo" in words for words in seen)
