"""What a credential's page needs to check itself: two scripts, and what they are told.

`verify.mjs` judges a bundle and is the same for every registry. `credential.mjs` shows the verdict;
it names, with its digest, one file for each language that holds what differs: the pinned root keys,
the words, and the table of steps. So the digests in a page cover all of it.

The page has to provide:

- `<script type=module src=… integrity=…>` of `verify.mjs`, then of `credential.mjs`;
- `connect-src 'self'` in its policy;
- `<link rel=canonical>`; `<link rel=alternate type=application/vc>` to `credential.json`, with
  `bundle.json` beside it, and `log/checkpoint` below the site's root;
- below that, for each signed size, `log/consistency/<old>`: a line `<old> <newest size>` and the
  hashes of the proof in base64, a line each; it is asked for only where caches mix two seals;
- `status/revocation.json`, asked for only where a bundle holds no list;
- on `<html>`: `lang`, and `data-state`: `published`, a state of the table, or `test`;
- `#v` with `h1` and `p`; rows `#c-signature`, `#c-status`, `#c-log` and `#c-host` with `i` and
  perhaps `p`; `#n` for the sentence on identity; `article` with `.c`, `.x` and `details dl`;
  `aside` with `.b` and a `role=status`;
- `data-f` on exactly what is signed: `name`, `title`, `issuer`, `id` (text), `issued` and, where
  there is an end, `until` (`<time datetime>`), `standard` (`<a href>` whose absolute address is
  that of the criteria), and `result` where the credential has one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from registry.sign.policy import parse_policy
from registry.site.asset import Asset, asset, digested
from registry.site.dates import locale
from registry.site.site import Site
from registry.site.verification.words import Words, catalogue, languages
from registry.verify import steps

_ROWS = ("signature", "status", "log", "host")
_MARKS = ("passed", "failed", "attention", "unchecked")
_WORDS = (
    "verified.permanent",
    "check.skipped",
    "name.withheld",
    "name.confirmed",
    "identity.person",
    "linkedin",
    "print",
    "download",
    "copy",
    "copied",
    "wallet",
    "wallet.text",
    "third-party",
    "third-party.link",
    "command",
)
_OF_FILES = "examined."
_FACTS = ("until.never", "standard.version", "identity.withheld")


class Verifier(NamedTuple):
    """The scripts of a page in their order, and the files that these name."""

    scripts: tuple[Asset, ...]
    configs: tuple[Asset, ...]


def verifier(site: Site) -> Verifier:
    """What the pages of a site check themselves with."""
    words = {tag: catalogue(tag) for tag in languages()}
    configs = {
        tag: digested(f"verify.{tag}.json", _compact(settings_of(site, words[tag])).encode())
        for tag in words
    }
    named = {tag: (found.name, found.integrity) for tag, found in configs.items()}
    source = asset("credential.mjs").content.decode()
    assert source.count("CONFIGS={}") == 1
    source = source.replace("CONFIGS={}", f"CONFIGS={_compact(named)}")
    own = digested("credential.mjs", source.encode())
    return Verifier((asset("verify.mjs"), own), tuple(configs.values()))


def settings_of(site: Site, words: Words, *, examines: bool = False) -> dict[str, Any]:
    """What the scripts of a site are told: the roots of its newest policy are pinned.

    `examines` is for the page that is given files of any registry.
    """
    policy = parse_policy(site.policies[-1].content)
    told = config(
        words,
        issuer=site.settings.name.in_(words.language),
        host=site.address.host,
        origin=policy.origin,
        roots=policy.roots.keys,
        threshold=policy.roots.threshold,
    )
    if examines:
        told["url"] = site.address.url
        told["words"] |= _examining(words)
    return told


def config(
    words: Words, *, issuer: str, host: str, origin: str, roots: Sequence[str], threshold: int
) -> dict[str, Any]:
    """What the scripts are told in one language.

    `roots` are vkeys, of which `threshold` vouch for the policies of the log called `origin`.
    """
    return {
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


def _examining(words: Words) -> dict[str, str]:
    """The words of the page that examines files; some say of a file what others say of a page."""
    known = words.sentences
    told = {key: known[key] for key in known if key.startswith(("examine.", _OF_FILES))}
    told |= {key: known[key] for key in _FACTS}
    told |= {key.removeprefix(_OF_FILES): told[key] for key in told if key.startswith(_OF_FILES)}
    return told


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


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
