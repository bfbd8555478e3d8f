"""What is looked at on GitHub: each examination is a function in `judge/` and a line here."""

from __future__ import annotations

from registry.cli.doctor.facts import GitHub
from registry.cli.doctor.finding import Examination
from registry.cli.doctor.judge import github as hosting

GITHUB: tuple[Examination[GitHub], ...] = (
    Examination(
        code="github-default-branch",
        group="on GitHub",
        question="Is `main` the default branch?",
        why="Pull requests, schedules and the ruleset go by it.",
        judge=hosting.default_branch,
    ),
    Examination(
        code="github-ruleset",
        group="on GitHub",
        question="Are the rulesets in force that `sealbook github` wrote?",
        why="Without them one person can change records or rewrite the ledger unseen.",
        judge=hosting.rulesets,
    ),
    Examination(
        code="github-environment",
        group="on GitHub",
        question="Is there an environment `signing`, for the branch `main` only?",
        why="Else whoever may push a branch can write a workflow that reads the seed.",
        judge=hosting.environment,
    ),
    Examination(
        code="github-secret",
        group="on GitHub",
        question="Is the seed a secret of that environment, and of nothing else?",
        why="Without it nothing is sealed; elsewhere every branch could read it.",
        judge=hosting.secret,
    ),
    Examination(
        code="github-pages",
        group="on GitHub",
        question="Does GitHub Pages take the site from the workflow, at the right address?",
        why="Else an old branch is published, or the site is elsewhere than credentials say.",
        judge=hosting.pages,
    ),
    Examination(
        code="github-workflow",
        group="on GitHub",
        question="Are the workflows enabled?",
        why="GitHub disables one with a schedule after 60 days without a commit, and tells few.",
        judge=hosting.workflows,
    ),
    Examination(
        code="github-idle",
        group="on GitHub",
        question="Does the weekly heartbeat run, and will it go on?",
        why="Without it no fresh seal is made, and pages say that they may be out of date.",
        judge=hosting.heartbeat,
    ),
    Examination(
        code="github-run",
        group="on GitHub",
        question="Did the last runs end well?",
        why="What was merged since the last good run is not published.",
        judge=hosting.runs,
    ),
)
