"""Where a verifier reads from: a site on the web, or one in a folder."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from registry.cli.faults import Fault
from registry.verify.published import Read

MAX_BYTES = 4 * 1024 * 1024
_SECONDS = 10
_GONE = frozenset({404, 410})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is served elsewhere is not what this address serves."""

    def redirect_request(self, *_arguments: object, **_named: object) -> None:
        return None


def web(base: str) -> Read:
    """Reads below an address that ends in a slash; only https, but for this machine itself."""
    scheme = urlsplit(base).scheme
    if scheme != "https" and not (is_local(base) and scheme == "http"):
        raise Fault(
            "usage", f"{base} is no https address", fix="ask for the address that begins https"
        )
    opener = urllib.request.build_opener(_NoRedirect)

    def read(path: str) -> bytes | None:
        request = urllib.request.Request(  # noqa: S310 - the scheme was looked at above
            base + path, headers={"Cache-Control": "no-cache", "User-Agent": "sealbook"}
        )
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                data: bytes = answer.read(MAX_BYTES + 1)
        except urllib.error.HTTPError as error:
            if error.code in _GONE:
                return None
            raise _unreachable(base, f"{error.code} {error.reason}") from error
        except OSError as error:  # URLError and timeouts, too
            raise _unreachable(base, str(error)) from error
        if len(data) > MAX_BYTES:
            raise _unreachable(base, f"{path} is larger than {MAX_BYTES:,} bytes")
        return data

    return read


def is_local(address: str) -> bool:
    """Whether an address is on this machine itself."""
    return urlsplit(address).hostname in {"127.0.0.1", "localhost", "::1"}


def folder(site: Path) -> Read:
    """Reads a site that was built or copied into a folder; never outside it."""
    home = site.resolve()

    def read(path: str) -> bytes | None:
        file = (home / path).resolve()
        if not file.is_relative_to(home) or not file.is_file():
            return None
        return file.read_bytes()

    return read


def _unreachable(base: str, why: str) -> Fault:
    return Fault(
        "network",
        f"{base} could not be read: {why}",
        fix="look at the address and the connection, and try again",
    )
