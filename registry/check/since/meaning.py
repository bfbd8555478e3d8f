"""Names that others rely on keep their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.problem import Problem
from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.endorsement import ENDORSEMENT
from registry.records.kind import Kind
from registry.records.organization import ORGANIZATION
from registry.records.person import PERSON
from registry.records.registry import Registry
from registry.records.review import REVIEW
from registry.records.settings import REGISTRY

# Each of these fields alone says what a record is.
_FIXED: dict[Kind[Any], tuple[str, ...]] = {
    CONSULTATION: ("about", "opens"),
    ENDORSEMENT: ("about", "by"),
    REVIEW: ("about", "kind", "by"),
}
# One of these may change; all of them at once are another person, organization or body.
_TOGETHER: dict[Kind[Any], tuple[str, ...]] = {
    PERSON: ("name", "github"),
    ORGANIZATION: ("name", "url"),
    BODY: ("title", "purpose"),
}


def meaning_changed(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """A slug keeps its meaning.

    Other records name it, and mean what it stood for when they were written. Who takes a new name
    keeps the slug; another person, organization or subject has a file of their own.
    """
    for kinds, is_broken in ((_FIXED, any), (_TOGETHER, all)):
        for kind, fields in kinds.items():
            for old in base.entries(kind):
                new = head.get(kind, old.id)
                if new is None or new.document is old.document:
                    continue
                changed = [_is_other(old.record, new.record, field) for field in fields]
                if is_broken(changed):
                    # Not what stood there: it may be a name that somebody no longer bears.
                    rows = zip(fields, changed, strict=True)
                    others = [field for field, is_other in rows if is_other]
                    named = " and ".join(f"`{field}`" for field in others)
                    yield new.problem(
                        f"`{old.id}` stood for something else before: {named} changed",
                        others[0],
                        fix="undo it, and write a file with a name of its own",
                    )


def settings_fixed(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """The name of the log and the default language never change.

    Every proof names the log by its `origin`. What was announced binds in the default language,
    the first of `languages`, so that another one would change what every standard says.
    """
    was, now = base.settings, head.settings
    [settings] = head.entries(REGISTRY)
    if was.origin != now.origin:
        yield settings.problem(
            f"the log was called `{was.origin}` before",
            "origin",
            fix="put it back; the address in `url` is free to change",
        )
    if was.language != now.language:
        yield settings.problem(
            f"the default language was `{was.language}` before",
            "languages",
            0,
            fix=f"let `{was.language}` stand first; others may follow",
        )


def _is_other(old: Any, new: Any, field: str) -> bool:
    was, now = getattr(old, field), getattr(new, field)
    return was is not None and now is not None and str(was) != str(now)
