"""What was found and heard: it is closed and answered, and never taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.problem import Problem
from registry.records.consultation import CONSULTATION
from registry.records.registry import Registry
from registry.records.review import REVIEW


def finding_vanished(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """The findings of a review are never deleted or softened, only closed.

    A finding keeps its id, its severity and its text; its owner and the day it is due may change,
    and `closed` is added once it is mended.
    """
    for old in base.entries(REVIEW):
        new = head.get(REVIEW, old.id)
        if new is None or new.document is old.document:
            continue
        now = {finding.id: (row, finding) for row, finding in enumerate(new.record.findings)}
        for finding in old.record.findings:
            if finding.id not in now:
                yield new.problem(
                    f"the finding `{finding.id}` is gone",
                    "findings",
                    key=True,
                    fix="bring it back; `closed: <date>` says that it was mended",
                )
                continue
            row, after = now[finding.id]
            for name in ("severity", "text", "closed"):
                was, is_ = getattr(finding, name), getattr(after, name)
                if was is not None and str(was) != str(is_):
                    yield new.problem(
                        f"the {name} of `{finding.id}` was changed after it was merged",
                        "findings",
                        row,
                        name,
                        fix=f"write `{was}` again; what is found later is a finding of its own",
                    )


def theme_vanished(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """What was heard in a consultation is never deleted, only answered.

    A theme keeps its words; more voices may join it, and its answer may be added and improved.
    """
    for old in base.entries(CONSULTATION):
        new = head.get(CONSULTATION, old.id)
        if new is None or new.document is old.document:
            continue
        now = {str(theme.heard): (row, theme) for row, theme in enumerate(new.record.themes)}
        for number, theme in enumerate(old.record.themes):
            if str(theme.heard) not in now:
                there = number < len(new.record.themes)
                yield new.problem(
                    f"this is no longer there: {theme.heard}",
                    "themes",
                    *((number, "heard") if there else ()),
                    key=not there,
                    fix="bring it back in the same words, and answer it",
                )
                continue
            row, after = now[str(theme.heard)]
            if theme.answer is not None and after.answer is None:
                yield new.problem(
                    "its answer is gone", "themes", row, fix="bring it back; it may be improved"
                )
            if theme.voices is not None and (after.voices or 0) < theme.voices:
                yield new.problem(
                    f"{theme.voices} voices were counted before",
                    "themes",
                    row,
                    "voices",
                    fix="voices are only added",
                )
