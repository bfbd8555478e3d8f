"""What a registry's own `mkdocs.yml` may say: how pages look, and nothing that acts.

MkDocs takes its settings for code of the owner: it loads Python where `hooks` or a YAML tag asks
for it, and some extensions read any file. Here a stranger proposes this file in a pull request, a
reviewer builds it at home, and a job with rights builds it after the merge. So it names none of
these, only extensions and plugins that turn the text of a page into a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

_EXTENSION = "attr_list"
# Settings of MkDocs that run code: Python files, templates of Jinja, and another file that may
# hold either (User Guide, *Configuration*).
_REFUSED = ("INHERIT", "extra_templates", "hooks")
_PLUGINS = frozenset({"blog", "meta", "search", "tags", "typeset"})
# The built-in extensions of Python-Markdown by their short names, and what comes with the theme.
_EXTENSIONS = re.compile(
    r"(markdown\.extensions\.)?(abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code"
    r"|footnotes|md_in_html|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks)"
    r"|pymdownx\.(?!snippets|b64)[a-z]+(\.[a-z_]+)?|material\.extensions\.[a-z]+"
)
# Functions that the theme's manual puts into settings; all else a tag could name is refused.
_TAGS = re.compile(
    r"tag:yaml\.org,2002:python/(name|object/apply):"
    r"(material\.extensions\.emoji\.(twemoji|to_svg)|pymdownx\.slugs\.slugify"
    r"|pymdownx\.(arithmatex|superfences)\.\w+_format)"
)


def objection(settings: str) -> str:
    """What is wrong with the text of a registry's own `mkdocs.yml`, in words; or empty."""
    try:
        said = next(_marks(settings), "")
        # Nothing but text is made, whatever the text says.
        read = yaml.load(settings, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        return f"it is no YAML: {error}".replace('"<unicode string>"', '"mkdocs.yml"')
    found = read if isinstance(read, dict) else {}
    return said or next(_acts(found), "") or _lacks(found)


def _marks(settings: str) -> Iterator[str]:
    """Tags, and keys that bring in others: what stands there would not be what is read here."""
    for event in yaml.parse(settings, Loader=yaml.BaseLoader):
        tag = getattr(event, "tag", None)
        if tag and not _TAGS.fullmatch(tag):
            yield f"the tag {tag} may run code or read the environment: leave it out"
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.style is None:
            yield "`<<` is not read: say in full what it stands for"


def _acts(said: dict[str, object]) -> Iterator[str]:
    """What would run code or read other files."""
    for name in _REFUSED:
        if name in said:
            yield f"`{name}` may run code, so it is not for a file that strangers propose"
    for name in _names(said.get("plugins")):
        if name.removeprefix("material/") not in _PLUGINS:
            known = ", ".join(sorted(_PLUGINS))
            yield f"the plugin `{name}` is not among those that only make pages: {known}"
    for name in _names(said.get("markdown_extensions")):
        if not _EXTENSIONS.fullmatch(name):
            yield (
                f"the extension `{name}` is not among those that only read the page: those of "
                "Python-Markdown and pymdownx, but for snippets and b64"
            )


def _lacks(said: dict[str, object]) -> str:
    """What our pages need of the engine."""
    theme = said.get("theme")
    if not isinstance(theme, dict) or theme.get("name") != "material":
        return "the pages are made for the theme material: write `theme: {name: material}`"
    if _EXTENSION not in _names(said.get("markdown_extensions")):
        return f"`markdown_extensions` needs `{_EXTENSION}`, by which our headings get their names"
    return ""


def _names(rows: object) -> list[str]:
    """The names in a list of names and of names with options, or in a mapping of these."""
    found: list[str] = []
    for row in rows if isinstance(rows, Iterable) and not isinstance(rows, str) else []:
        found += [row] if isinstance(row, str) else map(str, row)
    return found
