"""The handbook: pages that people wrote, in the order that `mkdocs.yml` gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

Nav = list[dict[str, Any] | str]


def handbook(pages: Sequence[str], settings: str = "") -> Nav:
    """The menu of the pages by hand, which are paths below `docs/`.

    First comes `nav` of `settings`, the text of a registry's own `mkdocs.yml`, just as MkDocs
    defines it (User Guide, *Configuration*, `nav`). Then come the pages that it does not name, so
    that a new page is found before anyone has thought of a place for it.
    """
    own = own_nav(settings)
    named = set(_named(own))
    return [*own, *_sections([path for path in pages if path not in named])]


def own_nav(settings: str) -> Nav:
    """What `nav` says in the text of a `mkdocs.yml`; empty where it is no list.

    What is no YAML at all is for MkDocs to say.
    """
    try:
        said = yaml.load(settings, Loader=yaml.BaseLoader)  # noqa: S506 - it makes only text
    except yaml.YAMLError:
        return []
    nav = said.get("nav") if isinstance(said, dict) else None
    return nav if isinstance(nav, list) else []


def _named(nav: object) -> Iterator[str]:
    """Every page and address in a menu, however deep."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        yield from _named(list(nav.values()))
    elif isinstance(nav, list):
        for part in nav:
            yield from _named(part)


def _sections(pages: Sequence[str]) -> Nav:
    """Pages of `docs/` itself, then each folder below it as a section of its own.

    A page is called after its first heading, a section after its folder. Short sections come
    first: below a long one nobody would look for another.
    """
    found: Nav = [path for path in pages if "/" not in path]
    folders: dict[str, list[str]] = {}
    for path in pages:
        folder, slash, _ = path.partition("/")
        if slash:
            folders.setdefault(folder, []).append(path)
    for folder in sorted(folders, key=lambda folder: (len(folders[folder]), folder)):
        found.append({folder.replace("-", " ").capitalize(): folders[folder]})
    return found
