"""The table of checks against the base: what a change may do to what was there before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from registry.check.rule import Group, explained
from registry.check.since import (
    credentials,
    findings,
    lapses,
    meaning,
    merged,
    rows,
    versions,
    votes,
)
from registry.problem import Explanation, Problem
from registry.records.registry import Registry


@dataclass(frozen=True, slots=True)
class SinceCheck:
    """A rule about a change: the registry before it, the registry after it, and the day.

    As a `registry.check.checks.Check`, but that `run` takes two registries. Problems are places in
    the newer one; a file that is gone is named by its old path.
    """

    code: str
    run: Callable[[Registry, Registry, date], Iterator[Problem]]
    group: Group

    @property
    def explanation(self) -> Explanation:
        """What must hold, and why: the docstring."""
        return explained(self.code, self.run, self.group)


SINCE: tuple[SinceCheck, ...] = (
    SinceCheck("announced-edited", versions.announced_edited, "standards"),
    SinceCheck("announced-vanished", versions.announced_vanished, "standards"),
    SinceCheck("notice-from-merge", versions.notice_from_merge, "standards"),
    SinceCheck("credential-edited", credentials.credential_edited, "credentials"),
    SinceCheck("credential-vanished", credentials.credential_vanished, "credentials"),
    SinceCheck("merged-edited", merged.merged_edited, "governance"),
    SinceCheck("merged-vanished", merged.merged_vanished, "governance"),
    SinceCheck("review-lapsed", lapses.review_lapsed, "standards"),
    SinceCheck("finding-lapsed", lapses.finding_lapsed, "governance"),
    SinceCheck("finding-vanished", findings.finding_vanished, "governance"),
    SinceCheck("theme-vanished", findings.theme_vanished, "governance"),
    SinceCheck("rows-only-grow", rows.rows_only_grow, "governance"),
    SinceCheck("meaning-changed", meaning.meaning_changed, "governance"),
    SinceCheck("settings-fixed", meaning.settings_fixed, "governance"),
    SinceCheck("result-turned", votes.result_turned, "governance"),
)
