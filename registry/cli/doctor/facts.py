"""What was found, before anybody judges it: plain data, of which all from outside is untrusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from registry.ledger.ledger import Ledger
from registry.records.settings import Settings
from registry.sign.chain import SignedPolicy
from registry.verify.published import PublishedLog

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Something that could not be looked at, and why.

    `tried` says that somebody was asked and gave no answer.
    """

    what: str
    why: str
    tried: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Repository:
    """The Git repository around a registry, as this clone knows it."""

    branch: str = ""
    """The branch that is checked out; empty for none."""
    branches: frozenset[str] = frozenset()
    """Every branch, here and on the remote, by its short name."""
    remote: str = ""
    """The address of `origin`; empty where there is none."""
    default: str = ""
    """The default branch of `origin`, as last heard; empty if unknown."""
    newest: date | None = None
    """The day of the newest commit."""
    builds: tuple[str, ...] = ()
    """Files that builds make and that Git keeps all the same."""
    unignored: tuple[str, ...] = ()
    """Folders that builds make and that `.gitignore` does not name."""
    suspects: Mapping[str, str] = field(default_factory=dict)
    """Texts of files that speak of seeds or root keys, by path."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalLedger:
    """The ledger of this clone: its folder, and the branch `ledger` of `origin` as last heard.

    `relation` is how the folder stands to the branch: `same`, `ahead`, `behind` or `apart`; empty
    where one of them is missing. `ledger` is a real one that can be read, `damage` says why one
    cannot.
    """

    mounted: bool = False
    remote: bool = False
    relation: str = ""
    ledger: Ledger | None = None
    sealed: datetime | None = None
    damage: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys:
    """The policies in `keys/`, and the day on which each file came into Git, by its number."""

    chain: tuple[SignedPolicy, ...] = ()
    since: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class HostedFiles:
    """Files that GitHub reads: their texts here, and what the records would make of them."""

    there: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Computer:
    """The program and its surroundings; `python` is like `3.11`."""

    version: str
    python: str
    tested: tuple[str, ...] = ()
    locked: Mapping[str, str] = field(default_factory=dict)
    installed: Mapping[str, str] = field(default_factory=dict)
    seed: bool = False
    """Whether the seed is in the environment of a computer where people work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """All that can be known without a network."""

    today: date
    settings: Settings
    errors: int = 0
    repository: Repository | None = None
    ledger: LocalLedger = LocalLedger()
    keys: Keys = Keys()
    files: HostedFiles = HostedFiles()
    computer: Computer
    cname: str | None = None
    private: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """The languages for which the program has words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruleset:
    """A ruleset of GitHub; `bypass` counts those who may go around it."""

    name: str
    enforcement: str
    branches: frozenset[str]
    rules: Mapping[str, Json]
    bypass: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """An environment of GitHub: the branches that it is for, and the names of its secrets.

    `branches` is None where every branch may use it.
    """

    branches: frozenset[str] | None
    secrets: frozenset[str] | Gap


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """The settings of GitHub Pages."""

    workflow: bool
    url: str
    https: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LastRun:
    """The newest finished run of a workflow on `main`."""

    conclusion: str
    day: date
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GitHub:
    """What GitHub says about the repository; None where GitHub says that there is no such thing."""

    today: date
    settings: Settings
    repository: str
    wanted: tuple[Ruleset, ...]
    newest: date | None
    default: str | Gap
    public: bool
    rulesets: tuple[Ruleset, ...] | Gap
    environment: Environment | Gap | None
    secrets: frozenset[str] | Gap
    """Names of the secrets of the repository itself."""
    pages: Pages | Gap | None
    workflows: Mapping[str, str] | Gap
    """State of each workflow, by its path."""
    runs: Mapping[str, LastRun]
    """By the name of the file, where there is any run."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Online:
    """The site as it is online.

    `log` is the log if the root keys in `keys/` vouch for it, `refused` why they do not.
    `served` holds what was read, by its path, with None for what is missing. `built` is the
    manifest of the site that was built here from the same log, if there is one.
    """

    now: datetime
    place: str
    settings: Settings
    has_keys: bool
    ledger: Ledger | None
    checkpoint: bytes | None
    log: PublishedLog | None = None
    refused: str = ""
    served: Mapping[str, bytes | None] = field(default_factory=dict)
    built: bytes | None = None
