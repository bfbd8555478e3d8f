"""A kind of record: where its files live and what they become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

R = TypeVar("R")

_PARTS = {
    "handle": r"[a-z0-9-]{2,40}",
    "slug": r"[a-z0-9-]{2,40}",
    "version": r"(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})",
    "year": r"[0-9]{4}",
    "id": r"[0-9A-HJKMNP-TV-Z]{13}",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "name": r"[A-Za-z0-9-]{2,40}",
}


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[R]):
    """A kind of record.

    `path` is the pattern of its files, such as `standards/{slug}/{version}.yml`.
    `record` is the frozen dataclass that mirrors `schemas/<name>.schema.json` field by field.
    """

    name: str
    title: str
    path: str
    record: type[R]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        pattern = re.escape(self.path).replace(r"\{", "{").replace(r"\}", "}")
        for part, form in _PARTS.items():
            pattern = pattern.replace("{" + part + "}", f"(?P<{part}>{form})")
        return re.compile(pattern)

    @property
    def folder(self) -> str:
        """The part of the path before the first placeholder, such as `standards/`."""
        return self.path.partition("{")[0].rpartition("/")[0]

    @property
    def is_markdown(self) -> bool:
        """Whether the record is the front matter of a Markdown file."""
        return self.path.endswith(".md")

    def id_of(self, path: str) -> str | None:
        """The ID that the path gives a record of this kind, or None where it is another's.

        The year is a drawer and no part of the ID; a version follows its slug: `slug@1.0`.
        """
        match = self._pattern.fullmatch(path)
        if match is None:
            return None
        parts = match.groupdict()
        parts.pop("year", None)
        if "version" in parts:
            return f"{parts['slug']}@{parts['version']}"
        return "-".join(parts.values()) or self.name

    def path_of(self, record_id: str, year: int | None = None) -> str:
        """Where the record with this ID lives; credentials and assessments need their year."""
        slug, _, version = record_id.partition("@")
        if "{date}" in self.path:
            return self.path.format(date=slug[:10], slug=slug[11:])
        return self.path.format(
            slug=slug, handle=slug, id=slug, name=slug, version=version, year=year
        )
