"""Remarks for readers: what looks like the same thing under another id.

An id keeps its meaning through all versions, so another id is another thing, whatever it is called:
likeness never decides a class. But who merges the change should know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from registry.difference.model import FieldChange
from registry.difference.pairs import pairs, text_similarity

_LIKE = 0.7
_ITEMS = ("rubric[]", "tasks[]", "competencies[]", "domains.*")


def with_hints(changes: Sequence[FieldChange]) -> list[FieldChange]:
    """The same changes; an item removed and one added that is like it name each other."""
    found = list(changes)
    for item in _ITEMS:
        of_item = [number for number, change in enumerate(changes) if change.field == item]
        gone = [number for number in of_item if changes[number].after is None]
        new = [number for number in of_item if changes[number].before is None]
        names = [_name(changes[number].before) for number in gone]
        others = [_name(changes[number].after) for number in new]
        for old, young in pairs(names, others, text_similarity, _LIKE):
            for one, other in ((gone[old], new[young]), (new[young], gone[old])):
                hint = f"looks like {changes[other].subject.id} under another id"
                found[one] = replace(found[one], hint=hint)
    return found


def _name(value: Any) -> str:
    """What people know an item by: its title, or the text of a task, or the title of a domain."""
    return str(value.get("title") or value.get("text")) if isinstance(value, dict) else str(value)
