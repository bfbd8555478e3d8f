"""A registry of any size: the sample's standards and people, and N credentials of nobody.

Everything follows from the number of a credential, so the same N gives the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from registry.load import load
from registry.note.signing import verifier_key
from registry.note.vkey import print_vkey
from registry.records import ids
from registry.records.build import build
from registry.records.canonical import order_of
from registry.records.kinds import kind_of
from registry.records.standard import STANDARD, Standard
from registry.sign.chain import sign_policy
from registry.sign.keys import Seed
from registry.sign.policy import Roots, print_policy
from registry.sign.succession import first_policy
from registry.source.layout import layout

Record = dict[str, Any]

SAMPLE = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 23)  # nothing generated is later
# What the credentials need; the sample's own credentials and the decisions on them stay behind.
COPIED = ("assets", "governance", "pathways", "people", "skills", "standards")
SETTINGS = "registry.yml"

# Keys of this benchmark and of nothing else. They are no development keys, so that what is measured
# is the way of production: seal with a key, then build without one.
ORIGIN = "odpg.example/sealbook"
SEED = Seed(origin=ORIGIN, secret=sha256(b"sealbook benchmark").digest())
_ROOT, _ROOT_NAME = SigningKey(sha256(b"benchmark root").digest()), "odpg.example/root"
POLICY = sign_policy(
    print_policy(
        first_policy(
            SEED,
            issuer="did:web:cert.odpg.example",
            roots=Roots(threshold=1, keys=(print_vkey(verifier_key(_ROOT_NAME, _ROOT)),)),
            expires=date(2199, 12, 31),
            max_seal_age_days=14,
        )
    ),
    [(_ROOT_NAME, _ROOT)],
)

# Names are made of these: the n-th name is n written in them.
GIVEN = ("Ada", "Bo", "Chi", "Dara", "Eun", "Femi", "Gita", "Hana", "Ivo", "Jun", "Kofi", "Lea")
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "ti", "vo", "lim")


@dataclass(frozen=True, kw_only=True)
class _Offer:
    """A version of a standard that credentials are awarded under, from a day on."""

    reference: str
    standard: Standard
    begin: date


def generate(target: Path, number: int) -> None:
    """Write a registry with `number` credentials and as many assessments into `target`."""
    for name in COPIED:
        shutil.copytree(SAMPLE / name, target / name)
    shutil.copy(SAMPLE / SETTINGS, target / SETTINGS)
    (target / "keys").mkdir()
    (target / "keys" / "1.json").write_bytes(POLICY.content)
    (target / "keys" / "1.note").write_bytes(POLICY.note)
    for decision in (target / "governance/decisions").glob("*.yml"):
        if "\nabout: credentials/" in decision.read_text("utf-8"):
            decision.unlink()
    for path, record in credentials(target, number):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        found = kind_of(path)
        assert found is not None
        file.write_text(layout(record, order=order_of(found[0].record)), "utf-8")


def credentials(root: Path, number: int) -> Iterator[tuple[str, Record]]:
    """Path and content of `number` credentials and of as many assessments."""
    offers = list(_offers(root))
    panelists = sorted(path.stem for path in (root / "people").glob("*.yml"))
    for n in range(number):
        offer = offers[n % len(offers)]
        decided = offer.begin + timedelta(days=n % max((TODAY - offer.begin).days - 30, 1))
        panel = [panelists[(n + step) % len(panelists)] for step in (0, 5, 11)]
        file = f"{decided.year}/{record_id(n)}.yml"
        yield f"credentials/{file}", _credential(n, number, offer, decided, len(offers))
        yield f"assessments/{file}", _assessment(offer, decided, panel)


def record_id(n: int) -> str:
    """The ID of the n-th credential."""
    turn = 0
    while (found := ids.draw(sha256(f"benchmark/{n}/{turn}".encode()).digest())) is None:
        turn += 1
    return found


def holder(n: int) -> str:
    """A name, another one for each n."""
    rest, last = divmod(n, len(GIVEN))
    family = ""
    for _ in range(3):
        rest, part = divmod(rest, len(SYLLABLES))
        family += SYLLABLES[part]
    return f"{GIVEN[last]} {family.capitalize()}" + (f" {rest}" if rest else "")


def _offers(root: Path) -> Iterator[_Offer]:
    """The sample's standards; of each the newest version that is in force."""
    newest: dict[str, _Offer] = {}
    for document in load(root).documents:
        if document.kind is STANDARD:
            standard = build(Standard, document.data, "en")
            begin = standard.change.effective
            if begin is None or begin > TODAY:
                continue
            newest[document.id.partition("@")[0]] = _Offer(
                reference=document.id, standard=standard, begin=begin
            )
    yield from newest.values()


def _credential(n: int, number: int, offer: _Offer, decided: date, step: int) -> Record:
    """One in ten withholds the name, one in five has evidence, some have a history."""
    awarded = decided + timedelta(days=3)
    record: Record = {
        "standard": offer.reference,
        "result": min(offer.standard.results.items(), key=lambda item: item[1])[0],
        "language": "es" if n % 20 == 7 else "en",
        "awarded": awarded.isoformat(),
    }
    if n % 10 == 3:
        record["withheld"] = "sha256$" + sha256(holder(n).encode()).hexdigest()
        return record
    record["holder"] = holder(n)
    record["consent"] = {"date": decided.isoformat(), "covers": ["name"]}
    if n % 5 == 0:
        record["consent"]["covers"].append("evidence")
        commit = sha256(f"evidence/{n}".encode()).hexdigest()
        record["evidence"] = [
            {
                "title": f"A data set, cleaned and documented, by {holder(n)}",
                "url": f"https://forge.example/{record_id(n).lower()}/tree/{commit[:40]}",
            }
        ]
    if n % 25 == 4:
        event = {
            "corrected": awarded.isoformat(),
            "fields": ["holder"],
            "reason": "issued-in-error",
        }
        record["history"] = [event]
    if n % 100 == 50 and n + step < number:  # a later credential of the same standard
        record["history"] = [{"replaced": TODAY.isoformat(), "by": record_id(n + step)}]
    return record


def _assessment(offer: _Offer, decided: date, panel: list[str]) -> Record:
    return {
        "standard": offer.reference,
        "panel": panel,
        "lead": panel[0],
        "dissent": 0,
        "streams": sorted(offer.standard.streams),
        "submitted": decided.isoformat(),
        "decided": decided.isoformat(),
    }
