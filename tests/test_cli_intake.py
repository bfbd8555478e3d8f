"""`sealbook intake`: a filled form becomes a draft, and nothing that it says becomes a command."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.check.run import check
from registry.cli.faults import Fault
from registry.cli.find import Opened
from registry.cli.intake import command, pull_request
from registry.cli.intake.event import MOST_BYTES, Event, read_event
from registry.cli.intake.intakes import INTAKES
from registry.drafts.slug import slug_of
from registry.forge.issues.body import print_body
from registry.forge.issues.form import Answers
from registry.forge.issues.forms import FORMS
from registry.forge.issues.plain import one_line, plain
from registry.load import load
from registry.records.registry import Registry
from registry.records.standard import STANDARD
from registry.source.characters import forbidden
from tests.broken_registry import BASE
from tests.command_line import CommandLine, Ran

DAY = date(2026, 11, 23)
TOPIC: Answers = {
    "title": ("Why are there two of everything?",),
    "asked_by": ("Transit desk",),
    "competency": ("data/cleaning",),
}
CHANGE: Answers = {
    "record": ("standards/analyst",),
    "summary": ("Accepts work in pairs.",),
    "words": ("Now: alone.\n\nThen: alone or in pairs.",),
    "reasons": ("Nobody works alone.",),
}
PERSON: Answers = {
    "role": ("evaluator",),
    "scope": ("analyst@1", "steward@1"),
    "handle": ("blue-fox",),
    "consent": ("listed", "named"),
    "name": ("Fox Blue",),
    "languages": ("en",),
    "organization": ("acme",),
    "since": ("2020-01-01",),
    "policies": ("conduct",),
}
AWARD: Answers = {
    "standard": ("analyst",),
    "result": ("pass",),
    "name": ("Zoë Quine",),
    "consent": ("name",),
    "consented": ("2026-10-20",),
    "language": ("en",),
    "awarded": ("2026-11-02",),
    "panel": ("ada", "ben", "cleo"),
    "lead": ("ada",),
    "streams": ("repository", "talk"),
    "submitted": ("2026-09-01",),
    "decided": ("2026-10-01",),
}
EVALUATOR = """\
roles:
  - {role: evaluator, scope: analyst@1, from: 2024-05-01, trained: 2024-04-15}
accepted:
  - {policy: conduct@1.0, date: 2024-05-01}
"""


@cache
def base() -> Opened:
    """The smallest sound registry."""
    loaded = load(BASE)
    registry, problems = check(loaded, DAY)
    assert registry is not None
    return Opened(loaded=loaded, registry=registry, known=problems)


def registry_of(sealbook: CommandLine) -> Registry:
    """The registry of a command line."""
    registry, _ = check(load(sealbook.root), DAY)
    assert registry is not None
    return registry


def event(body: str, **more: Any) -> dict[str, Any]:
    """An event of an issue with this text."""
    issue = {
        "number": 12,
        "user": {"login": "fox-blue"},
        "created_at": "2026-11-20T23:30:00Z",
        "reactions": {"+1": 3},
        "body": body.replace("\n", "\r\n"),
        **more,
    }
    return {"action": "labeled", "issue": issue, "repository": {"full_name": "odpg/registry"}}


def intake(sealbook: CommandLine, form: str, answers: Answers, *words: str, **more: Any) -> Ran:
    """Take in an issue with these answers, as JSON."""
    body = print_body(FORMS[form](registry_of(sealbook)), answers)
    file = sealbook.root.parent / "event.json"
    file.write_text(json.dumps(event(body, **more)), "utf-8")
    return sealbook("--json", "intake", str(file), "--today", "2026-11-23", *words)


def new_files(sealbook: CommandLine, before: dict[str, bytes]) -> dict[str, str]:
    """The files that were not there before; asserts that no other changed."""
    after = sealbook.files()
    assert {path: after[path] for path in before} == before
    return {path: after[path].decode() for path in after.keys() - before.keys()}


# --- what each form becomes


def test_a_topic(sealbook: CommandLine) -> None:
    """A topic is named after its question; thumbs up are votes, and the team becomes a slug."""
    before = sealbook.files()
    ran = intake(sealbook, "topic", TOPIC)
    assert ran.code == 0, ran.out
    assert new_files(sealbook, before) == {
        "workshops/topics/why-are-there-two-of-everything.yml": (
            "title: Why are there two of everything?\n"
            "asked_by: transit-desk\n"
            "asked: 2026-11-20\n"
            "competency: data/cleaning\n"
            "votes: 3\n"
        )
    }
    assert ran.json["branch"] == "intake/12-topic"
    assert ran.json["title"] == "Topic why-are-there-two-of-everything (issue 12)"
    assert any("a team, and not a person" in line for line in ran.json["look_at"])
    assert sealbook.on_day("check").code == 0


def test_a_change(sealbook: CommandLine) -> None:
    """A proposal begins the next version; its words stand in the pull request, for a person."""
    before = sealbook.files()
    ran = intake(sealbook, "change-standard", CHANGE)
    assert ran.code == 0, ran.out
    (path, text), *more = new_files(sealbook, before).items()
    assert (path, more) == ("standards/analyst/1.2.yml", [])
    assert text.endswith("change:\n  class: editorial\n  summary: Accepts work in pairs.\n")
    assert "### What it says now, and what it should say\n\n<pre>Now&#58;" in ran.json["body"]
    assert "Closes #12." in ran.json["body"]
    assert "sealbook standard bump standards/analyst" in ran.json["body"]


def test_a_volunteer(sealbook: CommandLine) -> None:
    """Somebody who offers becomes a person with a role for each standard, from that day on."""
    before = sealbook.files()
    ran = intake(sealbook, "become-evaluator", PERSON)
    assert ran.code == 0, ran.out
    assert new_files(sealbook, before) == {
        "people/blue-fox.yml": (
            "name: Fox Blue\n"
            "consent: 2026-11-20\n"
            "github: fox-blue\n"
            "languages: [en]\n"
            "affiliations:\n"
            "  - {organization: acme, from: 2020-01-01}\n"
            "roles:\n"
            "  - {role: evaluator, scope: analyst@1, from: 2026-11-20}\n"
            "  - {role: evaluator, scope: steward@1, from: 2026-11-20}\n"
            "accepted:\n"
            "  - {policy: conduct@1.0, date: 2026-11-20}\n"
        )
    }
    assert "Fox Blue" not in ran.json["body"]
    assert sealbook.on_day("check").code == 0


def test_a_credential(sealbook: CommandLine) -> None:
    """A proposal becomes the two records that `issue` writes; the name is in them alone."""
    with_panel(sealbook)
    before = sealbook.files()
    ran = intake(sealbook, "propose-credential", AWARD)
    assert ran.code == 0, ran.out
    written = new_files(sealbook, before)
    credential = next(text for path, text in written.items() if path.startswith("credentials/"))
    assessment = next(text for path, text in written.items() if path.startswith("assessments/"))
    assert "holder: Zoë Quine\nconsent: {date: 2026-10-20, covers: [name]}\n" in credential
    assert "panel: [ada, ben, cleo]\n" in assessment
    for words in (ran.json["body"], ran.json["title"], ran.json["branch"]):
        assert "Quine" not in words
    assert sealbook.on_day("check").code == 0
    again = intake(sealbook, "propose-credential", AWARD)
    assert again.code == 1
    assert "is recorded already" in again.out


def with_panel(sealbook: CommandLine) -> None:
    """Let there be three evaluators to choose from."""
    for name in ("ben", "cleo"):
        file = sealbook.root / f"people/{name}.yml"
        file.write_text(file.read_text("utf-8") + EVALUATOR, "utf-8")


# --- privacy


@pytest.mark.parametrize("consent", [{"consent": ()}, {"consented": ()}])
def test_no_name_without_consent(sealbook: CommandLine, consent: dict[str, Any]) -> None:
    """Without the box, or its day, nothing is written, and the name is repeated nowhere."""
    with_panel(sealbook)
    before = sealbook.files()
    ran = intake(sealbook, "propose-credential", {**AWARD, **consent}, "-o", "words")
    assert ran.code == 1
    assert [problem["code"] for problem in ran.json["problems"]] == ["form-answer"]
    assert new_files(sealbook, before) == {}
    told = Path("words/comment.md").read_text("utf-8")
    assert "Quine" not in ran.out + ran.err + told
    assert not Path("words/body.md").exists()


def test_a_withheld_name_needs_no_consent(sealbook: CommandLine) -> None:
    """The digest of a name says nothing about anybody."""
    with_panel(sealbook)
    digest = f"sha256${64 * '1'}"
    hidden = {"name": (), "consent": (), "consented": (), "withheld": (digest,)}
    ran = intake(sealbook, "propose-credential", {**AWARD, **hidden})
    assert ran.code == 0, ran.out
    (path,) = (path for path in ran.json["written"] if path.startswith("credentials/"))
    text = (sealbook.root / path).read_text("utf-8")
    assert f"withheld: {digest}\n" in text
    assert "consent" not in text


def test_a_volunteer_is_listed_without_a_name(sealbook: CommandLine) -> None:
    """A name that somebody gave without ticking its box is left out, and the reviewer is told."""
    ran = intake(sealbook, "become-evaluator", {**PERSON, "consent": ("listed",)})
    assert ran.code == 0, ran.out
    assert (sealbook.root / "people/blue-fox.yml").read_text("utf-8").startswith("consent: ")
    assert any("without consent" in line for line in ran.json["look_at"])
    assert "Fox Blue" not in ran.out


def test_private_words_are_not_repeated(sealbook: CommandLine) -> None:
    """A check refuses an address in a text; the comment names the rule and not the address."""
    before = sealbook.files()
    ran = intake(sealbook, "topic", {**TOPIC, "title": ("Ask zoe@home.example why",)})
    assert ran.code == 1
    assert ran.json["problems"][0]["code"] == "email-in-text"
    assert "No public record holds an e" in ran.json["comment"]
    assert "home" not in ran.json["comment"]
    assert new_files(sealbook, before) == {}


# --- nothing is overwritten


def test_a_workflow_learns_what_to_do(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outputs of the step say whether there is a draft, and name its branch and title."""
    monkeypatch.setenv("GITHUB_OUTPUT", "output.txt")
    ran = intake(sealbook, "topic", TOPIC)
    assert Path("output.txt").read_text("utf-8").splitlines() == [
        "draft=true",
        f"branch={ran.json['branch']}",
        f"title={ran.json['title']}",
    ]
    Path("output.txt").unlink()
    intake(sealbook, "topic", TOPIC)
    assert Path("output.txt").read_text("utf-8") == "draft=false\n"


def test_what_is_there_stays(sealbook: CommandLine) -> None:
    """A second topic of that name, a handle that is taken, a draft that was begun: all refused."""
    intake(sealbook, "topic", TOPIC)
    intake(sealbook, "change-standard", CHANGE)
    before = sealbook.files()
    ada = {**PERSON, "handle": ("ada",)}
    for form, answers in (("topic", TOPIC), ("change-standard", CHANGE), ("become-evaluator", ada)):
        ran = intake(sealbook, form, answers)
        assert ran.code == 1
        assert "already" in ran.json["problems"][0]["message"]
    assert new_files(sealbook, before) == {}


def test_a_dry_run_writes_no_record(sealbook: CommandLine) -> None:
    """It shows the draft; the words for GitHub are written, if they are asked for."""
    before = sealbook.files()
    ran = intake(sealbook, "topic", TOPIC, "--dry-run", "--output", "words")
    assert (ran.code, ran.json["written"]) == (0, [])
    assert new_files(sealbook, before) == {}
    names = ("branch", "title", "body")
    files = {path.stem: path.read_text("utf-8") for path in Path("words").iterdir()}
    assert files == {name: ran.json[name] for name in names}


# --- hostile answers

HOSTILE = (
    "${{ github.token }}",
    "$(touch x)`touch x`; touch x | touch x",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "@mara-lind #1 https://evil.example ![x](https://evil.example/x.png)",
    "</pre><h1>x</h1>",
    "*/ --> ]]> ' \" \\",
    "::set-output name=x::y ##[add-mask]x",
    "a: b # c",
    "- &a *a !!python/object x",
    "../../../etc/passwd",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(sealbook: CommandLine, text: str) -> None:
    """They come into the record as they are, and into Markdown without any meaning."""
    ran = intake(sealbook, "change-standard", {**CHANGE, "summary": (text,), "words": (text,)})
    assert ran.code == 0, ran.out
    draft = registry_of(sealbook).get(STANDARD, "analyst@1.2")
    assert draft is not None
    assert draft.record.change.summary.default == " ".join(text.split())
    boxes = re.findall(r"<pre>(.*?)</pre>", ran.json["body"])
    assert len(boxes) == 2
    assert all(re.fullmatch(r"(?:[\w ,]|&#\d+;)*", box) for box in boxes)
    outside = re.sub(r"<pre>.*?</pre>", "", ran.json["body"])
    assert not any(
        word in outside for word in ("evil", "script", "touch", "passwd", "github.token")
    )


@pytest.mark.parametrize(
    "handle",
    ["../../evil", "a/b", ".git", "-", "x" * 41, "Blue Fox", "con\u202efig", "a\nb", "é", "ab@cd"],
)
def test_a_handle_is_no_path(sealbook: CommandLine, handle: str) -> None:
    """A file is named only by letters, digits and hyphens; a near handle is offered."""
    before = sealbook.files()
    ran = intake(sealbook, "become-evaluator", {**PERSON, "handle": (handle,)})
    assert ran.code in (0, 1)
    assert set(new_files(sealbook, before)) <= {"people/config.yml"}


def test_commands_to_github_are_not_heard(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a workflow the words of an issue are printed only where GitHub does not listen."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    body = print_body(
        FORMS["change-standard"](registry_of(sealbook)), {**CHANGE, "summary": ("::error::x",)}
    )
    Path("event.json").write_text(json.dumps(event(body)))
    monkeypatch.setenv("GITHUB_EVENT_PATH", "event.json")
    ran = sealbook.on_day("intake", "--dry-run")
    assert ran.code == 0, ran.out
    heard, _, rest = ran.out.partition("::stop-commands::")
    token = rest.partition("\n")[0]
    assert "::error::x" in rest.partition(f"::{token}::")[0]
    assert "::error::x" not in heard + rest.partition(f"::{token}::")[2] + ran.err
    quiet = sealbook.on_day("intake")
    assert "::error::x" not in quiet.out + quiet.err


WORDS = st.text(max_size=60) | st.sampled_from(HOSTILE)


@given(title=WORDS, team=WORDS, author=WORDS, number=st.integers(1, 10**9))
def test_any_words_make_a_harmless_draft_or_none(
    title: str, team: str, author: str, number: int
) -> None:
    """Whatever is typed, the file is a topic by its path, and branch and title are plain."""
    form = FORMS["topic"](base().registry)
    body = print_body(form, {"title": (title,), "asked_by": (team,)})
    issue = Event(number=number, author=author, opened=DAY, body=body)
    answers, proposal = command._proposal(base(), form, issue, DAY)
    told = command._told(form, issue, answers, proposal)
    for file in proposal.files:
        assert re.fullmatch(r"workshops/topics/[a-z0-9-]{2,40}\.yml", file.path)
    if "branch.txt" in told:
        assert re.fullmatch(r"intake/[0-9]+-topic", told["branch.txt"])
        assert re.fullmatch(r"Topic [a-z0-9-]{2,40} \(issue [0-9]+\)", told["title.txt"])
    else:
        assert proposal.problems
    for text in told.values():
        text.encode("utf-8")


@given(st.text())
def test_plain_text_may_stand_in_a_record(text: str) -> None:
    """What is left holds no character that a record may not hold, and cleaning it again is idle."""
    for tidy in (plain, one_line):
        found = tidy(text).text
        assert not list(forbidden(found))
        assert tidy(found) == (found, 0)


@given(st.text())
def test_a_slug_is_a_slug(words: str) -> None:
    """Letters, digits and hyphens, or what it is else to be."""
    found = slug_of(words, "else")
    assert re.fullmatch(r"[a-z0-9-]{2,40}", found)
    assert ".." not in found


def test_slugs_keep_whole_words() -> None:
    """A long title is cut at a hyphen; accents go, and other scripts leave nothing."""
    assert slug_of("Why do the stops of the harbour line appear twice?", "") == (
        "why-do-the-stops-of-the-harbour-line"
    )
    assert slug_of("¿Por qué está así?", "") == "por-que-esta-asi"
    assert slug_of("なぜ", "topic-12") == "topic-12"
    assert slug_of("x" * 60, "") == "x" * 40


def test_a_box_shows_long_lines_whole() -> None:
    """Lines are broken at spaces, and blank lines stay."""
    text = f"{'word ' * 40}\n\nend"
    shown = pull_request.box(text).replace("&#10;", "\n")
    assert "\n\nend</pre>" in shown
    assert max(map(len, shown.split("\n"))) <= 100
    assert shown.count("word") == 40


# --- issues that are no filled form


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda _: "Hello!", "not opened by one of the forms"),
        (lambda _: None, "not opened by one of the forms"),
        (lambda body: body + "\n\n### Your team\n\nx", "“Your team” stands there twice"),
        (lambda body: body.replace("### Your team", "### Team"), "“Your team” is not there"),
        (lambda body: body.replace("Transit desk", "_No response_"), "“Your team”: it is not answ"),
        (lambda body: body.replace("Transit desk", "\u200b"), "nothing that can be seen"),
        (lambda body: body.replace("Transit desk", "なぜ"), "no name can be made of it"),
        (lambda body: body + "x" * 70_000, "more than 70,000 characters"),
        (lambda body: body.replace("data/cleaning", "data/x"), "none of the choices of today"),
    ],
)
def test_what_is_no_filled_form(
    sealbook: CommandLine, change: Callable[[str], str | None], message: str
) -> None:
    """It is refused with a sentence, which is also the comment on the issue."""
    before = sealbook.files()
    body = change(print_body(FORMS["topic"](base().registry), TOPIC))
    Path("event.json").write_text(json.dumps({"issue": {**event("")["issue"], "body": body}}))
    ran = sealbook("--json", "intake", "event.json", "--today", "2026-11-23")
    assert ran.code == 1, ran.out
    assert any(message in problem["message"] for problem in ran.json["problems"])
    assert ran.json["comment"].startswith("This could not become a draft yet:\n\n- <code>")
    assert new_files(sealbook, before) == {}


ISSUE = event("")["issue"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b'{"issue": []}',
        b"\xff",
        b"[" * 200_000,
        b" " * (MOST_BYTES + 1),
        json.dumps({"issue": {**ISSUE, "pull_request": {}}}).encode(),
        json.dumps({"issue": {**ISSUE, "number": "12"}}).encode(),
        json.dumps({"issue": {**ISSUE, "number": True}}).encode(),
        json.dumps({"issue": {**ISSUE, "number": -1}}).encode(),
        json.dumps({"issue": {**ISSUE, "number": 10**30}}).encode(),
        json.dumps({"issue": {**ISSUE, "user": None}}).encode(),
        json.dumps({"issue": {**ISSUE, "user": {"login": 1}}}).encode(),
        json.dumps({"issue": {**ISSUE, "created_at": 5}}).encode(),
        json.dumps({"issue": {**ISSUE, "created_at": "0001-01-01T00:00:00+23:00"}}).encode(),
    ],
)
def test_what_is_no_event(raw: bytes) -> None:
    """A file that GitHub would not write ends the run, whatever is in it."""
    with pytest.raises(Fault) as found:
        read_event(raw)
    assert (found.value.code, found.value.status) == ("issue-event", 3)


def test_an_issue_of_the_api_is_read_like_an_event() -> None:
    """`gh api repos/O/R/issues/N` prints it without an event around; odd votes are none."""
    found = read_event(json.dumps({**ISSUE, "reactions": {"+1": "many"}}).encode())
    assert (found.number, found.author, found.opened, found.votes) == (
        12,
        "fox-blue",
        date(2026, 11, 20),
        0,
    )
    assert read_event(json.dumps(ISSUE).encode()).votes == 3


def test_a_missing_event_is_wrong_use(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside a workflow the file is named."""
    monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
    assert sealbook("intake").code == 2
    assert sealbook("intake", "nowhere.json").code == 2


def test_every_form_has_its_intake() -> None:
    """A form that nothing reads would be a promise that nobody keeps."""
    assert list(INTAKES) == list(FORMS)
