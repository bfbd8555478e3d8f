"""Which body owns which part of the repository.

`owns` lists folders. The folder `registry` stands for the registry as a whole: its settings, keys,
workflows and program, and every folder that no body names. Its owners are the maintainers.
"""

from __future__ import annotations

from registry.records.body import BODY, Body
from registry.records.registry import Entry, Registry

WHOLE = "registry"


def owner_of(registry: Registry, path: str) -> Entry[Body] | None:
    """The body that owns the file at `path`, by the deepest folder; None where nobody does.

    `path` is relative to the registry, such as `standards/data-practitioner/2.1.yml`.
    """
    owners = owned(registry)
    folder = path
    while folder := folder.rpartition("/")[0]:
        if folder in owners:
            return owners[folder]
    return owners.get(WHOLE)


def owned(registry: Registry) -> dict[str, Entry[Body]]:
    """Every folder that a body owns, in order, so that a folder comes before those inside it.

    `WHOLE` comes first. Of two bodies with the same folder the first one counts; a check refuses
    that.
    """
    owners: dict[str, Entry[Body]] = {}
    for entry in registry.entries(BODY):
        for folder in entry.record.owns:
            owners.setdefault(folder, entry)
    return dict(sorted(owners.items(), key=lambda item: (item[0] != WHOLE, item[0].split("/"))))
