"""`sealbook key`: the keys of a registry, and the policy that says which of them count.

No secret is ever an option of the command line, where other users and the shell's history see it.
"""

from __future__ import annotations

import json

import click

from registry.cli import exits
from registry.cli.faults import Fault
from registry.cli.key_change import compromise, rotate
from registry.cli.key_files import FOLDER, read_chain
from registry.cli.key_new import new
from registry.cli.key_options import parsed
from registry.cli.key_roots import root, roots, sign
from registry.cli.options import Options, ending
from registry.sign.chain import missing_signatures
from registry.sign.policy import IssuerKey, LogKey, PolicyRefused


@click.command(epilog=ending("sealbook key show", codes="0 shown, 3 there are no keys yet"))
@click.pass_obj
def show(options: Options) -> int:
    """Show the newest policy: its roots, and each key with the entries it is good for."""
    chain = read_chain(options.root)
    if not chain:
        raise Fault("key", f"there is no {FOLDER}/1.json yet", fix="begin with: sealbook key new")
    policy = parsed(chain[-1])
    try:
        missing = missing_signatures(chain[-1], parsed(chain[-2]) if len(chain) > 1 else None)
    except PolicyRefused as error:
        raise Fault("key", str(error)) from error
    if options.json:
        content = {"policy": json.loads(chain[-1].content), "missing_signatures": missing}
        click.echo(json.dumps(content, indent=2))
        return exits.OK
    click.echo(f"Policy {policy.n} of {policy.origin}, to be renewed before {policy.expires}")
    click.echo(f"Issuer  {policy.issuer}")
    click.echo(f"Roots   {policy.roots.threshold} of {len(policy.roots.keys)} must sign", nl=False)
    click.echo(f"; {missing} signatures are missing" if missing else "; all signatures are there")
    for vkey in policy.roots.keys:
        click.echo(f"        {vkey}")
    for label, keys in (("Log", policy.log_keys), ("Issuer", policy.issuer_keys)):
        click.echo(f"{label} keys")
        for key in keys:
            click.echo(f"        {_row(key)}")
    return exits.OK


def _row(key: LogKey | IssuerKey) -> str:
    name = key.vkey if isinstance(key, LogKey) else key.multikey
    until = "now" if key.until is None else str(key.until)
    return f"{key.state:11}  from {key.from_:<6} until {until:6}  {name}"


key = click.Group(
    name="key",
    commands=[new, rotate, compromise, show, root, roots, sign],
    short_help="Make, replace, withdraw and show the keys.",
    help="Make, replace, withdraw and show the keys of this registry.\n\n"
    "A policy in keys/ says which keys count; root keys, kept offline, sign it.",
    epilog=ending("sealbook key show", "sealbook key new --root /media/stick/root-a.txt"),
)
