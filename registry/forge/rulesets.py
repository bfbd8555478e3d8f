"""The rules that GitHub keeps for the two branches, as files that its settings import.

Settings, Rules, Rulesets, New ruleset, *Import a ruleset* takes one file at a time. The form is
that of GitHub's REST API (docs.github.com, "Create a repository ruleset").
Nobody may go around the rules, so there are no `bypass_actors`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from registry.forge.codeowners import accounts_on
from registry.records.body import BODY
from registry.records.registry import Registry

MAIN, LEDGER = ".github/rulesets/main.json", ".github/rulesets/ledger.json"
# The job of check.yml, and that of the workflow which it calls: so GitHub names a check. Only
# GitHub Actions, whose number as an app this is, may say that it passed.
CHECK = "Check / Records"
_ACTIONS = 15368

# A branch that only grows: neither deleted nor rewritten.
_GROWS: list[dict[str, Any]] = [{"type": "deletion"}, {"type": "non_fast_forward"}]
_PAIR = 2
_CHECKED: dict[str, Any] = {
    "type": "required_status_checks",
    "parameters": {
        "strict_required_status_checks_policy": True,
        "do_not_enforce_on_create": False,
        "required_status_checks": [{"context": CHECK, "integration_id": _ACTIONS}],
    },
}


def main_ruleset(registry: Registry, day: date) -> str:
    """For the branch of the records: two approvals, one by a code owner, and the check passed.

    Where the bodies have two accounts between them, one approval: nobody approves their own
    change, so of two people only one is left.
    An approval lapses with the next push, and who pushed last does not approve it. The branch must
    be up to date, so that the check judged what is merged; it is linear and is never rewritten.
    """
    linear = {"type": "required_linear_history"}
    bodies = registry.entries(BODY)
    accounts = {one for body in bodies for one in accounts_on(registry, body.record, day)}
    review = _review(1 if len(accounts) == _PAIR else 2)
    return _ruleset("Records", "~DEFAULT_BRANCH", [*_GROWS, linear, review, _CHECKED])


def ledger_ruleset(_registry: Registry, _day: date) -> str:
    """For the branch of the ledger: the workflow that publishes adds to it, and nobody rewrites."""
    return _ruleset("Ledger", "refs/heads/ledger", _GROWS)


def _review(approvals: int) -> dict[str, Any]:
    return {
        "type": "pull_request",
        "parameters": {
            "required_approving_review_count": approvals,
            "require_code_owner_review": True,
            "dismiss_stale_reviews_on_push": True,
            "require_last_push_approval": True,
            "required_review_thread_resolution": True,
            "allowed_merge_methods": ["squash", "rebase"],
        },
    }


def _ruleset(name: str, branch: str, rules: list[dict[str, Any]]) -> str:
    ruleset = {
        "name": name,
        "target": "branch",
        "enforcement": "active",
        "conditions": {"ref_name": {"include": [branch], "exclude": []}},
        "bypass_actors": [],
        "rules": rules,
    }
    return json.dumps(ruleset, indent=2) + "\n"
