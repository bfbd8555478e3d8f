"""The table of files that GitHub reads. A new one is a function in a module here, and a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from registry.forge.codeowners import codeowners
from registry.forge.issues.files import ISSUE_FILES
from registry.forge.pull_request import TEMPLATE, pull_request_template
from registry.forge.rulesets import LEDGER, MAIN, ledger_ruleset, main_ruleset
from registry.problem import Explanation
from registry.records.reading import CODEOWNERS
from registry.records.registry import Registry

STALE = Explanation(
    code="github-stale",
    group="governance",
    rule="The files that GitHub reads are those that `sealbook github` makes.",
    more="They follow from the bodies, people and settings, and change with a new version of"
    " sealbook. `sealbook github` writes them again; rulesets are then imported once more.",
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the repository, by its path, and what makes its text on a day."""

    path: str
    text: Callable[[Registry, date], str]


FILES: tuple[File, ...] = (
    File(CODEOWNERS, codeowners),
    File(MAIN, main_ruleset),
    File(LEDGER, ledger_ruleset),
    File(TEMPLATE, pull_request_template),
    *(File(path, text) for path, text in ISSUE_FILES.items()),
)
