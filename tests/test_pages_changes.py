"""What changed between versions: which pages there are, what they mark, what they say to whom."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Any

from registry.difference.pieces import Piece
from registry.records.change import Change, Previous
from registry.records.credential import CREDENTIAL
from registry.records.framework import FRAMEWORK
from registry.records.kinds import KINDS
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD
from registry.records.text import Text
from registry.site.changes.marks import marked
from registry.site.changes.pairs import held_versions
from registry.site.markdown.phrases import phrases_of
from registry.site.site import Site
from registry.source.parse import Source
from tests.sample_site import artifacts, registry, sample_pages, site_of
from tests.test_pages_governance import entry_of, plain, with_record

PAIR = "standards/data-practitioner/2.0/from-1.0/index.md"
HOSTILE = '"><img src=x onerror=alert(1)></ins></del> <b>no</b> *x* `</code>` {: onclick=y }'


def test_each_version_has_a_page_from_the_one_before() -> None:
    """Standards, skill maps and policies: every step, and no page for the first version."""
    found = {path for path in sample_pages() if "/from-" in path}
    assert {
        "standards/data-practitioner/2.0/from-1.0/index.md",
        "standards/data-practitioner/2.1/from-2.0/index.md",
        "skills/open-data/1.1/from-1.0/index.md",
        "governance/policies/code-of-conduct/2.0/from-1.0/index.md",
    } <= found
    assert not [path for path in found if "/1.0/from-" in path]


def test_every_version_that_is_still_held_leads_to_the_one_in_force() -> None:
    """Holders of 1.0 find all changes in one page; where nobody holds it, there is none."""
    leap = "standards/data-practitioner/2.1/from-1.0/index.md"
    assert "data-practitioner@1.0" in held_versions(site_of(registry()))
    assert leap in sample_pages()
    nobody = Registry(
        one
        for kind in KINDS
        for one in registry().entries(kind)
        if not (kind is CREDENTIAL and one.record.standard == "data-practitioner@1.0")
    )
    assert leap not in artifacts(site_of(nobody))


def test_a_version_given_up_has_no_page_of_changes() -> None:
    """What never took effect changed nothing for anyone."""
    entry = entry_of(STANDARD, "data-practitioner@2.2")
    change = dataclasses.replace(entry.record.change, announced=None, effective=None)
    change = dataclasses.replace(change, withdrawn=date(2026, 11, 20), previous=None)
    made = artifacts(site_of(with_record(registry(), entry, change=change)))
    assert "standards/data-practitioner/2.2/index.md" in made
    assert not [path for path in made if "/2.2/from-" in path]


def test_words_are_marked_by_more_than_colour() -> None:
    """`del` and `ins`, which browsers strike out and underline, and words for who listens."""
    pieces = (Piece("removed", "two <weeks>"), Piece("plain", " "), Piece("added", "ten days"))
    found = marked(pieces, phrases_of("en"))
    assert found.unescape() == (
        '<del><span class="sb-heard"> [removed: </span>two <weeks>'
        '<span class="sb-heard">] </span></del> '
        '<ins><span class="sb-heard"> [added: </span>ten days<span class="sb-heard">] </span></ins>'
    )
    assert "<weeks>" not in found
    sheet = next(
        text for path, text in artifacts(site_of(registry())).items() if path.endswith(".css")
    )
    rules = {name: re.search(rf"typeset {name} {{([^}}]*)}}", sheet) for name in ("ins", "del")}
    assert rules["ins"]
    assert "underline" in rules["ins"][1]
    assert rules["del"]
    assert "line-through" in rules["del"][1]


def test_changes_are_grouped_by_what_they_are_about() -> None:
    """A criterion's heading stands above its changes, named as the standard names it."""
    text = plain(sample_pages()[PAIR])
    heading = text.index("### Criterion: Risk to people is weighed before release")
    change = text.index("gate raised from partial to meets (stricter)")
    following = text.index("### Criterion: Users hear")
    assert heading < change < following
    assert "Matters to candidates, evaluators" in text[change:following]


def test_the_page_says_who_keeps_what_until_when() -> None:
    """Newcomers, those under way and holders each find their line, as of the day of the pages."""
    path = "standards/data-practitioner/2.1/from-2.0/index.md"
    then = plain(artifacts(site_of(registry(), date(2026, 6, 1)))[path])
    last = plain(artifacts(site_of(registry(), date(2026, 6, 30)))[path])
    now = plain(sample_pages()[path])
    assert "Work can be submitted under 2.0 until 30 June 2026, today." in last
    assert "Assessed by 2.1, in force since 5 January 2026." in now
    assert "Work could be submitted under 2.0 until 30 June 2026." in now
    assert "Work can be submitted under 2.0 until 30 June 2026, in 4 weeks." in then
    assert "2.0 retires on 31 December 2026." in now
    assert "Who started then Assessed by 2.0 from 3 June 2024; it is not in force any more." in (
        plain(sample_pages()[PAIR])
    )
    ahead = plain(sample_pages()["standards/data-practitioner/2.2/from-2.1/index.md"])
    assert "Who starts from then on Assessed by 2.2 from 14 December 2026, in 3 weeks." in ahead
    assert re.search(r"\d+ credentials of 2\.0 are held today\.", now)


def test_few_holders_are_not_counted() -> None:
    """Below the number that the registry suppresses, a count would point at people."""
    page = plain(sample_pages()[PAIR])
    held = [
        entry
        for entry in registry().entries(CREDENTIAL)
        if entry.record.standard == "data-practitioner@1.0"
    ]
    assert len(held) > 0
    assert "Fewer than 5 credentials of 1.0 are held today." in page
    assert "The last of them ends" not in page


def _announced() -> Registry:
    """The sample with an announced version whose change of a criterion is still to come."""
    entry = entry_of(STANDARD, "data-practitioner@2.2")
    change = Change(
        class_="breaking",
        summary=Text("The log counts for more."),
        announced=date(2026, 11, 16),
        effective=date(2027, 3, 1),
        previous=Previous(last_intake=date(2027, 8, 31)),
    )
    rubric = [dict(row) for row in entry.document.data["rubric"]]
    rubric[0]["gate"] = "exceeds"
    document = _document(entry, {**entry.document.data, "rubric": rubric})
    record = dataclasses.replace(entry.record, change=change)
    return Registry(
        Entry(record, document) if one.document is entry.document else one
        for kind in KINDS
        for one in registry().entries(kind)
    )


def _document(entry: Entry[Any], data: dict[str, Any]) -> Any:
    source = Source(text=entry.document.source.text, data=data)
    return dataclasses.replace(entry.document, source=source)


def test_a_standard_says_what_is_announced() -> None:
    """From which day on, and at each criterion that changes, with a link to the place."""
    made = artifacts(site_of(_announced()))
    page = made["standards/data-practitioner/index.md"]
    assert "From 1 March 2027 this changes: The log counts for more." in plain(page)
    targets = re.findall(r'href="([^"]*)">Changes on&#32;1 March 2027', page)
    places = [target.partition("#") for target in targets]
    changes = made["standards/data-practitioner/2.2/from-2.1/index.md"]
    assert {path for path, _, _ in places} == {"../../standards/data-practitioner/2.2/from-2.1/"}
    assert [name for _, _, name in places] == [
        "task-checks",
        "task-defence",
        "criterion-cleaning-log",
    ]
    assert all(f"{{ #{name} }}" in changes for _, _, name in places)


def test_a_draft_in_between_hides_no_announcement() -> None:
    """There is no page of the two then, so the note leads to the announced version itself."""
    draft = entry_of(STANDARD, "data-practitioner@2.2")
    change = dataclasses.replace(draft.record.change, announced=None, effective=None, previous=None)
    later = dataclasses.replace(
        draft.document, id="data-practitioner@3.0", path="standards/data-practitioner/3.0.yml"
    )
    found = with_record(registry(), draft, change=change)
    entries = [one for kind in KINDS for one in found.entries(kind)]
    page = artifacts(site_of(Registry([*entries, Entry(draft.record, later)])))[
        "standards/data-practitioner/index.md"
    ]
    assert "From 14 December 2026 this changes:" in plain(page)
    assert 'href="../../standards/data-practitioner/3.0/">See what changes' in page
    assert "Changes on" not in plain(page)


def test_a_part_that_changes_alone_and_with_others_has_two_places() -> None:
    """What several criteria share is said once; each place on the page has a name of its own."""
    before, after = (
        entry_of(STANDARD, f"data-practitioner@{version}") for version in ("2.1", "2.2")
    )
    rubric = [{**row, "weight": 20} for row in before.document.data["rubric"]]
    heavier = [{**row, "weight": 25} for row in rubric]
    heavier[0]["gate"] = "exceeds"
    documents = {
        before.id: _document(before, {**before.document.data, "rubric": rubric}),
        after.id: _document(after, {**after.document.data, "rubric": heavier}),
    }
    changed = Registry(
        Entry(one.record, documents.get(one.id, one.document) if kind is STANDARD else one.document)
        for kind in KINDS
        for one in registry().entries(kind)
    )
    page = artifacts(site_of(changed))["standards/data-practitioner/2.2/from-2.1/index.md"]
    names = re.findall(r"^### .*{ #(\S+) }$", page, re.MULTILINE)
    assert names.count("criterion-cleaning-log") == 1
    assert len([name for name in names if name.startswith("criterion-cleaning-log")]) == 2
    assert "5 criteria changed alike" in plain(page)


def test_what_was_announced_is_no_news_once_it_is_in_force() -> None:
    """On its first day the new version is the standard, and nothing is still to come."""
    page = plain(
        artifacts(site_of(_announced(), date(2027, 3, 1)))["standards/data-practitioner/index.md"]
    )
    assert "Version 2.2" in page
    assert "this changes" not in page
    assert "Changes on" not in page


def test_what_is_over_is_not_so_since_it_took_effect() -> None:
    """A version that retired in 2024 took effect in 2021; it is not retired since then."""
    pages = {
        "standards/data-practitioner/1.0": "Retired took effect on 8 February 2021",
        "standards/data-practitioner/2.0": "Superseded took effect on 3 June 2024",
        "standards/data-practitioner/2.1": "In force since 5 January 2026",
        "standards/data-practitioner/2.2": "Announced from 14 December 2026",
        "skills/open-data/1.0": "Superseded took effect on",
        "governance/policies/code-of-conduct/1.0": "Superseded took effect on",
    }
    for page, words in pages.items():
        assert words in plain(sample_pages()[f"{page}/index.md"]), page


def test_the_log_of_changes_leads_to_every_step() -> None:
    """Newest first, each with its reason and its page; the feed is named to the browser."""
    page = sample_pages()["standards/data-practitioner/changes/index.md"]
    versions = re.findall(r"## Version&#32;(\S+?) |## Version (\S+?) ", page)
    numbers = [one or other for one, other in versions]
    assert [row.replace("&#46;", ".") for row in numbers] == ["2.2", "2.1", "2.0", "1.0"]
    for step in ("2.2/from-2.1", "2.1/from-2.0", "2.0/from-1.0", "2.1/from-1.0"):
        assert f'href="../../../standards/data-practitioner/{step}/"' in page
    assert "feeds:\n  standards/data-practitioner/changes.atom:" in page


def test_a_policys_words_are_not_judged() -> None:
    """No program can tell what new words ask of people: the class is the one that was declared."""
    text = plain(sample_pages()["governance/policies/code-of-conduct/2.0/from-1.0/index.md"])
    assert "no program can tell" in text
    assert "Small change" not in text
    assert "Stricter" in text


def _attacked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _attacked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_attacked(inner) for inner in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and " " in value else value


def test_hostile_words_stay_words_between_the_marks() -> None:
    """Texts of both versions pass the one escape filter, whichever way they are marked."""
    entries = [one for kind in KINDS for one in registry().entries(kind)]
    attacked = [
        Entry(one.record, _document(one, _attacked(one.document.data)))
        if one.document.kind in {STANDARD, FRAMEWORK} and one.version != "1.0"
        else one
        for one in entries
    ]
    site: Site = site_of(Registry(attacked))
    pages = {path: text for path, text in artifacts(site).items() if "/from-" in path}
    assert sum("onerror" in text for text in pages.values()) >= 3
    for path, text in pages.items():
        assert "<img" not in text, path
        assert "<b>" not in text, path
        assert text.count("<del>") == text.count("</del>"), path
        assert text.count("<ins>") == text.count("</ins>"), path
        assert "`</code>`" not in text, path
