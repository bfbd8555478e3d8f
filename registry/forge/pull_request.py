"""The template of a pull request: what its author promises, by the kind of change."""

from __future__ import annotations

from datetime import date

from registry.records.registry import Registry

TEMPLATE = ".github/pull_request_template.md"
_TEXT = """\
<!-- What changes, and for whom? One or two sentences. The check adds what follows from the files.
     Keep the list that fits, and delete the others. -->

## A credential is issued or renewed

- [ ] The assessment names everybody who voted, and nobody else.
- [ ] The holder agreed to each thing about them that is published here.
- [ ] Nothing private is in it: no score, no comment, no reason, no way to reach a person.

## A credential is suspended, reinstated, revoked or replaced

- [ ] The body has decided, and its decision is in this pull request or was merged before.
- [ ] The holder was told first, and how to appeal.
- [ ] The reason is one of the words of the registry, and no story about a person.
- [ ] A suspension has a date of review.

## A standard, skill map or pathway changes

- [ ] The change is a new version; what was announced stays as it is.
- [ ] The summary says in one sentence what is different, and for whom.
- [ ] The day it takes effect leaves the notice that its class asks for.
- [ ] Before a breaking change there was a consultation, and every theme has an answer.
- [ ] It still says truthfully what the credential does not signify.

## Governance changes: a body, a person, a policy, a decision

- [ ] Votes, abstentions and recusals are those of the minutes.
- [ ] Everybody who is named knows it and agreed to it.
- [ ] Whoever takes on a role accepted the policies for it first.
- [ ] Where terms, owners or accounts changed, `sealbook github` wrote its files again.

## Conflict of interest

- [ ] I am not the person whom this is about. I have not worked with, taught, mentored or sponsored
      that person in the time that our rules name.

If you cannot tick this, say here how you are concerned, and let somebody else take it over.
Whoever approves says the same by approving, or steps aside.
"""


def pull_request_template(_registry: Registry, _day: date) -> str:
    """The text that GitHub puts into a new pull request."""
    return _TEXT
