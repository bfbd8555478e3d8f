"""The command group: global options, commands that load when called, and how a run ends."""

from __future__ import annotations

import difflib
import importlib
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from registry import __version__
from registry.cli import exits
from registry.cli.faults import Fault, fault_of
from registry.cli.options import Options
from registry.cli.report import complain, fault_as_json, fault_as_text
from registry.cli.summary import tell_fault

# The commands as `--help` shows them. Each is imported when it runs: `sealbook check` need not
# wait for what `build` needs.
SECTIONS: dict[str, dict[str, str]] = {
    "Begin": {"new": "registry.cli.new:new"},
    "Records into a site": {
        "check": "registry.cli.check:check",
        "diff": "registry.cli.diff:diff",
        "build": "registry.cli.build:build",
        "serve": "registry.cli.serve:serve",
        "preview": "registry.cli.preview:preview",
        "seal": "registry.cli.seal:seal",
    },
    "Read": {
        "show": "registry.cli.read:show",
        "list": "registry.cli.read:list_",
        "export": "registry.cli.export:export",
    },
    "Write": {
        "issue": "registry.cli.issue:issue",
        "renew": "registry.cli.events:renew",
        "suspend": "registry.cli.events:suspend",
        "reinstate": "registry.cli.events:reinstate",
        "revoke": "registry.cli.events:revoke",
        "replace": "registry.cli.events:replace",
        "erase": "registry.cli.erase:erase",
        "standard": "registry.cli.standard:standard",
        "intake": "registry.cli.intake.command:intake",
        "import": "registry.cli.importing:importing",
    },
    "Publish on GitHub": {
        "github": "registry.cli.forge:github",
        "heartbeat": "registry.cli.heartbeat:heartbeat",
        "next": "registry.cli.next:next_",
    },
    "Verify": {
        "verify": "registry.cli.verify:verify",
        "audit": "registry.cli.audit:audit",
        "monitor": "registry.cli.audit:monitor",
        "live": "registry.cli.live:live",
    },
    "For holders": {"badge": "registry.cli.badge:badge"},
    "Keys and ledger": {
        "key": "registry.cli.key:key",
        "ledger": "registry.cli.ledger:ledger",
        "recover": "registry.cli.recover:recover",
    },
    "Help": {
        "doctor": "registry.cli.doctor.command:doctor",
        "explain": "registry.cli.explain:explain",
        "schema": "registry.cli.explain:schema",
        "completion": "registry.cli.completion:completion",
    },
}
COMMANDS = {name: place for section in SECTIONS.values() for name, place in section.items()}


class Group(click.Group):
    """A group whose commands are named in `SECTIONS` and imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of `SECTIONS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by what they are for, each with its first sentence."""
        width = max(map(len, COMMANDS))
        for title, names in SECTIONS.items():
            with formatter.section(title):
                rows = []
                for name in names:
                    command = self.get_command(ctx, name)
                    assert command is not None
                    rows.append((name.ljust(width), command.get_short_help_str(100)))
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise click.UsageError(f"There is no command `{name}`.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit code: 0 fine, 1 problems found, 2 wrong use, 3 could not do it (a missing key or "
    "file, a damaged ledger, a full disk), 70 a fault of sealbook, 130 interrupted.",
)
@click.option(
    "-C",
    "root",
    default=".",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Work on the registry in DIR.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object as the result.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and problems.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour the text; auto heeds NO_COLOR and the terminal.",
)
@click.version_option(__version__, prog_name="sealbook")
@click.pass_context
def sealbook(
    ctx: click.Context, *, root: Path, as_json: bool, quiet: bool, verbose: bool, color: str
) -> None:
    """Turn this Git repository into a certification authority.

    Records are YAML files; `check` judges them, `build` makes the site. IDs may be typed in any
    case, with or without dashes.
    """
    ctx.obj = Options(
        folder=root.resolve(),
        json=as_json,
        quiet=quiet,
        verbose=verbose,
        color={"always": True, "never": False}.get(color),
    )
    ctx.color = ctx.obj.color


def run(arguments: list[str] | None = None) -> int:
    """Run a command line; the result is the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        result: Any = sealbook.main(arguments, prog_name="sealbook", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        return exits.INTERRUPTED
    except SystemExit:  # click ends so when the reader of our output is gone, as in `| head`
        return exits.OK
    except Exception as error:  # noqa: BLE001 - the last line of defence: say so, and what to do
        if "-v" in words or "--verbose" in words:
            traceback.print_exc()
        fault = fault_of(error)
        if fault is None:
            said = f"sealbook failed: {type(error).__name__}: {error}"
            tell_fault(Fault("internal", said))
            complain(said)
            click.echo("This is a fault of sealbook, not of your records.", err=True)
            click.echo("Run again with -v and report what it prints.", err=True)
            return exits.INTERNAL
        _tell(fault, as_json="--json" in words)
        return fault.status
    return result if isinstance(result, int) else exits.OK


def _tell(fault: Fault, *, as_json: bool) -> None:
    if as_json:
        click.echo(fault_as_json(fault))
    complain(fault_as_text(fault))
    tell_fault(fault)
