"""The values of a JSON object that strangers wrote: of the type that is wanted, or an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from registry.exchange.case.parts import OURS
from registry.exchange.explanations import FILE
from registry.exchange.outline.findings import Findings

Json = dict[str, Any]

_WORDS = {str: "text", list: "a list", dict: "an object", bool: "true or false", type(None): "null"}
_LARGEST = 2**53


class Values:
    """Reads values; `at` is the JSON Pointer of what holds them."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def number(self, holder: Json, name: str, at: str) -> float:
        """A number; infinity where there is none."""
        value = holder.get(name)
        if value is None:
            return float("inf")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self._wrong(value, "a number", f"{at}/{name}")
            return float("inf")
        return float(value) if abs(value) < _LARGEST else float("inf")

    def rows(self, holder: Json, name: str, at: str) -> Iterator[tuple[Json, str]]:
        """Each object of a list, with its place; a list that is not there is empty."""
        value = holder.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            self._wrong(value, "a list", f"{at}/{name}")
            return
        for number, inner in enumerate(value):
            place = f"{at}/{name}/{number}"
            if found := self.mapping(inner, place):
                yield found, place

    def mapping(self, value: Any, at: str) -> Json:
        """An object that is not empty; an empty one after an error."""
        if isinstance(value, dict) and value:
            return value
        if isinstance(value, dict) or value is None:
            self._findings.error(FILE, at, "it is missing or empty")
        else:
            self._wrong(value, "an object", at)
        return {}

    def text(self, holder: Json, name: str, at: str, *, required: bool = False) -> str:
        """A text; an empty one where there is none, or after an error."""
        value = holder.get(name)
        if value is None or value == "":
            if required and holder:
                self._findings.error(FILE, f"{at}/{name}", "it is missing or empty")
            return ""
        if not isinstance(value, str):
            self._wrong(value, "text", f"{at}/{name}")
            return ""
        if required and not value.strip():
            self._findings.error(FILE, f"{at}/{name}", "it is blank")
        return value

    def _wrong(self, value: Any, wanted: str, at: str) -> None:
        actual = _WORDS.get(type(value), "a number")
        self._findings.error(FILE, at, f"it is {actual} and should be {wanted}")


def ours_of(holder: Json) -> Json:
    """What an export of ours adds to an object, or an empty object."""
    extensions = holder.get("extensions")
    ours = extensions.get(OURS) if isinstance(extensions, dict) else None
    return ours if isinstance(ours, dict) else {}
