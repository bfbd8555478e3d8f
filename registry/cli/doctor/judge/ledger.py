"""The ledger of this clone: whether it is there, whole, the same as elsewhere, and fresh."""

from __future__ import annotations

from collections.abc import Iterator

from registry.cli.branch import LEDGER, REMOTE
from registry.cli.doctor.facts import Here
from registry.cli.doctor.finding import Finding, error, note, warning
from registry.ledger.checkpoint import LogRewritten
from registry.seal.whole import require_unbroken

_PUBLISH = "on GitHub: Actions, Publish, Run workflow; elsewhere: sealbook seal --push --live"


def begun(here: Here) -> Iterator[Finding]:
    """Whether anything was sealed since there are keys."""
    found = here.ledger
    if here.keys.chain and not found.remote and not found.mounted and not found.damage:
        yield warning(
            f"there are keys, and no branch `{LEDGER}` that this clone knows of",
            f"git fetch {REMOTE}; if it is not there either, start the first seal: {_PUBLISH}",
        )
    elif here.keys.chain and found.remote and not found.mounted:
        yield note(f"the branch `{LEDGER}` is not checked out here", "sealbook ledger")


def continued(here: Here) -> Iterator[Finding]:
    """Whether folder and branch are one history."""
    match here.ledger.relation:
        case "apart":
            yield error(
                f"the folder of the ledger and the branch `{LEDGER}` of {REMOTE} have parted",
                "stop, and find out who changed one of them: runbook Lost or damaged ledger",
            )
        case "ahead":
            yield warning(
                f"the folder of the ledger has commits that {REMOTE} lacks",
                f"in that folder: git push {REMOTE} HEAD:{LEDGER}",
            )
        case "behind":
            yield note(
                f"the folder of the ledger is older than the branch of {REMOTE}", "sealbook ledger"
            )


def unbroken(here: Here) -> Iterator[Finding]:
    """Whether the log still begins with everything that was ever signed."""
    found, why = here.ledger, here.ledger.damage
    if found.ledger is not None and found.ledger.entries:
        try:
            require_unbroken(found.ledger)
        except (LogRewritten, ValueError) as refused:
            why = str(refused)
        if not why and found.ledger.checkpoint is None:
            yield warning(
                "the newest entries of the log have no signed checkpoint", f"seal again: {_PUBLISH}"
            )
    if why:
        yield error(
            f"the ledger is damaged: {why}",
            "do not mend it by hand: runbook Lost or damaged ledger",
        )


def fresh(here: Here) -> Iterator[Finding]:
    """Whether pages still say that they are up to date."""
    sealed = here.ledger.sealed
    if sealed is None:
        return
    last = here.settings.rules.stale_after.after(sealed.date())
    if here.today > last:
        yield error(
            f"the newest seal in this clone is of {sealed.date()}, and counts until {last}",
            f"sealbook ledger fetches a newer one; if there is none: {_PUBLISH}",
        )
