"""When a credential can be renewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.lifecycle.validity import before, grace_end, last_day, standing_until
from registry.records.credential import Credential
from registry.records.standard import Standard


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The days of renewal: it opens, the credential ends, grace ends; all three included."""

    opens: date
    ends: date
    grace_ends: date


def window(
    credential: Credential, standard: Standard, *, as_of: date | None = None
) -> Window | None:
    """The next days of renewal, or None where there is nothing to renew.

    What is renewed is the validity or, of a permanent credential, the holder's standing.
    With `as_of`, only renewals up to that day count.
    """
    end = last_day(credential, standard, as_of=as_of)
    if end is None:
        end = standing_until(credential, standard, as_of=as_of)
    if end is None or standard.renewal is None:
        return None
    return Window(
        opens=max(before(standard.renewal.window, end), credential.starts),
        ends=end,
        grace_ends=grace_end(end, standard),
    )
