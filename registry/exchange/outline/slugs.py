"""Slugs for what another system calls by codes or by sentences: unique, and the same every time."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SLUG = re.compile(r"[a-z0-9-]{2,40}")
_LONGEST = 40
# Older YAML tools read these as true or false, so no name of a map may be one.
_BOOLEAN = frozenset({"on", "off", "yes", "no", "true", "false"})


def slug_of(*names: str) -> str:
    """The slug of the first name that gives one; a name that is a slug stays as it is.

    Where none does, as with names in a script other than Latin, it is made of their digest.
    """
    for name in names:
        if _SLUG.fullmatch(name) and name not in _BOOLEAN:
            return name
        if slug := _cut(_plain(name)):
            return f"c-{slug}" if len(slug) == 1 or slug in _BOOLEAN else slug
    return "c-" + hashlib.sha256("\n".join(names).encode("utf-8", "replace")).hexdigest()[:8]


def unique(slug: str, taken: dict[str, int]) -> str:
    """The slug, or with the first number that makes it one of its own; it is then taken, too.

    `taken` says of each slug which number comes next, so that a table of one title is read in time
    that grows as the table does.
    """
    found, number = slug, taken.get(slug, 2)
    while found in taken:
        tail = f"-{number}"
        found, number = slug[: _LONGEST - len(tail)].rstrip("-") + tail, number + 1
    taken[slug] = number
    taken.setdefault(found, 2)
    return found


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("&", " and "))
    ascii_only = letters.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def _cut(slug: str) -> str:
    if len(slug) <= _LONGEST:
        return slug
    head = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    return head.strip("-")
