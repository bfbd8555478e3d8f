"""Checks: every rule that the records must hold to, from the documentation of its check."""

from __future__ import annotations

from collections.abc import Iterator

from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.site import Site


def check_pages(site: Site) -> Iterator[Artifact]:
    """The list of checks by group, and a page for each code."""
    groups = dict.fromkeys(check.group for check in site.checks)
    yield page(
        site,
        "checks/",
        "checks.md.j2",
        title="Checks",
        description="The rules that every record of this registry holds to.",
        page_of=lambda check: f"checks/{check.code}/",
        groups=[(group, [one for one in site.checks if one.group == group]) for group in groups],
    )
    for check in site.checks:
        yield page(
            site,
            f"checks/{check.code}/",
            "check.md.j2",
            title=check.code,
            description=check.rule,
            crumbs=[("Checks", "checks/")],
            check=check,
        )
