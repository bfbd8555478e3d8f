"""What the site engine is told: its configuration and the theme's templates that we replace."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.decision import DECISION
from registry.records.endorsement import ENDORSEMENT
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.pathway import PATHWAY
from registry.records.policy import POLICY
from registry.records.review import REVIEW
from registry.records.snapshot import SNAPSHOT
from registry.records.standard import STANDARD
from registry.records.topic import TOPIC
from registry.site.artifact import Artifact
from registry.site.asset import asset
from registry.site.handbook import Nav, handbook
from registry.site.markdown.escape import escape
from registry.site.site import ON_CHECKING, Site
from registry.site.versions import current

# Templates of the theme that ours take the place of; `main.html` extends the theme's base.
THEME = ("main.html", "partials/copyright.html", "partials/language.html")
STYLESHEET = "pages.css"
# Lists of governance, in the menu where there is something in them.
_LISTS: tuple[tuple[str, Kind[Any]], ...] = (
    ("Decisions", DECISION),
    ("Consultations", CONSULTATION),
    ("Reviews and audits", REVIEW),
    ("Endorsements", ENDORSEMENT),
    ("Numbers", SNAPSHOT),
)


def engine_config(site: Site, *, inherit: str, own: str = "", theme_dir: str = "theme") -> bytes:
    """The text of the staged `mkdocs.yml`, which inherits the registry's own at `inherit`.

    Paths are relative to the staged file. `own` is the text of the registry's own, whose `nav`
    orders the pages by hand.
    The theme prints names and titles as HTML, unescaped: so they are escaped here.
    """
    settings = site.settings
    config: dict[str, Any] = {
        "INHERIT": inherit,
        "site_name": _html(settings.name.default),
        "site_url": site.address.url,
        "docs_dir": "docs",
        "theme": {"custom_dir": theme_dir, "language": theme_language(settings.language)},
        "extra_css": [asset(STYLESHEET).path],
        "extra": {"test_build": site.address.test},
        "nav": navigation(site, own),
    }
    if settings.description:
        config["site_description"] = _html(settings.description.default)
    if settings.image:
        config["theme"] |= {"logo": settings.image, "favicon": settings.image}
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=4096).encode()


def theme_language(tag: str) -> str:
    """What the theme speaks for a BCP 47 tag: the language of the tag, its base, or English."""
    known = files("material").joinpath("templates", "partials", "languages")
    tags = (tag, tag.partition("-")[0])
    return next((name for name in tags if known.joinpath(f"{name}.html").is_file()), "en")


def default_look() -> bytes:
    """The `mkdocs.yml` for a registry that has none of its own."""
    return _packaged("theme/mkdocs.yml")


def engine_files(_site: Site) -> Iterator[Artifact]:
    """The style sheet, for the engine to copy, and our templates of the theme."""
    yield asset(STYLESHEET).artifact()
    for name in THEME:
        yield Artifact(name, _packaged(f"theme/{name}"), "theme")


def navigation(site: Site, own: str = "") -> Nav:
    """The pages of the menu: what is current, not every version, decision or person.

    Pages by hand come last, as a handbook in the order of `own`, the registry's `mkdocs.yml`; but
    for the one that explains checking.
    """
    registry, day = site.registry, site.as_of
    standards: Nav = [{"All standards": "standards/index.md"}]
    skills: Nav = [{"Overview": "skills/index.md"}]
    governance: Nav = [{"Overview": "governance/index.md"}]
    governance += [
        {label: f"{kind.folder}/index.md"} for label, kind in _LISTS if registry.entries(kind)
    ]
    for slug in registry.slugs(STANDARD):
        shown = current(registry, STANDARD, slug, day)
        standards.append({_html(shown.record.title.default): f"standards/{slug}/index.md"})
    for pathway in registry.entries(PATHWAY):
        path = f"pathways/{pathway.id}/index.md"
        skills.append({_html(pathway.record.title.default): path})
    for slug in registry.slugs(FRAMEWORK):
        skill_map = current(registry, FRAMEWORK, slug, day)
        path = f"{skill_map.subject}/index.md"
        skills.append({_html(skill_map.record.title.default): path})
    for body in registry.entries(BODY):
        governance.append(
            {_html(body.record.title.default): f"governance/bodies/{body.id}/index.md"}
        )
    for slug in registry.slugs(POLICY):
        policy = current(registry, POLICY, slug, day)
        governance.append({_html(policy.record.title.default): f"{policy.subject}/index.md"})
    about: Nav = [
        {"Privacy": "privacy/index.md"},
        {"Write to us in private": "contact/index.md"},
        {"Checks": "checks/index.md"},
        {"Fields": "fields/index.md"},
    ]
    checking: Nav = [{"How to read and check one": "employers/index.md"}]
    checking += [path for path in site.by_hand if path == ON_CHECKING]
    by_hand = handbook([path for path in site.by_hand if path != ON_CHECKING], own)
    return [
        {"Home": "index.md"},
        {"Check a credential": checking},
        {"Standards": standards},
        {"Skills and pathways": skills},
        {"Governance": governance},
        *([{"Topics": "workshops/topics/index.md"}] if registry.entries(TOPIC) else []),
        {"About": about},
        *([{"Handbook": by_hand}] if by_hand else []),
    ]


def _html(text: str) -> str:
    return str(escape(text))


@cache
def _packaged(path: str) -> bytes:
    return files("registry.site").joinpath(*path.split("/")).read_bytes()
