"""Templates that cannot forget to escape: every value they print passes `markdown.escape`.

Only `Markup` passes as it is: the result of a macro, of `link`, or of what Python made with care.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from registry.records.period import Period
from registry.records.text import Text
from registry.site.dates import length, long_day
from registry.site.markdown.escape import anchor, escape, link

_FILTERS = ("length", "first", "last", "list", "items", "groupby", "selectattr", "rejectattr")
_JOINING = {"tilde": "~", "add": "+", "mod": "%"}


class _NoJoining(Extension):
    """Refuses operators that join a text and markup: Jinja would escape the text as HTML only."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type in _JOINING:
                message = f"{_JOINING[token.type]} joins texts unescaped: print them one by one"
                raise TemplateSyntaxError(message, token.lineno, stream.name, stream.filename)
            yield token


@cache
def environment(language: str) -> Environment:
    """The templates of the pages that people read, with texts and dates in `language`."""
    return strict_environment(language, FunctionLoader(_packaged))


def strict_environment(language: str, loader: BaseLoader) -> Environment:
    """An environment in which a template can print nothing unescaped."""
    made = Environment(
        loader=loader,
        autoescape=True,
        finalize=lambda value: finalize(value, language),
        undefined=StrictUndefined,
        extensions=[_NoJoining],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Neither `safe` nor a filter that escapes in Jinja's own, weaker way.
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.globals |= {"anchor": anchor, "link": link}
    return made


def finalize(value: object, language: str) -> Markup:
    """What a template prints for a value; TypeError for one that has no words, such as None."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Text):
        return escape(value.in_(language))
    if isinstance(value, date):
        return escape(long_day(value, language))
    if isinstance(value, Period):
        return escape(length(value, language))
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return escape(str(value))
    raise TypeError(f"a template prints {value!r}, which is no text")


def _packaged(name: str) -> str:
    return files("registry.site").joinpath("templates", name).read_text("utf-8")
