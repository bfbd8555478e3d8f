"""What stops a command although no record is at fault: told in one sentence, with a remedy."""

from __future__ import annotations

from pathlib import Path

import click

from registry.cli import exits

# Beside the codes of the checks these are all that a run can end with; `explain` shows the text.
FAULTS: dict[str, str] = {
    "usage": "The command was not understood: a misspelt name, a missing or a wrong option. "
    "Nothing was read or written. Each command says with --help what it takes.",
    "file": "A file could not be read or written: it is missing, not permitted, or the disk is "
    "full. What was being written is left as it was before.",
    "ledger": "A file in the ledger is not what a seal writes. A ledger of test seals can be "
    "deleted and comes back with the next build. A real one is never mended by hand: fetch it "
    "again from where it is kept.",
    "key": "A key is missing, mistyped, another registry's, or does not open; or the policy in "
    "keys/ is not signed as it must be. Only sealing with a real key needs the seed, and only "
    "`sealbook key` needs a root key; everything else works without.",
    "place": "A new site takes the place of an older one and of nothing else: whatever else is in "
    "the folder that -o names would be lost. Name a folder that is new or empty.",
    "rewritten": "The log does not begin with what was signed before: somebody changed or cut the "
    "ledger. Nothing is signed. Fetch the ledger again from the site or a mirror, and find out "
    "who changed it.",
    "source": "The records do not descend from those that were sealed last: an old run was "
    "started again, or the history of the repository was rewritten. Seal from the newest commit; "
    "after a rewrite on purpose, once with --accept-source-rewrite.",
    "clock": "The clock of this computer is behind the last seal, or was ahead at that one. Times "
    "of seals only grow, so nothing is sealed. Set the clock; wait if the last seal is of the "
    "future.",
    "checkpoint": "The newest entries of the log are not covered by a signed checkpoint yet: a "
    "seal was interrupted. `sealbook seal --checkpoint` signs it.",
    "branch": "Git could not fetch, check out or push the branch `ledger`, where machines keep "
    "what was signed. Nothing was published. What git said stands in the message.",
    "overtaken": "Another run sealed at the same time and pushed first. What this one appended is "
    "thrown away, and it has signed no checkpoint. A new run finds out what is still to be sealed.",
    "old-run": "A run of GitHub Actions was started again after newer records had been merged. It "
    "would publish an old state, so it does nothing. A new run takes the newest records.",
    "differs": "A site must follow from the records and the ledger alone. Two builds of the same "
    "gave different files, so nobody could check the site by building it. It is not published.",
    "not-live": "What is online is not the site that was built: it was not deployed, not yet "
    "everywhere, or somebody else changed it.",
    "dispatch": "GitHub did not start the publishing workflow when asked to. It may be disabled, "
    "or the token may not start workflows.",
    "network": "A site could not be reached, or did not answer as a registry does. That says "
    "nothing about the credential, good or bad. Try again, or verify the bundle offline.",
    "unknown-id": "The registry has no credential with this ID. That can be a typing error, a "
    "damaged code, or a credential that was never issued there.",
    "no-root": "To verify means to trust somebody: the holders of a registry's root keys. Their "
    "public part is given with --root, and stands in the registry's README, on printed "
    "certificates and with partners; never take it from the page that is to be verified.",
    "git": "Git could not say what was asked: it is not installed, the folder is in no repository, "
    "there is no such commit, or only the newest commits were fetched. Nothing was compared.",
    "site": "MkDocs could not turn the pages into a site, and says why. The old site stays.",
    "not-sealed": "The credential is not in the ledger, so there is no signed copy of it yet. "
    "It gets one when its records are merged and sealed.",
    "picture": "A badge needs the picture of its standard, assets/badges/SLUG.svg, and that file "
    "is missing or is no plain SVG or PNG picture.",
    "extra": "This command needs a package that is installed only on request.",
    "issue-event": "The file is not what GitHub hands to a workflow when an issue is opened or "
    "labelled: JSON with an `issue` that has a number, an author and a day.",
    "issue-form": "The text of an issue is not what one of our forms makes. Answers are read by "
    "their headings, and an issue can be edited; so each heading must be there once, in order, "
    "and no line of an answer may look like one. Open a new issue by the form.",
    "form-answer": "An answer in an issue form cannot become part of a record: it is missing, it "
    "is none of the choices of today, or it may not be published. Edit the issue, or open a new "
    "one.",
    "internal": "The program failed in a way that nobody foresaw. That is a fault of sealbook and "
    "not of the records: run again with -v, and report what it prints.",
    "table": "The table of people cannot be read as one: a first line that names the columns, "
    "then one award a line, in UTF-8, with commas or semicolons.",
}


class Fault(click.ClickException):
    """Ends a run with a code of `FAULTS` or of a check, a sentence, and a remedy.

    `status` is the exit code of the run.
    """

    def __init__(
        self, code: str, message: str, *, fix: str = "", exit_code: int = exits.COULD_NOT_CHECK
    ) -> None:
        super().__init__(message)
        self.code, self.fix, self.status = code, fix, exit_code


def no_registry(folder: Path) -> Fault:
    """There is no registry in a folder; says where one is, if that is above it."""
    above = next((up for up in folder.parents if (up / "registry.yml").is_file()), None)
    name = "here" if folder == Path.cwd() else f"in {folder}"
    return Fault(
        "missing-registry",
        f"there is no registry.yml {name}, so this is no registry",
        fix=f"there is one above: sealbook -C {above} …"
        if above
        else "go to the folder of a registry, or name it: sealbook -C DIR …",
        exit_code=exits.USAGE,
    )


def fault_of(error: Exception) -> Fault | None:
    """The fault that an exception of the lower layers means; None for a bug of ours."""
    from registry.git.run import GitRefused  # noqa: PLC0415 - once something failed
    from registry.ledger.checkpoint import LogRewritten  # noqa: PLC0415 - once something failed
    from registry.ledger.files import LedgerDamaged  # noqa: PLC0415 - once something failed
    from registry.ledger.refusals import LogRefused  # noqa: PLC0415 - once something failed
    from registry.note.checkpoint import CheckpointMalformed  # noqa: PLC0415 - once something failed
    from registry.note.note import NoteMalformed  # noqa: PLC0415 - once something failed
    from registry.seal.indexes import ListFull  # noqa: PLC0415 - once something failed
    from registry.seal.seal import ClockBehind  # noqa: PLC0415 - once something failed
    from registry.sign.keys import KeyRefused  # noqa: PLC0415 - once something failed
    from registry.sign.policy import PolicyRefused  # noqa: PLC0415 - once something failed
    from registry.write import PlaceTaken  # noqa: PLC0415 - once something failed

    if isinstance(error, Fault):
        return error
    if isinstance(error, GitRefused):
        return Fault("git", str(error), fix=error.fix)
    if isinstance(error, click.UsageError):
        context = error.ctx
        fix = f"{context.command_path} --help says what it takes" if context else ""
        return Fault("usage", error.format_message(), fix=fix, exit_code=exits.USAGE)
    known: tuple[tuple[type[Exception], str, str], ...] = (
        (LedgerDamaged, "ledger", "fetch the ledger again; one of test seals may be deleted"),
        (LogRefused, "ledger", "fetch the ledger again; one of test seals may be deleted"),
        (LogRewritten, "rewritten", "fetch the ledger again from the site or a mirror"),
        (NoteMalformed, "rewritten", "name a file that holds a signed checkpoint"),
        (CheckpointMalformed, "rewritten", "name a file that holds a signed checkpoint"),
        (ClockBehind, "clock", "set the clock of this computer"),
        (PolicyRefused, "key", "sealbook key show says what keys/ holds"),
        (ListFull, "ledger", "begin another registry, with a list of its own"),
        (KeyRefused, "key", "set SEALBOOK_SEED to this registry's own seed"),
        (PlaceTaken, "place", "name another folder, or empty this one yourself"),
    )
    for kind, code, fix in known:
        if isinstance(error, kind):
            return Fault(code, str(error), fix=fix)
    if isinstance(error, OSError):
        names = [str(name) for name in (error.filename, error.filename2) if name is not None]
        return Fault("file", ": ".join([*names[:1], error.strerror or str(error)]))
    return None
