"""Out and in again: a framework survives CASE and the table."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.real_data.convert import text_of
from examples.real_data.direct import records as frameworks
from registry.check.shape.judge import shape
from registry.exchange.case.reader import read_case
from registry.exchange.outline.draft import Draft
from registry.exchange.sheet.reader import read_table
from registry.load import document_of
from registry.records.framework import FRAMEWORK
from registry.records.registry import Registry
from registry.source.characters import forbidden
from registry.source.parse import parse
from tests.case_shape import faults
from tests.exchange_world import as_draft, context, registry_of, written
from tests.sample_site import registry

SOURCE = Path(__file__).resolve().parents[2] / "shared" / "realdata" / "direct"

# ---- frameworks made for a test

_slugs = st.from_regex(r"[a-z][a-z0-9-]{1,12}", fullmatch=True).filter(
    lambda slug: slug not in {"no", "on", "off", "yes", "true", "false"}
)


def _shown(text: str) -> str:
    """The text as a record may hold it: shown characters, composed, no blank at its ends."""
    gone = {found.offset for found in forbidden(text)}
    kept = "".join(char for offset, char in enumerate(text) if offset not in gone)
    return unicodedata.normalize("NFC", kept).strip() or "x"


# Signs that mean something to one format or another come often.
_signs = st.sampled_from("=+-@'\";,|<>&#:{}[]éß漢🏅 \u00a0")
_letters = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
_lines = st.text(_signs | _letters, min_size=1, max_size=24).map(_shown)
_texts = st.lists(_lines, min_size=1, max_size=3).map("\n".join)
_urls = st.from_regex(r"https://[a-z]{2,8}\.example/[a-z0-9]{0,6}", fullmatch=True)


@st.composite
def made(draw: st.DrawFn) -> dict[str, Any]:
    """The data of a framework with every field that one may have."""
    levels = draw(st.lists(_slugs, min_size=1, max_size=4, unique=True))
    domains = draw(st.dictionaries(_slugs, _lines, min_size=1, max_size=3))
    ids = draw(st.lists(_slugs, min_size=1, max_size=5, unique=True))
    competencies = []
    for number, id_ in enumerate(ids):
        shown = draw(st.lists(st.sampled_from(levels), min_size=1, unique=True))
        one: dict[str, Any] = {
            "id": id_,
            "title": draw(_lines),
            "domain": draw(st.sampled_from(sorted(domains))),
            "strand": draw(st.sampled_from(["technical", "social", "ethical"])),
            "tasks": draw(st.lists(_texts, min_size=1, max_size=3, unique=True)),
            "behaviours": {level: draw(_texts) for level in levels if level in shown},
        }
        if draw(st.booleans()):
            one["demand"] = draw(st.lists(_slugs, min_size=1, max_size=2, unique=True))
        if draw(st.booleans()):
            one["alignments"] = draw(_alignments)
        if number and draw(st.booleans()):
            one["needs"] = [ids[number - 1]]
        competencies.append(one)
    return {
        "title": draw(_lines),
        "levels": levels,
        "domains": domains,
        "competencies": competencies,
        "change": {"summary": draw(_texts), "announced": "2025-01-01", "effective": "2025-02-01"},
    }


_alignments = st.lists(
    st.fixed_dictionaries(
        {
            "framework": _lines,
            "relation": st.sampled_from(["exact", "broader", "narrower", "related"]),
            "url": _urls,
        },
        optional={"code": _lines},
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda row: row["url"],
)


def survives_case(found: Registry, framework_id: str = "made@1.0") -> Draft:
    """CASE says all that a draft of the framework says, and nothing else."""
    text = written(found, "case", framework_id)
    assert list(faults(json.loads(text))) == []
    reading = read_case(text.encode(), "case.json")
    assert reading.problems == ()
    assert reading.draft is not None
    assert reading.draft.data == as_draft(found, framework_id)
    return reading.draft


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a table, but for the digest: a draft has another one, having no dates."""
    return [{**row, "digest": ""} for row in csv.DictReader(io.StringIO(text))]


@given(made())
@settings(max_examples=40)
def test_a_framework_survives_case(data: dict[str, Any]) -> None:
    """Export and import give what was exported, as a file that `check` has nothing against."""
    draft = survives_case(registry_of(data))
    document, problems = document_of(draft.text.encode(), "skills/made/1.0.yml")
    assert problems == []
    assert document is not None
    assert shape(document) == []


@given(made())
@settings(max_examples=40)
def test_a_table_is_written_the_same_again(data: dict[str, Any]) -> None:
    """Export, import, export gives the same rows; what a table cannot hold is lost only once."""
    text = written(registry_of(data), "csv")
    reading = read_table(text.encode(), "made.csv", "made")
    assert reading.problems == ()
    assert reading.draft is not None
    assert rows(written(registry_of(reading.draft.data), "csv")) == rows(text)


PLAIN: dict[str, Any] = {
    "title": "Signs",
    "levels": ["good"],
    "domains": {"signs": "R&amp;D <b>"},
    "competencies": [
        {
            "id": "tags",
            "title": "Writes <p> and <!-- comments -->",
            "domain": "signs",
            "strand": "technical",
            "tasks": ["Mend <script>this</script>."],
            "behaviours": {"good": "Knows &lt; from <."},
            "alignments": [
                {
                    "framework": one,
                    "code": "1",
                    "relation": "related",
                    "url": f"https://{one}.example/",
                }
                for one in ("first", "second")
            ],
        }
    ],
    "change": {"summary": "First."},
}


def test_texts_about_html_survive() -> None:
    """An export of ours holds plain text: what looks like HTML is meant, and stays."""
    survives_case(registry_of(PLAIN))
    text = written(registry_of(PLAIN), "csv")
    reading = read_table(text.encode(), "signs.csv", "")
    assert reading.problems == ()
    assert reading.draft is not None
    assert reading.draft.data["competencies"] == PLAIN["competencies"]


def test_equal_codes_of_two_frameworks_are_two_associations() -> None:
    """Other frameworks both call something 1: the links to them have identifiers of their own."""
    links = json.loads(written(registry_of(PLAIN), "case"))["CFAssociations"]
    assert len({link["identifier"] for link in links}) == len(links)


@pytest.mark.parametrize("entry", registry().entries(FRAMEWORK), ids=lambda entry: entry.id)
def test_the_sample_survives_both(entry: Any) -> None:
    """Every framework of the sample, word for word in the language that binds."""
    survives_case(registry(), entry.id)
    text = written(registry(), "csv", entry.id)
    reading = read_table(text.encode(), "table.csv", "")
    assert reading.problems == ()
    assert reading.draft is not None
    wanted = as_draft(registry(), entry.id)
    assert reading.draft.data == {**wanted, "change": {"summary": wanted["title"]}}


@pytest.fixture(scope="module")
def direct() -> dict[str, dict[str, Any]]:
    """The DIRECT framework as converted, by path."""
    if not SOURCE.is_dir():
        pytest.skip("no real data at ../shared/realdata, see examples/real_data")
    return frameworks(SOURCE)


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_direct_survives_both(direct: dict[str, dict[str, Any]], version: str) -> None:
    """A framework of others with 20 competencies and 160 skills, as CASE and as a table."""
    path = f"skills/direct/{version}.yml"
    source, problems = parse(text_of(path, direct[path]).encode(), path)
    assert source is not None, problems
    found = registry_of(source.data)
    survives_case(found)
    text = written(found, "csv")
    reading = read_table(text.encode(), "direct.csv", "")
    assert reading.problems == ()
    assert reading.draft is not None
    assert reading.draft.data["competencies"] == as_draft(found)["competencies"]
    assert rows(written(registry_of(reading.draft.data), "csv")) == rows(text)


def test_the_day_of_an_export_is_not_in_it() -> None:
    """What was announced says the same whenever it is exported."""
    entry = registry().get(FRAMEWORK, "open-data@1.0")
    assert entry is not None
    change = entry.record.change
    assert context(registry(), date(2030, 1, 1)).changed(change) == "2020-08-24T00:00:00Z"
