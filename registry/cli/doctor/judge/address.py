"""Where the registry says that it is, and what follows for hosts, keys and letters."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from registry.address import real
from registry.cli.doctor.facts import Here
from registry.cli.doctor.finding import Finding, error, note, warning
from registry.cli.doctor.judge.hosts import on_github, pages_address
from registry.sign.policy import PolicyRefused, parse_policy

_LIKE_SAMPLES = (".example", ".example.org", ".example.com", ".test", ".invalid", ".localhost")


def example(here: Here) -> Iterator[Finding]:
    """Whether the address is one that can exist."""
    host = urlsplit(here.settings.url).hostname or ""
    if f".{host}".endswith(_LIKE_SAMPLES):
        yield note(
            f"{host} is a name for examples, which no site can have",
            "write your own address into `url` of registry.yml, before you make keys",
        )


def below_path(here: Here) -> Iterator[Finding]:
    """Whether the site has a host of its own."""
    address = real(here.settings)
    if address.base == "/":
        return
    said = (
        f"the site lies below {address.base}, so robots.txt and /.well-known/security.txt are "
        f"not served, and the issuer is {address.did}"
    )
    if here.keys.chain:
        yield note(
            said,
            "with a domain of its own the issuer would have another name; so keep the path, or "
            "move now while few credentials name it",
        )
    else:
        yield warning(
            said,
            "get a domain of its own before the keys are made, and write it into `url` of "
            "registry.yml",
        )


def issuer(here: Here) -> Iterator[Finding]:
    """Whether the keys speak for the address."""
    if not here.keys.chain:
        return
    address = real(here.settings)
    try:
        policy = parse_policy(here.keys.chain[-1].content)
    except PolicyRefused:  # `key-policy-signed` tells that
        return
    if policy.origin != address.origin:
        yield error(
            f"keys/{policy.n}.json is of the log {policy.origin}, and registry.yml says "
            f"{address.origin}",
            "write `origin` into registry.yml as it was; it never changes",
        )
    if policy.issuer != address.did:
        yield warning(
            f"keys/{policy.n}.json speaks for {policy.issuer}, and `url` in registry.yml makes "
            f"{address.did}",
            "write `url` into registry.yml as it was, or keep the old address alive for as long "
            "as credentials name it",
        )


def github_pages(here: Here) -> Iterator[Finding]:
    """Whether GitHub Pages would serve a site of this repository there."""
    found = here.repository
    repository = on_github(found.remote) if found else ""
    address = real(here.settings)
    if repository and address.host.endswith(".github.io"):
        expected = pages_address(repository)
        if address.url.lower() != expected:
            yield error(
                f"GitHub Pages serves {repository} at {expected}, and `url` says {address.url}",
                f"write url: {expected} into registry.yml",
            )


def cname(here: Here) -> Iterator[Finding]:
    """Whether a file CNAME says another domain."""
    host = real(here.settings).host
    if here.cname is not None and here.cname.strip().lower() != host:
        yield warning(
            f"the file CNAME says {here.cname.strip()[:100]}, and registry.yml says {host}",
            "delete the file; the domain belongs under Settings, Pages, Custom domain",
        )


def languages(here: Here) -> Iterator[Finding]:
    """Whether the program speaks the languages of the registry."""
    for language in here.settings.languages:
        if not {language, language.partition("-")[0]} & set(here.languages):
            yield note(
                f"the program has no words in `{language}`, so headings and buttons are in English",
                "translate the catalogues in registry/site/words and send them in",
            )
