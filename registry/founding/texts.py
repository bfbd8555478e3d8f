"""The texts that come with the package, and what is put into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from registry.records.canonical import order_of
from registry.source.comments import comments_of
from registry.source.layout import layout
from registry.source.parse import parse

_BLANK = re.compile(r"\{\{(\w+)\}\}")


def text(name: str) -> str:
    """A file of the folder `texts`."""
    return files("registry.founding").joinpath("texts", *name.split("/")).read_text("utf-8")


def filled(name: str, words: Mapping[str, str]) -> str:
    """A file with each `{{word}}` replaced; what is put in is not looked at again.

    KeyError for a word that is not given.
    """
    return _BLANK.sub(lambda match: words[match[1]], text(name))


def record(name: str, kind: type[Any], /, **fields: Any) -> str:
    """A record of the folder `texts` with other values, its comments kept."""
    source, problems = parse(text(name).encode(), name)
    assert source is not None, problems
    data = {**source.data, **fields}
    return layout(data, order=order_of(kind), comments=comments_of(source))
