"""The page above the forms: what is asked in public, and where to go with what is not."""

from __future__ import annotations

from registry.forge.issues.github import yaml_file
from registry.records.registry import Registry

NAME = "config"
# The page of the site that says whom to write to, and its parts.
CONTACT = "contact/"
APPEAL, MISUSE, RENEW, DATA = "appeal", "misuse", "renew", "data"


def chooser(registry: Registry) -> str:
    """The text of `config.yml`.

    An appeal tells that somebody did not pass, a report accuses somebody, and what was learnt since
    is told for one person's file: none of them has a form, because whatever is written into one is
    public. Nor is there a blank form to write it into.
    """
    page = f"{registry.settings.url.rstrip('/')}/{CONTACT}"
    links = [
        {
            "name": "Appeal a decision",
            "url": f"{page}#{APPEAL}",
            "about": "In private, by e-mail: an issue here would be public.",
        },
        {
            "name": "Report misuse",
            "url": f"{page}#{MISUSE}",
            "about": "A false credential, or a wrong one: in private, by e-mail.",
        },
        {
            "name": "Renew a credential",
            "url": f"{page}#{RENEW}",
            "about": "Hand in what you have learnt, done and given since, in private.",
        },
        {
            "name": "See, correct or remove what is said about you",
            "url": f"{page}#{DATA}",
            "about": "In private, by e-mail.",
        },
    ]
    links += [
        {"name": "Ask the community", "url": channel.url, "about": "For everything else."}
        for channel in registry.settings.channels
        if channel.kind == "forum"
    ]
    return yaml_file({"blank_issues_enabled": False, "contact_links": links})
