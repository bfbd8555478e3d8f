"""What `verify` is asked about: an address, a file or an ID becomes a bundle and its site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from registry.cli import fetch
from registry.cli.faults import Fault
from registry.openbadge.bake import NotBakeable, extract_png, extract_svg
from registry.records import ids
from registry.verify.published import Read

_PLACE = "/c/"
_EXTRACT = {".svg": extract_svg, ".png": extract_png}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A bundle to judge.

    `read` reads the site that it is from, None when that is not asked. `presented` is the
    credential that somebody showed, where that was not the bundle itself; it must be the same.
    `name` is name and salt of a holder's link.
    """

    data: bytes
    record_id: str | None
    read: Read | None
    presented: Mapping[str, Any] | None = None
    name: tuple[str, str] | None = None


def subject_of(target: str, *, site: Path | None, offline: bool, home: str | None) -> Subject:
    """Find the bundle that a target means. Raises Fault where there is none to be had.

    `site` is a folder to read instead of the web; `home` is the address of the registry at hand,
    where IDs belong.
    """
    file = Path(target)
    if target.startswith(("https://", "http://")):
        return _of_address(target, site=site, offline=offline)
    if file.is_file():
        return _of_file(file, site=site, offline=offline)
    record_id = ids.normalize(target)
    if not ids.is_id(record_id):
        raise Fault("usage", f"{target} is no address, no file and no ID of a credential")
    if site is None and home is None:
        raise Fault("usage", "an ID belongs to a registry", fix="name it: -C DIR, or --site DIR")
    read = fetch.folder(site) if site is not None else fetch.web(home or "")
    return Subject(data=_bundle(read, record_id), record_id=record_id, read=_live(read, offline))


def _of_address(target: str, *, site: Path | None, offline: bool) -> Subject:
    parts = urlsplit(target)
    base, place, rest = parts._replace(query="", fragment="").geturl().rpartition(_PLACE)
    record_id = ids.normalize(rest.partition("/")[0])
    if not place or not ids.is_id(record_id):
        raise Fault("usage", f"{target} is not the address of a credential: …/c/<ID>/")
    read = fetch.folder(site) if site is not None else fetch.web(base + "/")
    opened = parse_qs(parts.fragment, keep_blank_values=True)
    name = (opened["n"][0], opened["s"][0]) if {"n", "s"} <= opened.keys() else None
    data = _bundle(read, record_id)
    return Subject(data=data, record_id=record_id, read=_live(read, offline), name=name)


def _of_file(file: Path, *, site: Path | None, offline: bool) -> Subject:
    data = file.read_bytes()
    extract = _EXTRACT.get(file.suffix.lower())
    try:
        content = json.loads(extract(data) if extract else data)
    except (NotBakeable, ValueError) as error:
        raise Fault("usage", f"{file} holds no credential: {error}") from error
    credential = content.get("credential", content) if isinstance(content, dict) else None
    address = credential.get("id") if isinstance(credential, dict) else None
    if not isinstance(address, str) or _PLACE not in address:
        raise Fault("usage", f"{file} is no bundle and no credential of a Sealbook registry")
    base, _, rest = address.rpartition(_PLACE)
    record_id = rest.partition("/")[0]
    if site is not None:
        read: Read | None = fetch.folder(site)
    else:
        read = None if offline else fetch.web(base + "/")
    if credential is content:
        if read is None:
            raise Fault(
                "usage", f"{file} is a credential without its proofs", fix="leave --offline out"
            )
        bundle = _bundle(read, record_id)
        return Subject(
            data=bundle, record_id=record_id, read=_live(read, offline), presented=content
        )
    return Subject(data=data, record_id=record_id, read=_live(read, offline))


def _bundle(read: Read, record_id: str) -> bytes:
    data = read(f"c/{record_id}/bundle.json")
    if data is None:
        raise Fault(
            "unknown-id",
            f"there is no credential {ids.grouped(record_id)} there",
            fix="compare the ID letter by letter, and ask the holder for the link",
        )
    return data


def _live(read: Read | None, offline: bool) -> Read | None:
    return None if offline else read
