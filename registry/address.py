"""Where the registry is published, and by which names it signs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from registry.records.settings import Settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """The absolute address of a site and the names that hang on it.

    `url` ends in a slash. `origin` is the name of the log (C2SP tlog-checkpoint). `did` is the
    issuer's did:web. `test` says that only the public development key may sign here.
    """

    url: str
    origin: str
    did: str
    test: bool

    @property
    def host(self) -> str:
        """The host (and port) that people see in the address bar."""
        return urlsplit(self.url).netloc

    @property
    def base(self) -> str:
        """The path of the site on its host; `/` or `/registry/`."""
        return urlsplit(self.url).path

    def to(self, path: str) -> str:
        """The absolute address of a path of the site."""
        return self.url + path


def real(settings: Settings) -> Address:
    """The address that `registry.yml` names."""
    url = settings.url if settings.url.endswith("/") else settings.url + "/"
    return Address(url=url, origin=settings.origin, did=did_web(url), test=False)


def development(settings: Settings) -> Address:
    """The address of a build without a key: on `.invalid`, so that it can never pass as real.

    RFC 2606 reserves `.invalid` for names that are sure not to resolve.
    """
    plain = unicodedata.normalize("NFKD", settings.name.default).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "registry"
    base = urlsplit(settings.url).path.strip("/")
    url = f"https://{slug}.invalid/{base}/" if base else f"https://{slug}.invalid/"
    return Address(url=url, origin=f"{slug}.invalid/log", did=did_web(url), test=True)


def did_web(url: str) -> str:
    """The did:web of a site's address (W3C CCG did:web, section 3.2): its path joins by colons."""
    parts = urlsplit(url)
    names = [quote(parts.netloc, safe=""), *(quote(p) for p in parts.path.split("/") if p)]
    return "did:web:" + ":".join(names)
