"""What a new registry is made of: the answers, read and found good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from registry.drafts.slug import slug_of

FEWEST = 2
_NO_NAME = re.compile(r"[^a-z0-9._-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Founder:
    """Somebody who begins the registry: their handle and, if they have one, GitHub account."""

    handle: str
    account: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """The program that judges and publishes: a repository on GitHub, a commit, its version.

    `repository` is `owner/name`, `commit` 40 hex digits, `version` such as `1.2.0`.
    """

    repository: str
    commit: str
    version: str

    @property
    def url(self) -> str:
        """The page of the repository."""
        return f"https://github.com/{self.repository}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Founding:
    """A new registry, as its founders answered; they are `FEWEST` or more.

    `url` ends in a slash. Without a `program` there are no workflows. The founders take their seats
    on `day`.
    """

    name: str
    url: str
    email: str
    standard: str
    language: str
    zone: str
    founders: tuple[Founder, ...]
    program: Program | None
    day: date

    @property
    def slug(self) -> str:
        """The short name of the first standard, from its title."""
        return slug_of(self.standard, "first")

    @property
    def host(self) -> str:
        """The host of the site, with its port if it has one."""
        return self.url.removeprefix("https://").partition("/")[0]

    @property
    def origin(self) -> str:
        """The name of the log, from the address that the registry has at its beginning.

        Host and path, as far as such a name can hold them (C2SP tlog-checkpoint asks for a name
        without a scheme); at the root of a host, `registry` takes the place of the path.
        """
        host, _, path = self.url.removeprefix("https://").partition("/")
        segments = (_NO_NAME.sub("-", part.lower()).strip("._-") for part in path.split("/"))
        named = "/".join(segment for segment in segments if segment) or "registry"
        return f"{host.partition(':')[0]}/{named}"
