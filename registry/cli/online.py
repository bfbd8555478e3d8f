"""The site as it is online: where it is, and the newest checkpoint that it shows."""

from __future__ import annotations

import os
import socket
import urllib.error
from pathlib import Path

from registry.address import real
from registry.cli import fetch
from registry.cli.faults import Fault
from registry.records.settings import Settings
from registry.sign.keys import is_test_origin
from registry.verify.published import Read

SITE_VARIABLE = "SEALBOOK_SITE"
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


def site_of(settings: Settings) -> str:
    """Where the site is read: at its address, or where SEALBOOK_SITE says that it is for now."""
    return os.environ.get(SITE_VARIABLE) or real(settings).url


def reader(place: str) -> Read:
    """Reads the site at an address or in a folder."""
    if "://" in place:
        return fetch.web(place if place.endswith("/") else place + "/")
    return fetch.folder(Path(place))


def checkpoint_at(place: str, *, or_unreachable: bool = False) -> bytes | None:
    """The signed checkpoint of the log that a site shows; None where it shows none, or a test.

    A host whose name nobody knows yet shows nothing. One that does not answer might show
    anything: raises Fault `network`, unless `or_unreachable` says to go on all the same.
    """
    try:
        signed = reader(place)("log/checkpoint")
    except Fault as fault:
        if or_unreachable or _is_unknown(fault):
            return None
        raise
    return None if signed is None or _is_test(signed) else signed


def _is_unknown(fault: Fault) -> bool:
    cause = fault.__cause__
    reason = cause.reason if isinstance(cause, urllib.error.URLError) else None
    return isinstance(reason, socket.gaierror) and reason.errno in _NO_SUCH_NAME


def _is_test(signed: bytes) -> bool:
    return is_test_origin(signed.decode("utf-8", "replace").partition("\n")[0])
