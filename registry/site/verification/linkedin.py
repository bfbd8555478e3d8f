"""LinkedIn's "add to profile": a plain link that fills in its form."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from registry.records.ids import grouped
from registry.site.verification.claims import Claims

_FORM = "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME"


def add_to_profile(claims: Claims, record_id: str, pages: str) -> str:
    """The link for the credential whose page is at `pages`, its ID and a slash.

    Months count from 1.
    """
    issued, until = claims.issued, claims.until
    end = f"&expirationYear={until.year}&expirationMonth={until.month}" if until else ""
    return (
        f"{_FORM}&name={_quoted(claims.title)}&organizationName={_quoted(claims.issuer)}"
        f"&issueYear={issued.year}&issueMonth={issued.month}{end}"
        f"&certUrl={_quoted(pages)}{record_id}%2F&certId={grouped(record_id)}"
    )


@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    return quote(text, safe="")
