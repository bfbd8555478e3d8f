"""The files of the folder of issue forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from registry.forge.issues.chooser import NAME, chooser
from registry.forge.issues.form import Form
from registry.forge.issues.forms import FORMS
from registry.forge.issues.github import form_file, path_of
from registry.records.registry import Registry


def _printed(make: Callable[[Registry], Form]) -> Callable[[Registry, date], str]:
    return lambda registry, _day: form_file(make(registry))


# By path, what makes the text on a day; none of it depends on the day.
ISSUE_FILES: Mapping[str, Callable[[Registry, date], str]] = {
    **{path_of(name): _printed(make) for name, make in FORMS.items()},
    path_of(NAME): lambda registry, _day: chooser(registry),
}
