"""`.github/CODEOWNERS`: whose approval GitHub asks for, made from the bodies and their terms.

The form is GitHub's (docs.github.com, "About code owners"): a pattern, then accounts; of the rules
that fit a path the last one counts, so a folder stands before the folders inside it. A rule without
accounts would take a folder from everyone, so a body that nobody with an account sits in has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from registry.forge.owners import WHOLE, owned
from registry.forge.turns import Turn, asked_on, turns
from registry.records.body import BODY, Body
from registry.records.person import PERSON
from registry.records.registry import Registry

_HEAD = """\
# Who must approve which change: the members of the bodies in governance/bodies/.
# `sealbook github` writes this file from the records; to change it, change the records.
# The last rule that fits a path counts.
"""
# Begins the line with the day since which the file has been right.
SINCE = "# It is right since "
_DAY = timedelta(days=1)
# The schema refuses all else, too; but here a line break would be a rule.
_ACCOUNT = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
_FOLDER = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")


class Rule(NamedTuple):
    """A rule of the file: its pattern, the slug of the body that it is about, and accounts."""

    pattern: str
    body: str
    accounts: tuple[str, ...]


def codeowners(registry: Registry, day: date) -> str:
    """The file as it must be on `day`: terms that run then, and the accounts of their holders.

    ValueError for a folder or an account that the schema would have refused.
    """
    rules = list(_rules(registry, day))
    width = max((len(pattern) for pattern, _, _ in rules), default=0)
    since = _since(registry, day)
    lines = [f"{SINCE}{since}"] if since else []
    said = ""
    for pattern, body, owners in rules:
        if body != said:
            lines += ["", f"# {body}"]
            said = body
        if owners:
            lines.append(f"{pattern:{width}} {' '.join(f'@{account}' for account in owners)}")
        else:
            lines.append(f"# Nobody here has an account, so {pattern} has no rule of its own.")
    return _HEAD + "".join(f"{line}\n" for line in lines)


def overtaken_by(registry: Registry, text: str, day: date) -> tuple[Turn, ...]:
    """Who came and went as planned since the day that `text` bears, if that alone made it wrong.

    Empty where the text is right on `day`; where it was not right on its own day either; and where
    somebody left early in between, for whoever wrote that down could have written this, too.
    """
    since = next((row for row in text.splitlines() if row.startswith(SINCE)), "")
    try:
        began = date.fromisoformat(since.removeprefix(SINCE))
    except ValueError:
        return ()
    later = tuple(turn for turn in turns(registry, day) if turn.day > began)
    was_right = codeowners(registry, began).splitlines() == text.splitlines()
    return later if was_right and all(turn.is_planned for turn in later) else ()


def accounts_on(registry: Registry, body: Body, day: date) -> tuple[str, ...]:
    """The GitHub accounts of those who are asked on `day`, in the order of the alphabet."""
    people = (registry.get(PERSON, handle) for handle in asked_on(body, day))
    found = {entry.record.github for entry in people if entry and entry.record.github}
    return tuple(sorted(found, key=lambda account: (account.lower(), account)))


def _since(registry: Registry, day: date) -> date | None:
    """The last day, up to `day`, on which somebody came to a body or was gone from it."""

    def members(on: date) -> list[frozenset[str]]:
        return [asked_on(body.record, on) for body in registry.entries(BODY)]

    days = sorted({turn.day for turn in turns(registry, day)}, reverse=True)
    return next((turn for turn in days if members(turn - _DAY) != members(turn)), None)


def _rules(registry: Registry, day: date) -> Iterator[Rule]:
    for folder, entry in owned(registry).items():
        accounts = accounts_on(registry, entry.record, day)
        _require(_FOLDER, folder)
        _require(_FOLDER, entry.id)
        for account in accounts:
            _require(_ACCOUNT, account)
        yield Rule("*" if folder == WHOLE else f"/{folder}/", entry.id, accounts)


def _require(form: re.Pattern[str], text: str) -> None:
    if form.fullmatch(text) is None:
        raise ValueError(f"{text!r} cannot stand in CODEOWNERS")
