"""What the founders do next, in order, with the commands to type."""

from __future__ import annotations

from dataclasses import dataclass

from registry.founding.founding import Founding

_PAIR = 2
_ENGLISH = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step in words, and the commands that belong to it."""

    words: str
    commands: tuple[str, ...] = ()


def next_steps(founding: Founding, folder: str, *, is_committed: bool) -> tuple[Step, ...]:
    """Every step up to a published registry; `folder` is where it was written."""
    git = () if is_committed else ("git init -b main", "git add .", 'git commit -m "Founding"')
    steps = [
        Step(words="Look at it.", commands=(f"cd {folder}", "sealbook check", "sealbook serve")),
        Step(words="Read README.md and the drafts, and change what does not suit you."),
    ]
    if founding.language.partition("-")[0] != _ENGLISH:
        steps.append(
            Step(words=f"The texts to start with are English: put them into {founding.language}.")
        )
    if git:
        steps.append(Step(words="Begin its history.", commands=git))
    steps += _on_github(founding) if founding.program else _elsewhere()
    return tuple(steps)


def _approvals(founding: Founding) -> str:
    """What the accounts of the founders mean for the rules on GitHub."""
    accounts = sum(bool(founder.account) for founder in founding.founders)
    if accounts > _PAIR:
        return ""
    if accounts == _PAIR:
        return (
            " With two accounts they ask for one approval beside the author; with a third, run"
            " `sealbook github` and import them again: then for two."
        )
    return (
        " They ask for two approvals beside the author, and GitHub asks only accounts: write"
        " `github: ACCOUNT` into your files in people/, and run `sealbook github`."
    )


def _on_github(founding: Founding) -> list[Step]:
    return [
        Step(
            words="On GitHub make an empty public repository, and send it there. A run of Publish"
            " that starts now fails until the next step is done, and says so.",
            commands=(
                "git remote add origin git@github.com:OWNER/REPOSITORY.git",
                "git push -u origin main",
            ),
        ),
        Step(
            words="Settings, Pages: Source is GitHub Actions"
            + ("." if ".github.io/" in founding.url else f"; custom domain {founding.host}.")
        ),
        Step(
            words="Make the keys, two of you together, as KEYS.md says. Settings, Environments:"
            " make `signing`, for the branch main only, and store the printed seed there as the"
            " secret SEALBOOK_SEED.",
            commands=(
                "sealbook key new --root /media/stick/root-a.txt",
                "git add keys",
                'git commit -m "Keys"',
                "git push",
            ),
        ),
        Step(
            words="Give each of you the right to write. Settings, Rules, Rulesets, Import a"
            " ruleset: the two files of .github/rulesets/." + _approvals(founding)
        ),
        Step(
            words="Actions, Publish, Run workflow. When it is green, look from outside.",
            commands=("sealbook doctor --online", f"sealbook monitor {founding.url}"),
        ),
    ]


def _elsewhere() -> list[Step]:
    return [
        Step(
            words="Make the keys, two of you together, as KEYS.md says; keep the seed that it"
            " prints where only the machine that seals can read it.",
            commands=("sealbook key new --root /media/stick/root-a.txt",),
        ),
        Step(
            words="Seal, with the seed in SEALBOOK_SEED, and build.",
            commands=(
                "sealbook seal --append",
                "sealbook seal --checkpoint",
                "sealbook build --ledger .sealbook/ledger",
            ),
        ),
        Step(words="Copy build/site to your host, hidden folders included, and keep the ledger."),
    ]
