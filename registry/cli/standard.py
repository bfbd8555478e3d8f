"""`sealbook standard`: begin a standard, and the next version of one."""

from __future__ import annotations

import click

from registry.cli.options import ending
from registry.cli.standard_bump import bump
from registry.cli.standard_new import new

standard = click.Group(
    name="standard",
    commands=[new, bump],
    short_help="Begin a standard, or the next version of one.",
    help="Begin a standard, or the next version of a standard, framework or policy.\n\n"
    "What is written is a draft: it is nobody's rule until a body adopts it and it is announced.",
    epilog=ending(
        'sealbook standard new data-mapper --title "Data Mapper" --tier practitioner',
        "sealbook standard bump data-practitioner",
    ),
)
