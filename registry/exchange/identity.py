"""Identifiers for formats that want a UUID where a record has a short name.

A UUID is of version 5 (RFC 9562, section 5.5), so it follows from a name and is the same in every
build. The namespace is the UUID, in the namespace `URL` of that RFC (section 6.6), of `https://`
and the origin of the registry's log, which never changes. The name is the way to the thing, with
slashes: `skills/open-data/competency/cleaning`.

No version stands in that name, since an id keeps its meaning through all versions: a competency
has one UUID, however often its words are mended. Only a document has one for each version.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5


class Names:
    """The UUIDs of one registry, by the origin of its log, such as `odpg.example/sealbook`."""

    def __init__(self, origin: str) -> None:
        self._space = uuid5(NAMESPACE_URL, f"https://{origin}")

    def uuid(self, *way: str) -> UUID:
        """The UUID of the thing that this way leads to."""
        return uuid5(self._space, "/".join(way))

    def text(self, *way: str) -> str:
        """The same in its usual form: `36f0a1c2-…`, lower case."""
        return str(self.uuid(*way))

    def ctid(self, *way: str) -> str:
        """The same as a Credential Transparency Identifier: `ce-` and the UUID.

        The page on CTIDs speaks of version 4; Credential Engine's own sample that converts CASE
        takes version 5, for the same reason as we do.
        """
        return f"ce-{self.uuid(*way)}"
