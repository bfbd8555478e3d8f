"""`sealbook completion`: what a shell needs to complete commands, options and references."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from registry.cli import exits
from registry.cli.options import ending

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=ending(
        "sealbook completion bash >> ~/.bashrc",
        "sealbook completion fish > ~/.config/fish/completions/sealbook.fish",
        codes="0 printed",
    )
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, *, shell: str) -> int:
    """Print the script that completes `sealbook` in a shell."""
    root = context.find_root()
    found = get_completion_class(shell)
    assert found is not None, "click knows the shells of the choice"
    assert root.info_name is not None, "a command has the name by which it was called"
    click.echo(found(root.command, {}, root.info_name, "_SEALBOOK_COMPLETE").source())
    return exits.OK
