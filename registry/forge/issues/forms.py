"""The table of forms. A new one is a function in a module here, a line, and its intake."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from registry.forge.issues import change, credential, topic, volunteer
from registry.forge.issues.body import is_of
from registry.forge.issues.form import Form
from registry.records.registry import Registry

FORMS: Mapping[str, Callable[[Registry], Form]] = {
    change.NAME: change.change_form,
    credential.NAME: credential.credential_form,
    topic.NAME: topic.topic_form,
    volunteer.NAME: volunteer.volunteer_form,
}


def form_of(registry: Registry, body: str) -> Form | None:
    """The form that the text of an issue was made by; None where it begins as none of them.

    The first question tells: labels, titles and templates of an issue can be changed or lost.
    """
    forms = (make(registry) for make in FORMS.values())
    return next((form for form in forms if is_of(form, body)), None)
