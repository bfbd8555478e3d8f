"""Who publishes what is written in another format, where, and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.address import Address
from registry.exchange.identity import Names
from registry.records.change import Change
from registry.records.settings import Settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What every export says beside the record itself.

    `language` is the default language of the registry: the one that binds, and the only one that
    is written. `day` dates what has no date of its own: a draft.
    """

    publisher: str
    address: Address
    language: str
    day: date

    @property
    def names(self) -> Names:
        """The identifiers that follow from the registry's origin."""
        return Names(self.address.origin)

    def changed(self, change: Change) -> str:
        """When a version was last changed: the day it was announced, for then it was frozen.

        As a time of RFC 3339, since the formats want one; the hour says nothing.
        """
        day = change.withdrawn or change.announced or change.effective or self.day
        return f"{day}T00:00:00Z"


def context_of(settings: Settings, address: Address, day: date) -> Context:
    """The context that the settings of a registry give."""
    return Context(
        publisher=settings.name.default, address=address, language=settings.language, day=day
    )
