"""The catalogues of words: complete, and alike in every language."""

from __future__ import annotations

import dataclasses
import re
import string
from importlib.resources import files
from typing import get_args

import pytest

from registry.records.credential import EVENTS, Credential, Reason
from registry.records.ids import is_id, normalize
from registry.site.verification.verdict import LOOKS
from registry.site.verification.words import catalogue, languages, words_of

OTHERS = [language for language in languages() if language != "en"]
TEMPLATES = ("credential.html.j2", "lookup.html.j2", "verify.html.j2")


def placeholders(sentence: str) -> set[str | None]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence)} - {None}


@pytest.mark.parametrize("language", OTHERS)
def test_same_keys_and_placeholders_as_english(language: str) -> None:
    """Every language says what English says, in the same order, with the same values."""
    english, other = catalogue("en").sentences, catalogue(language).sentences
    assert list(other) == list(english)
    for key, sentence in other.items():
        assert placeholders(sentence) == placeholders(english[key]), key
        assert sentence.strip() == sentence != "", key


def test_spanish_is_translated() -> None:
    """No sentence of the Spanish catalogue is English, but for names of formats."""
    english, spanish = catalogue("en").sentences, catalogue("es").sentences
    same = {key for key in english if english[key] == spanish[key]}
    assert same == {"file.credential"}


@pytest.mark.parametrize("language", languages())
def test_every_code_of_the_records_has_words(language: str) -> None:
    """Reasons, events, fields and states that a credential can have are all in the catalogue."""
    fields = {field.name for field in dataclasses.fields(Credential)} - {"history"}
    needed = {f"reason.{code}" for code in get_args(Reason)}
    needed |= {f"event.{name}" for name in EVENTS}
    needed |= {f"field.{name}" for name in fields}
    needed |= {f"{look.words}.title" for look in LOOKS.values()}
    assert needed <= catalogue(language).sentences.keys()


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_use_known_words_only(name: str) -> None:
    """Each `[[key]]` is a sentence without placeholders, or one whose blank the script fills."""
    source = files("registry.site").joinpath("templates", name).read_text()
    for key in re.findall(r"\[\[([^]]+)\]\]", source):
        assert placeholders(catalogue("en").sentences[key]) <= {"id"}, key


def test_words_are_no_template_code() -> None:
    """Words are put into templates before these are compiled, so they must not look like code."""
    for language in languages():
        for sentence in catalogue(language).sentences.values():
            assert not re.search(r"\{\{|\{%|\{#|\[\[", sentence)


def test_the_example_id_is_right() -> None:
    """The ID in the sentence about IDs has the right check symbol."""
    for language in languages():
        example = re.search(r"[0-9A-Z]{4}-[0-9A-Z-]+", catalogue(language).sentences["box.shape"])
        assert example
        assert is_id(normalize(example[0]))


def test_a_language_falls_back_to_its_base_then_to_english() -> None:
    """`es-MX` reads Spanish, a language without a catalogue reads English."""
    assert words_of("es-MX").language == "es"
    assert words_of("tlh").language == "en"


def test_values_are_escaped() -> None:
    """Values filled into HTML are text, whatever they hold."""
    assert catalogue("en").html("issued-by", issuer="<b>&") == "Issued by &lt;b&gt;&amp;"
