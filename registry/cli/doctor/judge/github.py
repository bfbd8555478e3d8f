"""The settings of the repository on GitHub, which no file can hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from registry.cli.branch import MAIN
from registry.cli.doctor.facts import Environment, Gap, GitHub, Json, Ruleset
from registry.cli.doctor.finding import Finding, error, note, warning
from registry.cli.world import SEED_VARIABLE
from registry.forge.callers import CALLERS

SIGNING = "signing"
_FOLDER = ".github/workflows/"
_HEARTBEAT, _PUBLISH = "heartbeat.yml", "publish.yml"
_IDLE, _NEARLY, _WEEK = timedelta(days=60), timedelta(days=45), timedelta(days=10)
_IMPORT = "Settings, Rules, Rulesets, New ruleset, Import a ruleset: "


def default_branch(github: GitHub) -> Iterator[Finding]:
    """Whether the default branch is `main`."""
    if not isinstance(github.default, Gap) and github.default != MAIN:
        yield error(
            f"the default branch is `{github.default}`",
            f"Settings, General, Default branch: rename it to `{MAIN}`",
        )


def rulesets(github: GitHub) -> Iterator[Finding]:
    """Whether each generated ruleset is in force, with nothing taken from it."""
    if isinstance(github.rulesets, Gap):
        return
    for wanted in github.wanted:
        file = f".github/rulesets/{'ledger' if wanted.name == 'Ledger' else 'main'}.json"
        live = [one for one in github.rulesets if wanted.branches <= one.branches]
        active = [one for one in live if one.enforcement == "active"]
        if not active:
            state = "is not enforced" if live else "is missing"
            yield error(f"the ruleset {wanted.name} {state}", f"{_IMPORT}{file}")
            continue
        lacks = _lacks(wanted, active)
        if lacks:
            yield error(
                f"the ruleset {wanted.name} is weaker than {file}: {', '.join(lacks)}",
                f"{_IMPORT}{file}; then delete the old one",
            )
        around = max(one.bypass for one in active)
        if around:
            yield warning(
                f"{around} may go around the ruleset {wanted.name}",
                "Settings, Rules, Rulesets: empty its list of those who may bypass it",
            )


def environment(github: GitHub) -> Iterator[Finding]:
    """Whether the place of the key is there, and only `main` can use it."""
    found = github.environment
    where = f"Settings, Environments, {SIGNING}, Deployment branches and tags: "
    if found is None:
        yield error(
            f"there is no environment `{SIGNING}`",
            f"Settings, Environments, New environment: {SIGNING}; then allow `{MAIN}` only",
        )
    elif isinstance(found, Environment) and found.branches is None:
        yield error(
            f"every branch may use the environment `{SIGNING}`",
            f"{where}Selected branches and tags, `{MAIN}`",
        )
    elif isinstance(found, Environment) and found.branches != frozenset({MAIN}):
        names = ", ".join(sorted(found.branches or ())) or "none"
        yield error(
            f"the environment `{SIGNING}` is for these branches: {names}", f"{where}`{MAIN}` only"
        )


def secret(github: GitHub) -> Iterator[Finding]:
    """Whether the seed is where it must be, and nowhere else; only names are ever read."""
    found = github.environment
    held = found.secrets if isinstance(found, Environment) else None
    if isinstance(held, frozenset) and SEED_VARIABLE not in held:
        yield error(
            f"the environment `{SIGNING}` has no secret {SEED_VARIABLE}",
            f"Settings, Environments, {SIGNING}, Add environment secret: the line that "
            "`sealbook key new` printed",
        )
    if not isinstance(github.secrets, Gap) and SEED_VARIABLE in github.secrets:
        yield error(
            f"{SEED_VARIABLE} is a secret of the whole repository",
            "sealbook key rotate --root FILE, store the new seed in the environment only, and "
            "delete this one under Settings, Secrets and variables, Actions",
        )


def pages(github: GitHub) -> Iterator[Finding]:
    """Whether the site comes from the workflow, to the address that credentials name."""
    found = github.pages
    if isinstance(found, Gap):
        return
    if found is None:
        yield error("GitHub Pages is off", "Settings, Pages, Source: GitHub Actions")
        return
    if not found.workflow:
        yield error("GitHub Pages publishes a branch", "Settings, Pages, Source: GitHub Actions")
    url = github.settings.url
    if _plain(found.url) != _plain(url):
        yield error(
            f"GitHub Pages publishes at {found.url}, and registry.yml says {url}",
            "Settings, Pages, Custom domain; or write that address into `url` of registry.yml",
        )
    if not found.https:
        yield warning(
            "GitHub Pages serves the site without encryption, too",
            "Settings, Pages: Enforce HTTPS; with a new domain that takes up to a day",
        )


def workflows(github: GitHub) -> Iterator[Finding]:
    """Whether each workflow is there on GitHub, and enabled."""
    if isinstance(github.workflows, Gap):
        return
    for path in CALLERS:
        state = github.workflows.get(path)
        name = path.removeprefix(_FOLDER)
        if not path.startswith(_FOLDER) or state == "active":
            continue
        if state is None:
            yield error(f"GitHub knows no workflow {name}", f"push {path} to `{MAIN}`")
        else:
            yield error(
                f"the workflow {name} is {state.replace('_', ' ')}",
                f"Actions, {name}, Enable workflow; or: gh workflow enable {name}",
            )


def heartbeat(github: GitHub) -> Iterator[Finding]:
    """Whether the schedule runs, and whether GitHub is about to stop it."""
    if isinstance(github.workflows, Gap):
        return
    last = github.runs.get(_HEARTBEAT)
    active = github.workflows.get(f"{_FOLDER}{_HEARTBEAT}") == "active"
    if active and last is None:
        yield note(
            "the heartbeat has not run yet", "wait for Monday, or: Actions, Heartbeat, Run workflow"
        )
    elif active and last and github.today - last.day > _WEEK:
        yield error(
            f"the heartbeat last ran on {last.day}",
            "Actions, Heartbeat: disable and enable it, then Run workflow",
        )
    idle = github.today - github.newest if github.newest else timedelta()
    if github.public and active and idle > _NEARLY:
        left = max(0, (_IDLE - idle).days)
        yield warning(
            f"the newest commit on this computer is {idle.days} days old; in {left} days without "
            "one GitHub stops the schedule",
            "merge something, if only a dependency update; or enable the workflow again afterwards",
        )


def runs(github: GitHub) -> Iterator[Finding]:
    """Whether the newest run of each workflow on `main` ended well."""
    for name in (_PUBLISH, _HEARTBEAT):
        last = github.runs.get(name)
        if last is not None and last.conclusion not in {"success", "cancelled", "skipped"}:
            yield error(
                f"the last run of {name}, on {last.day}, ended with: {last.conclusion}",
                f"its summary says what to do: {last.url}",
            )


def _lacks(wanted: Ruleset, active: list[Ruleset]) -> list[str]:
    """Every rule that is missing in all live rulesets of the branch, or weaker there."""
    return [
        kind.replace("_", " ")
        for kind, parameters in wanted.rules.items()
        if not any(_holds(one.rules.get(kind), parameters) for one in active)
    ]


def _holds(live: Json | None, wanted: Json) -> bool:
    """Whether a live rule has every parameter as wanted; a larger number is stricter."""
    return live is not None and all(
        _number(live.get(name), value) if type(value) is int else live.get(name) == value
        for name, value in wanted.items()
    )


def _number(live: object, wanted: int) -> bool:
    return isinstance(live, int) and live >= wanted


def _plain(url: str) -> str:
    return url.removeprefix("http://").removeprefix("https://").rstrip("/").lower()
