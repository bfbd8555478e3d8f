"""The brief: nothing in it is markup, nobody is named who is not, and it fits on its page."""

from __future__ import annotations

import html
import re
from datetime import date

import markdown as python_markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.brief.brief import brief
from registry.brief.data import as_json
from registry.brief.markdown import MOST_BYTES, markdown
from registry.brief.note import Approval, Brief, Broken, Excluded, Note, code, line, listed, said
from registry.brief.text import text
from registry.check.since.change import Change
from registry.problem import Problem
from tests.broken_registry import TODAY
from tests.test_check_change import Files, changed, judged, mutations, sound

_TAG = re.compile(r"<(/?[a-z0-9]+)([^>]*)>")
_TAGS = {"h2", "h3", "ul", "li", "p", "code", "del", "ins", "ol"}


def told(head: Files, base: Files | None = None, today: date = TODAY) -> str:
    """The brief of a change of the small registry, as text."""
    return text(brief(judged(base or sound(), head, today), today))


def one(words: str) -> Brief:
    """A brief in which everything that a record or a path can say is these words."""
    problem = Problem(code=words, message=words, path=words)
    note = Note(
        what="x", verb="Adds", noun="x", lines=(line(said(words), " ", code(words)),), records=("",)
    )
    approval = Approval(
        body=words or "x",
        title=words,
        folders=(words,),
        members=(words,),
        excluded=(Excluded(handle=words, why=line(code(words))),),
    )
    broken = Broken(code=words, rule=words, problems=(problem,))
    return Brief(notes=(note,), approvals=(approval,), broken=(broken,), rules=1)


@settings(max_examples=200)
@given(words=st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=40))
def test_nothing_in_markdown_is_markup(words: str) -> None:
    """Whatever records and paths say, it is shown as it is, and makes no element of its own."""
    shown = python_markdown.markdown(markdown(one(words)))
    found = _TAG.findall(shown)
    assert {name.strip("/") for name, _ in found} <= _TAGS
    assert not [rest for _, rest in found if rest.strip()]
    plain = " ".join(html.unescape(_TAG.sub("", shown)).split())
    assert plain.count(" ".join(words.split())) >= 5


@pytest.mark.parametrize(
    "words", ["<b>", "# x", "- x", "[x](http://x)", "*x*", "```", "| a |", "&lt;", "@team", "x\ny"]
)
def test_what_looks_like_markup_is_shown(words: str) -> None:
    """The usual suspects, by name."""
    page = markdown(one(words))
    assert words not in page.replace("## What", "").replace("### ", "")


def test_markdown_fits_into_a_summary() -> None:
    """GitHub loses what is longer than 1 MiB; rules and approvals are in what is kept."""
    problem = Problem(code="x", message="&" * 2000, path="x")
    broken = tuple(
        Broken(code=f"rule-{number}", rule="Holds.", problems=(problem,) * 30)
        for number in range(100)
    )
    lines = tuple(line(said("&" * 2000)) for _ in range(1000))
    note = Note(what="x", verb="Adds", noun="x", lines=lines, records=("x",))
    approval = Approval(body="b", title="Board", folders=("x",), members=("ada",), excluded=())
    page = markdown(Brief(notes=(note,), approvals=(approval,), broken=broken, rules=1))
    assert 900_000 < len(page.encode()) <= MOST_BYTES
    assert "Board" in page
    assert page.count("too long for this page") == 2


def test_what_is_refused_comes_before_warnings() -> None:
    """Whatever the rules are called."""
    problems = (
        Problem(code="a", message="x", path="x", severity="warning"),
        Problem(code="b", message="x", path="x"),
    )
    found = Change(base=None, head=None, paths=frozenset(), records=(), problems=problems)
    assert [row.code for row in brief(found, TODAY).broken] == ["b", "a"]


def test_a_rule_that_is_broken_often_is_told_once() -> None:
    """With its first places, and how many more there are: 5 on a terminal, 20 on a page."""
    places = tuple(Problem(code="x", message=f"no. {row}.", path="x") for row in range(30))
    broken = Broken(code="x", rule="Holds.", problems=places)
    found = Brief(notes=(), approvals=(), broken=(broken,), rules=1)
    assert (text(found).count("no. "), "… and 25 more" in text(found)) == (5, True)
    page = html.unescape(markdown(found))
    assert (page.count("no. "), "… and 10 more" in page) == (20, True)


@settings(max_examples=40)
@given(base=mutations(2), head=mutations(4))
def test_every_change_can_be_told(base: Files, head: Files) -> None:
    """Sound or broken, nothing stops the brief, and what is told in one form is in the others."""
    found = brief(judged(base, head), TODAY)
    assert found.summary in markdown(found)
    assert [note["title"] for note in as_json(found)["notes"]] == [
        note.title for note in found.notes
    ]
    assert all(note.title in text(found) for note in found.notes)
    assert not any(row[:1] == " " for note in as_json(found)["notes"] for row in note["lines"])
    paths = {path for path in {*base, *head} if base.get(path) != head.get(path)}
    named = {path for note in found.notes for path in note.records}
    assert named - {"credentials/erased.yml"} == paths - {"credentials/erased.yml"}


def test_an_award_names_whom_the_record_names() -> None:
    """A withheld name stays withheld."""
    award = "standard: analyst@1.1\nresult: pass\n{who}\nlanguage: en\nawarded: 2026-11-20\n"
    named = "holder: Zoe Public\nconsent: {date: 2026-11-01, covers: [name]}"
    withheld = f"withheld: sha256${'3' * 64}"
    path = "credentials/2026/7K3M9QXA2TVRC.yml"
    assert "(to Zoe Public)" in told(changed((path, "", award.format(who=named))))
    secret = told(changed((path, "", award.format(who=withheld))))
    assert "(name withheld)" in secret
    assert "333" not in secret


def test_a_name_is_withheld_by_the_correction_that_takes_it_back() -> None:
    """Another correction of a credential whose name was withheld before says nothing of it."""
    dora, quiet = (f"credentials/2025/{one}.yml" for one in ("A1A1A1A1A1A1H", "E5E5E5E5E5E5W"))
    event = "  - {{corrected: 2026-11-20, fields: [{0}], reason: issued-in-error}}\n"
    taken = sound()[dora].replace("holder: Dora Smallest\n", f"withheld: sha256${'3' * 64}\n")
    words = told(changed((dora, "", taken + event.format("holder, withheld"))))
    assert "the name is withheld from now on" in words
    assert "Dora" not in words
    later = sound()[quiet].replace("language: en", "language: es")
    later += "history:\n"
    words = told(changed((quiet, "", later + event.format("language"))))
    assert "Corrects 1 credential" in words
    assert "withheld from now on" not in words


def test_a_name_that_is_erased_is_not_told() -> None:
    """Neither by the erasure nor by the file that goes."""
    path = "credentials/2025/B2B2B2B2B2B2Q.yml"
    head = changed((path, "", ""), ("credentials/erased.yml", "", "erased:\n  - B2B2B2B2B2B2Q\n"))
    words = told(head)
    assert "Erases 1 credential      B2B2-B2B2-B2B2Q" in words
    assert "Town Table" not in words


def test_whose_credential_it_was_is_not_told_by_who_may_approve() -> None:
    """A member of the body whose name is withheld or erased is not named for that."""
    path = "credentials/2025/A1A1A1A1A1A1H.yml"
    base = changed((path, "handle: dora\n", "handle: ada\n"))
    seen = changed((path, "result: pass", "result: distinction"), before=base)
    assert "not ada: it is their own credential" in told(seen, base)
    gone = ("credentials/erased.yml", "", "erased:\n  - A1A1A1A1A1A1H\n")
    assert "their own" not in told(changed((path, "", ""), gone, before=base), base)
    named = "holder: Dora Smallest\nhandle: ada\n"
    hidden = changed((path, named, f"withheld: sha256${'3' * 64}\n"), before=base)
    assert "their own" not in told(hidden, base)


def test_who_must_approve_is_told_without_settings() -> None:
    """They are those from before, so a slip in `registry.yml` hides nobody."""
    words = told(changed(("registry.yml", "tiers:", "tires:")))
    assert "Committee (registry.yml): ada, ben" in words
    assert "Must approve" not in text(brief(judged({}, {}), TODAY))


def test_a_person_about_whom_nothing_is_to_be_told() -> None:
    """Of somebody new only the handle; of a known one that something else changed."""
    new = changed(("people/zoe.yml", "", "github: zoe\nconsent: 2026-11-20\n"))
    assert re.search(r"Adds 1 person +`zoe`\n", told(new))
    other = changed(("people/zoe.yml", "github: zoe", "github: zoe-2"), before=new)
    assert "`zoe`: other details" in told(other, new)


def test_a_long_difference_ends_in_a_number() -> None:
    """A new edition of everything is told by its first 40 changes, and how many more there are."""
    first = sound()["skills/data/1.0.yml"].partition("change:\n")[0]
    row = "  - {{id: skill-{0}, title: T, domain: work, strand: technical, tasks: [Work.],"
    row += " behaviours: {{competent: Works., expert: Teaches.}}}}\n"
    more = "".join(row.format(number) for number in range(45))
    draft = f"{first}{more}change:\n  class: additive\n  summary: Says more.\n"
    words = told(changed(("skills/data/1.1.yml", "", draft)))
    assert (words.count("Competency `skill-"), "… and 5 more" in words) == (40, True)


def test_a_consultation_that_ends_another_day_says_so() -> None:
    """People were told until when they may speak."""
    asked = "governance/consultations/logs.yml"
    words = told(changed((asked, "closes: 2025-10-31", "closes: 2025-10-20")))
    assert "Open from 2025-10-01 to 2025-10-20 instead of 2025-10-31" in words
    assert "instead of" not in told(changed((asked, "voices: 3", "voices: 4")))


def test_an_owner_of_a_finding() -> None:
    """Who mends it is told when it is somebody else, beside the day."""
    audit = "governance/reviews/audit.yml"
    base = changed((audit, "    closed: 2025-11-01\n", ""))
    owner = re.search(r"owner: (\w+)", base[audit])
    assert owner
    head = changed(
        (audit, owner[0], "owner: cleo"), (audit, "due: 2025-12-31", "due: 2026-12-31"), before=base
    )
    words = told(head, base)
    assert f"is mended by `cleo` instead of `{owner[1]}`" in words
    assert "is due on 2026-12-31 instead of 2025-12-31" in words


def test_a_comment_is_no_event() -> None:
    """What a file says is the same, so the note says that, and does not leave the file out."""
    files = [path for path in sound() if path.endswith(".yml")]
    head = {**sound(), **{path: sound()[path] + "# Seen.\n" for path in files}}
    found = brief(judged(sound(), head), TODAY)
    assert [(note.what, len(note.records)) for note in found.notes] == [("writing", len(files))]


def test_what_becomes_readable_is_not_new() -> None:
    """A record that an older version of the program wrote is mended, not issued again."""
    path, case = "credentials/2025/A1A1A1A1A1A1H.yml", "credentials/2025/B2B2B2B2B2B2Q.yml"
    old = changed(
        (path, "language: en\n", "language: en\nfuture: 1\n"),
        (case, "language: es\n", "language: es\nfuture: 1\n"),
    )
    found = brief(judged(old, changed((case, "", ""))), TODAY)
    assert [(note.title, note.records) for note in found.notes] == [
        ("Mends 1 record that could not be judged before", (path,)),
        ("Removes 1 record that could not be judged", (case,)),
    ]


def test_settings_that_could_not_be_read_hide_nothing() -> None:
    """They are mended, and what is deleted beside them is told."""
    old = changed(("registry.yml", "", sound()["registry.yml"] + "future: 1\n"))
    case = "credentials/2025/B2B2B2B2B2B2Q.yml"
    found = brief(judged(old, changed((case, "", ""))), TODAY)
    assert [(note.title, note.records) for note in found.notes] == [
        ("Deletes 1 credential", (case,)),
        ("Mends 1 record that could not be judged before", ("registry.yml",)),
    ]
    assert [row.code for row in found.broken if row.is_error] == ["credential-vanished"]


def test_who_is_in_the_matter_does_not_approve() -> None:
    """Ada may not approve her own file, nor who was recused the decision; the others may."""
    vote = (
        "question: Is it well?\nabout: registry\naction: note\nbody: committee\n"
        "decided: 2026-11-20\nfor: [ada]\nrecused: [ben]\nreasons: The minutes tell.\n"
    )
    words = told(changed(("governance/decisions/2026-11-20-note.yml", "", vote)))
    assert "Committee (governance): ada\n" in words
    assert "not ben: they were recused (`governance/decisions/2026-11-20-note.yml`)" in words
    own = "name: Ada\n", "name: Ada\ngithub: ada\n"
    words = told(changed(("people/ada.yml", *own)))
    assert "Committee (people): ben\n" in words
    assert "not ada: it is their own file (`people/ada.yml`)" in words


def test_a_decision_that_counts_later_says_so() -> None:
    """The day from which it counts is told where it is another than the day of the vote."""
    vote = (
        "question: Is it well?\nabout: registry\naction: note\nbody: committee\n"
        "decided: 2026-11-20\neffective: 2026-11-{day}\nfor: [ada, ben]\nreasons: None.\n"
    )
    path = "governance/decisions/2026-11-20-note.yml"
    assert "It counts from 2026-11-30" in told(changed((path, "", vote.format(day=30))))
    assert "It counts" not in told(changed((path, "", vote.format(day=20))))


def test_a_change_does_not_choose_its_judges() -> None:
    """Who approves is what the bodies were before; nobody seats themselves by the same change."""
    terms = "to: 2027-10-31}\n"
    seated = terms + "  - {seat: mentor, holder: cleo, from: 2026-11-01, to: 2027-10-31}\n"
    words = told(changed(("governance/bodies/committee.yml", terms, seated)))
    assert "Committee (governance): ada, ben\n" in words


def test_few_holders_are_not_counted() -> None:
    """Below the number of the registry's rules, a count says how many at most."""
    draft = sound()["standards/analyst/1.1.yml"]
    at = draft.index("change:")
    new = (
        draft[:at].replace("Clean a table.", "Clean two tables.") + "change:\n  class: clarifying\n"
        "  summary: Says more.\n  announced: 2026-11-23\n  effective: 2026-12-20\n"
    )
    award = (
        "standard: analyst@1.1\nresult: pass\nlanguage: en\nawarded: 2026-11-20\n"
        f"withheld: sha256${'3' * 64}\n"
    )
    head = changed(("standards/analyst/1.2.yml", "", new))
    assert "Nobody holds 1.1 today" in told(head)
    some = changed(("credentials/2026/7K3M9QXA2TVRC.yml", "", award), before=sound())
    words = told(changed(("standards/analyst/1.2.yml", "", new), before=some), some)
    assert "Fewer than 5 holders keep 1.1 until they renew" in words


def test_who_holds_what_a_decision_ends() -> None:
    """To retire a version matters to those who hold it; a vote that was lost, to nobody."""
    vote = (
        "question: End it?\nabout: standards/steward/1.0\naction: retire\nbody: committee\n"
        "decided: 2026-11-20\n{}\nreasons: The minutes tell.\n"
    )
    path = "governance/decisions/2026-11-20-end.yml"
    words = told(changed((path, "", vote.format("for: [ada, ben]"))))
    assert "1.0 today" in words or "keep 1.0 until they renew" in words
    assert "1.0 retires on 2026-11-20" in words
    words = told(changed((path, "", vote.format("for: [ada]\nagainst: [ben]"))))
    assert "retires on" not in words


def test_to_announce_a_draft_is_no_mending() -> None:
    """Only dates were added: what they come to is told, and not that nothing changed."""
    change = "change:\n  class: clarifying\n  summary: Says more.\n"
    draft = f"---\ntitle: Conduct\n{change}---\n\nBe kind.\n"
    path = "governance/policies/conduct/1.1.md"
    base = changed((path, "", draft))
    dates = "Says more.\n  announced: 2026-11-23\n  effective: 2027-01-10\n"
    words = told(changed((path, "Says more.\n", dates), before=base), base)
    assert "Announced on 2026-11-23, takes effect on 2027-01-10: 48 days of notice" in words
    assert "Only translations" not in words


@pytest.mark.parametrize(
    ("closes", "verb"), [("2026-12-31", "Opens 1 consultation "), ("2026-11-20", "Records 1 ")]
)
def test_a_consultation_that_is_over_does_not_open(closes: str, verb: str) -> None:
    """Whoever reads the note shall not look for a window that is shut."""
    asked = (
        "about: standards/analyst/1.1\nquestion: Is it well?\nopens: 2026-10-01\n"
        f"closes: {closes}\nchannel: https://acme.example/t/1\n"
    )
    assert verb in told(changed(("governance/consultations/well.yml", "", asked)))


def test_numbers_of_the_settings_are_told() -> None:
    """Who shortens the notice or opens a language shall say so aloud."""
    rules = "tiers: [first, second]\nrules:\n  suppress_below: 4\n"
    with_rules = changed(("registry.yml", "tiers: [first, second]\n", rules))
    fewer = changed(("registry.yml", "suppress_below: 4", "suppress_below: 3"), before=with_rules)
    words = told(fewer, with_rules)
    assert "Changes 1 file of settings\n" in words
    assert "`registry`: `rules.suppress_below` 3 instead of 4\n" in words


def test_a_field_that_goes_is_told_with_what_it_said() -> None:
    """As one that comes, or is another."""
    acme = "governance/organizations/acme.yml"
    base = changed((acme, "", "name: Acme\nurl: https://a.example/\nkind: company\n"))
    assert "`acme`: `url` https://a.example/" in told(base)
    assert "`acme`: `url` no longer https://a.example/" in told(sound(), base)


def test_a_new_major_version_of_a_policy_is_accepted_anew() -> None:
    """Whom it matters to are those who have one of its roles."""
    policy = (
        "---\ntitle: Conduct\napplies_to: [evaluator, mentor]\nchange:\n  class: {}\n"
        "  summary: Says more.\n  announced: 2026-11-23\n  effective: 2027-06-01\n---\n\nBe kind.\n"
    )
    folder = "governance/policies/conduct"
    words = told(changed((f"{folder}/2.0.md", "", policy.format("breaking"))))
    assert "To be accepted anew by everyone who is evaluator or mentor" in words
    assert "anew" not in told(changed((f"{folder}/1.1.md", "", policy.format("additive"))))


def test_a_long_row_ends_in_a_number() -> None:
    """Nobody reads forty IDs in a sentence."""
    row = listed([line(f"{number}") for number in range(40)])
    assert "".join(piece.text for piece in row).endswith("9, 10 and 29 more")
