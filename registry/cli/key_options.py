"""What the commands of `sealbook key` share: options, passphrases, the end of a change."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click

from registry.cli import world
from registry.cli.faults import Fault
from registry.cli.key_files import FOLDER, add_policy, require_new
from registry.cli.options import DAY, Options
from registry.cli.report import hint
from registry.note.vkey import print_vkey
from registry.records.period import Period
from registry.sign.chain import SignedPolicy, missing_signatures, sign_policy
from registry.sign.keys import Seed, format_seed
from registry.sign.policy import Policy, PolicyRefused, parse_policy, print_policy
from registry.sign.root import RootKey

SHORTEST_PASSPHRASE = 12
_LIFETIME = Period(years=2)
_FILE = click.Path(dir_okay=False, path_type=Path)

root_option = click.option(
    "--root",
    "root_file",
    type=_FILE,
    required=True,
    prompt="File of the root key, on a stick that you take out afterwards",
    metavar="FILE",
    help="The file of your root key, outside of the repository.",
)
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Read the passphrase from the first line of FILE.  [default: ask]",
)
expires_option = click.option(
    "--expires",
    type=DAY,
    default=None,
    metavar="DATE",
    help="When verifiers begin to ask for a newer policy.  [default: in two years]",
)
seed_file_option = click.option(
    "--seed-file",
    type=_FILE,
    metavar="FILE",
    help="Write the new seed to FILE, outside of the repository.  [default: print it]",
)


def expiry(chosen: date | None) -> date:
    """The chosen day, or two years from today."""
    return chosen or _LIFETIME.after(world.today())


def asked(file: Path | None, *, new: bool = False) -> Callable[[], str]:
    """How to come by a passphrase, when it is needed; a new one is asked for twice.

    The result raises Fault for a new passphrase that is too short.
    """

    def passphrase() -> str:
        if file is not None:
            found = file.read_text("utf-8").partition("\n")[0].rstrip("\r")
        else:
            found = click.prompt(
                "New passphrase" if new else "Passphrase",
                hide_input=True,
                confirmation_prompt=new,
                err=True,
            )
        if new and len(found) < SHORTEST_PASSPHRASE:
            raise Fault(
                "key",
                f"a passphrase has at least {SHORTEST_PASSPHRASE} characters",
                fix="take five or more words that have nothing to do with each other",
            )
        return found

    return passphrase


def require_places(options: Options, root_file: Path, seed_file: Path | None = None) -> None:
    """Raise Fault for a secret that would lie in the repository, or a seed's file that is there."""
    for file in filter(None, (root_file, seed_file)):
        if file.resolve().is_relative_to(options.root):
            raise Fault("key", f"{file} is in the repository, where no secret may lie")
    if seed_file is not None:
        require_new(seed_file)


def label_of(file: Path) -> str:
    """What a root key is called, after its file. Raises Fault for a name that cannot be one."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", file.stem):
        raise Fault(
            "key",
            f"a root key is called after its file, and {file.stem!r} is no name for one",
            fix="small letters, digits and hyphens, as in root-a.txt",
        )
    return file.stem


def finish(
    options: Options,
    policy: Policy,
    before: Policy | None,
    key: RootKey,
    *,
    seed: Seed | None = None,
    seed_file: Path | None = None,
    result: Sequence[tuple[str, object]] = (),
) -> None:
    """Sign a policy, write it, hand out the seed, and say who must sign besides."""
    signed = signed_by(policy, before, key)
    if seed is not None and seed_file is not None:
        _write_secret(seed_file, format_seed(seed))
    file = add_policy(options.root, signed)
    missing = missing_signatures(signed, before)
    name = file.relative_to(options.root).as_posix()
    if options.json:
        told = {} if seed is None or seed_file is not None else {"seed": format_seed(seed)}
        rows = {"policy": name, "root": print_vkey(key.verifier_key), "missing_signatures": missing}
        click.echo(json.dumps({**told, **rows, **dict(result)}, indent=2))
        return
    hint(options, f"Wrote {name} and {FOLDER}/{policy.n}.note, signed by {key.name}.")
    if missing:
        hint(options, f"Still {missing} to sign: sealbook key sign --root FILE, on their computer.")
    if seed is not None and seed_file is None:
        hint(options, "The seed, once and never again: store it now as the secret SEALBOOK_SEED.")
        click.echo(format_seed(seed))


def signed_by(policy: Policy, before: Policy | None, key: RootKey) -> SignedPolicy:
    """A policy signed by one root key. Raises Fault if that is no root key of this registry."""
    roots = (*policy.roots.keys, *(before.roots.keys if before else ()))
    if print_vkey(key.verifier_key) not in roots:
        raise Fault("key", f"{key.name} in this file is no root key of this registry")
    try:
        return sign_policy(print_policy(policy), [(key.name, key.signing_key)])
    except PolicyRefused as error:
        raise Fault("key", f"this would be no sound policy: {error}") from error


def parsed(signed: SignedPolicy) -> Policy:
    """A policy as it stands in `keys/`. Raises Fault where it is none."""
    try:
        return parse_policy(signed.content)
    except PolicyRefused as error:
        raise Fault("key", f"in {FOLDER}/: {error}") from error


def _write_secret(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text + "\n")
