"""Languages: the default one binds, and only those of the registry are used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.nearest import hint
from registry.check.texts import texts
from registry.problem import Problem
from registry.records.credential import CREDENTIAL
from registry.records.kinds import KINDS
from registry.records.registry import Registry


def default_language(registry: Registry, _today: date) -> Iterator[Problem]:
    """A text in several languages is there in the default language.

    The default is the first of `languages` in `registry.yml`. It binds: digests and disputes go by
    it, and whatever has no translation is shown in it.
    """
    default = registry.settings.language
    for kind in KINDS:
        for entry in registry.entries(kind):
            for at, text in texts(entry):
                if isinstance(text, dict) and default not in text:
                    yield entry.problem(
                        f"the text is not there in `{default}`, the language that binds",
                        *at,
                        key=True,
                        fix=f"add a line `{default}: …`",
                    )


def unknown_language(registry: Registry, _today: date) -> Iterator[Problem]:
    """Texts and credentials are in the languages that `registry.yml` lists.

    A language that is not listed would have no pages, and nobody promised to keep it up.
    """
    languages = registry.settings.languages
    for kind in KINDS:
        for entry in registry.entries(kind):
            for at, text in texts(entry):
                if isinstance(text, dict):
                    for language in text:
                        if language not in languages:
                            yield entry.problem(
                                f"`{language}` is no language of this registry",
                                *at,
                                language,
                                key=True,
                                fix=hint(language, languages),
                            )
    for credential in registry.entries(CREDENTIAL):
        if credential.record.language not in languages:
            yield credential.problem(
                f"`{credential.record.language}` is no language of this registry",
                "language",
                fix=hint(credential.record.language, languages),
            )
