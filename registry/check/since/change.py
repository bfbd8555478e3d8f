"""A change: two versions of a registry, and what is wrong because of the step between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from registry.check.run import read, rules, with_layout
from registry.check.since.checks import SINCE
from registry.problem import Problem, in_order
from registry.records.document import Loaded
from registry.records.registry import Registry
from registry.records.settings import REGISTRY


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """The registry before and after; None where there is no usable `registry.yml`.

    Where only that of `base` cannot be used, the one of `head` stands in for it.
    `paths` are those of the files that differ, `records` those of changed records that are there.
    `problems` are those of changed files, and those elsewhere that the registry did not have
    before.
    """

    base: Registry | None
    head: Registry | None
    paths: frozenset[str]
    records: tuple[str, ...]
    problems: tuple[Problem, ...]


def change(base: Loaded, head: Loaded, today: date, paths: frozenset[str] = frozenset()) -> Change:
    """Judge the step from `base` to `head` on `today`.

    Everything is read, because a rule may join what changed with what did not; but the rules judge
    the base only where something is wrong outside of what changed. `paths` names changed files that
    could not be read, which documents do not show.
    """
    now, wrong = read(head)
    if now is not None:
        wrong += rules(now, today)
    changed = paths | _differing(base, head)
    documents = [document for document in head.documents if document.path in changed]
    wrong = with_layout(wrong, documents)
    was, known = read(base, beside=now)
    fresh = [problem for problem in wrong if problem.path in changed]
    elsewhere = [problem for problem in wrong if problem.path not in changed]
    if elsewhere:
        known += rules(was, today) if was is not None else ()
        before = {_bare(problem) for problem in known}
        fresh += [problem for problem in elsewhere if _bare(problem) not in before]
    if was is None and now is not None:
        was = _mended(base, now)
    if was is not None and now is not None:
        fresh += _since(was, now, today)
    return Change(
        base=was,
        head=now,
        paths=changed,
        records=tuple(document.path for document in documents),
        problems=tuple(in_order(fresh)),
    )


def _mended(base: Loaded, now: Registry) -> Registry | None:
    """The registry before a change that mends its settings; None where it had none at all.

    A newer version of the program may not read what the settings said. Those after the change stand
    in for them then, and all the rest keeps its past: else it could be edited and deleted.
    """
    others = tuple(document for document in base.documents if document.kind is not REGISTRY)
    if len(others) == len(base.documents) and (REGISTRY.name, REGISTRY.name) not in base.unread:
        return None
    [settings] = now.entries(REGISTRY)
    was, _ = read(replace(base, documents=(settings.document, *others)), beside=now)
    return was


def _bare(problem: Problem) -> Problem:
    """A problem without the remedy, which may name what came and went elsewhere."""
    return replace(problem, fix="", label="")


def _since(base: Registry, head: Registry, today: date) -> Iterator[Problem]:
    for rule in SINCE:
        for problem in rule.run(base, head, today):
            yield replace(problem, code=rule.code)


def _differing(base: Loaded, head: Loaded) -> frozenset[str]:
    """The paths of documents that are new, gone or another, and of pictures that came or went."""
    old = {document.path: document for document in base.documents}
    new = {document.path: document for document in head.documents}
    return base.pictures ^ head.pictures | {
        path
        for path in old.keys() | new.keys()
        if path not in old
        or path not in new
        or (old[path] is not new[path] and old[path].text != new[path].text)
    }
