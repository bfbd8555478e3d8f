"""The difference of two versions: every place that changed, judged, named and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from registry.difference.hints import with_hints
from registry.difference.labels import LABELS
from registry.difference.model import Difference, Effect, FieldChange
from registry.difference.moves import with_moves
from registry.difference.rules import judge
from registry.difference.subjects import subject_of
from registry.difference.versions import Version
from registry.difference.walk import Spot, walk
from registry.difference.words import words_of
from registry.records.schema import Schema, schema

_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|[0-9]+[.)])[ \t])")  # items of lists, too
_PROMISES: Mapping[Effect, Effect] = {"stricter": "promises less", "looser": "promises more"}
_TEXTS = frozenset({"text", "line"})
# The text of a policy is a list of paragraphs. What new words ask of people no program can tell,
# so they are clarifying at least, and the body that adopts them declares more where they do.
_BODY: Schema = {
    "properties": {
        "body": {"type": "array", "x-change": "clarifying", "items": {"x-type": "text"}},
    }
}


def difference_of(before: Version, after: Version) -> Difference:
    """What changed from `before` to `after`, which are of one kind.

    A standard that moves to another version of its framework also changes as the framework does in
    the competencies that both versions require.
    """
    changes = [_change(spot, before, after) for spot in _spots(before, after)]
    if before.framework and after.framework and before.framework.slug == after.framework.slug:
        changes += _inherited(before, after)
    return Difference(
        kind=after.kind.name,
        before=before.id,
        after=after.id,
        title=str(after.data.get("title", "")),
        changes=tuple(with_hints(with_moves(changes))),
    )


def _spots(before: Version, after: Version) -> Iterator[Spot]:
    yield from walk(schema(after.kind.name), before.data, after.data)
    yield from walk(_BODY, _paragraphs(before.body), _paragraphs(after.body))


def _paragraphs(body: str) -> Mapping[str, list[str]]:
    parts = (" ".join(part.split()) for part in _BREAK.split(body))
    return {"body": [part for part in parts if part]}


def _inherited(before: Version, after: Version) -> Iterator[FieldChange]:
    """What changes in the competencies required, and in the levels unless one is only added above.

    A level above all others asks nothing of those who are asked for a lower one.
    """
    assert before.framework is not None
    assert after.framework is not None
    both = before.data["competencies"].keys() & after.data["competencies"].keys()
    for change in difference_of(before.framework, after.framework).changes:
        about = change.subject.kind == "competency" and change.subject.id in both
        order = change.path[0] == "levels" and change.class_ == "breaking"
        if about or order:
            yield replace(
                change,
                path=("framework", *change.path),
                before_at=None,
                after_at=None,
                inherited=after.framework.id,
            )


def _change(spot: Spot, before: Version, after: Version) -> FieldChange:
    kind, place = after.kind.name, spot.place
    class_, verb, effect = judge(spot, before, after)
    label = LABELS[kind][place.field]
    key = place.path[-1] if "{key}" in label.words else ""
    if effect and label.promise:
        effect = _PROMISES[effect]
    return FieldChange(
        path=place.path,
        field=place.field,
        key=key,
        type=_type(spot.shape),
        subject=subject_of(place, before, after),
        label=label.words,
        verb=verb,
        effect=effect,
        class_=class_,
        before=spot.before,
        after=spot.after,
        words=_words(spot),
        whom=label.whom,
        before_at=None if spot.before is None else place.before_at,
        after_at=None if spot.after is None else place.after_at,
    )


def _type(shape: Schema) -> str:
    return str(shape.get("x-type") or ("enum" if "enum" in shape else shape["type"]))


def _words(spot: Spot) -> tuple[Any, ...]:
    both = spot.before is not None and spot.after is not None
    return words_of(spot.before, spot.after) if both and spot.shape.get("x-type") in _TEXTS else ()
