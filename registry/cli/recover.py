"""`sealbook recover`: rebuild a lost ledger from the site that was published from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from registry.cli import exits, fetch, find
from registry.cli.faults import Fault
from registry.cli.key_files import newest_policy, read_chain
from registry.cli.options import Options, ending, ledger_folder, ledger_option, today_option
from registry.cli.report import Report, hint, show
from registry.seal.recover import recovered
from registry.store import read_ledger, write_ledger
from registry.verify.published import read_log


@click.command(
    epilog=ending(
        "sealbook recover https://cert.odpg.example/ --ledger ../ledger",
        "sealbook recover build/site --ledger ../ledger",
        codes="0 rebuilt, 3 the site does not hold it or cannot be trusted",
    )
)
@click.argument("site", metavar="URL|DIR")
@ledger_option
@today_option
@click.pass_obj
def recover(options: Options, *, site: str, ledger: Path | None, today: date | None) -> int:
    """Rebuild a lost ledger from the site.

    The log must be signed by the keys that the policies in keys/ name, and each credential must be
    what the log commits to. No key is needed.
    """
    folder = ledger_folder(options.root, ledger)
    if read_ledger(folder) is not None:
        raise Fault(
            "ledger", f"there is a ledger in {folder}", fix="name a folder that is new or empty"
        )
    registry = find.checked_registry(options, today)
    policies = read_chain(options.root)
    roots = newest_policy(policies).roots
    place = Path(site)
    read = fetch.folder(place) if place.is_dir() else fetch.web(site.rstrip("/") + "/")
    try:
        log = read_log(
            read,
            pinned_roots=roots.keys,
            threshold=roots.threshold,
            origin=registry.settings.origin,
        )
        found = recovered(registry, log, policies, read)
    except ValueError as error:
        raise Fault(
            "ledger",
            f"{site} does not hold the whole ledger: {error}",
            fix="bring back the records that are missing, or take another copy of the site",
        ) from error
    write_ledger(folder, found)
    summary = (
        f"Rebuilt {folder}: {len(found.entries)} log entries, {len(found.records)} credentials."
    )
    result = {"entries": len(found.entries), "records": len(found.records)}
    code = show(Report(problems=[], summary=summary, result=result), options)
    if code == exits.OK:
        hint(options, f"Next: sealbook seal --plan --ledger {folder}")
    return code
