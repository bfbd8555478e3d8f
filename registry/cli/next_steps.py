"""What to do when a run in GitHub Actions fails, for people who maintain a registry now and then.

Run as a script it needs no package: it is asked also where installing them failed.
"""

from __future__ import annotations

import os
import sys

_AGAIN = "Start a new run: **Actions → Publish → Run workflow**."
_NOTHING_LOST = "Nothing was published, and nothing that was published before has changed."

# By the code of a fault, as `sealbook explain` knows it, or by the ID of a step.
NEXT: dict[str, str] = {
    "problems": "Each problem below names a file, a line and a remedy. "
    "In a pull request, *Files changed* shows them beside the lines: change the files there, and "
    "the check runs again by itself. After a merge, mend them in a new pull request; its merge "
    "starts a new run. Nothing was published meanwhile.",
    "site": "The pages could not be made into a site; the old site stays as it is. The message "
    "mostly names a page in `docs/` and a link that leads nowhere: mend it in a pull request.",
    "internal": "This is a fault of the program, not of your records. Please report it, with the "
    f"lines above. {_NOTHING_LOST} Until it is mended, go back to the version of Sealbook that you "
    "used before: revert the pull request by Dependabot.",
    "key": "Publishing needs the secret `SEALBOOK_SEED`.\n\n"
    "1. **Settings → Environments → signing**: make the environment if it is missing, and under "
    "*Deployment branches* allow `main` only.\n"
    "2. Add the secret `SEALBOOK_SEED`: the line that `sealbook key new` printed. Whoever keeps "
    "the keys of the registry has it.\n"
    "3. If it is there already, it belongs to another registry, or a newer policy in `keys/` has "
    "replaced it: store the newest one.\n\n" + _AGAIN,
    "source": "This run would have sealed older records than those sealed last.\n\n"
    f"- Was an old run started again? Then leave it. {_AGAIN}\n"
    "- Was the history of `main` rewritten on purpose (an erasure)? Let a second maintainer look, "
    "then *Run workflow* with **source-rewrite**.\n"
    "- If neither: somebody pushed to `main` by force. Find out who, and bring the history back.",
    "old-run": f"{_NOTHING_LOST} Do not start this run again. {_AGAIN} "
    "It takes the newest records, and does nothing if they are published already.",
    "overtaken": f"{_NOTHING_LOST} Two runs met, one of them was refused, and that is how it "
    f"should be. {_AGAIN}",
    "rewritten": "**Stop and look.** The branch `ledger` is not the continuation of what was "
    "signed and published before. Nothing was signed.\n\n"
    "1. Do not delete anything. Ask the other maintainers who pushed to `ledger`.\n"
    "2. Bring back the branch as it was, or rebuild it from the site: the runbook *Lost or "
    "damaged ledger* says how.\n"
    "3. If nobody of you did it, treat the account and the seed as stolen: runbook *Stolen "
    f"seed*.\n\nThen: {_AGAIN}",
    "ledger": "A file in the branch `ledger` is missing or damaged. Nothing was signed. Do not "
    "mend it by hand: the runbook *Lost or damaged ledger* brings it back from the site.",
    "branch": "Git could not fetch or push the branch `ledger`.\n\n"
    "1. Is GitHub well? <https://www.githubstatus.com/>\n"
    "2. **Settings → Rules**: nobody may force-push or delete `ledger`, but the workflow must be "
    "able to push and, the first time, to create it.\n"
    "3. The job `seal` needs `permissions: contents: write`.\n\n" + _AGAIN,
    "network": "The site could not be reached, so it could not be compared. "
    f"{_NOTHING_LOST}\n\n"
    "- Mostly this passes: start a new run in a quarter of an hour.\n"
    "- Is the address new (a domain without a certificate yet)? Then *Run workflow* with "
    "**unreachable-site**, once.\n"
    "- Has the registry moved? Then `url` in `registry.yml` names the old address.",
    "clock": "The last seal bears a later time than now. Times in the log only grow. Wait until "
    "that time, which the message names, and start a new run.",
    "checkpoint": "The last seal was interrupted before its checkpoint was signed. "
    f"{_NOTHING_LOST} {_AGAIN} It signs what is missing.",
    "differs": "Two builds of the same records gave different files. Nothing was published. "
    "This is a fault of the program or of a package: please report it with the list below, and go "
    "back to the version of Sealbook you used before.",
    "not-live": "The site was handed over, but what is online is not (yet) what was built. "
    "GitHub Pages takes up to ten minutes, so wait and look at the site.\n\n"
    "- If the new page is there, all is well: *Re-run failed jobs* turns this run green.\n"
    "- If not: **Settings → Pages** must say *Source: GitHub Actions*, and show the address that "
    "`registry.yml` names.",
    "audit": "The site that was built does not fit the log, and was not published. Look at the "
    "findings above. If you changed nothing by hand, report this as a fault of the program.",
    "dispatch": "The weekly heartbeat could not start the publishing workflow.\n\n"
    "1. **Actions → Publish**: if it says *disabled*, enable it.\n"
    "2. Start it there by hand: *Run workflow*.\n\n"
    "Without a seal for two weeks every page of the registry says that it may be out of date.",
    "install": "The program could not be installed. "
    f"{_NOTHING_LOST}\n\n"
    "- *No answer from the package index*: wait, then *Re-run failed jobs*.\n"
    "- *Hashes do not match*: do **not** go around it. A package is not the one that was reviewed. "
    "Report it.",
    "attest": "GitHub could not attest the site; it was not deployed. Is GitHub well? "
    "<https://www.githubstatus.com/> Then *Re-run failed jobs*; it needs no key.\n\n"
    "The job `deploy` needs `id-token: write` and `attestations: write`; private repositories "
    "have attestations only in some plans.",
    "upload": "The site could not be handed to GitHub Pages. Is GitHub well? "
    "<https://www.githubstatus.com/> Then *Re-run failed jobs*; it needs no key.",
    "pages": "GitHub Pages did not take the site. The ledger is ahead of the site meanwhile, and "
    "that does no harm.\n\n"
    "1. **Settings → Pages**: *Source* must be *GitHub Actions*.\n"
    "2. **Settings → Environments → github-pages**: `main` must be allowed to deploy.\n"
    "3. *Re-run failed jobs*; it needs no key.",
    "preview": "The preview could not be kept. The check itself is not affected; *Re-run failed "
    "jobs* tries again.",
}
OTHER = (
    "Look at the message above; `sealbook explain` says more about its code. If it tells you "
    f"nothing, ask the maintainers of the registry. {_NOTHING_LOST}"
)


def next_steps(code: str) -> str:
    """What to do about a fault or a failed step, as Markdown."""
    return NEXT.get(code, OTHER)


def main(code: str) -> None:
    """Write the next steps about `code` into the summary of the job, and to the screen."""
    text = f"## What to do next\n\n{next_steps(code)}\n"
    print(text, end="")
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place:
        with open(place, "a", encoding="utf-8") as file:  # noqa: PTH123 - a script of one import
            file.write(text)


if __name__ == "__main__":
    main(sys.argv[1])
