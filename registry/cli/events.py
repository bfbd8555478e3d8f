"""`sealbook renew`, `suspend`, `reinstate`, `revoke`, `replace`: add to a credential's history."""

from __future__ import annotations

from datetime import date
from typing import get_args

import click

from registry.cli import find, world
from registry.cli.history import Addition, add
from registry.cli.options import DAY, Options, ending, id_argument, today_option
from registry.records.assessment import ASSESSMENT
from registry.records.credential import EventName, Reason

_CODES = "0 written, or it stood there already; 1 the event is not allowed; 2 wrong use"

_date = click.option(
    "--date",
    "day",
    type=DAY,
    metavar="DATE",
    help="The day of the event.  [default: today]",
)
_dry_run = click.option("--dry-run", is_flag=True, help="Show the change and write nothing.")
_reason = click.option(
    "--reason", type=click.Choice(get_args(Reason)), required=True, help="Why, in one word."
)
_decision = click.option(
    "--decision",
    metavar="DECISION",
    required=True,
    help="The decision that it rests on, such as 2027-03-01-case-14.",
)


@click.command(
    epilog=ending("sealbook renew 7K3M-9QXA-2TVRC --assessment QM4N-VDKH-DFDMC", codes=_CODES)
)
@id_argument
@click.option(
    "--assessment", metavar="ID", required=True, help="The assessment that the renewal rests on."
)
@click.option(
    "--date",
    "day",
    type=DAY,
    metavar="DATE",
    help="The day of the renewal.  [default: the day that the assessment was decided]",
)
@_dry_run
@today_option
@click.pass_obj
def renew(
    options: Options,
    *,
    record_id: str,
    assessment: str,
    day: date | None,
    dry_run: bool,
    today: date | None,
) -> int:
    """Renew a credential, by an assessment that is a case of its own.

    What is valid is then valid for another term; who is too late begins anew on that day.
    """
    opened = find.opened(options, today)
    entry = find.credential(opened.registry, record_id)
    case = find.by_id(opened.registry, ASSESSMENT, assessment)
    event = Addition(
        verb="renew",
        name="renewed",
        day=day,
        otherwise=case.record.decided,
        details={"assessment": case.id},
    )
    return add(options, opened, entry, event, today, dry_run=dry_run)


@click.command(
    epilog=ending(
        "sealbook suspend 7K3M-9QXA-2TVRC --reason integrity \\",
        "    --decision 2027-03-01-case-14 --review 2027-06-01",
        codes=_CODES,
    )
)
@id_argument
@_reason
@_decision
@click.option(
    "--review", type=DAY, metavar="DATE", required=True, help="The day to look at it again."
)
@_date
@_dry_run
@today_option
@click.pass_obj
def suspend(
    options: Options,
    *,
    record_id: str,
    reason: str,
    decision: str,
    review: date,
    day: date | None,
    dry_run: bool,
    today: date | None,
) -> int:
    """Suspend a credential until it is reinstated or revoked."""
    details = {"reason": reason, "decision": decision, "review": review.isoformat()}
    return _decide(options, record_id, "suspend", "suspended", details, day, today, dry_run=dry_run)


@click.command(
    epilog=ending("sealbook reinstate 7K3M-9QXA-2TVRC --decision 2027-04-18-case-14", codes=_CODES)
)
@id_argument
@_decision
@_date
@_dry_run
@today_option
@click.pass_obj
def reinstate(
    options: Options,
    *,
    record_id: str,
    decision: str,
    day: date | None,
    dry_run: bool,
    today: date | None,
) -> int:
    """End the suspension of a credential."""
    details = {"decision": decision}
    return _decide(
        options, record_id, "reinstate", "reinstated", details, day, today, dry_run=dry_run
    )


@click.command(
    epilog=ending(
        "sealbook revoke 7K3M-9QXA-2TVRC --reason issued-in-error \\",
        "    --decision 2026-11-20-wrong-holder",
        codes=_CODES,
    )
)
@id_argument
@_reason
@_decision
@_date
@_dry_run
@today_option
@click.pass_obj
def revoke(
    options: Options,
    *,
    record_id: str,
    reason: str,
    decision: str,
    day: date | None,
    dry_run: bool,
    today: date | None,
) -> int:
    """Revoke a credential for good. The file stays, and its page says so."""
    details = {"reason": reason, "decision": decision}
    return _decide(options, record_id, "revoke", "revoked", details, day, today, dry_run=dry_run)


@click.command(
    epilog=ending("sealbook replace 7K3M-9QXA-2TVRC --with C7Y5-M59B-GYGFK", codes=_CODES)
)
@id_argument
@click.option(
    "--with", "other", metavar="ID", required=True, help="The credential that counts now."
)
@_date
@_dry_run
@today_option
@click.pass_obj
def replace(
    options: Options,
    *,
    record_id: str,
    other: str,
    day: date | None,
    dry_run: bool,
    today: date | None,
) -> int:
    """Replace a credential by another one, which is there already."""
    opened = find.opened(options, today)
    entry = find.credential(opened.registry, record_id)
    event = Addition(
        verb="replace",
        name="replaced",
        day=day,
        otherwise=today or world.today(),
        details={"by": find.credential(opened.registry, other).id},
    )
    return add(options, opened, entry, event, today, dry_run=dry_run)


def _decide(
    options: Options,
    record_id: str,
    verb: str,
    name: EventName,
    details: dict[str, str],
    day: date | None,
    today: date | None,
    *,
    dry_run: bool,
) -> int:
    opened = find.opened(options, today)
    entry = find.credential(opened.registry, record_id)
    event = Addition(
        verb=verb, name=name, day=day, otherwise=today or world.today(), details=details
    )
    return add(options, opened, entry, event, today, dry_run=dry_run)
