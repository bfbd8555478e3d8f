"""What machines read: the issuer's DID, the status list, standards in other formats, site files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from registry.exchange.context import context_of
from registry.exchange.exports import exports, exports_of
from registry.openbadge.achievement import (
    achievement_document,
    achievement_path,
    picture_path,
)
from registry.openbadge.did import did_bytes, document_path
from registry.openbadge.status import PATH as STATUS_PATH
from registry.records.binding import standard_digest
from registry.records.kind import Kind
from registry.records.kinds import KINDS
from registry.records.period import Period
from registry.records.schema import schema
from registry.records.standard import STANDARD
from registry.sign.policy import parse_policy, published_keys
from registry.site.artifact import Artifact
from registry.site.asset import asset
from registry.site.pages.credential import json_bytes
from registry.site.site import Site


def documents(site: Site) -> Iterator[Artifact]:
    """Every file that is no page: signed documents as the ledger holds them, and the rest."""
    ledger, address = site.ledger, site.address
    policy = parse_policy(site.policies[-1].content)
    did = did_bytes(address.did, published_keys(policy))
    yield Artifact(document_path(address.did), did, "overlay")
    assert ledger.status_list is not None, "every seal has a status list"
    yield Artifact(STATUS_PATH, ledger.status_list, "overlay")
    yield from _achievements(site)
    for path, text in exports(site.registry, context_of(site.settings, site.address, site.as_of)):
        yield Artifact(path, text.encode(), "overlay")
    yield from _plain_badges(site)
    yield from _schemas(site)
    # GitHub Pages would else drop names that begin with a dot or an underscore.
    yield Artifact(".nojekyll", b"", "overlay")
    if address.base == "/":  # these two have a meaning at the root of a host only
        yield Artifact("robots.txt", _robots(site).encode(), "overlay")
        yield Artifact(".well-known/security.txt", _security(site).encode(), "overlay")


def machine_files(kind: Kind[Any], record_id: str) -> list[tuple[str, str]]:
    """Label and path of what machines read of a framework or standard version."""
    folder = kind.path_of(record_id).removesuffix(".yml")
    found = [(export.label, f"{folder}/{export.name}") for export in exports_of(kind)]
    if kind.name == STANDARD.name:
        found.append(("Open Badges", achievement_path(record_id)))
    return found


def _achievements(site: Site) -> Iterator[Artifact]:
    registry, language = site.registry, site.settings.language
    for entry in registry.entries(STANDARD):
        framework = registry.framework_of(entry.record)
        digest = standard_digest(registry, entry)
        document = achievement_document(
            entry.id, entry.record, framework, site.address, language, digest
        )
        yield Artifact(achievement_path(entry.id), json_bytes(document), "overlay")


def _schemas(site: Site) -> Iterator[Artifact]:
    """The schema of each kind; it stands alone, so an editor needs no more than its address."""
    for name in (*(kind.name for kind in KINDS), "key-policy"):
        path = f"schemas/{name}.schema.json"
        document = {**schema(name), "$id": site.address.to(path)}
        text = json.dumps(document, ensure_ascii=False, indent=2)
        yield Artifact(path, f"{text}\n".encode(), "overlay")


def _plain_badges(site: Site) -> Iterator[Artifact]:
    """The picture of each standard that has none: signed credentials name one all the same."""
    for slug in site.registry.slugs(STANDARD):
        path = picture_path(slug)
        if path not in site.registry.pictures:
            yield Artifact(path, asset("badge.svg").content, "overlay")


def _robots(site: Site) -> str:
    """Credential pages say `noindex` themselves: a crawler must be let in to see that."""
    if site.address.test:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow:\n\nSitemap: {site.address.to('sitemap.xml')}\n"


def _security(site: Site) -> str:
    """RFC 9116; it expires a year after the newest seal."""
    expires = Period(years=1).after(site.as_of)
    return (
        f"Contact: mailto:{site.settings.email}\n"
        f"Expires: {expires}T00:00:00Z\n"
        f"Preferred-Languages: {', '.join(site.settings.languages)}\n"
        f"Canonical: {site.address.to('.well-known/security.txt')}\n"
    )
