from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from html import unescape
from importlib.resources import files
from posixpath import normpath
from typing import Any

import pytest
import yaml

from registry.records.body import BODY
from registry.records.credential import CREDENTIAL
from registry.records.decision import DECISION
from registry.records.kinds import KINDS
from registry.records.person import PERSON
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD
from registry.records.text import Text
from registry.site.engine_config import engine_config, navigation
from registry.site.governance.seats import seats
from registry.site.markdown.page import relative
from registry.site.markdown.phrases import phrase_languages, phrases_of
from registry.site.pages.employers import employer_page
from registry.verify.steps import states
from tests.sample_site import DAY, artifacts, plain, registry, sample_pages, site_of

PRACTITIONER = "standards/data-practitioner/index.md"


def _front(page: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(page.split("---\n", 2)[1])
    return found


def test_every_link_leads_somewhere() -> None:
    """Each relative link and each anchor on every page is a page, a file or a place there is."""
    made = artifacts(site_of(registry()))
    pages = {path: text for path, text in made.items() if path.endswith(".md")}
    known = set(made)
    for path, text in pages.items():
        here = path.removesuffix("index.md")
        for target in re.findall(r'(?:href|src)="([^"&]*)"', text):
            place, _, anchor = target.partition("#")
            found = normpath(f"{here}{place}") if place else path
            names = {f"{found}/index.md", f"{found}/index.html", found}
            assert names & known or found == ".", f"{path}: {target}"
            if anchor and not place:
                assert f'id="{anchor}"' in text or f"#{anchor} " in text, f"{path}: {target}"


def test_a_relative_link_climbs_to_the_root_first() -> None:
    """Links work below any base path and from a folder of files."""
    assert relative("", "standards/") == "standards/"
    assert relative("standards/x/1.0/", "privacy/") == "../../../privacy/"
    assert relative("privacy/", "") == "../"


def test_no_page_names_another_host_to_load_from() -> None:
    """Other sites are linked, never loaded: no picture, script, frame or style from elsewhere."""
    for path, text in sample_pages().items():
        assert not re.search(r"<(?:img|iframe|link|source|video|audio|object|embed)\b", text), path
        for address in re.findall(r'src="([^"]*)"', text):
            assert not unescape(address).startswith(("http", "//")), path


def test_a_standard_says_first_what_it_signifies_and_does_not() -> None:
    """Before any fact or rule stands what the credential signifies, and what it does not."""
    page = plain(sample_pages()[PRACTITIONER])
    signifies = page.index("What it signifies The holder has cleaned, documented")
    not_so = page.index("What it does not signify It is no licence to handle")
    assert signifies < not_so < page.index("At a glance") < page.index("Rubric")


def test_a_standard_has_its_policy_on_one_page() -> None:
    """Eligibility, timeline, retake, lifespan, renewal and appeal, in words and from the record."""
    page = plain(sample_pages()[PRACTITIONER])
    for sentence in (
        "Anyone who holds Data Foundations.",
        "Complete the tasks within 6 months",
        "The panel decides within 30 days",
        "Written feedback within 14 days",
        "Up to 3 attempts in all, at least 60 days apart.",
        "Valid for 3 years, through the end of the last day anywhere on Earth.",
        "from 6 months before its end, and up to 3 months after it",
        "8 units of learning, 12 units of practice, 4 units of service",
        "An appeal can be filed within 30 days and is answered within 45 days",
        "A review of this standard is due 1 year after the last one.",
    ):
        assert sentence in page


def test_the_matrix_marks_the_level_with_a_word() -> None:
    """Each competency's row names every level, and the required one says so beside its colour."""
    page = sample_pages()[PRACTITIONER]
    row = page[page.index("Clean and document a data set</span>") :].split("</tr>")[0]
    cells = re.findall(r"<td.*?</td>", row)
    assert ["Included" in cell for cell in cells] == [True, True, False, False]
    assert [">Required<" in cell for cell in cells] == [False, False, True, False]
    assert [">Not asked<" in cell for cell in cells] == [False, False, False, True]


def test_versions_say_their_state_on_the_day_of_the_pages() -> None:
    """The same records say other states on another day."""
    now = plain(sample_pages()[PRACTITIONER])
    assert "2.1 In force 5 January 2026" in now
    assert "2.0 Superseded 3 June 2024" in now
    assert "Last day to submit: 30 June 2026. Retires on 31 December 2026." in now
    before = artifacts(site_of(registry(), date(2025, 12, 1)))
    assert "2.1 Announced 5 January 2026" in plain(before[PRACTITIONER])
    old = plain(before["standards/data-practitioner/2.1/index.md"])
    assert "This version is announced and takes effect on 5 January 2026." in old
    later = artifacts(site_of(registry(), date(2027, 1, 1)))
    assert "2.0 Retired" in plain(later[PRACTITIONER])


def test_an_old_version_leads_to_the_one_in_force() -> None:
    """A reader who lands on 2.0 is told, and led on."""
    page = sample_pages()["standards/data-practitioner/2.0/index.md"]
    assert "This is not the version in force." in plain(page)
    assert '<a href="../../../standards/data-practitioner/2.1/">Read version' in page


def test_the_last_day_of_intake_is_told_only_until_it_has_passed() -> None:
    """A superseded version still takes work up to its last day, and then says nothing of it."""
    path = "standards/data-practitioner/2.0/index.md"
    note = "Work can still be submitted under this version until 30 June 2026."
    assert note in plain(artifacts(site_of(registry(), date(2026, 6, 30)))[path])
    assert note not in plain(artifacts(site_of(registry(), date(2026, 7, 1)))[path])


def test_a_standard_told_in_a_second_language_has_a_page_in_it() -> None:
    """Where each text is translated the page is too, and both name each other."""
    pages = sample_pages()
    spanish = pages["standards/data-foundations/1.0/es/index.md"]
    english = pages["standards/data-foundations/1.0/index.md"]
    assert _front(spanish)["language"] == "es"
    assert _front(spanish)["alternates"] == _front(english)["alternates"]
    assert _front(english)["alternates"]["es"] == "standards/data-foundations/1.0/es/"
    assert "Lo que significa" in plain(spanish)
    assert "What it signifies" not in plain(spanish)
    assert 'hreflang="es"' in english
    assert "standards/data-practitioner/2.1/es/index.md" not in pages


def test_one_missing_translation_keeps_the_page_in_one_language() -> None:
    """A page half in one language and half in the other is never made."""
    found = registry()
    entry = found.get(STANDARD, "data-foundations@1.0")
    assert entry is not None
    told = dataclasses.replace(entry.record, title=Text(entry.record.title.default))
    changed = _with(found, entry, told)
    assert "standards/data-foundations/1.0/es/index.md" not in artifacts(site_of(changed))


def test_a_standard_speaks_schema_org() -> None:
    """The JSON-LD names the credential, its competencies and who recognizes it; nobody else."""
    data = _front(sample_pages()[PRACTITIONER])["schema_org"]
    assert data["@type"] == "EducationalOccupationalCredential"
    assert data["validFor"] == "P3Y"
    assert len(data["competencyRequired"]) == 5
    assert data["recognizedBy"]["name"] == "Open Data Practice Guild"
    assert {row["@type"] for row in data["competencyRequired"]} == {"DefinedTerm"}


def test_a_person_without_consent_has_no_page_and_no_name() -> None:
    """The handle stands as a word, without a link; taking consent back takes the name away."""
    assert "people/quiet-heron/index.md" not in sample_pages()
    found = registry()
    entry = found.get(PERSON, "priya-raman")
    assert entry is not None
    assert entry.record.name == "Priya Raman"
    quiet = dataclasses.replace(entry.record, consent=None)
    made = artifacts(site_of(_with(found, entry, quiet)))
    assert "people/priya-raman/index.md" in sample_pages()
    assert "people/priya-raman/index.md" not in made
    for path, text in made.items():
        assert "Priya Raman" not in unescape(text), path
    body = made["governance/bodies/certification-committee/index.md"]
    assert "priya&#45;raman" in body
    assert "people/priya-raman/" not in body


def test_the_pages_list_no_credential() -> None:
    """No ID of a credential stands on any page that people browse, decisions included."""
    ids = {entry.id for entry in registry().entries(CREDENTIAL)}
    assert len(ids) >= 60
    for path, text in sample_pages().items():
        if not path.startswith("fields/"):
            assert not ids & set(re.findall(r"[0-9A-Z]{13}", text)), path


def test_a_decision_shows_its_votes_and_their_sum() -> None:
    """Who voted how, and the arithmetic that carried or lost it."""
    pages = sample_pages()
    carried = plain(pages["governance/decisions/2025-11-18-data-practitioner-2-1/index.md"])
    assert "4 voted, and the body needs 3: enough." in carried
    assert "3 of 4 were for it, and it needs more than half: carried." in carried
    assert "Against 1 Priya Raman" in carried
    lost = plain(pages["governance/decisions/2026-05-12-assessment-fee/index.md"])
    assert "1 of 4 were for it, and it needs more than half: lost." in lost


def test_a_body_shows_each_seat_of_each_constituency() -> None:
    """A declared vacancy is shown as one, with its end; the count of filled seats leaves it out."""
    entry = registry().get(BODY, "certification-committee")
    assert entry is not None
    found = {seat.constituency: seat.is_filled for seat in seats(entry.record, DAY)}
    assert found == {"learner": True, "mentor": False, "employer": True, "educator": True}
    page = plain(sample_pages()["governance/bodies/certification-committee/index.md"])
    assert "Mentor Vacant ends in 10 weeks declared vacant until 31 January 2027" in page
    assert "3 of 4 seats filled" in plain(sample_pages()["governance/index.md"])


def test_a_seat_that_nobody_holds_and_nobody_declared_is_shown() -> None:
    """A gap is visible, not hidden by leaving the seat out."""
    entry = registry().get(BODY, "certification-committee")
    assert entry is not None
    empty = dataclasses.replace(entry.record, terms=())
    made = artifacts(site_of(_with(registry(), entry, empty)))
    page = plain(made["governance/bodies/certification-committee/index.md"])
    assert page.count("Vacant not declared") == 4


def test_the_employer_page_explains_every_state_in_the_words_of_the_verdict() -> None:
    """What the page calls a state is what a credential's page calls it."""
    page = plain(sample_pages()["employers/index.md"])
    words = json.loads((files("registry.site") / "words" / "verification" / "en.json").read_text())
    titles = {state.title for state in states().values() if state.title} - {"witness.title"}
    assert len(titles) > 10
    for title in (*titles, "missing.title"):
        assert words[title].replace("{as_of}", "(a day)") in page
    assert "compare the name with an identity document" in page
    assert words["name.withheld"] in page


def test_the_skill_map_is_a_table_and_a_picture_that_speaks() -> None:
    """Every competency stands in the table and in the picture's description."""
    page = sample_pages()["skills/open-data/1.1/index.md"]
    described = unescape(page[page.index("<desc") : page.index("</desc>")])
    for title in ("Clean and document a data set", "Make faults show themselves"):
        assert title in described
        assert f'<th scope="row">{title}' in page
    assert "(after: Clean and document a data set)" in described
    assert 'role="img" aria-labelledby="picture-title picture-text"' in page


def test_a_pathway_says_its_choices() -> None:
    """The picture's description and the text both say how many of which."""
    page = unescape(sample_pages()["pathways/data-steward/index.md"])
    assert "at least 1 of Open Metadata, Open Licences" in page
    assert "At least 2 of: " in page
    assert "1 January 2025 to 31 December 2027" in page


def test_the_fields_of_a_kind_come_from_its_schema() -> None:
    """A nested field is written as a path, with its form, whether it is required, an example."""
    page = plain(sample_pages()["fields/standard/index.md"])
    assert "does_not_signify required" in page
    assert "rubric[].anchors[].level" in page
    assert "renewal.window" in page


def test_privacy_says_that_a_public_repository_lists_ids() -> None:
    """What follows from public source files is said, not left to be found."""
    page = plain(sample_pages()["privacy/index.md"])
    assert "everyone can list the IDs in it" in page
    assert "groups of fewer than 5" in page


def test_the_menu_leads_only_to_pages_there_are() -> None:
    """The engine's navigation names pages that are staged, with escaped titles."""
    site = dataclasses.replace(site_of(registry()), by_hand=("a.md",))
    config = yaml.safe_load(engine_config(site, inherit="../mkdocs.yml"))
    targets = re.findall(r"[\w./-]+\.md", json.dumps(config["nav"]))
    assert "a.md" in targets
    assert set(targets) - {"a.md"} <= set(sample_pages())
    assert config["extra"]["test_build"] is True
    assert config["site_url"].endswith(".invalid/")


def test_the_menu_leads_to_what_is_in_force() -> None:
    """A skill map and a policy that are only announced are not yet those of the menu."""
    menu = json.dumps(navigation(site_of(registry(), date(2025, 10, 10))))
    assert "skills/open-data/1.0/index.md" in menu
    assert "governance/policies/code-of-conduct/1.0/index.md" in menu
    later = json.dumps(navigation(site_of(registry())))
    assert "skills/open-data/1.1/index.md" in later
    assert "governance/policies/code-of-conduct/2.0/index.md" in later


def test_pages_by_hand_are_the_handbook() -> None:
    """Pages of `docs/` stand by themselves, those of its folders together, short sections first."""
    site = site_of(registry())
    pages = ("a/b.md", "a/c/d.md", "f.md", "how-checking-works.md", "on-call/e.md")
    menu = navigation(dataclasses.replace(site, by_hand=pages))
    assert menu[-1] == {
        "Handbook": ["f.md", {"On call": ["on-call/e.md"]}, {"A": ["a/b.md", "a/c/d.md"]}]
    }
    checking = [{"How to read and check one": "employers/index.md"}, "how-checking-works.md"]
    assert menu[1] == {"Check a credential": checking}
    assert "Handbook" not in str(navigation(site))


def test_the_registry_orders_its_handbook() -> None:
    """`nav` of its `mkdocs.yml` comes first, as it stands; what it leaves out is not lost."""
    own = """\
nav:
  - Begin: start.md
  - On call:
      - runbooks/fire.md
      - Elsewhere: https://elsewhere.example/
theme: {name: !ENV [THEME, material]}
"""
    site = site_of(registry())
    pages = ("how-checking-works.md", "new.md", "runbooks/fire.md", "runbooks/ice.md", "start.md")
    menu = navigation(dataclasses.replace(site, by_hand=pages), own)
    assert menu[-1] == {
        "Handbook": [
            {"Begin": "start.md"},
            {"On call": ["runbooks/fire.md", {"Elsewhere": "https://elsewhere.example/"}]},
            "new.md",
            {"Runbooks": ["runbooks/ice.md"]},
        ]
    }


@pytest.mark.parametrize("own", ["", "nav:\n", "nav: a.md\n", "- nav\n", "nav: [", "\0"])
def test_without_an_order_pages_by_hand_are_still_found(own: str) -> None:
    """What is no list orders nothing, and is no traceback."""
    site = dataclasses.replace(site_of(registry()), by_hand=("a.md",))
    assert navigation(site, own)[-1] == {"Handbook": ["a.md"]}


def test_employers_find_the_page_by_hand_about_checking() -> None:
    """Where a registry has written one, the page for employers leads to it; else to nothing."""
    site = dataclasses.replace(site_of(registry()), by_hand=("how-checking-works.md",))
    (page,) = employer_page(site)
    assert "](../how-checking-works.md)" in page.content.decode()
    assert "how-checking-works" not in sample_pages()["employers/index.md"]


def test_every_catalogue_has_the_same_keys_and_placeholders() -> None:
    """A word missing in one language is found here, not by a reader."""
    assert phrase_languages() >= {"en", "es"}
    english = phrases_of("en").sentences
    for language in phrase_languages():
        sentences = phrases_of(language).sentences
        assert sentences.keys() == english.keys()
        for key, sentence in sentences.items():
            holes = set(re.findall(r"{\w+}", sentence))
            assert holes == set(re.findall(r"{\w+}", english[key])), f"{language}: {key}"


def test_every_word_of_a_translated_standard_is_translated() -> None:
    """Levels, tiers and kinds of evidence of the sample have words in each language."""
    terms = phrases_of("es").terms
    entry = registry().get(STANDARD, "data-foundations@1.0")
    assert entry is not None
    record = entry.record
    used = {record.tier, record.size, *record.scale, *record.results, *record.streams}
    used |= {task.mode for task in record.tasks} | set(
        record.renewal.units if record.renewal else ()
    )
    used |= {word for task in record.tasks for word in task.integrity}
    assert used - terms.keys() == set()


@pytest.mark.parametrize("entry", registry().entries(DECISION), ids=lambda entry: entry.id)
def test_each_decision_has_a_page(entry: Entry[Any]) -> None:
    """Even one about a credential, which it does not name."""
    page = sample_pages()[f"governance/decisions/{entry.id}/index.md"]
    if entry.record.about.startswith("credentials/"):
        assert "One credential; its ID is not listed here" in plain(page)
    else:
        assert "its ID is not listed" not in plain(page)


def _with(found: Registry, entry: Entry[Any], record: object) -> Registry:
    """The registry with one record changed."""
    kinds = {one.document.kind for kind in KINDS for one in found.entries(kind)}
    entries = [one for kind in kinds for one in found.entries(kind)]
    return Registry(
        Entry(record, entry.document) if one.document is entry.document else one for one in entries
    )
