"""What trips each examination of the doctor: sound facts with something wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from registry.cli.doctor.facts import (
    Environment,
    Gap,
    GitHub,
    Here,
    LocalLedger,
    Online,
    Repository,
)
from registry.forge.callers import CALLERS
from registry.ledger.ledger import Ledger
from registry.records.period import Period
from registry.records.settings import Rules
from registry.sign.chain import SignedPolicy
from registry.sign.keys import Seed, format_seed
from registry.sign.policy import Policy, parse_policy, print_policy
from registry.sign.root import Cost, RootKey, lock, print_root
from registry.sign.succession import compromised, with_seed
from registry.site.manifest import NAME
from tests.doctor_world import COMMIT, NOW, TODAY, policy_of, reserved, well
from tests.seal_world import World

SEED = format_seed(Seed(origin="odpg.example/log", secret=b"\7" * 32))
ROOT_KEY = print_root(
    lock(
        RootKey(name="odpg.example/root-a", secret=b"\1" * 32),
        "word",
        salt=b"s" * 16,
        nonce=b"n" * 24,
        cost=Cost(passes=1, memory=8192),
    )
)
DID, SECURITY = ".well-known/did.json", ".well-known/security.txt"
_WORKFLOWS = ".github/workflows/"
_LEDGER = well().world.ledger
_RULES = well().github.wanted[0].rules
_STATES = well().github.workflows
_RUN = well().github.runs["publish.yml"]
_TEST_SITE = b"open-data-practice-guild.invalid/log\n1\n"


@dataclass(frozen=True, kw_only=True)
class Trip:
    """A finding: its code and severity, words of its message and its fix, and what led to it."""

    code: str
    severity: str
    says: str
    fix: str
    change: Callable[[Any], Any]

    def __str__(self) -> str:
        return f"{self.code}: {self.says}"


def error(code: str, says: str, fix: str, change: Callable[[Any], Any]) -> Trip:
    """Facts that are an error."""
    return Trip(code=code, severity="error", says=says, fix=fix, change=change)


def warning(code: str, says: str, fix: str, change: Callable[[Any], Any]) -> Trip:
    """Facts that are a warning."""
    return Trip(code=code, severity="warning", says=says, fix=fix, change=change)


def note(code: str, says: str, fix: str, change: Callable[[Any], Any]) -> Trip:
    """Facts that are worth a note."""
    return Trip(code=code, severity="note", says=says, fix=fix, change=change)


def put(**values: Any) -> Callable[[Any], Any]:
    """The facts with other values; `repository__remote` is a value in one of their parts."""

    def change(facts: Any) -> Any:
        for name, value in values.items():
            part, _, inner = name.partition("__")
            new = put(**{inner: value})(getattr(facts, part)) if inner else value
            facts = replace(facts, **{part: new})
        return facts

    return change


def text(path: str, old: str, new: str) -> Callable[[Here], Here]:
    """The facts with another text in a file for GitHub."""

    def change(here: Here) -> Here:
        there = here.files.there
        assert old in there[path]
        edited: Here = put(files__there={**there, path: there[path].replace(old, new)})(here)
        return edited

    return change


def without(path: str) -> Callable[[Here], Here]:
    """The facts without a file for GitHub."""

    def change(here: Here) -> Here:
        kept = {name: row for name, row in here.files.there.items() if name != path}
        changed: Here = put(files__there=kept)(here)
        return changed

    return change


def policies(change: Callable[[Policy], Policy]) -> Callable[[Here], Here]:
    """The facts with a second policy; who signed it is looked at elsewhere."""

    def changed(here: Here) -> Here:
        first = parse_policy(here.keys.chain[0].content)
        second = SignedPolicy(content=print_policy(change(replace(first, n=2))), note=b"")
        more: Here = put(keys__chain=(*here.keys.chain, second))(here)
        return more

    return changed


def roots(threshold: int, held: int) -> Callable[[Any], Any]:
    """The facts with other root keys."""
    return put(keys__chain=(policy_of(well().world, threshold, held),))


def live(number: int, **values: Any) -> Callable[[GitHub], GitHub]:
    """The facts with another ruleset on GitHub."""
    rulesets = list(well().github.wanted)
    rulesets[number] = replace(rulesets[number], **values)
    return put(rulesets=tuple(rulesets))


def served(path: str, content: bytes | None) -> Callable[[Online], Online]:
    """The site with another file, of which its manifest does not know."""
    return lambda online: replace(online, served={**online.served, path: content})


def built(path: str, content: bytes | None) -> Callable[[Online], Online]:
    """The site with another file, built like that."""
    return lambda online: reserved(online, path, content)


def _grown() -> Ledger:
    """The same ledger, sealed once more."""
    world = well().world.copy()
    world.keys, world.registry = well().world.keys, well().world.registry
    world.seal(heartbeat=True)
    return world.ledger


def _other() -> Ledger:
    """Another ledger of the same name."""
    world = World()
    world.say(result="pass")
    world.seal()
    return world.ledger


def _new_seed(policy: Policy) -> Policy:
    return with_seed(policy, Seed(origin=policy.origin, secret=rb"\8" * 32), at=3)


HERE: tuple[Trip, ...] = (
    error("records", "finds 1 error", "sealbook check", put(errors=1)),
    error("private-here", "appeals/", "git rm", put(private=("appeals",))),
    error("no-repository", "in no Git repository", "git init -b main", put(repository=None)),
    error("no-repository", "committed yet", "git commit", put(repository__newest=None)),
    warning("no-remote", "no remote", "git remote add origin", put(repository__remote="")),
    error(
        "main-branch",
        "default branch of origin is `master`",
        "git branch -m master main",
        put(repository__default="master"),
    ),
    error(
        "main-branch",
        "no branch `main`",
        "git branch -m trunk main",
        put(repository=Repository(branch="trunk", branches=frozenset({"trunk"}), newest=TODAY)),
    ),
    note("main-branch", "`draft` is checked", "git switch main", put(repository__branch="draft")),
    note("main-branch", "no branch is checked", "git switch main", put(repository__branch="")),
    warning(
        "tracked-build",
        "build/0, build/1, build/2 and 7 more",
        "git rm -r --cached build",
        put(repository__builds=tuple(f"build/{number}" for number in range(10))),
    ),
    warning(
        "not-ignored",
        "build and .sealbook",
        "/build/ /.sealbook/",
        put(repository__unignored=("build", ".sealbook")),
    ),
    error(
        "secret-in-git",
        "notes.txt holds the seed of odpg.example/log",
        "Stolen seed",
        put(repository__suspects={"notes.txt": f"The line is {SEED}.\n"}),
    ),
    error(
        "secret-in-git",
        "root.txt holds the root key odpg.example/root-a",
        "Lost root key",
        put(repository__suspects={"root.txt": ROOT_KEY}),
    ),
    warning("ledger-begun", "no branch `ledger`", "git fetch origin", put(ledger=LocalLedger())),
    note(
        "ledger-begun", "not checked out", "sealbook ledger", put(ledger=LocalLedger(remote=True))
    ),
    error("ledger-parted", "have parted", "stop", put(ledger__relation="apart")),
    warning("ledger-parted", "origin lacks", "HEAD:ledger", put(ledger__relation="ahead")),
    note("ledger-parted", "is older", "sealbook ledger", put(ledger__relation="behind")),
    error(
        "ledger-broken",
        "log/entries.jsonl is missing",
        "runbook",
        put(ledger__ledger=None, ledger__damage="log/entries.jsonl is missing"),
    ),
    error(
        "ledger-broken",
        "the log has 1 entries; it had",
        "runbook",
        put(ledger__ledger=replace(_LEDGER, entries=_LEDGER.entries[:1])),
    ),
    warning(
        "ledger-broken",
        "no signed checkpoint",
        "seal again",
        put(ledger__ledger=replace(_LEDGER, checkpoints={})),
    ),
    error(
        "seal-old",
        "is of 2026-11-24, and counts until 2026-12-08",
        "Run workflow",
        put(today=date(2026, 12, 9)),
    ),
    warning("no-keys", "every page says TEST", "sealbook key new", put(keys__chain=())),
    error(
        "key-policy-signed",
        "keys/",
        "sealbook key sign",
        put(keys__chain=(replace(well().here.keys.chain[0], note=b""),)),
    ),
    error(
        "key-policy-signed",
        "one JSON object",
        "sealbook key sign",
        put(keys__chain=(SignedPolicy(content=b"{", note=b""),)),
    ),
    error(
        "key-policy-expiry",
        "keys/1.json expired on 2028-01-01",
        "sealbook key rotate",
        put(today=date(2028, 1, 1)),
    ),
    warning(
        "key-policy-expiry",
        "keys/1.json expires on 2028-01-01",
        "sealbook key rotate",
        put(today=date(2027, 11, 2)),
    ),
    warning(
        "key-rotation",
        "in use since 2026-11-20",
        "sealbook key rotate",
        put(today=date(2027, 11, 20)),
    ),
    note("key-rotation", "an old key is still active", "--finish", policies(_new_seed)),
    error(
        "key-rotation",
        "no active key",
        "sealbook key rotate",
        policies(lambda policy: compromised(policy, at=3)),
    ),
    note("root-threshold", "one root key decides alone", "two paper copies", roots(1, 1)),
    note("root-threshold", "all 2 root keys must sign", "sealbook key roots", roots(2, 2)),
    note("root-threshold", "each of 3 root keys", "sealbook key roots", roots(1, 3)),
    note(
        "stale-after",
        "after 30 days, keys/1.json after 14",
        "stale_after: P14D",
        put(settings__rules=Rules(stale_after=Period(days=30))),
    ),
    warning("seed-in-environment", "SEALBOOK_SEED", "unset", put(computer__seed=True)),
    note(
        "address-example",
        "cert.guild.example",
        "`url` of registry.yml",
        put(settings__url="https://cert.guild.example/", keys__chain=()),
    ),
    warning(
        "address-below-path",
        "below /r/, so robots.txt and /.well-known/security.txt are not served, and the issuer "
        "is did:web:cert.guild.org:r",
        "a domain of its own",
        put(settings__url="https://cert.guild.org/r/", keys__chain=()),
    ),
    note(
        "address-below-path",
        "below /r/",
        "keep the path",
        put(settings__url="https://cert.guild.org/r/"),
    ),
    error(
        "address-issuer",
        "is of the log odpg.example/sealbook, and registry.yml says other.example/log",
        "never changes",
        put(settings__origin="other.example/log"),
    ),
    warning(
        "address-issuer",
        "speaks for did:web:open-data-practice-guild.github.io",
        "`url`",
        put(settings__url="https://cert.guild.org/"),
    ),
    error(
        "address-pages",
        "at https://guild.github.io/registry/, and `url` says",
        "url: https://guild.github.io/registry/",
        put(repository__remote="https://github.com/guild/Registry.git"),
    ),
    warning("cname-file", "old.guild.example", "delete the file", put(cname="old.guild.example\n")),
    note("language-words", "`es`", "registry/site/words", put(languages=("en",))),
    warning(
        "github-stale",
        " files are not what the records make",
        "sealbook github",
        text(".github/CODEOWNERS", "", "# By hand\n"),
    ),
    warning(
        "github-stale",
        ".github/CODEOWNERS is missing",
        "sealbook github",
        without(".github/CODEOWNERS"),
    ),
    *(
        error("workflow-missing", f"{path} is missing", "sealbook new", without(path))
        for path in CALLERS
        if path.startswith(_WORKFLOWS)
    ),
    error(
        "workflow-unpinned",
        "check.yml uses guild/sealbook/.github/workflows/judge.yml@main",
        "40 hex digits",
        text(f"{_WORKFLOWS}check.yml", COMMIT, "main"),
    ),
    warning(
        "workflow-version",
        "different commits",
        "Dependabot",
        text(f"{_WORKFLOWS}check.yml", COMMIT, "1" * 40),
    ),
    note(
        "workflow-version",
        "run version v0.1.0 of the program, and this computer 0.2.0",
        "Dependabot",
        put(computer__version="0.2.0"),
    ),
    note(
        "workflow-version",
        "run version v0.1.0 of the program, and this computer 0.0.9",
        "pip install sealbook==0.1.0",
        put(computer__version="0.0.9"),
    ),
    note(
        "workflow-edited",
        "publish.yml differs",
        "see that each difference is meant",
        text(f"{_WORKFLOWS}publish.yml", "contents: read", "contents: write"),
    ),
    note(
        "python-version",
        "Python 3.9, and the program is tested with 3.11",
        "one of these",
        put(computer__python="3.9"),
    ),
    note(
        "package-versions",
        "click 7.0 instead of 8.5.1",
        "requirements/build.txt",
        put(computer__installed={"click": "7.0", "mkdocs": "1.6.1"}),
    ),
)

GITHUB: tuple[Trip, ...] = (
    error("github-default-branch", "`trunk`", "Settings, General", put(default="trunk")),
    error("github-ruleset", "Records is missing", "main.json", put(rulesets=())),
    error("github-ruleset", "Ledger is missing", "ledger.json", put(rulesets=())),
    error("github-ruleset", "is not enforced", "main.json", live(0, enforcement="evaluate")),
    error(
        "github-ruleset",
        "weaker than .github/rulesets/ledger.json: deletion",
        "delete the old one",
        live(1, rules={"non_fast_forward": {}}),
    ),
    error(
        "github-ruleset",
        "weaker than .github/rulesets/main.json: pull request",
        "main.json",
        live(
            0,
            rules={
                **_RULES,
                "pull_request": {**_RULES["pull_request"], "required_approving_review_count": 1},
            },
        ),
    ),
    warning("github-ruleset", "2 may go around", "bypass", live(0, bypass=2)),
    error("github-environment", "no environment `signing`", "New env", put(environment=None)),
    error("github-environment", "every branch", "Selected", put(environment__branches=None)),
    error(
        "github-environment",
        "for these branches: drafts, main",
        "`main` only",
        put(environment__branches=frozenset({"main", "drafts"})),
    ),
    error(
        "github-secret",
        "`signing` has no secret SEALBOOK_SEED",
        "sealbook key new",
        put(environment__secrets=frozenset({"OTHER"})),
    ),
    error(
        "github-secret",
        "a secret of the whole repository",
        "sealbook key rotate",
        put(secrets=frozenset({"SEALBOOK_SEED"})),
    ),
    error("github-pages", "is off", "Source: GitHub Actions", put(pages=None)),
    error("github-pages", "publishes a branch", "GitHub Actions", put(pages__workflow=False)),
    error(
        "github-pages",
        "at http://cert.guild.org/, and registry.yml says",
        "Custom domain",
        put(pages__url="http://cert.guild.org/"),
    ),
    warning("github-pages", "without encryption", "Enforce HTTPS", put(pages__https=False)),
    error(
        "github-workflow",
        "heartbeat.yml is disabled inactivity",
        "gh workflow enable heartbeat.yml",
        put(workflows={**_STATES, f"{_WORKFLOWS}heartbeat.yml": "disabled_inactivity"}),
    ),
    error("github-workflow", "knows no workflow check.yml", "push", put(workflows={})),
    note("github-idle", "has not run yet", "Run workflow", put(runs={"publish.yml": _RUN})),
    error(
        "github-idle",
        "last ran on 2026-11-15",
        "disable and enable",
        put(runs={"heartbeat.yml": replace(_RUN, day=TODAY - timedelta(days=11))}),
    ),
    warning(
        "github-idle",
        "is 50 days old; in 10 days",
        "merge something",
        put(newest=TODAY - timedelta(days=50)),
    ),
    error(
        "github-run",
        "publish.yml, on 2026-11-26, ended with: failure",
        "https://github.com/runs/1",
        put(runs={"publish.yml": replace(_RUN, conclusion="failure"), "heartbeat.yml": _RUN}),
    ),
)

SITE: tuple[Trip, ...] = (
    error("site-empty", "shows no registry", "Publish", put(checkpoint=None, log=None)),
    warning("site-empty", "is a TEST", "store the seed", put(checkpoint=_TEST_SITE, log=None)),
    error(
        "site-log",
        "no policy is signed by the pinned root keys",
        "Host taken over",
        put(refused="no policy is signed by the pinned root keys", log=None),
    ),
    error("site-rewritten", "contradict", "stop and look", put(ledger=_other())),
    error("site-rewritten", "contradict", "stop and look", put(checkpoint=b"a login page")),
    warning("site-rewritten", "of them are online", "deployment failed", put(ledger=_grown())),
    note(
        "site-rewritten",
        "is older than the site",
        "sealbook ledger",
        put(
            ledger=_LEDGER,
            checkpoint=_grown().checkpoint,
            log__entries=_grown().entries,
        ),
    ),
    error(
        "site-rewritten",
        "contradict",
        "stop and look",
        put(checkpoint=_grown().checkpoint, log__entries=_other().entries * 3),
    ),
    error("site-old", "14 days old, and 14", "heartbeat", put(now=NOW + timedelta(days=12))),
    error("site-did", "did.json is not served", "include-hidden-files", built(DID, None)),
    error("site-did", "not the document that was sealed", "Publish", built(DID, b"{}")),
    error("site-security-txt", "is not served", "begin with a dot", built(SECURITY, None)),
    error("site-security-txt", "no line `Expires`", "Publish", built(SECURITY, b"Expires: soon")),
    error(
        "site-security-txt",
        "expired on 2026-11-26",
        "Publish",
        built(SECURITY, b"expires: 2026-11-26T12:00:00+00:00\n"),
    ),
    warning(
        "site-security-txt",
        "expires on 2026-12-26",
        "Publish",
        built(SECURITY, b"Expires: 2026-12-26T12:00:00Z"),
    ),
    error("site-files", "is no manifest", "Publish", served(NAME, b"[]")),
    error(
        "site-files",
        "index.html is missing online, or not the file",
        "live",
        served("index.html", b""),
    ),
    error("site-files", "index.html is missing", "Host taken over", served("index.html", None)),
    warning("site-files", "not the one in build/site", "sealbook build", put(built=b"{}\n")),
)

# Every way in which GitHub may not let us look: nothing is said of what was not seen.
_GAP = Gap(what="something", why="nobody answered")
UNSEEN = put(
    default=_GAP,
    rulesets=_GAP,
    environment=_GAP,
    secrets=_GAP,
    pages=_GAP,
    workflows=_GAP,
    runs={},
)
UNSEEN_SECRETS = put(environment=Environment(branches=frozenset({"main"}), secrets=_GAP))
