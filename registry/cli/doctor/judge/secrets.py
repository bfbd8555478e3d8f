"""Seeds and root keys in a text, told from pages that only speak of them by their checksums."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from registry.sign.keys import SEED_PREFIX, KeyRefused, is_test_origin, parse_seed
from registry.sign.root import FIRST_LINE, RootRefused, parse_root

_SEED = re.compile(rf"{re.escape(SEED_PREFIX)}:[^\s\"'<>`]+")
_ROOT = re.compile(rf"{re.escape(FIRST_LINE)}\s*\n(?:.*\n){{10}}.*")
# On each line of a quotation, a list or a commented block something may stand before the words.
_BEFORE = re.compile(r"^[\s>#*;/|-]+", re.MULTILINE)


def secrets_in(text: str) -> Iterator[str]:
    """What is secret in a text, in words; the secrets themselves are never repeated.

    The public seed of test registries is none.
    """
    for match in _SEED.findall(text):
        try:
            seed = parse_seed(match.rstrip(".,;)"))
        except (KeyRefused, ValueError):
            continue
        if not is_test_origin(seed.origin):
            yield f"the seed of {seed.origin}"
    bare = _BEFORE.sub("", html.unescape(re.sub(r"<[^>]*>", "", text)))
    for match in _ROOT.findall(bare):
        try:
            root = parse_root(match)
        except RootRefused:
            continue
        yield f"the root key {root.name}, though locked by its passphrase"
