"""Sealing with a real key: once, for good, and only what the records may still say."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from registry.cli import exits
from registry.cli.key_files import add_policy
from registry.openbadge.status import set_bits
from registry.sign.keys import DEVELOPMENT_SEED, Seed, format_seed
from tests.command_line import CommandLine, Ran
from tests.real_keys import signed_policy

ORIGIN = "smallest.example/log"
SECRET = bytes(range(32))
DORA = "A1A1A1A1A1A1H"  # renewed by the assessment C3C3…
TEAM = "B2B2B2B2B2B2Q"
REPLACED = "D4D4D4D4D4D4E"
NEWER = "E5E5E5E5E5E5W"
OTHER = "7K3M9QXA2TVRC"


class Registry:
    """The smallest registry, its ledger beside it, and commands that use both."""

    def __init__(self, sealbook: CommandLine) -> None:
        self.sealbook, self.root = sealbook, sealbook.root
        self.ledger = self.root.parent / "ledger"

    def seal(self, day: str = "2026-11-23", *words: str) -> Ran:
        """`sealbook seal` on a day."""
        return self.sealbook("seal", "--ledger", str(self.ledger), "--today", day, *words)

    def build(self, *words: str) -> Ran:
        """`sealbook build` with the ledger."""
        return self.sealbook.on_day("build", "--ledger", str(self.ledger), *words)

    def problems(self, command: str) -> list[tuple[str, str, int]]:
        """Code, field and line of what a command refuses; its exit code is 1."""
        words = ("--json", command, "--ledger", str(self.ledger), "--today", "2026-11-23")
        ran = self.sealbook(*words)
        assert ran.code == exits.PROBLEMS, ran
        errors = [row for row in ran.json["problems"] if row["severity"] == "error"]
        return [(row["code"], row["path"], row["line"]) for row in errors]

    def file(self, record_id: str) -> Path:
        """The file of a credential of 2025."""
        return self.root / "credentials" / "2025" / f"{record_id}.yml"

    def edit(self, record_id: str, old: str, new: str) -> None:
        """Change a text that occurs once in a credential's file."""
        text = self.file(record_id).read_text("utf-8")
        assert text.count(old) == 1
        self.file(record_id).write_text(text.replace(old, new), "utf-8")

    def sealed(self, record_id: str) -> dict[str, Any]:
        """What the ledger holds of a credential."""
        path = self.ledger / "records" / record_id[:2] / f"{record_id}.json"
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found

    def bit(self, record_id: str) -> bool:
        """Whether the status list marks a credential."""
        listed = json.loads((self.ledger / "status" / "revocation.json").read_text())
        entry = self.sealed(record_id)["credential"]["credentialStatus"]
        return int(entry["statusListIndex"]) in set_bits(listed)

    def files(self) -> dict[str, bytes]:
        """Every file of the ledger."""
        return {
            path.relative_to(self.ledger).as_posix(): path.read_bytes()
            for path in sorted(self.ledger.rglob("*"))
            if path.is_file()
        }

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "build" / "site"


@pytest.fixture
def unsealed(sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """A registry whose real key is at hand, before its first seal."""
    seed = Seed(origin=ORIGIN, secret=SECRET)
    add_policy(sealbook.root, signed_policy(seed, issuer="did:web:smallest.example"))
    monkeypatch.setenv("SEALBOOK_SEED", format_seed(seed))
    return Registry(sealbook)


@pytest.fixture
def sealed(unsealed: Registry) -> Registry:
    """The same after its first seal."""
    ran = unsealed.seal("2026-11-01")
    assert ran.code == 0, ran.err
    return unsealed


def test_a_first_seal_names_what_it_signed(unsealed: Registry) -> None:
    """Each ID is printed once; the sum and the origin stand on standard error."""
    ran = unsealed.seal()
    assert ran.code == 0
    assert ran.out.splitlines() == [DORA, TEAM, REPLACED, NEWER]
    assert "Sealed 4 of 4 credentials as smallest.example/log; the log has " in ran.err
    assert "TEST" not in ran.out + ran.err


def test_a_build_with_a_real_ledger_is_the_real_site(
    sealed: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It needs no key, has the real address, and says TEST nowhere."""
    monkeypatch.delenv("SEALBOOK_SEED")
    before = sealed.files()
    ran = sealed.build()
    assert ran.code == 0, ran.err
    assert "For https://smallest.example/" in ran.err
    assert "not sealed" not in ran.err
    # The offline check judges credentials of any registry, a test's among them.
    pages = [page for page in sealed.site.rglob("*.html") if page.name != "check-credentials.html"]
    assert len(pages) > 50
    for page in pages:
        assert not re.search(
            r"TEST BUILD|data-state=test|class=strip|\.invalid/", page.read_text("utf-8")
        ), page
    page = (sealed.site / "c" / DORA / "index.html").read_text("utf-8")
    assert f'<link rel=canonical href="https://smallest.example/c/{DORA}/">' in page
    published = json.loads((sealed.site / "c" / DORA / "credential.json").read_text())
    assert published == sealed.sealed(DORA)["credential"]
    assert published["issuer"]["id"] == "did:web:smallest.example"
    assert sealed.files() == before


def test_a_second_seal_signs_nothing(sealed: Registry) -> None:
    """Nothing new, nothing signed, and no file is touched."""
    before = sealed.files()
    ran = sealed.seal("2026-11-23")
    assert ran.code == 0
    assert ran.out == ""
    assert "Sealed 0 of 4 credentials" in ran.err
    assert sealed.files() == before


def test_what_is_not_sealed_has_no_page(unsealed: Registry) -> None:
    """A record that came after the seal is counted and not published; the build is fine."""
    text = unsealed.file(NEWER).read_text("utf-8")
    unsealed.file(NEWER).unlink()
    unsealed.edit(REPLACED, f"history:\n  - {{replaced: 2025-05-01, by: {NEWER}}}\n", "")
    assessment = unsealed.root / "assessments" / "2025" / f"{NEWER}.yml"
    trace = assessment.read_text("utf-8")
    assessment.unlink()
    assert unsealed.seal("2026-11-01").code == 0
    unsealed.file(NEWER).write_text(text, "utf-8")
    assessment.write_text(trace, "utf-8")
    ran = unsealed.build()
    assert ran.code == 0, ran.err
    assert "1 not sealed" in ran.err
    assert not (unsealed.site / "c" / NEWER).exists()
    assert (unsealed.site / "c" / REPLACED).is_dir()
    assert unsealed.seal().out == f"{NEWER}\n"
    assert unsealed.build().code == 0
    assert (unsealed.site / "c" / NEWER / "credential.json").is_file()


@pytest.mark.parametrize(
    ("record", "old", "new", "field", "line"),
    [
        (DORA, "holder: Dora Smallest", "holder: Dora Greatest", "holder", 3),
        (DORA, "language: en", "language: es", "language", 6),
        (DORA, "tables.example/clean", "tables.example/other", "evidence", 8),
        (DORA, "consent: {date: 2025-03-01", "consent: {date: 2025-03-02", "consent", 5),
        (NEWER, "sha256$1111", "sha256$2111", "withheld", 3),
        (NEWER, "result: distinction", "result: pass", "result", 2),
        (TEAM, "awarded: 2025-03-10", "awarded: 2025-03-11", "awarded", 6),
        (TEAM, "holder_kind: group", "holder_kind: event", "holder_kind", 4),
        (TEAM, "  - {alumni: 2026-09-01}", "  - {alumni: 2026-09-02}", "history", 7),
        (DORA, "reason: conduct,", "reason: integrity,", "history", 11),
    ],
)
def test_an_edited_record_is_refused_at_its_field(
    sealed: Registry, record: str, old: str, new: str, field: str, line: int
) -> None:
    """What was sealed stays as it was, in the history too; neither command changes a file."""
    assert sealed.build().code == 0
    ledger, site = sealed.files(), (sealed.site / "index.html").stat()
    sealed.edit(record, old, new)
    for command in ("build", "seal"):
        assert sealed.problems(command) == [("sealed-record-edited", field, line)]
    assert sealed.files() == ledger
    assert (sealed.site / "index.html").stat() == site


def test_a_field_that_is_added_or_gone_is_an_edit(sealed: Registry) -> None:
    """Absence is a value as well."""
    sealed.edit(DORA, "handle: dora\n", "")
    assert [(code, at) for code, at, _ in sealed.problems("seal")] == [
        ("sealed-record-edited", "handle")
    ]
    sealed.edit(DORA, "consent:", "handle: dora\nconsent:")
    assert sealed.seal().code == 0
    sealed.edit(DORA, "awarded: 2025-03-10", "awarded: 2025-03-10\nvalid_from: 2025-04-01")
    assert next((code, at) for code, at, _ in sealed.problems("seal")) == (
        "sealed-record-edited",
        "valid_from",
    )


def test_an_event_that_is_taken_back_is_refused(sealed: Registry) -> None:
    """A history only grows: the last event cannot go, nor another one take its place."""
    sealed.edit(TEAM, "history:\n  - {alumni: 2026-09-01}\n", "")
    assert [code for code, _, _ in sealed.problems("build")] == ["sealed-record-edited"]


def test_a_record_that_is_gone_is_refused(sealed: Registry) -> None:
    """Deleting a file undoes nothing: the message says where it was."""
    sealed.file(TEAM).unlink()
    (sealed.root / "assessments" / "2025" / f"{TEAM}.yml").unlink()
    for command in ("build", "seal"):
        ran = sealed.sealbook("--json", command, "--ledger", str(sealed.ledger))
        assert ran.code == exits.PROBLEMS
        found = [(row["code"], row["file"]) for row in ran.json["problems"]]
        assert ("sealed-record-vanished", f"credentials/2025/{TEAM}.yml") in found


def test_an_erased_record_leaves_site_and_ledger(sealed: Registry) -> None:
    """Erasure is the one way out: no page at once, and after the next seal no trace."""
    sealed.file(TEAM).unlink()
    (sealed.root / "credentials" / "erased.yml").write_text(f"erased: [{TEAM}]\n")
    assert sealed.build().code == 0
    assert not (sealed.site / "c" / TEAM).exists()
    assert sealed.seal().code == 0
    everything = b"".join(sealed.files().values())
    assert TEAM.encode() not in everything
    assert b"The Town Table" not in everything


def test_a_correction_licenses_the_fields_that_it_names(sealed: Registry) -> None:
    """`corrected` makes a new edition of what it names, and of nothing else."""
    before = sealed.sealed(DORA)["credential"]
    rows = "  - {renewed: 2026-02-01, assessment: C3C3C3C3C3C3G}\n"
    correction = "  - {corrected: 2026-11-20, fields: [holder], reason: issued-in-error}\n"
    sealed.edit(DORA, rows, rows + correction)
    sealed.edit(DORA, "Dora Smallest", "Dora Small")
    sealed.edit(DORA, "tables.example/clean", "tables.example/other")
    assert [(code, at) for code, at, _ in sealed.problems("seal")] == [
        ("sealed-record-edited", "evidence")
    ]
    sealed.edit(DORA, "tables.example/other", "tables.example/clean")
    assert sealed.build().code == 0  # not sealed yet: the page shows what was signed
    page = (sealed.site / "c" / DORA / "index.html").read_text("utf-8")
    assert "Dora Smallest" in page
    assert sealed.seal().out == f"{DORA}\n"
    after = sealed.sealed(DORA)["credential"]
    assert after["credentialSubject"]["identifier"][0]["identityHash"] == "Dora Small"
    assert after["id"] == before["id"]
    assert after["credentialStatus"] == before["credentialStatus"]
    assert b"Dora Smallest" not in b"".join(sealed.files().values())
    sealed.edit(DORA, "Dora Small", "Dora Smaller")  # the licence was used up by the seal
    assert [(code, at) for code, at, _ in sealed.problems("seal")] == [
        ("sealed-record-edited", "holder")
    ]


def test_a_revocation_sets_the_bit_and_signs_no_credential(sealed: Registry) -> None:
    """After the next seal the list marks it; the signed credential stays byte for byte."""
    before = sealed.sealed(TEAM)["credential"]
    (sealed.root / "governance" / "decisions" / "2026-11-19-end.yml").write_text(
        "question: Revoke it?\n"
        f"about: credentials/2025/{TEAM}\n"
        "action: revoke\nbody: committee\ndecided: 2026-11-19\nfor: [ada, ben]\n"
        "reasons: The minutes tell.\n"
    )
    row = "  - {alumni: 2026-09-01}\n"
    revocation = "  - {revoked: 2026-11-20, reason: conduct, decision: 2026-11-19-end}\n"
    sealed.edit(TEAM, row, row + revocation)
    assert not sealed.bit(TEAM)
    assert sealed.bit(REPLACED)
    assert sealed.build().code == 0
    assert "Revoked" not in (sealed.site / "c" / TEAM / "index.html").read_text("utf-8")
    ran = sealed.seal()
    assert (ran.code, ran.out) == (0, "")
    assert sealed.bit(TEAM)
    assert not sealed.bit(DORA)
    assert sealed.sealed(TEAM)["credential"] == before
    assert sealed.build().code == 0
    assert "Revoked" in (sealed.site / "c" / TEAM / "index.html").read_text("utf-8")
    sealed.edit(TEAM, revocation, "")
    assert [code for code, _, _ in sealed.problems("seal")] == ["sealed-record-edited"]


class Killed(BaseException):
    """Stands for `kill -9` between two changes of the file system."""


def test_a_seal_that_was_cut_off_is_finished_by_the_next(
    sealed: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a seal is killed, the next one ends as it would have, and loses nothing."""
    before = sealed.files()
    row = "  - {alumni: 2026-09-01}\n"
    sealed.edit(TEAM, row, f"{row}  - {{replaced: 2026-11-20, by: {OTHER}}}\n")
    record = sealed.file(TEAM).read_text("utf-8").partition("history:")[0]
    sealed.file(OTHER).write_text(record.replace("2025-03-10", "2026-11-20"), "utf-8")
    trace = sealed.root / "assessments" / "2025" / f"{TEAM}.yml"
    other = trace.with_name(f"{OTHER}.yml")
    other.write_text(trace.read_text().replace("2025-03-01", "2026-11-19"))
    whole: set[str] = set()
    for changes in range(1, 100):
        shutil.rmtree(sealed.ledger)
        for path, content in before.items():
            file = sealed.ledger / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        left = iter(range(changes))

        def replace(self: Path, target: Path, rename: Any = Path.rename, left: Any = left) -> Path:
            if next(left, None) is None:
                raise Killed
            return rename(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            try:
                assert sealed.seal().code == 0
                killed = False
            except Killed:
                killed = True
        ran = sealed.seal()
        assert ran.code == 0, ran.err
        assert sealed.bit(TEAM)
        assert not sealed.bit(OTHER)
        assert sealed.sealed(TEAM)["history"] == 2
        assert sealed.seal().out == ""
        whole = whole or set(sealed.files())
        assert set(sealed.files()) == whole
        if not killed:
            assert changes > 5  # the list, and all that it names
            return
    raise AssertionError("a seal ends")


def test_a_renewal_is_a_new_edition(unsealed: Registry) -> None:
    """It ends later, under the same address and with the same bit."""
    row = "  - {renewed: 2026-02-01, assessment: C3C3C3C3C3C3G}\n"
    assessment = unsealed.root / "assessments" / "2026" / "C3C3C3C3C3C3G.yml"
    trace = assessment.read_text()
    assessment.unlink()
    unsealed.edit(DORA, row, "")
    assert unsealed.seal("2026-11-01").code == 0
    before = unsealed.sealed(DORA)
    assessment.write_text(trace)
    lifted = "  - {reinstated: 2025-07-01, decision: 2025-07-01-lift}\n"
    unsealed.edit(DORA, lifted, lifted + row)
    assert unsealed.seal("2026-11-23").out == f"{DORA}\n"
    after = unsealed.sealed(DORA)
    assert before["credential"]["validUntil"] < after["credential"]["validUntil"]
    assert after["credential"]["proof"]["created"] == "2026-11-23T00:00:00Z"
    assert after["credential"]["credentialStatus"] == before["credential"]["credentialStatus"]


@pytest.mark.parametrize(
    "seed",
    [
        format_seed(Seed(origin="other.example/log", secret=SECRET)),
        format_seed(Seed(origin=ORIGIN, secret=DEVELOPMENT_SEED)),
        format_seed(Seed(origin=ORIGIN, secret=SECRET)).replace("A", "B", 1),
        format_seed(Seed(origin=ORIGIN, secret=SECRET))[:-1],
        format_seed(Seed(origin="smallest-registry.invalid/log", secret=DEVELOPMENT_SEED)),
        "sealbook-seed-v1:smallest.example/log:é:00000000",
        "",
    ],
    ids=[
        "other origin",
        "development key",
        "mistyped",
        "cut off",
        "test origin",
        "no ASCII",
        "none",
    ],
)
def test_a_seed_that_is_not_this_registrys_is_refused(
    sealed: Registry, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    """Nothing is signed, the ledger stays, the secret is not shown, the exit code is 3."""
    monkeypatch.setenv("SEALBOOK_SEED", seed)
    before = sealed.files()
    ran = sealed.seal()
    assert ran.code == exits.COULD_NOT_CHECK
    assert ran.err.startswith("error[key]: ")
    assert seed.split(":")[-2:-1] == [] or seed.split(":")[-2] not in ran.err
    assert sealed.files() == before


def test_another_secret_for_the_same_origin_is_refused(
    sealed: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A seed made anew would leave everything that was signed without its public key."""
    monkeypatch.setenv("SEALBOOK_SEED", format_seed(Seed(origin=ORIGIN, secret=bytes(32))))
    before = sealed.files()
    ran = sealed.seal()
    assert ran.code == exits.COULD_NOT_CHECK
    assert ran.err.startswith("error[key]: ")
    assert sealed.files() == before


def test_the_origin_never_changes(sealed: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger under another origin is another registry's, or this one was renamed."""
    settings = sealed.root / "registry.yml"
    settings.write_text(settings.read_text().replace(ORIGIN, "renamed.example/log"))
    monkeypatch.setenv(
        "SEALBOOK_SEED", format_seed(Seed(origin="renamed.example/log", secret=SECRET))
    )
    before = sealed.files()
    for command in ("seal", "build"):
        assert sealed.problems(command) == [("other-origin", "origin", 4)]
    assert sealed.files() == before


def test_without_a_key_a_real_ledger_is_never_touched(
    sealed: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A development seal or build keeps its hands off what a real key signed."""
    monkeypatch.delenv("SEALBOOK_SEED")
    before = sealed.files()
    assert sealed.seal().code == exits.COULD_NOT_CHECK
    assert sealed.sealbook.on_day("build").code == 0  # its own ledger, a test
    assert sealed.build().code == 0
    assert sealed.files() == before


def test_a_real_seal_takes_the_place_of_test_seals(
    unsealed: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of a test ledger remains when the real key comes."""
    monkeypatch.delenv("SEALBOOK_SEED")
    assert unsealed.seal().code == 0
    assert b".invalid" in unsealed.files()["log/entries.jsonl"]
    monkeypatch.setenv("SEALBOOK_SEED", format_seed(Seed(origin=ORIGIN, secret=SECRET)))
    assert unsealed.seal().code == 0
    assert b".invalid" not in b"".join(unsealed.files().values())


@pytest.mark.parametrize("command", ["seal", "build"])
def test_a_damaged_test_ledger_is_made_anew(
    unsealed: Registry, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """What the public key signed is a cache: of use to nobody once it is damaged or old."""
    monkeypatch.delenv("SEALBOOK_SEED")
    assert unsealed.seal().code == 0
    before = unsealed.files()
    entries = unsealed.ledger / "log" / "entries.jsonl"
    genesis = before["log/entries.jsonl"].splitlines(keepends=True)[0]
    entries.write_bytes(genesis + b'{"kind":"of an older version","v":0}\n')
    next(unsealed.ledger.rglob("A1*.json")).write_text("{")
    ran = unsealed.sealbook(command, "--ledger", str(unsealed.ledger), "--today", "2026-11-23")
    assert ran.code == 0, ran.err
    assert unsealed.files() == before


def test_a_seal_does_not_go_back_in_time(sealed: Registry) -> None:
    """A clock that is wrong by a month would date new statuses before old ones."""
    before = sealed.files()
    ran = sealed.seal("2026-11-01", "--heartbeat")
    assert ran.code == exits.COULD_NOT_CHECK
    assert ran.err.startswith("error[clock]: the last seal is of 2026-11-01T00:00:00Z, and it is ")
    assert sealed.files() == before


@pytest.mark.parametrize("command", ["seal", "build"])
@pytest.mark.parametrize(
    "path",
    ["log/entries.jsonl", "log/checkpoints/000000014", "status/revocation.json", "record"],
)
@pytest.mark.parametrize(
    "damage", ["gone", "", "{", "[]", "{}", "null", "\0", '{"v": 1}', "<<<<<<< HEAD\n"]
)
def test_a_damaged_ledger_is_named(sealed: Registry, command: str, path: str, damage: str) -> None:
    """A file that no seal wrote ends the command with 3 and is left as it is."""
    file = sealed.ledger / path if path != "record" else next(sealed.ledger.rglob("A1*.json"))
    file_before = file.read_bytes()
    file.unlink()
    if damage != "gone":
        file.write_text(damage)
    before = sealed.files()
    ran = sealed.sealbook.on_day(command, "--ledger", str(sealed.ledger))
    if damage == "gone" and path.startswith("log/checkpoints/"):
        if command == "seal":  # as after a crash: it is signed again, the same
            assert sealed.files()[path] == file_before
        else:
            assert ran.err.startswith("error[checkpoint]: ")
        return
    assert ran.code == exits.COULD_NOT_CHECK, ran
    assert ran.err.startswith("error[ledger]: ")
    if damage == "gone" and path == "record":
        assert "the record that entry 8 speaks of is missing in records/" in ran.err
    else:
        assert file.name in ran.err
    assert sealed.files() == before
