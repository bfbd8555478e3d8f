"""`sealbook verify`: judge one credential, from anywhere."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from registry.address import real
from registry.cli import exits, world
from registry.cli.options import DAY, Options, ending
from registry.cli.pins import Pins, keep, memory_folder, pins_for
from registry.cli.subject import Subject, subject_of
from registry.cli.verdicts import as_lines, as_object, exit_code
from registry.ledger.merkle import Tree
from registry.load import load
from registry.note.checkpoint import parse_checkpoint
from registry.note.note import parse_note
from registry.records.build import build
from registry.records.settings import REGISTRY
from registry.timestamp import midnight
from registry.verify.bundle import BundleMalformed, parse_bundle
from registry.verify.memory import Forked, remember
from registry.verify.published import Read, read_log
from registry.verify.verdict import Verdict
from registry.verify.verify import verify_bundle


@click.command(
    epilog=ending(
        "sealbook verify https://cert.odpg.example/c/MVBP1EE1EDQ42/",
        "sealbook verify bundle.json --root 'odpg.example/root-a+1a2b3c4d+AW…' --offline",
        "sealbook verify MVBP-1EE1-EDQ42 --site build/site",
        codes="0 valid; 1 not valid: forged, revoked, suspended, expired, replaced; "
        "3 could not be checked, or out of date; 5 a test credential",
    )
)
@click.argument("target", metavar="URL|FILE|ID")
@click.option("--root", "roots", multiple=True, metavar="VKEY", help="A root key you trust.")
@click.option("--threshold", type=click.IntRange(min=1), help="How many of them must sign.")
@click.option("--offline", is_flag=True, help="Do not ask the registry for anything newer.")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Read the site in this folder instead of the web.",
)
@click.option("--name", help="The holder's name, for a credential that withholds it.")
@click.option("--salt", help="The salt in the holder's link.")
@click.option(
    "--memory",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to remember the logs that were seen.",
)
@click.option("--today", type=DAY, metavar="DATE", help="Judge as of this day.")
@click.pass_obj
def verify(
    options: Options,
    *,
    target: str,
    roots: tuple[str, ...],
    threshold: int | None,
    offline: bool,
    site: Path | None,
    name: str | None,
    salt: str | None,
    memory: Path | None,
    today: object,
) -> int:
    """Verify a credential by its page, bundle, JSON, badge or ID.

    It takes every step that the page takes, and checks the issuer's Open Badges proof as well.
    It remembers the logs it has seen, and refuses one that was rewritten since.
    """
    subject = subject_of(target, site=site, offline=offline, home=_home(options.folder))
    folder = memory_folder(memory)
    pins = pins_for(
        _claimed_origin(subject),
        roots=roots,
        threshold=threshold,
        root=options.folder,
        folder=folder,
    )
    now = midnight(today) if today else world.now()  # type: ignore[arg-type]
    opened = (name, salt or "") if name is not None else subject.name
    verdict = _judge(subject, pins, now, opened)
    forked = _forked(subject, pins, verdict)
    if verdict.kind != "invalid" and not forked:
        _remember(verdict, pins, folder)
    if options.json:
        click.echo(json.dumps(as_object(verdict, forked), ensure_ascii=False, indent=2))
    else:
        for line in as_lines(verdict, forked):
            click.echo(line)
    return exits.PROBLEMS if forked else exit_code(verdict)


def _judge(subject: Subject, pins: Pins, now: datetime, opened: tuple[str, str] | None) -> Verdict:
    live = subject.read("log/checkpoint") if subject.read else None
    return verify_bundle(
        _as_presented(subject),
        pinned_roots=pins.roots,
        threshold=pins.threshold,
        now=now,
        record_id=subject.record_id,
        live_checkpoint=live,
        consistency=_consistency(subject, pins, live),
        seen_policy=pins.policy,
        status_list=subject.read("status/revocation.json") if subject.read else None,
        name=opened,
    )


def _as_presented(subject: Subject) -> bytes:
    """The bundle; around the credential that was shown, where that is another than the bundle's."""
    if subject.presented is None:
        return subject.data
    content = json.loads(subject.data)
    if content["credential"] == subject.presented:
        return subject.data
    import rfc8785  # noqa: PLC0415 - only a credential that was changed comes here

    return rfc8785.dumps({**content, "credential": subject.presented}) + b"\n"


def _consistency(subject: Subject, pins: Pins, live: bytes | None) -> tuple[bytes, ...] | None:
    """The hashes between the checkpoint of the bundle and the live one, where they differ."""
    if live is None or subject.read is None:
        return None
    try:
        bundled = parse_bundle(subject.data).proof.partition("\n\n")[2]
        sizes = sorted(
            parse_checkpoint(parse_note(note).text).size for note in (live, bundled.encode())
        )
        if sizes[0] == sizes[1]:
            return None
        tree = _tree(subject.read, pins, _claimed_origin(subject))
        return tuple(tree.consistency_proof(sizes[0], sizes[1]))
    except ValueError:  # what is broken is found by the step that reads it
        return None


def _forked(subject: Subject, pins: Pins, verdict: Verdict) -> str:
    """Why the live log is not the one that was seen before; empty where it is."""
    memory = pins.memory
    if (
        memory is None
        or subject.read is None
        or verdict.origin is None
        or verdict.kind == "invalid"
    ):
        return ""
    try:
        memory.require_growth(_tree(subject.read, pins, verdict.origin), verdict.policy or 0)
    except (Forked, ValueError) as error:
        return str(error)
    return ""


def _tree(read: Read, pins: Pins, origin: str) -> Tree:
    log = read_log(read, pinned_roots=pins.roots, threshold=pins.threshold, origin=origin)
    return log.tree


def _remember(verdict: Verdict, pins: Pins, folder: Path) -> None:
    if verdict.origin is None or verdict.policy is None or verdict.size is None:
        return
    if verdict.state == "test" or verdict.root is None:
        return
    known = pins.memory
    if known is not None and verdict.size < known.size:
        return
    memory = remember(
        origin=verdict.origin,
        roots=pins.roots,
        threshold=pins.threshold,
        policy=verdict.policy,
        size=verdict.size,
        root=verdict.root,
    )
    if memory != known:
        keep(memory, folder)


def _claimed_origin(subject: Subject) -> str:
    """The origin that a bundle claims to be from: only a key to what is known about it."""
    try:
        first = parse_bundle(subject.data).policies[0]
        return str(json.loads(first.policy)["origin"])
    except (BundleMalformed, LookupError, ValueError, TypeError):
        return ""


def _home(root: Path) -> str | None:
    """The address of the registry in a folder, if there is one."""
    if not (root / REGISTRY.path).is_file():
        return None
    for document in load(root).documents:
        if document.kind is REGISTRY:
            return real(build(REGISTRY.record, document.data, "en")).url
    return None
