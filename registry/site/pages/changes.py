"""What changed between versions: a page for each pair, and the changes of all versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from registry.lifecycle.consultations import consultations_about
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.policy import POLICY
from registry.records.registry import Entry
from registry.records.standard import STANDARD
from registry.site.artifact import Artifact
from registry.site.changes.pairs import Held, Pair, held_versions, leaps, pairs, step_of
from registry.site.changes.people import for_whom
from registry.site.changes.sections import counted, sections
from registry.site.markdown.page import Crumb, page
from registry.site.markdown.phrases import phrases_of
from registry.site.pages.subscriptions import feed_of
from registry.site.site import Site
from registry.site.versions import current, versions

_KINDS: tuple[tuple[Kind[Any], Crumb], ...] = (
    (STANDARD, ("Standards", "standards/")),
    (FRAMEWORK, ("Skills and pathways", "skills/")),
    (POLICY, ("Governance", "governance/")),
)


def change_pages(site: Site) -> Iterator[Artifact]:
    """A page for each pair of versions, and the log of changes of each standard."""
    held = held_versions(site)
    for kind, top in _KINDS:
        for slug in site.registry.slugs(kind):
            for pair in pairs(site, kind, slug, held):
                yield _pair(site, pair, top)
    for slug in site.registry.slugs(STANDARD):
        yield _log(site, slug, held)


def _pair(site: Site, pair: Pair, top: Crumb) -> Artifact:
    before, after = pair.before, pair.after
    language = site.settings.language
    words = phrases_of(language)
    title = words.plain(
        "changes.pair", title=after.record.title, before=before.version, after=after.version
    )
    history = versions(site.registry, after.document.kind, after.slug, site.as_of)
    parts = list(sections(pair.difference, words))
    is_standard = after.document.kind is STANDARD
    return page(
        site,
        pair.page,
        "change.md.j2",
        title=title,
        description=after.record.change.summary.in_(language),
        crumbs=[top, (f"{after.record.title.in_(language)} {after.version}", f"{after.subject}/")],
        meta={"search": {"exclude": True}},
        before=before,
        after=after,
        row=next(one for one in history if one.version == after.version),
        is_step=pair.page == _page_of_step(pair),
        counted=counted(pair.difference, words),
        sections=parts,
        has_marks=any(line.is_marked for part in parts for line in part.lines),
        whom=for_whom(site, before, after, words) if is_standard else [],
        consultations=consultations_about(site.registry, after.subject),
    )


def _page_of_step(pair: Pair) -> str:
    step = step_of(pair.registry, pair.after)
    return step.page if step else ""


def _log(site: Site, slug: str, held: Held) -> Artifact:
    language = site.settings.language
    words = phrases_of(language)
    title = current(site.registry, STANDARD, slug, site.as_of).record.title
    rows = [
        (row, step_of(site.registry, entry))
        for row, entry in zip(
            versions(site.registry, STANDARD, slug, site.as_of),
            reversed(site.registry.versions(STANDARD, slug)),
            strict=True,
        )
    ]
    return page(
        site,
        f"standards/{slug}/changes/",
        "changes.md.j2",
        title=words.plain("changes.title", title=title),
        crumbs=[("Standards", "standards/"), (title, f"standards/{slug}/")],
        meta={"feeds": {feed_of(slug): title.in_(language)}},
        rows=[(row, step, counted(step.difference, words) if step else "") for row, step in rows],
        consultations=lambda row: _asked(site, row.page),
        leaps=leaps(site, STANDARD, slug, held),
        feed=feed_of(slug),
    )


def _asked(site: Site, path: str) -> tuple[Entry[Any], ...]:
    return consultations_about(site.registry, path.rstrip("/"))
