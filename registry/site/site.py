"""The site: all that a page may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.address import Address
from registry.ledger.ledger import Ledger
from registry.problem import Explanation
from registry.records.registry import Registry
from registry.records.settings import Settings
from registry.sign.chain import SignedPolicy

# The page by hand that says why a check can be trusted; it belongs beside the one for employers.
ON_CHECKING = "how-checking-works.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A checked registry, its ledger, and the address it is published at.

    `as_of` is the day of the newest seal: pages state what was so on that day.
    `policies` say whose keys count, from number 1 to the one in force.
    `checks` explains the checks that the registry has passed.
    `by_hand` are the pages that people wrote, as paths below `docs/`.
    """

    registry: Registry
    ledger: Ledger
    policies: tuple[SignedPolicy, ...]
    address: Address
    as_of: date
    checks: tuple[Explanation, ...] = ()
    by_hand: tuple[str, ...] = ()

    @property
    def settings(self) -> Settings:
        """What `registry.yml` says."""
        return self.registry.settings
