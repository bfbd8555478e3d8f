"""`sealbook verify`, `audit` and `monitor` on a site that was sealed with real keys."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import rfc8785

from registry.cli.app import run
from tests.command_line import Ran
from tests.real_registry import RealRegistry, real_registry

ID = "A1A1A1A1A1A1H"
DAY = ("--today", "2026-11-23")
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> RealRegistry:
    """A registry with a real site."""
    made = real_registry(tmp_path_factory.mktemp("real"))
    assert made.seal() == 0
    assert made.build() == 0
    return made


@pytest.fixture
def site(published: RealRegistry, tmp_path: Path) -> Path:
    """A copy of the site, to be tampered with."""
    copy = tmp_path / "site"
    shutil.copytree(published.site, copy)
    return copy


@pytest.fixture
def sealbook(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Runs a command outside any registry, with a memory of its own."""
    (tmp_path / "nowhere").mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def call(*words: str) -> Ran:
        capsys.readouterr()
        code = run(["-C", str(tmp_path / "nowhere"), *words])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return call


def states(ran: Ran) -> tuple[int, str, str | None]:
    """Exit code, state and step of a run with --json."""
    return ran.code, ran.json["state"], ran.json["step"]


def change(site: Path, record_id: str, **members: object) -> Path:
    """Write other members into a bundle, canonical as before."""
    file = site / "c" / record_id / "bundle.json"
    content = json.loads(file.read_bytes())
    for member, value in members.items():
        content[member] = value
    file.write_bytes(rfc8785.dumps(content) + b"\n")
    return file


def test_a_published_credential_is_valid(published: RealRegistry, sealbook: Run) -> None:
    """With the root pinned and the live log at hand, every row passes and the exit code is 0."""
    words = ("verify", ID, "--site", str(published.site), "--root", published.vkey, *DAY)
    ran = sealbook(*words)
    assert ran.code == 0
    assert [line[0] for line in ran.out.splitlines()[:3]] == ["✓", "✓", "✓"]
    assert ran.out.splitlines()[3].startswith("Valid: ")


def test_every_form_of_a_credential_leads_to_the_same_verdict(
    published: RealRegistry, sealbook: Run, tmp_path: Path
) -> None:
    """Its address, its bundle, its JSON and its badge are the same credential."""
    folder = published.site / "c" / ID
    badge = tmp_path / "badge.svg"
    words = ["badge", ID, "-o", str(badge), "--ledger", str(published.ledger)]
    shutil.copytree(
        Path(__file__).resolve().parents[1] / "assets",
        published.root / "assets",
        dirs_exist_ok=True,
    )
    (published.root / "assets" / "badges" / "analyst.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
    )
    assert published.command(*words) == 0
    targets = (
        f"https://smallest.example/c/{ID}/",
        str(folder / "bundle.json"),
        str(folder / "credential.json"),
        str(badge),
    )
    place = ("--site", str(published.site), "--root", published.vkey, *DAY)
    for target in targets:
        ran = sealbook("--json", "verify", target, *place)
        assert states(ran) == (0, "valid", None), target


def test_without_a_pinned_root_nothing_is_judged(published: RealRegistry, sealbook: Run) -> None:
    """Trust begins with a key that did not come from the site: else it could not be checked."""
    ran = sealbook("verify", ID, "--site", str(published.site), *DAY)
    assert ran.code == 3
    assert "no root key is pinned for smallest.example/log" in ran.err


def test_a_root_that_was_given_once_is_remembered(published: RealRegistry, sealbook: Run) -> None:
    """The second time, the memory of the log is the pin."""
    place = ("--site", str(published.site), *DAY)
    assert sealbook("verify", ID, *place, "--root", published.vkey).code == 0
    assert sealbook("verify", ID, *place).code == 0


def test_another_root_does_not_vouch_for_it(published: RealRegistry, sealbook: Run) -> None:
    """A site cannot bring its own root key along."""
    other = "smallest.example/root-x+00000000+AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
    ran = sealbook("--json", "verify", ID, "--site", str(published.site), "--root", other, *DAY)
    assert states(ran) == (1, "signature", "policy")


def test_offline_is_not_valid_and_not_invalid(published: RealRegistry, sealbook: Run) -> None:
    """What could not be asked today is told apart from what is wrong."""
    file = str(published.site / "c" / ID / "bundle.json")
    ran = sealbook("--json", "verify", file, "--offline", "--root", published.vkey, *DAY)
    assert states(ran) == (3, "offline", "offline")


def test_a_changed_name_is_refused_and_not_repeated(
    published: RealRegistry, site: Path, sealbook: Run
) -> None:
    """A bundle that says another name than what was signed prints no name at all."""
    credential = json.loads((site / "c" / ID / "bundle.json").read_bytes())["credential"]
    credential["credentialSubject"]["identifier"][0]["identityHash"] = "Mallory"
    file = change(site, ID, credential=credential)
    ran = sealbook("verify", str(file), "--site", str(site), "--root", published.vkey, *DAY)
    assert ran.code == 1
    assert "Do not rely on it" in ran.out
    assert "Mallory" not in ran.out


def test_a_presented_credential_must_be_that_of_the_bundle(
    published: RealRegistry, sealbook: Run, tmp_path: Path
) -> None:
    """A changed `credential.json` is refused although the bundle on the site is sound."""
    content = json.loads((published.site / "c" / ID / "credential.json").read_bytes())
    content["validUntil"] = "2099-01-01T11:59:59Z"
    shown = tmp_path / "credential.json"
    shown.write_text(json.dumps(content))
    ran = sealbook(
        "--json",
        "verify",
        str(shown),
        "--site",
        str(published.site),
        "--root",
        published.vkey,
        *DAY,
    )
    assert states(ran) == (1, "signature", "commitment")


def test_old_bundles_agree_with_a_log_that_grew(
    tmp_path: Path, sealbook: Run, published: RealRegistry
) -> None:
    """A bundle of an earlier size verifies against the live log by a consistency proof."""
    grown = RealRegistry(
        root=published.root,
        ledger=tmp_path / "ledger",
        site=tmp_path / "grown" / "site",
        stick=published.stick,
    )
    shutil.copytree(published.ledger, grown.ledger)
    old = published.site / "c" / ID / "bundle.json"
    assert grown.seal("--heartbeat", day="2026-11-24") == 0
    assert grown.build(day="2026-11-24") == 0
    words = ("--site", str(grown.site), "--root", published.vkey, "--today", "2026-11-24")
    ran = sealbook("--json", "verify", str(old), *words)
    # The bundle is sound; it is behind the log, so the site's own bundle says more.
    assert states(ran) == (3, "stale", "behind")
    assert states(sealbook("--json", "verify", ID, *words)) == (0, "valid", None)
    words = ("--site", str(published.site), "--today", "2026-11-24")
    ran = sealbook("--json", "verify", ID, *words)
    assert states(ran) == (1, "log", "memory"), "an older log than the one remembered"


def test_an_unknown_id_could_not_be_checked(published: RealRegistry, sealbook: Run) -> None:
    """Nothing at an address proves nothing; the code says that it is not there."""
    ran = sealbook("verify", "7K3M9QXA2TVRC", "--site", str(published.site))
    assert ran.code == 3
    assert "error[unknown-id]" in ran.err


def test_audit_finds_nothing_in_what_was_published(published: RealRegistry, sealbook: Run) -> None:
    """All files, credentials and checkpoints fit the log and the ledger."""
    words = ("--root", published.vkey, "--ledger", str(published.ledger), *DAY)
    ran = sealbook("audit", str(published.site), *words)
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("index.html", "index.html: it was changed"),
        ("log/checkpoint", "log/"),
        (".well-known/did.json", ".well-known/did.json: it is not the file that was sealed"),
        (f"c/{ID}/bundle.json", f"c/{ID}/bundle.json"),
        (f"c/{ID}/credential.json", f"c/{ID}/credential.json: it is not the credential"),
        (f"c/{ID}/index.html", "c/: a file of a credential was changed"),
    ],
)
def test_audit_finds_a_changed_file(
    published: RealRegistry, site: Path, sealbook: Run, path: str, finding: str
) -> None:
    """One letter that was changed in any file is found, and the file is named."""
    file = site / path
    data = bytearray(file.read_bytes())
    at = data.rindex(b"2") if b"2" in data else len(data) // 2
    data[at] = ord("3")
    file.write_bytes(bytes(data))
    ran = sealbook("audit", str(site), "--root", published.vkey, *DAY)
    assert ran.code == 1
    assert finding in ran.out


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"{}", b'{"files":1}', b"\xff"])
def test_audit_finds_a_manifest_that_is_none(
    published: RealRegistry, site: Path, sealbook: Run, content: bytes
) -> None:
    """A manifest that cannot be read is a finding, and the rest is looked at all the same."""
    (site / "manifest.json").write_bytes(content)
    ran = sealbook("audit", str(site), "--root", published.vkey, *DAY)
    assert (ran.code, ran.out) == (1, "manifest.json: it is no manifest\n")


def test_audit_finds_a_lost_credential(published: RealRegistry, site: Path, sealbook: Run) -> None:
    """What the log holds as the newest edition must have a page."""
    shutil.rmtree(site / "c" / ID)
    ran = sealbook("audit", str(site), "--root", published.vkey, *DAY)
    assert ran.code == 1
    assert "no page shows it" in ran.out


def test_monitor_tells_what_was_added_and_raises_alarm_at_a_cut_log(
    published: RealRegistry, tmp_path: Path, sealbook: Run
) -> None:
    """A log may only grow: what was seen once must still be there."""
    grown = RealRegistry(
        root=published.root,
        ledger=tmp_path / "ledger",
        site=tmp_path / "grown" / "site",
        stick=published.stick,
    )
    shutil.copytree(published.ledger, grown.ledger)
    first = sealbook("--json", "monitor", str(published.site), "--root", published.vkey)
    assert (first.code, first.json["since"]) == (0, 0)
    assert grown.seal("--heartbeat", day="2026-11-25") == 0
    assert grown.build(day="2026-11-25") == 0
    second = sealbook("--json", "monitor", str(grown.site))
    assert (second.code, second.json["added"]) == (0, {"seal": 1})
    third = sealbook("monitor", str(published.site))
    assert third.code == 1
    assert third.out.startswith("ALARM: smallest.example/log: the log has")
