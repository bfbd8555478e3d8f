"""Edges: registries and surroundings that are unusual and right."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from registry.cli import exits
from registry.records.schema import definition
from registry.site.markdown.phrases import language_name
from registry.site.pages.credential import credential_pages
from tests.command_line import CommandLine
from tests.site_pages import broken_links, pages
from tests.small_registry import ID, credential, site_of

DORA = "credentials/2025/A1A1A1A1A1A1H.yml"
HOST = "https://smallest-registry.invalid/"


def edit(sealbook: CommandLine, path: str, *changes: tuple[str, str]) -> None:
    """Change texts of a file that occur in it."""
    file = sealbook.root / path
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def page(sealbook: CommandLine, path: str) -> str:
    """A page of the built site."""
    return (sealbook.root / "build" / "site" / path / "index.html").read_text("utf-8")


def in_language(sealbook: CommandLine, tag: str, *others: str) -> None:
    """Make `tag` the default language; no text is in English any more."""
    languages = ", ".join([tag, *others])
    edit(sealbook, "registry.yml", ("languages: [en, es]", f"languages: [{languages}]"))
    spanish = "      es: Limpiar una tabla\n"
    edit(sealbook, "skills/data/1.0.yml", ("      en: Clean a table\n" + spanish, ""))
    edit(sealbook, "skills/data/1.0.yml", ("    title:\n", "    title: Limpiar una tabla\n"))
    for path in (sealbook.root / "credentials").rglob("*.yml"):
        text = path.read_text("utf-8")
        for old in ("en", "es"):
            text = text.replace(f"language: {old}\n", f"language: {tag}\n")
        path.write_text(text, "utf-8")


def test_spanish_alone(sealbook: CommandLine) -> None:
    """With Spanish as the only language, the pages with a catalogue are in Spanish."""
    in_language(sealbook, "es")
    assert sealbook.on_day("check").code == 0
    assert sealbook.on_day("build").code == 0
    assert '<html lang="es"' in page(sealbook, "")
    shown = page(sealbook, "c/A1A1A1A1A1A1H")
    assert '<html lang="es"' in shown
    assert "PRUEBA" in shown
    assert "This credential" not in shown
    assert broken_links(sealbook.root / "build" / "site", HOST) == []


@pytest.mark.parametrize("tag", ["sw", "pt-BR", "zh-Hant", "he", "gsw", "sr-Latn"])
def test_any_language_can_be_the_default(sealbook: CommandLine, tag: str) -> None:
    """Where we have no words of a language yet, the pages have English ones, and are there."""
    in_language(sealbook, tag)
    assert sealbook.on_day("check").code == 0
    ran = sealbook.on_day("build")
    assert ran.code == 0, ran.err
    site = sealbook.root / "build" / "site"
    signed = json.loads((site / "c/A1A1A1A1A1A1H/credential.json").read_text("utf-8"))
    assert signed["credentialSubject"]["achievement"]["inLanguage"] == tag


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("開放資料實踐公會", "registry"),
        ("جمعية البيانات المفتوحة", "registry"),
        ("Ålesund Öppna Dåta", "alesund-oppna-data"),
        ("x" * 200, "x" * 60),
        ("--- & ---", "registry"),
    ],
)
def test_any_name_makes_an_address_for_tests(sealbook: CommandLine, name: str, host: str) -> None:
    """A name without one Latin letter, or a long one, gives a host name that could exist."""
    edit(sealbook, "registry.yml", ("name: Smallest registry", f'name: "{name}"'))
    assert sealbook.on_day("build").code == 0
    assert f"href=https://{host}.invalid/" in page(sealbook, "c/A1A1A1A1A1A1H").replace('"', "")


@pytest.mark.parametrize(
    "name",
    [
        "王小明",
        "محمد بن سلمان",
        "שרה לוי-כהן",
        "Nguyễn Thị Minh Khai",
        "Ọláyínká Ọdúnsì",
        "O'Brien & Söhne",
        "می‌خواهم",  # with a zero-width non-joiner, as Persian is written
        "👩‍💻 Ada",
        "x" * 200,
        "R" + " von" * 49,
    ],
)
def test_any_holder_has_a_page(name: str) -> None:
    """The name stands letter by letter on the page and in the signed credential."""
    site = site_of({ID: credential(holder=f'"{name}"')}, test=True)
    made = {artifact.path: artifact.content.decode() for artifact in credential_pages(site)}
    signed = json.loads(made[f"c/{ID}/credential.json"])
    assert signed["credentialSubject"]["identifier"][0]["identityHash"] == name
    shown = made[f"c/{ID}/index.html"].replace("&#39;", "'").replace("&amp;", "&")
    assert f">{name}</h2>" in shown


def test_the_longest_texts(sealbook: CommandLine) -> None:
    """Texts of exactly the most characters are fine, one more is one problem in its line."""
    line, text = (definition(name)["maxLength"] for name in ("line", "text"))
    url = "https://tables.example/"
    longest = url + "x" * (definition("url")["maxLength"] - len(url))
    cases = (
        (DORA, "title: A clean table", "title: ", "t" * line, 9),
        (DORA, f"url: {url}clean/", "url: ", longest, 10),
        ("standards/analyst/1.1.yml", "The holder cleans tables.", "", "y" * text, 4),
    )
    for path, old, field, value, _ in cases:
        edit(sealbook, path, (old, field + value))
    assert sealbook.on_day("build").code == 0
    assert "t" * line in page(sealbook, "c/A1A1A1A1A1A1H")
    assert "y" * text in page(sealbook, "standards/analyst")
    for path, _, _, value, number in cases:
        edit(sealbook, path, (value, value + "z"))
        ran = sealbook("--json", "build", "--today", "2026-11-23")
        errors = [row for row in ran.json["problems"] if row["severity"] == "error"]
        assert [(row["code"], row["line"]) for row in errors] == [("too-long", number)]
        edit(sealbook, path, (value + "z", value))


def test_tiers_and_other_slugs_have_no_blanks(sealbook: CommandLine) -> None:
    """A tier of two words is one problem, at its place; with a hyphen it is a tier."""
    edit(sealbook, "registry.yml", ("[first, second]", "[first tier, second]"))
    [problem] = sealbook("--json", "check", "--today", "2026-11-23").json["problems"]
    assert (problem["code"], problem["line"]) == ("wrong-form", 7)
    edit(sealbook, "registry.yml", ("first tier", "first-tier"))
    for path in ("standards/analyst/1.0.yml", "standards/analyst/1.1.yml"):
        edit(sealbook, path, ("tier: first", "tier: first-tier"))
    assert sealbook.on_day("build").code == 0
    assert "First tier" in page(sealbook, "")


def test_two_hundred_events(sealbook: CommandLine) -> None:
    """A long history is a long page, in the order in which things happened."""
    first = date(2025, 6, 1)
    events = []
    for number in range(100):
        day = first + timedelta(days=4 * number)
        events.append(
            f"  - {{suspended: {day}, reason: integrity, decision: pause, review: 2027-01-01}}"
        )
        events.append(f"  - {{reinstated: {day + timedelta(days=2)}, decision: lift}}")
    text = (sealbook.root / DORA).read_text("utf-8").partition("history:")[0]
    rows = "\n".join(events).replace("decision: pause", "decision: 2025-06-01-pause")
    rows = rows.replace("decision: lift", "decision: 2025-07-01-lift")
    (sealbook.root / DORA).write_text(f"{text}history:\n{rows}\n", "utf-8")
    (sealbook.root / "assessments/2026/C3C3C3C3C3C3G.yml").unlink()
    edit(sealbook, "governance/decisions/2025-07-01-lift.yml", ("2025-07-01", "2025-06-01"))
    lift = sealbook.root / "governance/decisions/2025-07-01-lift.yml"
    lift.rename(lift.with_name("2025-06-01-lift.yml"))
    edit(sealbook, DORA, ("2025-07-01-lift", "2025-06-01-lift"))
    ran = sealbook.on_day("build")
    assert ran.code == 0, ran.out
    assert page(sealbook, "c/A1A1A1A1A1A1H").count("<dt>") > 200


def test_leap_days(sealbook: CommandLine) -> None:
    """What was awarded on 29 February for a year ends on 28 February."""
    text = (sealbook.root / DORA).read_text("utf-8").partition("history:")[0]
    (sealbook.root / DORA).write_text(text.replace("2025-03-10", "2024-02-29"), "utf-8")
    edit(sealbook, DORA, ("2025-03-01", "2024-02-29"))
    trace = "assessments/2025/A1A1A1A1A1A1H.yml"
    edit(sealbook, trace, ("2025-03-01", "2024-02-29"), ("2025-02-01", "2024-02-10"))
    (sealbook.root / "assessments/2026/C3C3C3C3C3C3G.yml").unlink()
    shown = sealbook.on_day("show", "A1A1A1A1A1A1H")
    assert "2025-02-28" in shown.out, shown


def test_without_git_and_without_a_commit(sealbook: CommandLine) -> None:
    """The newest day of the records dates the build, with or without an empty repository."""
    assert sealbook("build").code == 0
    before = page(sealbook, "c/A1A1A1A1A1A1H")
    subprocess.run(["git", "-C", sealbook.root, "init", "-q"], check=True)
    assert sealbook("build").code == 0
    assert page(sealbook, "c/A1A1A1A1A1A1H") == before
    assert "1 September 2026" in before  # someone became alumni on that day


@pytest.mark.parametrize("epoch", ["-1", "1e9", "tomorrow", "99999999999999999999", "4294967296"])
def test_an_epoch_that_is_none(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """SOURCE_DATE_EPOCH is seconds since 1970 that the formats of files can bear."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    ran = sealbook("build")
    assert ran.code == exits.USAGE
    assert epoch in ran.err


@pytest.mark.parametrize("epoch", ["0", "951782400", "4294967295"])
def test_an_epoch_far_away(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """Any time between 1970 and 2106 dates a build."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert sealbook("build").code == 0


@pytest.mark.parametrize("day", ["1899-12-31", "2100-01-01", "9999-12-31", "0001-01-01"])
def test_a_day_too_far_away(sealbook: CommandLine, day: str) -> None:
    """No command thinks beyond the two centuries around us."""
    for command in ("check", "build", "seal", "list"):
        assert sealbook(command, "--today", day).code == exits.USAGE


def test_the_last_day_that_can_be_asked_for(sealbook: CommandLine) -> None:
    """Far in the future everything is as it is then, without an overflow."""
    for command in ("check", "build", "seal", "list"):
        assert sealbook(command, "--today", "2099-12-31").code == 0


def test_folders_that_cannot_be_written(sealbook: CommandLine, tmp_path: Path) -> None:
    """A registry on read-only ground builds elsewhere, or says which folder it is about."""
    sealbook.root.chmod(0o555)
    if os.access(sealbook.root, os.W_OK):
        pytest.skip("the superuser may write everywhere")
    try:
        ran = sealbook.on_day("build")
        assert ran.code == exits.COULD_NOT_CHECK
        assert ran.err.startswith("error[file]: ")
        elsewhere = ("-o", str(tmp_path / "out"), "--ledger", str(tmp_path / "ledger"))
        assert sealbook.on_day("build", *elsewhere).code == 0
    finally:
        sealbook.root.chmod(0o755)


def test_every_state_has_a_page(sealbook: CommandLine) -> None:
    """Withheld names, groups, permanent and replaced credentials: each page says what it is."""
    assert sealbook.on_day("build").code == 0
    assert "sha256$" not in page(sealbook, "c/D4D4D4D4D4D4E")
    assert "Name withheld" in page(sealbook, "c/D4D4D4D4D4D4E")
    assert "Does not expire" in page(sealbook, "c/B2B2B2B2B2B2Q")
    assert len(pages(sealbook.root / "build" / "site")) > 100


def test_what_a_language_calls_itself() -> None:
    """Links to other languages are read by those who speak them."""
    names = {tag: language_name(tag) for tag in ("en", "es", "sw", "pt-BR", "zh-Hant", "tlh")}
    assert names == {
        "en": "English",
        "es": "Español",
        "sw": "Kiswahili",
        "pt-BR": "Português (Brasil)",
        "zh-Hant": "中文 (繁體)",
        "tlh": "tlh",
    }
