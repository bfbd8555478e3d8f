"""Style sheets and scripts that our own pages share, under names that carry their digest."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from registry.site.artifact import Artifact
from registry.site.script import squeezed

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asset:
    """A shared file: `path` below the site's root, `integrity` for the attribute of that name."""

    path: str
    content: bytes
    integrity: str

    @property
    def name(self) -> str:
        """The name of the file, without its folder."""
        return self.path.rpartition("/")[2]

    def artifact(self) -> Artifact:
        """The file as part of the site."""
        return Artifact(self.path, self.content, "overlay")


@cache
def asset(name: str) -> Asset:
    """A file of the package's `assets`, without comments and indentation."""
    source = files("registry.site").joinpath("assets", name).read_text("utf-8")
    if name.endswith(".mjs"):
        return digested(name, squeezed(source).encode())
    between = "" if name.endswith(".css") else "\n"
    return digested(name, _INDENT.sub(between, _COMMENT.sub("", source)).strip().encode() + b"\n")


def digested(name: str, content: bytes) -> Asset:
    """A shared file under a name that carries its digest."""
    stem, _, ending = name.rpartition(".")
    digest = sha256(content).digest()
    return Asset(
        path=f"assets/{stem}.{digest.hex()[:10]}.{ending}",
        content=content,
        integrity=f"sha256-{b64encode(digest).decode()}",
    )
