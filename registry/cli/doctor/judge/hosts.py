"""From the address of a remote to the repository on GitHub, and to its place on GitHub Pages."""

from __future__ import annotations

import re

_GITHUB = re.compile(
    r"(?:https://(?:[^@/]+@)?github\.com/|(?:ssh://)?git@github\.com[:/])"
    r"([A-Za-z0-9][A-Za-z0-9-]*)/([\w.-]+?)(?:\.git)?/?"
)


def on_github(remote: str) -> str:
    """The repository as `owner/name` where a remote is on github.com, else nothing."""
    found = _GITHUB.fullmatch(remote)
    return f"{found[1]}/{found[2]}" if found else ""


def pages_address(repository: str) -> str:
    """Where GitHub Pages serves a repository without a domain of its own, in small letters."""
    owner, _, name = repository.lower().partition("/")
    host = f"{owner}.github.io"
    return f"https://{host}/" if name == host else f"https://{host}/{name}/"
