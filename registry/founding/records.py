"""The records of a new registry: drafts where a community has to decide, and who founds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from registry.founding.bodies import BODIES, body
from registry.founding.founding import Founder, Founding
from registry.founding.texts import record, text
from registry.records.body import BODY
from registry.records.canonical import order_of
from registry.records.decision import DECISION, Decision
from registry.records.framework import FRAMEWORK
from registry.records.person import PERSON, Person
from registry.records.policy import POLICY
from registry.records.settings import REGISTRY, Settings
from registry.records.standard import STANDARD, Standard
from registry.source.layout import layout

MARK = "assets/mark.svg"
POLICIES = ("appeals", "code-of-conduct", "conflict-of-interest", "privacy")
_MAP = "core@1.0"


def records(founding: Founding) -> dict[str, str]:
    """The record files by their paths."""
    day = founding.day.isoformat()
    made = {
        REGISTRY.path: _settings(founding),
        FRAMEWORK.path_of(_MAP): text("framework.yml"),
        STANDARD.path_of(f"{founding.slug}@1.0"): record(
            "standard.yml", Standard, title=founding.standard, framework=_MAP
        ),
        DECISION.path_of(f"{day}-founding"): _decision(founding),
    }
    made |= {BODY.path_of(slug): body(founding, slug) for slug in BODIES}
    made |= {POLICY.path_of(f"{slug}@1.0"): text(f"policies/{slug}.md") for slug in POLICIES}
    made |= {PERSON.path_of(one.handle): _person(founding, one) for one in founding.founders}
    return made


# Pictures, by path, and the text that draws each.
PICTURES: Mapping[str, Callable[[Founding], str]] = {
    MARK: lambda _founding: text("mark.svg"),
    "assets/badges/{slug}.svg": lambda _founding: text("badge.svg"),
}


def pictures(founding: Founding) -> dict[str, str]:
    """The picture of the registry and that of the first standard, to be replaced by their own."""
    return {path.format(slug=founding.slug): draw(founding) for path, draw in PICTURES.items()}


def _settings(founding: Founding) -> str:
    return record(
        "registry.yml",
        Settings,
        name=founding.name,
        url=founding.url,
        email=founding.email,
        image=MARK,
        origin=founding.origin,
        languages=[founding.language],
        zone=founding.zone,
    )


def _person(founding: Founding, founder: Founder) -> str:
    data = {
        "consent": founding.day.isoformat(),
        **({"github": founder.account} if founder.account else {}),
        "languages": [founding.language],
    }
    return layout(data, order=order_of(Person))


def _decision(founding: Founding) -> str:
    data = {
        "question": "Found this registry, with its committee and its maintainers?",
        "about": "registry",
        "action": "appoint",
        "body": "maintainers",
        "decided": founding.day.isoformat(),
        "for": sorted(founder.handle for founder in founding.founders),
        "reasons": (
            "Somebody must answer for a registry before it awards anything. Whoever is named here"
            " agreed to be listed, and takes a seat in both bodies until there are more of us."
        ),
    }
    return layout(data, order=order_of(Decision))
