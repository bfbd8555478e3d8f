"""An adopter's first month, as one story: each line is what people there type or write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adopter import Adopter

FIRST = "standards/pattern-cutter/1.0.yml"
SECOND = "standards/mender/1.0.yml"
POLICIES = ("appeals", "code-of-conduct", "conflict-of-interest", "privacy")
PEOPLE = """\
name,consent,standard,panel,lead,streams,submitted,decided,awarded
Maya Okonkwo,2026-01-20,pattern-cutter,ada ben cleo,ada,result notes conversation,{days}
Ines Prado,2026-01-21,pattern-cutter,ada ben cleo,ben,result notes conversation,{days}
Tomas Berg,2026-01-22,mender,ada ben cleo,cleo,repository oral-defence,{days}
"""


def test_the_first_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Founded, named, adopted, three issued, one revoked, keys rotated, the program upgraded."""
    guild = Adopter(home=tmp_path)
    assert guild.found() == 0
    _name_and_colours(guild)
    _what_they_adopt(guild)
    _a_second_standard(guild)
    capsys.readouterr()
    assert _issued(guild) == 0
    paths = [line for line in capsys.readouterr().out.split() if line.startswith("credentials/")]
    maya, ines, tomas = (Path(path).stem for path in paths)
    _keys_and_the_first_seal(guild)
    assert [guild.verify(one, "2026-02-03") for one in (maya, ines, tomas)] == [0, 0, 0]
    _revoke(guild, ines)
    assert [guild.verify(one, "2026-02-05") for one in (maya, ines, tomas)] == [0, 1, 0]
    _a_new_seed(guild)
    assert [guild.verify(one, "2026-02-11") for one in (maya, ines, tomas)] == [0, 1, 0]
    capsys.readouterr()
    assert _older_files(guild) == 1
    stale = json.loads(capsys.readouterr().out)["stale"]
    assert stale == [".github/CODEOWNERS", ".github/rulesets/main.json"]
    _upgrade(guild)


def _name_and_colours(guild: Adopter) -> None:
    """13 January: a better name and another colour; they look at the site."""
    guild.edit("registry.yml", "name: Sewing Guild", "name: Guild of Needle and Thread")
    guild.edit("mkdocs.yml", "primary: indigo", "primary: teal")
    assert guild("build", day="2026-01-13") == 0
    home = (guild.site / "index.html").read_text("utf-8")
    assert "Guild of Needle and Thread" in home
    assert 'data-md-color-primary="teal"' in home
    assert "TEST" in home


def _what_they_adopt(guild: Adopter) -> None:
    """14 January: the policies, the skill map and the standard are in force from the next day."""
    for slug in POLICIES:
        guild.adopt(f"governance/policies/{slug}/1.0.md", "maintainers", "2026-01-14", "2026-01-15")
    guild.adopt("skills/core/1.0.yml", "committee", "2026-01-14", "2026-01-15")
    guild.adopt(FIRST, "committee", "2026-01-14", "2026-01-15")
    assert guild("check", day="2026-01-14") == 0


def _a_second_standard(guild: Adopter) -> None:
    """16 January: a draft, filled in and adopted; a third person joins the panels."""
    words = ("--title", "Mender", "--tier", "foundation", "--competency", "work=guided")
    assert guild("standard", "new", "mender", *words, day="2026-01-16") == 0
    assert guild("check", day="2026-01-16") == 1, "a draft with blanks is not finished"
    guild.edit(SECOND, "FILL IN", "We have said")
    guild.write("people/cleo.yml", "consent: 2026-01-16\nlanguages: [en]\n")
    guild.adopt(SECOND, "committee", "2026-01-18", "2026-01-19")
    assert guild("check", day="2026-01-18") == 0
    form = guild.root / ".github/ISSUE_TEMPLATE/propose-credential.yml"
    assert "Mender" not in form.read_text("utf-8")
    assert guild("github", day="2026-01-18") == 0, "so that the forms offer it, too"
    assert "Mender" in form.read_text("utf-8")


def _issued(guild: Adopter) -> int:
    """3 February: three people are awarded, from a table."""
    table = guild.home / "people.csv"
    table.write_text(PEOPLE.format(days="2026-01-22,2026-02-02,2026-02-03"), "utf-8")
    return guild("issue", "--from", str(table), day="2026-02-03")


def _keys_and_the_first_seal(guild: Adopter) -> None:
    """The same evening: the key ceremony, and the site that is real."""
    guild.prepare_stick("cert.guild.example/registry")
    assert guild.key("new", "--seed-file", str(guild.stick / "seed")) == 0
    assert guild.seal("2026-02-03") == 0
    assert guild.build("2026-02-03") == 0
    assert "TEST" not in (guild.site / "index.html").read_text("utf-8")


def _revoke(guild: Adopter, record_id: str) -> None:
    """5 February: the committee decides that one was not deserved."""
    guild.write(
        "governance/decisions/2026-02-05-case-1.yml",
        f"question: Revoke it?\nabout: credentials/2026/{record_id}\naction: revoke\n"
        "body: committee\ndecided: 2026-02-05\nfor: [ada, ben]\n"
        "reasons: The work was somebody else's.\n",
    )
    words = ("--reason", "integrity", "--decision", "2026-02-05-case-1", "--date", "2026-02-05")
    assert guild("revoke", record_id, *words, day="2026-02-05") == 0
    assert guild.seal("2026-02-05") == 0
    assert guild.build("2026-02-05") == 0


def _a_new_seed(guild: Adopter) -> None:
    """9 to 11 February: new keys are published, used, and then the old ones end."""
    where = ("--ledger", str(guild.ledger))
    assert guild.key("rotate", *where, "--seed-file", str(guild.stick / "seed-2")) == 0
    assert guild.seal("2026-02-09") == 0
    assert guild("seal", "--heartbeat", *where, day="2026-02-10", seed="seed-2") == 0
    assert guild.key("rotate", "--finish", *where) == 0
    assert guild.seal("2026-02-11", seed="seed-2") == 0
    assert guild.build("2026-02-11") == 0
    assert guild("seal", "--heartbeat", *where, day="2026-02-12") == 3, "the old seed is over"


def _older_files(guild: Adopter) -> int:
    """12 February: a newer program makes other files for GitHub than those that lie there."""
    guild.edit(".github/rulesets/main.json", '"active"', '"evaluate"')
    guild.edit(".github/CODEOWNERS", "@ada-cuts", "@ada")
    return guild("--json", "github", "--check", day="2026-02-12")


def _upgrade(guild: Adopter) -> None:
    """They are written again, and all is in order."""
    assert guild("github", day="2026-02-12") == 0
    assert guild("github", "--check", day="2026-02-12") == 0
    assert guild("check", day="2026-02-12") == 0
