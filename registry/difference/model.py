"""What a comparison gives: changes of fields, each with its class, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from registry.difference.classes import class_of
from registry.problem import At
from registry.records.change import ChangeClass

Verb = Literal[
    "added",
    "removed",
    "reworded",
    "renamed",
    "raised",
    "lowered",
    "widened",
    "moved",
    "changed",
    "reordered",
]
# What a change means for those whom it concerns, where the values have an order.
Effect = Literal["stricter", "looser", "promises less", "promises more"]
Mark = Literal["kept", "removed", "added"]
Audience = Literal["candidates", "holders", "evaluators", "readers"]


class Word(NamedTuple):
    """A stretch of words that both texts have, or only the old, or only the new one."""

    mark: Mark
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What a change is about: a criterion, task, competency or domain, or else the whole record.

    `kind` is one of these words, or `standard`, `framework`, `policy`.
    """

    kind: str
    id: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChange:
    """A change of one field.

    `path` names it by ids (`rubric`, `cleaning-log`, `gate`); `field` is the same place in the
    schema (`rubric[].gate`), `key` the last step where the schema leaves it open, and `type` the
    kind of value (`period`, `text`, `slug`, `integer`, `boolean`, `object`, …).
    `label` says what the field is called, with `{key}` where the key belongs.
    `before` and `after` are JSON values, None where the field or item is absent.
    `words` is filled where both are texts.
    `before_at` and `after_at` are the places in the two files, None where there is none or where
    the change is `inherited` from a framework (named as `slug@version`).
    `elsewhere` is the id of the subject that a text moved to or came from. `hint` is a remark for
    people, and like `elsewhere` no ground for a class.
    """

    path: tuple[str, ...]
    field: str
    key: str
    type: str
    subject: Subject
    label: str
    verb: Verb
    effect: Effect | None
    class_: ChangeClass
    before: Any
    after: Any
    words: tuple[Word, ...]
    whom: tuple[Audience, ...]
    before_at: At | None
    after_at: At | None
    inherited: str = ""
    elsewhere: str = ""
    hint: str = ""

    @property
    def counted_as(self) -> str:
        """The word under which the summary counts it."""
        return self.effect or self.verb


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """All that changed from one version to another, in the order of the fields of the schema.

    `before` and `after` are IDs such as `data-practitioner@2.0`; `kind` is the name of the kind.
    """

    kind: str
    before: str
    after: str
    title: str
    changes: tuple[FieldChange, ...]

    @property
    def class_(self) -> ChangeClass | None:
        """The highest class of the changes; None where there is no change."""
        return class_of(self.changes)

    def with_class(self, class_: ChangeClass) -> tuple[FieldChange, ...]:
        """The changes of one class."""
        return tuple(change for change in self.changes if change.class_ == class_)
