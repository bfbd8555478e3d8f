"""Blanks: what `sealbook standard new` and its like leave for a person to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.texts import texts
from registry.drafts.blanks import MARK, has_blank
from registry.problem import Problem
from registry.records.kinds import KINDS
from registry.records.registry import Registry


def fill_in(registry: Registry, _today: date) -> Iterator[Problem]:
    """No text of a record still says FILL IN.

    A draft that a command wrote says so wherever only a person knows the words. It is an error and
    no warning, so that an unfinished draft is not merged, and can never be announced.
    """
    for kind in KINDS:
        for entry in registry.entries(kind):
            if has_blank(entry.document.source.text):
                for at, written in texts(entry):
                    parts = written if isinstance(written, dict) else {"": written}
                    for language, text in parts.items():
                        if has_blank(text):
                            yield entry.problem(
                                "here is something to fill in",
                                *at,
                                *([language] if language else []),
                                label=text.partition(MARK)[2].strip(" .,:;"),
                                fix=f"write it in place of the words {MARK} and what follows",
                            )
