"""The site of the registry in the repository's root, without its credentials' own pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

from registry.address import development
from registry.check.run import check
from registry.ledger.ledger import Ledger
from registry.load import load
from registry.problem import Explanation
from registry.records.registry import Registry
from registry.sign.succession import development_policy
from registry.site.artifact import Artifact
from registry.site.pages import PAGES
from registry.site.pages.credential import credential_pages
from registry.site.pages.documents import documents
from registry.site.pages.log import log_files
from registry.site.site import Site

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 11, 23)
# These show what was sealed, and have tests of their own.
_SEALED = (credential_pages, documents, log_files)


@cache
def registry() -> Registry:
    """The sample, checked."""
    found, _ = check(load(ROOT), DAY)
    assert found is not None
    return found


def site_of(found: Registry, day: date = DAY) -> Site:
    """The site of a registry as of a day, with the documentation of one check."""
    doc = Explanation(code="unknown-standard", group="form", rule="A rule.", more="Why.")
    address = development(found.settings)
    ledger = Ledger(origin=address.origin)
    policies = (development_policy(address.origin, issuer=address.did),)
    return Site(
        registry=found,
        ledger=ledger,
        policies=policies,
        address=address,
        as_of=day,
        checks=(doc,),
    )


@cache
def sample_pages() -> dict[str, str]:
    """Path and text of every Markdown page of the sample."""
    return {
        path: text for path, text in artifacts(site_of(registry())).items() if path.endswith(".md")
    }


def artifacts(site: Site) -> dict[str, str]:
    """Path and text of every artifact but those of what was sealed."""
    return {artifact.path: artifact.content.decode() for artifact in rendered(site)}


def rendered(site: Site) -> Iterator[Artifact]:
    """Every artifact but those of what was sealed."""
    for page in PAGES:
        if page not in _SEALED:
            yield from page(site)


def plain(page: str) -> str:
    """A page's text as a reader sees it: without front matter and tags, white space collapsed."""
    body = page.split("---\n", 2)[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
