"""What a credential's page needs to check itself: two scripts, and what they are told.

The scripts are the same for every registry. What differs stands in one file for each language,
beside them: the pinned root keys, the words, and the table of steps.

The page has to provide:

- `<script type=module src=… integrity=…>` of `verify.mjs`, then one of `credential.mjs` that also
  has `data-config` (address of this file, relative to the page) and `data-integrity`;
- `connect-src 'self'` in its policy;
- `<link rel=alternate type=application/vc>` to `credential.json`, with `bundle.json` beside it,
  and `log/checkpoint` below the site's root;
- below that, for each signed size, `log/consistency/<old>`: a line `<old> <newest size>` and the
  hashes of the proof in base64, a line each; it is asked for only where caches mix two seals;
- `status/revocation.json`, asked for only where a bundle holds no list;
- `data-state` on `<html>`: `published`, a state of the table, or `test`;
- `#v` with `h1` and `p`; rows `#c-signature`, `#c-status`, `#c-log` and `#c-host` with `i` and
  perhaps `p`; `#n` for the sentence on identity; `article`, `aside`, `.c`, `.x` and `.b` as now;
- `data-f` on exactly what is signed: `name`, `title`, `issuer`, `id` (text), `issued` and, where
  there is an end, `until` (`<time datetime>`), `standard` (`<a href>` whose absolute address is
  that of the criteria), and `result` where the credential has one.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from importlib.resources import files
from typing import Any

from registry.site.asset import Asset
from registry.site.dates import locale
from registry.site.script import squeezed
from registry.site.verification.words import Words
from registry.verify import steps

SCRIPTS = ("verify.mjs", "credential.mjs")
_ROWS = ("signature", "status", "log", "host")
_MARKS = ("passed", "failed", "attention", "unchecked")
_WORDS = (
    "verified.permanent",
    "check.skipped",
    "name.withheld",
    "name.confirmed",
    "identity.person",
)


def script(name: str) -> Asset:
    """A script of the package as it is published."""
    source = files("registry.site").joinpath("assets", name).read_text("utf-8")
    return _asset(name, squeezed(source).encode())


def config(
    words: Words, *, issuer: str, host: str, origin: str, roots: Sequence[str], threshold: int
) -> Asset:
    """What the scripts are told in one language.

    `roots` are vkeys, of which `threshold` vouch for the policies of the log called `origin`.
    """
    told = {
        "issuer": issuer,
        "host": host,
        "locale": str(locale(words.language)).replace("_", "-"),
        "origin": origin,
        "roots": list(roots),
        "threshold": threshold,
        "development": steps.development(),
        "steps": [_step(step) for step in steps.steps_of("page", "script")],
        "states": {name: _given(asdict(state)) for name, state in steps.states().items()},
        "words": {key: words.sentences[key] for key in sorted(_keys())},
    }
    content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _asset(f"verify.{words.language}.json", content.encode() + b"\n")


def _keys() -> frozenset[str]:
    """The keys of all words that the scripts use."""
    rows = {f"check.{row}.passed" for row in _ROWS}
    return steps.words() | rows | {f"mark.{mark}" for mark in _MARKS} | set(_WORDS)


def _step(step: steps.Step) -> dict[str, Any]:
    told = _given(asdict(step))
    del told["asks"]
    return told


def _given(row: dict[str, Any]) -> dict[str, Any]:
    """Without what is not set: the scripts take its absence for no."""
    return {key: value for key, value in row.items() if value}


def _asset(name: str, content: bytes) -> Asset:
    stem, _, ending = name.rpartition(".")
    digest = sha256(content).digest()
    return Asset(
        path=f"assets/{stem}.{digest.hex()[:10]}.{ending}",
        content=content,
        integrity=f"sha256-{b64encode(digest).decode()}",
    )
