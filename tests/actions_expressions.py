"""The few expressions of GitHub Actions that our workflows use; any other is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[A-Za-z_][\w.-]*|&&|\|\||==|!=|[!(),])")
_TEMPLATE = re.compile(r"\$\{\{(.*?)\}\}")
STATUS = frozenset({"success", "failure", "cancelled", "always"})


class UnknownExpression(Exception):
    """An expression that this reader does not know, or a name that its context lacks."""


def evaluate(text: str, context: Mapping[str, Any]) -> Any:
    """The value of an expression, without its `${{ }}`.

    `context` holds the contexts by name, and the functions of the state of a run. A name that a
    context lacks is refused: GitHub would take it for an empty text, and nobody would notice.
    """
    return _Reader(text, context).whole()


def filled(text: str, context: Mapping[str, Any]) -> Any:
    """A text with its `${{ }}` filled in; a text that is one expression keeps its type."""
    whole = _TEMPLATE.fullmatch(text.strip())
    if whole:
        return evaluate(whole[1], context)
    return _TEMPLATE.sub(lambda match: _as_text(evaluate(match[1], context)), text)


def condition(text: str, context: Mapping[str, Any]) -> bool:
    """Whether a job or a step runs; unless it asks for the state itself, all must be well."""
    whole = _TEMPLATE.fullmatch(text.strip())
    bare = whole[1] if whole else text
    if not any(re.search(rf"\b{name}\(", bare) for name in STATUS):
        bare = f"success() && ({bare or 'success()'})"
    return _is_true(evaluate(bare, context))


def names_in(text: str) -> set[str]:
    """Every name that the expressions of a text read, such as `inputs.allow`."""
    inside = " ".join(_TEMPLATE.findall(text))
    return set(re.findall(r"(?<!')\b[a-z]\w*(?:\.[\w-]+)+", inside))


class _Reader:
    """Reads from left to right: `||` binds least, then `&&`, `==` and `!=`, `!`."""

    def __init__(self, text: str, context: Mapping[str, Any]) -> None:
        self.text, self.context = text, context
        self.tokens: list[str] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise UnknownExpression(text)
            self.tokens.append(match[1])
            at = match.end()

    def whole(self) -> Any:
        """The value; nothing may be left over."""
        value = self.either()
        if self.tokens:
            raise UnknownExpression(self.text)
        return value

    def either(self) -> Any:
        """`a || b`: the first that is true, or the last."""
        return self.chain(self.both, "||", lambda left, right: left if _is_true(left) else right)

    def both(self) -> Any:
        """`a && b`: the first that is false, or the last."""
        return self.chain(self.equal, "&&", lambda left, right: right if _is_true(left) else left)

    def chain(self, part: Callable[[], Any], operator: str, join: Callable[[Any, Any], Any]) -> Any:
        """Parts that an operator joins."""
        value = part()
        while self.tokens[:1] == [operator]:
            del self.tokens[0]
            value = join(value, part())
        return value

    def equal(self) -> Any:
        """`a == b` and `a != b`."""
        left = self.single()
        if self.tokens[:1] not in (["=="], ["!="]):
            return left
        same = self.tokens.pop(0) == "=="
        return (left == self.single()) is same

    def single(self) -> Any:
        """A text, a name, a call, a negation or something in brackets."""
        token = self.tokens.pop(0) if self.tokens else ""
        if token == "!":
            return not _is_true(self.single())
        if token == "(":
            value = self.either()
            return self.closed(value)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self.tokens[:1] == ["("]:
            return self.call(token)
        return self.named(token)

    def call(self, name: str) -> Any:
        """`toJSON(steps)`, or a question about the state of the run."""
        del self.tokens[0]
        if name == "toJSON":
            return self.closed(json.dumps(self.either()))
        if name in STATUS:
            return self.closed(self.context[name]())
        raise UnknownExpression(self.text)

    def closed(self, value: Any) -> Any:
        """The value, after its closing bracket."""
        if self.tokens[:1] != [")"]:
            raise UnknownExpression(self.text)
        del self.tokens[0]
        return value

    def named(self, path: str) -> Any:
        """The value of a path through the contexts."""
        value: Any = self.context
        for part in path.split("."):
            if not isinstance(value, Mapping) or part not in value:
                raise UnknownExpression(f"{path} in {self.text}")
            value = value[part]
        if callable(value):
            raise UnknownExpression(self.text)
        return value


def _is_true(value: Any) -> bool:
    return value not in (None, False, "", 0)


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
