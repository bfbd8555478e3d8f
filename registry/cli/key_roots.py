"""`sealbook key root`, `key roots` and `key sign`: what the holders of root keys do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from registry.cli import exits, find
from registry.cli.faults import Fault
from registry.cli.key_files import (
    FOLDER,
    make_root,
    newest_policy,
    open_root,
    read_chain,
    replace_note,
    require_new,
)
from registry.cli.key_options import (
    asked,
    expires_option,
    expiry,
    finish,
    label_of,
    parsed,
    passphrase_option,
    require_places,
    root_option,
)
from registry.cli.options import Options, ending
from registry.cli.report import hint
from registry.note.vkey import VkeyMalformed, parse_vkey, print_vkey
from registry.records.settings import Settings
from registry.sign.chain import cosign_policy, missing_signatures
from registry.sign.policy import PolicyRefused, Roots
from registry.sign.root import RootKey
from registry.sign.succession import next_policy, root_name


@click.command(
    epilog=ending("sealbook key root /media/stick/root-b.txt", codes="0 made, 3 FILE is there")
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@passphrase_option
@click.pass_obj
def root(options: Options, *, file: Path, passphrase_file: Path | None) -> int:
    """Make a root key, and print its public line.

    Each holder of a root key does this on a computer of their own.
    """
    settings = find.checked_registry(options).settings
    require_places(options, file)
    require_new(file)
    key = root_key(options, settings, file, passphrase_file)
    vkey = print_vkey(key.verifier_key)
    click.echo(json.dumps({"root": vkey}) if options.json else vkey)
    return exits.OK


@click.command(
    epilog=ending(
        "sealbook key roots --add VKEY --remove VKEY --root /media/stick/root-a.txt",
        codes="0 made, 2 the list cannot be so, 3 the root key does not open",
    )
)
@root_option
@click.option("--add", multiple=True, metavar="VKEY", help="The public line of a new root key.")
@click.option("--remove", multiple=True, metavar="VKEY", help="The public line of one that goes.")
@click.option(
    "--threshold",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="How many root keys must sign.  [default: more than half]",
)
@passphrase_option
@expires_option
@click.pass_obj
def roots(
    options: Options,
    *,
    root_file: Path,
    add: Sequence[str],
    remove: Sequence[str],
    threshold: int | None,
    passphrase_file: Path | None,
    expires: date | None,
) -> int:
    """Make a policy with other root keys.

    As many old ones as had to sign before, and as many new ones as must sign now, sign it. After
    a loss that leaves too few old ones, verifiers must pin the new ones by hand.
    """
    before = newest_policy(read_chain(options.root))
    require_places(options, root_file)
    for vkey in remove:
        if vkey not in before.roots.keys:
            raise click.UsageError(f"--remove: {vkey} is no root key of policy {before.n}")
    kept = [vkey for vkey in before.roots.keys if vkey not in remove]
    policy = replace(
        next_policy(before, expires=expiry(expires)), roots=roots_of([*kept, *add], threshold)
    )
    finish(options, policy, before, open_root(root_file, asked(passphrase_file)))
    return exits.OK


@click.command(
    epilog=ending(
        "sealbook key sign --root /media/stick/root-b.txt",
        codes="0 signed, 3 the root key does not open or is none of this registry's",
    )
)
@root_option
@passphrase_option
@click.pass_obj
def sign(options: Options, *, root_file: Path, passphrase_file: Path | None) -> int:
    """Add your root key's signature to the newest policy.

    Read the policy first: with enough signatures it decides which keys count.
    """
    chain = read_chain(options.root)
    if not chain:
        raise Fault("key", f"there is no {FOLDER}/1.json yet", fix="begin with: sealbook key new")
    require_places(options, root_file)
    newest, before = chain[-1], parsed(chain[-2]) if len(chain) > 1 else None
    key = open_root(root_file, asked(passphrase_file))
    try:
        signed = cosign_policy(newest, before, key.name, key.signing_key)
    except PolicyRefused as error:
        raise Fault("key", str(error)) from error
    file = replace_note(options.root, signed)
    missing = missing_signatures(signed, before)
    state = f"still {missing} to sign" if missing else "all signatures are there"
    hint(options, f"Signed {file.relative_to(options.root).as_posix()} as {key.name}: {state}.")
    return exits.OK


def root_key(
    options: Options, settings: Settings, file: Path, passphrase_file: Path | None
) -> RootKey:
    """The root key in a file, which is made if it is not there yet."""
    if file.exists():
        return open_root(file, asked(passphrase_file))
    name = root_name(settings.origin, label_of(file))
    key, sheet = make_root(file, name, asked(passphrase_file, new=True)())
    hint(options, f"Wrote {file} and, to print, {sheet}.")
    return key


def roots_of(vkeys: Sequence[str], threshold: int | None) -> Roots:
    """Root keys by their public lines, more than half of whom sign unless a threshold is given."""
    for vkey in vkeys:
        try:
            parse_vkey(vkey)
        except VkeyMalformed as error:
            raise click.UsageError(f"--root-key: {error}") from error
    needed = len(vkeys) // 2 + 1 if threshold is None else threshold
    if needed > len(vkeys):
        raise click.UsageError(f"--threshold {needed}: there are only {len(vkeys)} root keys")
    return Roots(threshold=needed, keys=tuple(vkeys))
