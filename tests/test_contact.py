"""The page that takes what must not be public."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import yaml

from registry.forge.issues.chooser import chooser
from registry.site.pages.contact import contact_page
from tests.small_registry import SETTINGS, site_of


def test_every_private_way_out_of_the_forms_leads_to_a_part_of_the_page() -> None:
    """The links of the page of forms end at headings that are there."""
    site = site_of({})
    (artifact,) = contact_page(site)
    text = artifact.content.decode()
    links = yaml.safe_load(chooser(site.registry))["contact_links"]
    assert artifact.path == "contact/index.md"
    for link in links:
        address, _, part = link["url"].partition("#")
        assert address == f"{site.settings.url}contact/"
        assert f"{{ #{part} }}" in text


def test_it_says_how_long_one_may_wait() -> None:
    """The times are those of the standards in force, each with the link to its page."""
    (artifact,) = contact_page(site_of({}))
    row = next(
        line for line in artifact.content.decode().splitlines() if "Data Practitioner" in line
    )
    assert "30 days" in row
    assert "45 days" in row


def test_a_registry_without_a_standard_in_force_has_no_times_yet() -> None:
    """Before the first standard counts there is nothing to appeal by."""
    site = site_of({})
    early = replace(site, as_of=site.as_of.replace(year=2019))
    (artifact,) = contact_page(early)
    assert b"<table" not in artifact.content


def test_a_forum_takes_everything_else() -> None:
    """Where there is a public place to ask, both pages name it."""
    forum = "channels:\n  - {kind: forum, url: https://forum.odpg.example/}\n"
    site = site_of({}, settings=SETTINGS + forum)
    (artifact,) = contact_page(site)
    assert "https://forum.odpg.example/" in unescape(artifact.content.decode())
    links = yaml.safe_load(chooser(site.registry))["contact_links"]
    assert links[-1]["url"] == "https://forum.odpg.example/"
