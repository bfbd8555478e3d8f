"""Two records beside each other: every place where they differ, with the rule that judges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from registry.difference.pairs import pairs, same_but_one, text_similarity
from registry.problem import At
from registry.records.schema import Schema

_TEXTS = frozenset({"text", "line"})
_NOT_COMPARED = frozenset({"apart", "identity"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place in both records: `path` by ids, `field` in the schema, `…_at` by numbers of rows."""

    path: tuple[str, ...] = ()
    field: str = ""
    before_at: At = ()
    after_at: At = ()

    def named(self, name: str) -> Place:
        """A field of the object at this place."""
        return Place(
            path=(*self.path, name),
            field=f"{self.field}.{name}".removeprefix("."),
            before_at=(*self.before_at, name),
            after_at=(*self.after_at, name),
        )

    def key(self, name: str) -> Place:
        """A key of the map at this place."""
        return replace(self.named(name), field=f"{self.field}.*")

    def row(self, name: str | None, before: int | None, after: int | None) -> Place:
        """A row of the list at this place, by its id or word where it has one."""
        return Place(
            path=self.path if name is None else (*self.path, name),
            field=f"{self.field}[]",
            before_at=self.before_at if before is None else (*self.before_at, before),
            after_at=self.after_at if after is None else (*self.after_at, after),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A place where two records differ.

    `before` and `after` are None where there is nothing. `within` holds the two maps or lists that
    the values are items of, or else the values. `moved` says that only the order of a list changed.
    """

    rule: str
    shape: Schema
    place: Place
    before: Any
    after: Any
    within: tuple[Any, Any]
    moved: bool = False


def walk(shape: Schema, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Spot]:
    """Every difference between two records of the kind with this schema, in its order."""
    yield from _record(shape, Place(), before, after)


def _record(
    shape: Schema, place: Place, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Spot]:
    for name, inner in shape["properties"].items():
        default = inner.get("default")
        yield from _value(
            inner, place.named(name), before.get(name, default), after.get(name, default)
        )


def _value(shape: Schema, place: Place, before: Any, after: Any) -> Iterator[Spot]:
    if before == after or shape["x-change"] in _NOT_COMPARED:
        return
    if "properties" in shape and before is not None and after is not None:
        yield from _record(shape, place, before, after)
    elif shape.get("type") == "array":
        yield from _list(shape, place, before or [], after or [])
    elif shape.get("type") == "object" and "properties" not in shape:
        yield from _map(shape, place, before or {}, after or {})
    else:
        yield _spot(shape, shape, place, before, after, (before, after))


def _map(
    shape: Schema, place: Place, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Spot]:
    inner = shape["additionalProperties"]
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield _spot(shape, inner, place.key(key), old, new, (before, after))


def _list(
    shape: Schema, place: Place, before: Sequence[Any], after: Sequence[Any]
) -> Iterator[Spot]:
    inner = shape["items"]
    olds, news = _names(inner, before, after)
    paired = _paired(inner, before, after, olds, news)
    of_after = {new: old for old, new in paired}
    for new, value in enumerate(after):
        old = of_after.get(new)
        row = place.row(news[new], old, new)
        if old is None:
            yield _spot(shape, inner, row, None, value, (before, after))
        elif "properties" in inner:
            yield from _record(inner, row, before[old], value)
        elif before[old] != value:
            yield _spot(shape, inner, row, before[old], value, (before, after))
    for old in sorted(set(range(len(before))) - {old for old, _ in paired}):
        row = place.row(olds[old], old, None)
        yield _spot(shape, inner, row, before[old], None, (before, after))
    order = [of_after[new] for new in sorted(of_after)]
    if order != sorted(order):
        yield replace(_spot(shape, shape, place, before, after, (before, after)), moved=True)


def _paired(
    inner: Schema,
    before: Sequence[Any],
    after: Sequence[Any],
    olds: Sequence[str | None],
    news: Sequence[str | None],
) -> list[tuple[int, int]]:
    """Which rows are the same thing: by id or word; rows without id if they differ in one field.

    Texts are paired by likeness, which decides no class: whatever happens to a text of a list is
    judged by one rule.
    """
    if inner.get("x-type") in _TEXTS:
        return pairs(before, after, text_similarity)
    if None in (*olds, *news):
        return pairs(before, after, same_but_one)
    places: dict[str | None, list[int]] = {}
    for old, name in enumerate(olds):
        places.setdefault(name, []).append(old)
    # An id that stands twice, which `check` refuses, is the first and the second of both sides.
    return [(places[name].pop(0), new) for new, name in enumerate(news) if places.get(name)]


def _names(
    inner: Schema, before: Sequence[Any], after: Sequence[Any]
) -> tuple[list[str | None], list[str | None]]:
    """What the rows of two lists are called; None for texts and for rows that have no id."""
    name = _by_slug if inner.get("x-type") == "reference" else _by_id(inner)
    olds, news = [name(value) for value in before], [name(value) for value in after]
    if name is _by_slug and max(len(before) - len(set(olds)), len(after) - len(set(news))):
        return list(before), list(after)  # two versions of one standard: each is its own row
    return olds, news


def _by_slug(reference: str) -> str | None:
    """Of a prerequisite `x@2`, the standard: another version of it is the same row."""
    return reference.partition("@")[0]


def _by_id(inner: Schema) -> Callable[[Any], str | None]:
    fields = inner.get("properties", {})
    ids = [name for name, field in fields.items() if field["x-change"] == "identity"]
    if ids:
        return lambda value: str(value[ids[0]])
    plain = not fields and inner.get("x-type") not in _TEXTS
    return lambda value: str(value) if plain else None


def _spot(
    shape: Schema, inner: Schema, place: Place, before: Any, after: Any, within: tuple[Any, Any]
) -> Spot:
    return Spot(
        rule=shape["x-change"],
        shape=inner,
        place=place,
        before=before,
        after=after,
        within=within,
    )
