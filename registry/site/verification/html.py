"""Templates of our own HTML pages; every value is escaped as HTML.

In these templates line breaks and indentation are for the reader of the template and are not
printed: a page is one file of many thousands, and each byte counts that often.
`[[key]]` is a sentence of the catalogue. It is put in when the template is compiled, as rendering
takes time per value.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from registry.site.verification.words import catalogue

_WORD = re.compile(r"\[\[([a-z.-]+)\]\]")
_ENVIRONMENT = Environment(autoescape=True, undefined=StrictUndefined)


@cache
def template(name: str, language: str) -> Template:
    """A template of the package, with its words in `language`. KeyError for an unknown word."""
    source = files("registry.site").joinpath("templates", name).read_text("utf-8")
    plain = "".join(line.strip() for line in source.splitlines())
    markup = catalogue(language).markup
    return _ENVIRONMENT.from_string(_WORD.sub(lambda found: markup[found[1]], plain))


_SELF = Markup("'self'")


def policy(*, scripts: str = _SELF, styles: str = _SELF, connect: str = _SELF) -> Markup:
    """All that a page of ours may do (Content Security Policy 3, Trusted Types).

    What others serve, or write into it, does not run; and it asks nobody but its own host, unless
    the sources are given.
    """
    return Markup(
        "default-src 'none';script-src {};connect-src {};style-src {};img-src 'self' data:;"
        "base-uri 'none';form-action 'none';require-trusted-types-for 'script';trusted-types 'none'"
    ).format(scripts, connect, styles)
