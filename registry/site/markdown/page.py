"""A page that people read: front matter for the engine, and Markdown from a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from markupsafe import Markup

from registry.records.text import Text
from registry.site.artifact import Artifact
from registry.site.dates import decimal
from registry.site.icons import icon
from registry.site.markdown.environment import environment
from registry.site.markdown.escape import escape, is_web_address, link
from registry.site.markdown.phrases import phrases_of
from registry.site.people import Names
from registry.site.site import Site

Crumb = tuple[str | Text, str]


def page(
    site: Site,
    path: str,
    template: str,
    *,
    title: str,
    description: str = "",
    crumbs: Sequence[Crumb] = (),
    language: str | None = None,
    meta: Mapping[str, Any] | None = None,
    **values: object,
) -> Artifact:
    """The page at `path`, such as `standards/data-practitioner/` (`` is the home page).

    `crumbs` are the pages above it, as label and path. `meta` is what else the front matter says.
    """
    tongue = language or site.settings.language
    phrases = phrases_of(tongue)

    def url(target: str) -> str:
        return relative(path, target)

    def web(label: str | Text | Markup, address: str | None) -> Markup:
        """A link to another site; only its label where the address is none of http or https."""
        text = label if isinstance(label, Markup) else escape(_in(label, tongue))
        return link(text, address) if address and is_web_address(address) else text

    text = (
        environment(tongue)
        .get_template(template)
        .render(
            site=site,
            settings=site.settings,
            title=title,
            crumbs=[(_in(label, tongue), url(target)) for label, target in crumbs],
            language=tongue,
            words=phrases,
            term=phrases.term,
            terms=lambda words: [phrases.term(word) for word in words],
            number=lambda value: decimal(value, tongue),
            names=Names(site.registry, url),
            url=url,
            web=web,
            icon=icon,
            **values,
        )
    )
    return Artifact(f"{path}index.md", (_front(title, description, meta) + text).encode(), "docs")


def relative(path: str, target: str) -> str:
    """The address of the page `target` as a link on the page `path` writes it."""
    return "../" * path.count("/") + target or "./"


def _front(title: str, description: str, meta: Mapping[str, Any] | None) -> str:
    """The front matter. The theme prints titles as HTML, unescaped: so they are escaped here."""
    data: dict[str, Any] = {"title": str(escape(title))}
    if description:
        data["description"] = str(escape(description))
    data |= meta or {}
    return f"---\n{yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=4096)}---\n\n"


def _in(text: str | Text, language: str) -> str:
    return text.in_(language) if isinstance(text, Text) else text
