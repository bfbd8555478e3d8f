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
    "clock": "A seal is later than the one before. The clock of this machine is wrong, or --today "
    "names a day that is past.",
    "place": "A new site takes the place of an older one and of nothing else: whatever else is in "
    "the folder that -o names would be lost. Name a folder that is new or empty.",
    "site": "MkDocs could not turn the pages into a site, and says why. The old site stays.",
    "not-sealed": "The credential is not in the ledger, so there is no signed copy of it yet. "
    "It gets one when its records are merged and sealed.",
    "picture": "A badge needs the picture of its standard, assets/badges/SLUG.svg, and that file "
    "is missing or is no plain SVG or PNG picture.",
    "extra": "This command needs a package that is installed only on request.",
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
    # Looked at only when something failed: what these modules import takes its time.
    from registry.ledger.files import LedgerDamaged  # noqa: PLC0415
    from registry.seal.indexes import ListFull  # noqa: PLC0415
    from registry.sign.keys import KeyRefused  # noqa: PLC0415
    from registry.write import PlaceTaken  # noqa: PLC0415

    if isinstance(error, Fault):
        return error
    if isinstance(error, click.UsageError):
        context = error.ctx
        fix = f"{context.command_path} --help says what it takes" if context else ""
        return Fault("usage", error.format_message(), fix=fix, exit_code=exits.USAGE)
    known: tuple[tuple[type[Exception], str, str], ...] = (
        (LedgerDamaged, "ledger", "fetch the ledger again; one of test seals may be deleted"),
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
