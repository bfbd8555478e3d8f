"""Text for people, in one language or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the registry's default language, which binds, and its translations by language.

    Languages are BCP 47 tags, such as `en` or `pt-BR`.
    """

    default: str
    translations: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.default

    def in_(self, language: str) -> str:
        """The text in `language`, or else in the default language."""
        return self.translations.get(language, self.default)

    def __hash__(self) -> int:
        return hash(self.default)
