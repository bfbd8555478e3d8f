"""`sealbook explain` and `sealbook schema`: what a code means, and what a record may say."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict

import click

from registry.check.checks import EXPLANATIONS
from registry.check.nearest import nearest
from registry.cli import exits
from registry.cli.doctor.examinations import EXAMINATIONS
from registry.cli.faults import FAULTS
from registry.cli.options import Options, ending
from registry.exchange.explanations import IMPORTS
from registry.forge.files import STALE as GITHUB_STALE
from registry.problem import Explanation
from registry.records.kinds import KINDS
from registry.records.schema import schema as schema_of
from registry.seal.guard import REFUSALS


def explanations() -> dict[str, Explanation]:
    """Every code that sealbook prints: of files, of checks, of seals, of runs that end early."""
    ends = (Explanation(code=code, group="running", rule=text) for code, text in FAULTS.items())
    examined = (row.explanation for row in EXAMINATIONS)
    every = (*EXPLANATIONS, *REFUSALS, *IMPORTS, *examined, GITHUB_STALE, *ends)
    return {row.code: row for row in every}


def _begun(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The codes that begin as typed, for the shell to offer."""
    return sorted(code for code in explanations() if code.startswith(begun))


@click.command(
    epilog=ending("sealbook explain unknown-standard", codes="0 explained, 2 there is no such code")
)
@click.argument("code", required=False, shell_complete=_begun)
@click.pass_obj
def explain(options: Options, *, code: str | None) -> int:
    """Explain the code of a problem; without CODE, list all."""
    known = explanations()
    if code is None:
        if options.json:
            _print_json([asdict(row) for row in known.values()])
        else:
            click.echo("\n".join(_listed(known)))
        return exits.OK
    found = known.get(_bare(code))
    if found is None:
        near = nearest(_bare(code), known)
        tail = f" Did you mean `{near}`?" if near else " `sealbook explain` lists them."
        raise click.UsageError(f"There is no code `{code}`.{tail}")
    if options.json:
        _print_json(asdict(found))
        return exits.OK
    click.echo(f"{click.style(found.code, bold=True)} ({found.group})\n")
    for text in filter(None, (found.rule, found.more)):
        click.echo(textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False))
    return exits.OK


@click.command(epilog=ending("sealbook schema credential", codes="0 shown, 2 no such kind"))
@click.argument("name", required=False)
@click.pass_obj
def schema(options: Options, *, name: str | None) -> int:
    """Print the JSON Schema of a kind of record.

    It is of Draft 2020-12 and stands alone. Without NAME, list the kinds.
    """
    kinds = {kind.name: kind for kind in KINDS}
    if name is None:
        if options.json:
            _print_json({kind.name: kind.path for kind in KINDS})
        else:
            click.echo("\n".join(f"{kind.name:13} {kind.path}" for kind in KINDS))
        return exits.OK
    if name not in kinds:
        near = nearest(name, kinds)
        tail = f" Did you mean `{near}`?" if near else " `sealbook schema` lists them."
        raise click.UsageError(f"There is no kind of record called `{name}`.{tail}")
    _print_json(schema_of(name))
    return exits.OK


def _bare(code: str) -> str:
    """The code, also where it was copied with what stands around it: `error[date]:`."""
    inside = code.rstrip(":").removesuffix("]")
    return inside.rpartition("[")[2].lower()


def _listed(known: dict[str, Explanation]) -> Iterator[str]:
    group = ""
    for row in known.values():
        if row.group != group:
            group = row.group
            yield click.style(f"{group}:", bold=True)
        yield f"  {row.code:24} {textwrap.shorten(row.rule, 90, placeholder=' …')}"


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
