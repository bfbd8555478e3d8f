"""`sealbook key rotate` and `key compromise`: from one seed to the next."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from registry.cli import exits
from registry.cli.faults import Fault
from registry.cli.key_files import (
    FOLDER,
    log_origin,
    log_size,
    newest_policy,
    open_root,
    read_chain,
    sealed_records,
    unclaimed_issues,
)
from registry.cli.key_options import (
    asked,
    expires_option,
    expiry,
    finish,
    passphrase_option,
    require_places,
    root_option,
    seed_file_option,
)
from registry.cli.options import Options, ending, ledger_folder, ledger_option
from registry.cli.report import hint
from registry.sign.keys import Seed
from registry.sign.policy import Policy, PolicyRefused
from registry.sign.root import SECRET_BYTES
from registry.sign.succession import compromised, next_policy, with_seed, without_old_keys

_INDEX = click.IntRange(min=0)


@click.command(
    epilog=ending(
        "sealbook key rotate --root /media/stick/root-a.txt",
        "sealbook key rotate --root /media/stick/root-a.txt --finish",
        codes="0 made, 3 the root key does not open or the log is not there",
    )
)
@root_option
@click.option(
    "--at",
    type=_INDEX,
    metavar="INDEX",
    help="From this entry of the log on.  [default: the size of the log]",
)
@click.option("--finish", "finishing", is_flag=True, help="End the old keys; make no new seed.")
@ledger_option
@passphrase_option
@seed_file_option
@expires_option
@click.pass_obj
def rotate(
    options: Options,
    *,
    root_file: Path,
    at: int | None,
    finishing: bool,
    ledger: Path | None,
    passphrase_file: Path | None,
    seed_file: Path | None,
    expires: date | None,
) -> int:
    """Bring in a new seed, and later end the old one.

    The new keys count beside the old ones, so that they are published before their first use.
    A day after the secret was replaced, `--finish` ends the old ones. What they signed stays
    valid.
    """
    before = newest_policy(read_chain(options.root))
    require_places(options, root_file, seed_file)
    index = at if at is not None else _size(ledger_folder(options.root, ledger), before)
    policy, seed = next_policy(before, expires=expiry(expires)), None
    if finishing:
        try:
            policy = without_old_keys(policy, at=index)
        except PolicyRefused as error:
            raise Fault("key", str(error), fix="for a new seed leave out --finish") from error
    else:
        seed = _new_seed(before)
        policy = with_seed(policy, seed, at=index)
    key = open_root(root_file, asked(passphrase_file))
    finish(options, policy, before, key, seed=seed, seed_file=seed_file)
    if seed is not None:
        hint(
            options,
            f"Next: commit {FOLDER}/ in a pull request; when the site shows the new key, replace",
            "the secret SEALBOOK_SEED; a day later: sealbook key rotate --finish",
        )
    return exits.OK


@click.command(
    epilog=ending(
        "sealbook key compromise --from 52 --root /media/stick/root-a.txt",
        codes="0 made, 3 the root key does not open",
    )
)
@root_option
@click.option(
    "--from",
    "start",
    type=_INDEX,
    required=True,
    metavar="INDEX",
    help="The first entry of the log that you did not make: the size at the last good seal.",
)
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="KEY",
    help="Only this vkey or Multikey, from `key show`.  [default: all active keys]",
)
@ledger_option
@passphrase_option
@seed_file_option
@expires_option
@click.pass_obj
def compromise(
    options: Options,
    *,
    root_file: Path,
    start: int,
    keys: Sequence[str],
    ledger: Path | None,
    passphrase_file: Path | None,
    seed_file: Path | None,
    expires: date | None,
) -> int:
    """Withdraw stolen keys, and list what to seal again.

    First delete the secret and stop the workflow. What the keys signed before INDEX stays valid;
    from there on nothing of theirs counts. A new seed is made if no active key is left.
    """
    before = newest_policy(read_chain(options.root))
    require_places(options, root_file, seed_file)
    folder = ledger_folder(options.root, ledger)
    if log_size(folder) is not None and start > (size := _size(folder, before)):
        raise click.UsageError(f"--from {start}: the log has {size} entries")
    policy, seed = next_policy(before, expires=expiry(expires)), None
    try:
        policy = compromised(policy, at=start, keys=keys)
    except PolicyRefused as error:
        raise click.UsageError(f"--key: {error}") from error
    if not all(
        any(key.state == "active" for key in listed)
        for listed in (policy.log_keys, policy.issuer_keys)
    ):
        seed = _new_seed(before)
        policy = with_seed(policy, seed, at=start)
    key = open_root(root_file, asked(passphrase_file))
    lists = _to_do(folder, policy, start)
    finish(
        options, policy, before, key, seed=seed, seed_file=seed_file, result=tuple(lists.items())
    )
    if not options.json:
        for title, rows in lists.items():
            click.echo(f"{title.replace('_', ' ')}: {', '.join(map(str, rows)) or 'none'}")
    hint(
        options,
        f"Next: commit {FOLDER}/ in a pull request; store the new seed; seal again what is listed;",
        "revoke each unclaimed entry; tell people what happened and when.",
    )
    return exits.OK


def _new_seed(policy: Policy) -> Seed:
    return Seed(origin=policy.origin, secret=secrets.token_bytes(SECRET_BYTES))


def _size(folder: Path, policy: Policy) -> int:
    """The size of the policy's own log. Raises Fault where there is none."""
    size, origin = log_size(folder), log_origin(folder)
    if size is None:
        fix = "name the folder of the ledger by --ledger, or the entry by --at"
        raise Fault("ledger", f"there is no log in {folder}", fix=fix)
    if size and origin != policy.origin:
        fix = "fetch the real ledger, and name its folder by --ledger"
        raise Fault("ledger", f"the log in {folder} is {origin}, not {policy.origin}", fix=fix)
    return size


def _to_do(folder: Path, policy: Policy, start: int) -> dict[str, list[object]]:
    """What a theft leaves to be done: records by ID, entries by index."""
    stolen = {key.multikey for key in policy.issuer_keys if key.state == "compromised"}
    records = sealed_records(folder)
    signed = [record for record in records if record.multikey in stolen]
    void = [record for record in signed if record.index is None or record.index >= start]
    claimed = {record.index for record in records if record.index is not None}
    return {
        "seal_again_void_now": [record.id for record in void],
        "seal_again_for_other_verifiers": [row.id for row in signed if row not in void],
        "unclaimed_entries": list(unclaimed_issues(folder, start, claimed)),
    }
