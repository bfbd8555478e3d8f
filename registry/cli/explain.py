"""`sealbook explain` and `sealbook schema`: what a code means, and what a record may say."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

import click

from registry.check.checks import CHECKS
from registry.check.form import FORM
from registry.check.nearest import nearest
from registry.cli import exits
from registry.cli.faults import FAULTS
from registry.cli.options import Options, ending
from registry.records.kinds import KINDS
from registry.records.schema import schema as schema_of

# What a seal refuses: the registry's own past, which the checks do not know.
_SEALED = {
    "sealed-record-edited": (
        "What was sealed stays as it was.",
        "Undo the change. A mistake is corrected by the event `corrected`, which names the fields.",
    ),
    "sealed-record-vanished": (
        "A credential that was sealed stays in the registry.",
        "Bring the file back. A wrong credential is revoked; an erased one is in erased.yml.",
    ),
}


class Explanation(NamedTuple):
    """What a code stands for: the rule in one sentence, then why, or what to do."""

    code: str
    group: str
    rule: str
    more: str = ""


def explanations() -> dict[str, Explanation]:
    """Every code that sealbook prints: of files, of checks, of seals, of runs that end early."""
    found = [
        *(Explanation(row.code, "form", row.sentence, row.fix) for row in FORM),
        *(Explanation(row.code, row.group, row.rule, row.why) for row in CHECKS),
        *(Explanation(code, "sealing", *texts) for code, texts in _SEALED.items()),
        *(Explanation(code, "running", text) for code, text in FAULTS.items()),
    ]
    return {row.code: row for row in found}


@click.command(
    epilog=ending("sealbook explain unknown-standard", codes="0 explained, 2 there is no such code")
)
@click.argument("code", required=False)
@click.pass_obj
def explain(options: Options, *, code: str | None) -> int:
    """Explain the code of a problem; without CODE, list all."""
    known = explanations()
    if code is None:
        if options.json:
            _print_json([row._asdict() for row in known.values()])
        else:
            click.echo("\n".join(_listed(known)))
        return exits.OK
    found = known.get(_bare(code))
    if found is None:
        near = nearest(_bare(code), known)
        tail = f" Did you mean `{near}`?" if near else " `sealbook explain` lists them."
        raise click.UsageError(f"There is no code `{code}`.{tail}")
    if options.json:
        _print_json(found._asdict())
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
