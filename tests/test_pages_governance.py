"""Pages of governance: what is so on the day of the pages, and what is not told."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Any

import pytest

from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.credential import CREDENTIAL
from registry.records.endorsement import ENDORSEMENT
from registry.records.kinds import KINDS
from registry.records.person import PERSON
from registry.records.policy import POLICY
from registry.records.registry import Entry, Registry
from registry.records.review import REVIEW
from registry.records.snapshot import SNAPSHOT, Count
from registry.site.dates import distance
from registry.site.governance.acceptance import acceptance
from registry.site.governance.seats import seat_notes, seats
from registry.site.governance.votes import votes
from registry.site.markdown.phrases import phrases_of
from tests.sample_site import DAY, artifacts, plain, registry, sample_pages, site_of

GOVERNANCE = "governance/index.md"


def with_record(found: Registry, entry: Entry[Any], **fields: Any) -> Registry:
    """The registry with some fields of one record changed."""
    record = dataclasses.replace(entry.record, **fields)
    entries = (one for kind in KINDS for one in found.entries(kind))
    return Registry(
        Entry(record, one.document) if one.document is entry.document else one for one in entries
    )


def entry_of(kind: Any, name: str) -> Entry[Any]:
    """A record of the sample."""
    found: Entry[Any] | None = registry().get(kind, name)
    assert found is not None
    return found


def pages_of(found: Registry, day: date = DAY) -> dict[str, str]:
    """Path and plain text of every page of a registry."""
    made = artifacts(site_of(found, day))
    return {path: plain(text) for path, text in made.items() if path.endswith(".md")}


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (1, "in 1 day"),
        (13, "in 13 days"),
        (14, "in 2 weeks"),
        (38, "in 5 weeks"),
        (70, "in 2 months"),
        (800, "in 2 years"),
        (-20, "3 weeks ago"),
    ],
)
def test_a_day_is_told_in_the_unit_people_would_use(days: int, told: str) -> None:
    """Days up to two weeks, then weeks, months, years; before and after."""
    assert distance(date.fromordinal(DAY.toordinal() + days), DAY, "en") == told


def test_today_is_no_number_of_days() -> None:
    """A term that ends today ends today, in each language."""
    assert phrases_of("en").away(DAY, DAY) == "today"
    assert phrases_of("es").away(DAY, DAY) == "hoy"


def test_terms_count_down_from_the_day_of_the_pages() -> None:
    """The same term is five weeks away on one day and a day away on another."""
    path = "governance/bodies/appeals-board/index.md"
    assert "ends in 5 weeks" in plain(sample_pages()[path])
    assert "ends in 1 day" in pages_of(registry(), date(2026, 12, 30))[path]


def test_a_seat_says_what_the_limits_mean_for_its_holder() -> None:
    """Which term in a row it is, whether it is the last, when the holder may return."""
    body = entry_of(BODY, "appeals-board").record
    words = phrases_of("en")
    told = {
        seat.constituency: [str(note.unescape()) for note in seat_notes(body, seat, DAY, words)]
        for seat in seats(body, DAY)
    }
    assert told["learner"] == [
        "Term 2 of at most 2 in a row",
        "The last one for now; may return from 1 January 2028",
    ]
    assert "Nobody is named for the time after" in told["employer"]


def test_the_log_holds_every_decision_with_its_arithmetic() -> None:
    """Carried or lost follows from the votes, and who stepped aside is counted."""
    page = sample_pages()["governance/decisions/index.md"]
    every = votes(registry())
    assert page.count('class="sb-log__row') == len(every)
    assert page.count(" is-lost") == sum(not row.carried for row in every) > 0
    text = plain(page)
    assert (
        "12 May 2026, Certification committee. 1 of 4 votes were for it;"
        " more than half were needed." in text
    )
    assert "3 of 3 votes were for it; more than half were needed. One stepped aside." in text


def test_each_topic_of_the_log_can_be_shown_alone() -> None:
    """Every choice has a rule in the style sheet, which hides the rows of all others."""
    page = sample_pages()["governance/decisions/index.md"]
    styles = artifacts(site_of(registry()))
    sheet = next(text for path, text in styles.items() if path.endswith(".css"))
    chosen = set(re.findall(r'id="only-([a-z]+)"', page)) - {"all"}
    assert {"standards", "policies", "credentials", "lost"} <= chosen
    for name in chosen:
        assert f":has(#only-{name}:checked) .sb-log__row:not(.is-{name})" in sheet
        assert f" is-{name}" in page


def test_what_was_lost_never_counts() -> None:
    """The day that a decision names is a promise only where it was carried."""
    pages = sample_pages()
    lost = plain(pages["governance/decisions/2026-10-13-plain-charts/index.md"])
    carried = plain(pages["governance/decisions/2026-06-16-learner-seat/index.md"])
    assert "Asked for Retire" in lost
    assert "Counts from" not in lost
    assert "1 January 2027" not in lost
    assert "Counts from 1 July 2026" in carried


def test_what_a_decision_is_about_leads_back_to_it() -> None:
    """A standard names the decision that adopted it, and the decision the standard."""
    name = "governance/decisions/2025-11-18-data-practitioner-2-1/"
    about = "standards/data-practitioner/2.1/"
    assert f'href="../../../{about}"' in sample_pages()[f"{name}index.md"]
    assert f'href="../../../{name}"' in sample_pages()[f"{about}index.md"]


def test_open_consultations_come_first_and_say_when_they_close() -> None:
    """An open one stands above the answered ones, on the index and on the standard itself."""
    entry = entry_of(CONSULTATION, "data-practitioner-2-1")
    soon = with_record(registry(), entry, closes=date(2026, 11, 30))
    pages = pages_of(soon)
    listed = pages["governance/consultations/index.md"]
    assert (
        listed.index("Open now") < listed.index("Should excellent work") < listed.index("Answered")
    )
    assert "Closes in 7 days, on 30 November 2026." in listed
    assert (
        "Everyone is asked until 30 November 2026" in pages["standards/data-practitioner/index.md"]
    )
    later = pages_of(soon, date(2026, 12, 1))
    assert "Everyone is asked" not in later["standards/data-practitioner/index.md"]


def test_a_theme_without_an_answer_says_so() -> None:
    """What was heard is shown with its voices, also before it was answered."""
    entry = entry_of(CONSULTATION, "data-practitioner-2-1")
    themes = tuple(dataclasses.replace(row, answer=None) for row in entry.record.themes)
    page = pages_of(with_record(registry(), entry, themes=themes))[
        "governance/consultations/data-practitioner-2-1/index.md"
    ]
    assert "Not answered yet." in page
    assert "Closed, not answered yet" in page
    assert "6 voices" in page


def test_an_endorsement_is_shown_as_what_it_is() -> None:
    """A file of the endorser's own is linked with its digest; words alone are called that."""
    entry = entry_of(ENDORSEMENT, "harbour-stats-data-practitioner")
    path = "governance/endorsements/harbour-stats-data-practitioner/index.md"
    signed = sample_pages()[path]
    assert entry.record.proof.digest in plain(signed)
    assert "In their own file:" in plain(signed)
    assert "unsigned" not in plain(signed)
    unsigned = pages_of(with_record(registry(), entry, proof=None))[path]
    assert "An unsigned statement" in unsigned
    assert "In their own file" not in unsigned


def test_an_ended_endorsement_is_shown_as_ended() -> None:
    """On its own page, in the list and on the standard; the day after its last it is over."""
    entry = entry_of(ENDORSEMENT, "harbour-stats-data-practitioner")
    over = with_record(registry(), entry, to=date(2026, 11, 22))
    pages = pages_of(over)
    standard = pages["standards/data-practitioner/index.md"]
    stands = pages_of(with_record(registry(), entry, to=DAY))
    words = "Harbour Statistics Office : Data Practitioner 2.1 Ended"
    assert words in standard
    assert words in pages["governance/endorsements/index.md"]
    assert "Data Practitioner 2.1 Endorsed" in stands["standards/data-practitioner/index.md"]


def test_an_endorsement_is_of_one_version() -> None:
    """The page of 2.1 shows nothing that was said of 2.10."""
    entry = entry_of(ENDORSEMENT, "harbour-stats-data-practitioner")
    page, words = "standards/data-practitioner/2.1/index.md", "Harbour Statistics Office"
    assert words in sample_pages()[page]
    longer = with_record(registry(), entry, about="standards/data-practitioner/2.10")
    assert words not in pages_of(longer)[page]


def test_open_findings_come_first_and_say_that_they_are_overdue() -> None:
    """An open finding past its day is overdue; a closed one is listed after it."""
    entry = next(one for one in registry().entries(REVIEW) if len(one.record.findings) > 1)
    first, *rest = entry.record.findings
    findings = (
        dataclasses.replace(first, closed=date(2026, 10, 1)),
        *(dataclasses.replace(row, closed=None, due=date(2026, 11, 1)) for row in rest),
    )
    pages = pages_of(with_record(registry(), entry, findings=findings))
    page = pages[f"governance/reviews/{entry.id}/index.md"]
    assert page.index("Overdue") < page.index("Closed")
    assert page.index(str(rest[0].text)) < page.index(str(first.text))
    listed = pages["governance/reviews/index.md"]
    assert "1 November 2026 3 weeks ago" in listed


@pytest.mark.parametrize("kind", [REVIEW, CONSULTATION])
def test_a_record_about_a_credential_does_not_say_about_which(kind: Any) -> None:
    """The site lists no IDs: nor does a review of one case, or what people are asked about it."""
    credential = registry().entries(CREDENTIAL)[0]
    entry = registry().entries(kind)[0]
    made = artifacts(site_of(with_record(registry(), entry, about=credential.subject)))
    assert [path for path, text in made.items() if credential.id in text] == []


def test_an_overdue_review_of_a_standard_is_listed() -> None:
    """Whoever looks for what was left undone finds it, in the list of reviews."""
    text = plain(sample_pages()["governance/reviews/index.md"])
    assert "Plain Charts 1.0 2 years 30 September 2026 8 weeks ago Overdue" in text
    own = plain(sample_pages()["standards/plain-charts/index.md"])
    assert "A review was due on 30 September 2026, 8 weeks ago, and has not been done." in own
    other = plain(sample_pages()["standards/data-practitioner/index.md"])
    assert "The next review is due on 5 January 2027, in 6 weeks." in other


def test_a_hidden_count_shows_no_number() -> None:
    """Neither count nor what it is out of, and the reason stands below the table."""
    entry = next(
        one for one in registry().entries(SNAPSHOT) if any(row.hidden for row in one.record.counts)
    )
    hidden = next(row for row in entry.record.counts if row.hidden)
    only = with_record(registry(), entry, counts=(hidden,))
    page = pages_of(only)[f"governance/metrics/{entry.id}/index.md"]
    row = page[page.index("Share") :]
    assert "too few to show \u2013 \u2013" in row
    assert "fewer than 5 people, or about all but fewer than 5" in row


def test_a_count_shows_what_it_is_out_of() -> None:
    """31 of 42 is 74 percent; a count of nothing in particular has no share."""
    entry = registry().entries(SNAPSHOT)[0]
    counts = (Count(measure="passed-first", count=31, of=42), Count(measure="seats", count=7))
    page = pages_of(with_record(registry(), entry, counts=counts))[
        f"governance/metrics/{entry.id}/index.md"
    ]
    assert "Passed first 31 42 74%" in page
    assert "Seats 7 \u2013 \u2013" in page


def test_acceptance_names_only_those_who_agreed() -> None:
    """Who withdraws consent is still counted, and not named any more."""
    entry = entry_of(POLICY, "code-of-conduct@2.0")
    before = acceptance(registry(), entry, DAY)
    person = entry_of(PERSON, "mara-lind")
    quiet = with_record(registry(), person, consent=None)
    after = acceptance(quiet, entry, DAY)
    assert after.accepted == before.accepted
    assert set(before.named) - set(after.named) == {"mara-lind"}
    assert len(after.named) == len(before.named) - 1
    page = pages_of(quiet)["governance/policies/code-of-conduct/2.0/index.md"]
    assert "Mara Lind" not in page
    assert f"Those who agreed to be named ({len(after.named)})" in page


def test_acceptance_counts_up_to_the_day_of_the_pages() -> None:
    """An acceptance that a record names for tomorrow has not happened."""
    entry = entry_of(POLICY, "code-of-conduct@2.0")
    assert acceptance(registry(), entry, date(2025, 9, 1)).accepted == 0
    assert acceptance(registry(), entry, DAY).accepted > 10


def test_what_comes_next_is_not_over() -> None:
    """A term that ended yesterday is gone from the list, one that ends today is there."""
    told = "Appeals and ethics board: end of term"
    for day, there in ((date(2026, 12, 31), True), (date(2027, 1, 1), False)):
        text = pages_of(registry(), day)[GOVERNANCE]
        following = text[text.index("What comes next") : text.index("Subscribe to the calendar")]
        assert (told in following) is there
    assert "31 December 2026 today" in pages_of(registry(), date(2026, 12, 31))[GOVERNANCE]


def test_a_window_that_is_open_is_still_to_come() -> None:
    """It began before the day of the pages and has not closed: its last day is what counts."""
    entry = entry_of(CONSULTATION, "data-practitioner-2-1")
    soon = with_record(registry(), entry, closes=date(2026, 11, 30))
    told = "until 30 November 2026 in 7 days Consultation: Should excellent work"
    assert told in pages_of(soon)[GOVERNANCE]


def test_a_body_lists_its_newest_decisions() -> None:
    """The log has them all; what follows on the page is not pushed out of sight."""
    path = "governance/bodies/certification-committee/index.md"
    assert sample_pages()[path].count('class="sb-log__row') == 10
    every = [one for one in votes(registry()) if one.entry.record.body == "certification-committee"]
    assert f"These are the newest of {len(every)};" in plain(sample_pages()[path])


def test_no_list_without_records() -> None:
    """A registry without endorsements has no page about them, and nothing leads to one."""
    kinds = [kind for kind in KINDS if kind is not ENDORSEMENT]
    found = Registry(one for kind in kinds for one in registry().entries(kind))
    made = artifacts(site_of(found))
    assert not [path for path in made if path.startswith("governance/endorsements")]
    assert "governance/endorsements" not in made[GOVERNANCE]
    assert "Endorsed by" not in made["standards/data-practitioner/index.md"]
