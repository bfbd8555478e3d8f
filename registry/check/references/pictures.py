"""References to pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.nearest import hint
from registry.problem import Problem
from registry.records.registry import Registry
from registry.records.settings import REGISTRY


def missing_picture(registry: Registry, _today: date) -> Iterator[Problem]:
    """The picture that registry.yml names is a file in `assets/`.

    Only this folder is published. A standard without a picture in `assets/badges/` has a plain one.
    """
    for settings in registry.entries(REGISTRY):
        image = settings.record.image
        if image is not None and image not in registry.pictures:
            yield settings.problem(
                f"there is no picture `{image}` in assets/",
                "image",
                fix=hint(image, sorted(registry.pictures), "add the file, or delete the line"),
            )
