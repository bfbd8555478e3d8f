"""What is looked at online: each examination is a function in `judge/` and a line here."""

from __future__ import annotations

from registry.cli.doctor.facts import Online
from registry.cli.doctor.finding import Examination
from registry.cli.doctor.judge import site as live

SITE: tuple[Examination[Online], ...] = (
    Examination(
        code="site-empty",
        group="online",
        question="Is the registry online at its address?",
        why="Every QR code and every link in a credential leads there.",
        judge=live.there,
    ),
    Examination(
        code="site-log",
        group="online",
        question="Do the root keys in `keys/` vouch for the log that is online?",
        why="If they do not, the site is another one, or somebody has taken it over.",
        judge=live.vouched,
    ),
    Examination(
        code="site-rewritten",
        group="online",
        question="Is the log that is online the beginning of the ledger, or all of it?",
        why="Two logs that contradict each other mean that one was rewritten.",
        judge=live.continued,
    ),
    Examination(
        code="site-old",
        group="online",
        question="Is the seal that is online younger than the policy allows?",
        why="After that time verifiers say that they cannot tell, and pages turn amber.",
        judge=live.fresh,
    ),
    Examination(
        code="site-did",
        group="online",
        question="Is the DID document served, as it was sealed?",
        why="Wallets and other verifiers find the keys of the issuer there and nowhere else; hosts "
        "that drop folders with a dot lose it.",
        judge=live.did,
    ),
    Examination(
        code="site-security-txt",
        group="online",
        question="Is security.txt served, and good for 30 days more?",
        why="Who finds a hole looks there for whom to tell, and after its day distrusts it.",
        judge=live.security_txt,
    ),
    Examination(
        code="site-files",
        group="online",
        question="Are the files online those of the manifest, and the manifest the one built here?",
        why="A file that differs was changed after the build, or a deployment stopped half-way.",
        judge=live.files,
    ),
)
