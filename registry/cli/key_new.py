"""`sealbook key new`: the first keys of a registry."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from registry.address import real
from registry.cli import exits, find
from registry.cli.faults import Fault
from registry.cli.key_files import FOLDER, read_chain
from registry.cli.key_options import (
    expires_option,
    expiry,
    finish,
    passphrase_option,
    require_places,
    root_option,
    seed_file_option,
)
from registry.cli.key_roots import root_key, roots_of
from registry.cli.options import Options, ending
from registry.cli.report import hint
from registry.note.vkey import print_vkey
from registry.sign.keys import Seed
from registry.sign.root import SECRET_BYTES
from registry.sign.succession import first_policy

_STEPS = (
    "This makes the keys of this registry. You need a stick for the root key, a printer,",
    "and the page where the secrets of the repository are kept.",
    "  1. your root key: made offline, locked by a passphrase, never in the repository",
    "  2. the seed: signs each day, kept as a secret of the environment `signing`",
    "  3. policy 1: says which keys count; the root keys sign it",
)
_NEXT = (
    "Next: store the seed; print the sheet; copy the stick; commit keys/ in a pull request;",
    "publish the public line of each root key where people find it without this site.",
)


@click.command(
    epilog=ending(
        "sealbook key new --root /media/stick/root-a.txt",
        "sealbook key new --root /media/stick/root-a.txt --root-key VKEY --root-key VKEY",
        codes="0 made, 3 there are keys already, or a file is in the way",
    )
)
@root_option
@click.option(
    "--root-key",
    "others",
    multiple=True,
    metavar="VKEY",
    help="The public line of another holder's root key, from `key root`; once for each.",
)
@click.option(
    "--threshold",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="How many root keys must sign.  [default: more than half]",
)
@passphrase_option
@seed_file_option
@expires_option
@click.pass_obj
def new(
    options: Options,
    *,
    root_file: Path,
    others: Sequence[str],
    threshold: int | None,
    passphrase_file: Path | None,
    seed_file: Path | None,
    expires: date | None,
) -> int:
    """Make the first keys: a seed, a root key, policy 1.

    The root key is made if FILE is not there yet, with a sheet to print beside it. The seed is
    printed once, alone on standard output.
    """
    if read_chain(options.root):
        fix = "for a new seed: sealbook key rotate"
        raise Fault("key", f"there are keys already: {FOLDER}/1.json", fix=fix)
    settings = find.checked_registry(options).settings
    hint(options, *_STEPS)
    require_places(options, root_file, seed_file)
    key = root_key(options, settings, root_file, passphrase_file)
    roots = roots_of([print_vkey(key.verifier_key), *others], threshold)
    seed = Seed(origin=settings.origin, secret=secrets.token_bytes(SECRET_BYTES))
    day = expiry(expires)
    policy = first_policy(
        seed,
        issuer=real(settings).did,
        roots=roots,
        expires=day,
        max_seal_age_days=(settings.rules.stale_after.after(day) - day).days,
    )
    finish(options, policy, None, key, seed=seed, seed_file=seed_file)
    hint(options, *_NEXT, f"Yours is {roots.keys[0]}")
    return exits.OK
