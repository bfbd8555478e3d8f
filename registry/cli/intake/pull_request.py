"""The words around a draft: a pull request, or a comment on the issue where there is no draft."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from markupsafe import Markup

from registry.check.checks import EXPLANATIONS
from registry.cli.intake.event import Event
from registry.cli.intake.proposal import Proposal
from registry.forge.issues.form import Answers, Form, one
from registry.problem import Problem
from registry.site.markdown.escape import escape

_WIDTH = 90


def branch_of(form: str, number: int) -> str:
    """A branch for the draft: letters, digits, hyphens and a slash, whatever the issue says."""
    return f"intake/{number}-{form}"


def title_of(title: str, number: int) -> str:
    """The title of the pull request, and of its commit."""
    return f"{title} (issue {number})"


def pull_request(form: Form, event: Event, answers: Answers, proposal: Proposal) -> str:
    """The text of the pull request, in Markdown.

    What people wrote stands in boxes of plain text: GitHub makes no link, picture, mention or
    command of it there, and every character that means something is escaped besides.
    """
    quoted = [q for q in form.questions if q.id in proposal.quoted and answers.get(q.id)]
    lines = [
        (
            f"A draft from #{event.number}, which {_code(event.author)} opened by the form"
            f" “{form.title}”."
        ),
        "Nobody has looked at it yet.",
        "",
        "### Look at",
        "",
        *(f"- [ ] {sentence}" for sentence in proposal.look_at),
        "",
        "### Files",
        "",
        *(f"- {_code(file.path)}" for file in proposal.files),
        "",
        *(line for q in quoted for line in (f"### {q.label}", "", box(one(answers, q.id)), "")),
        f"Closes #{event.number}.",
    ]
    return "\n".join(lines) + "\n"


def comment(problems: Iterable[Problem]) -> str:
    """What to tell whoever opened the issue, in Markdown, if there can be no draft.

    Where something private stands in the issue, its rule is told and the words are not repeated.
    """
    lines = ["This could not become a draft yet:", ""]
    for problem in problems:
        explained = _PRIVATE.get(problem.code)
        lines.append(f"- {_code(explained.rule if explained else problem.message)}")
        if problem.fix:
            lines.append(f"  Remedy: {_code(problem.fix)}")
    return "\n".join([*lines, "", "Edit the issue or open a new one, and it is read again."]) + "\n"


_PRIVATE = {row.code: row for row in EXPLANATIONS if row.group == "privacy"}


def box(text: str) -> str:
    """Text of anybody as it is, in Markdown."""
    rows = [row for line in text.split("\n") for row in textwrap.wrap(line, _WIDTH) or [""]]
    # A blank line would end the box; a line break as a character reference does not.
    return str(Markup("<pre>{}</pre>").format(escape("\n".join(rows))))


def _code(text: str) -> str:
    return str(Markup("<code>{}</code>").format(escape(text)))
