"""Every examination, in the order in which `docs/doctor.md` lists them for people."""

from __future__ import annotations

from typing import Any

from registry.cli.doctor.finding import Examination
from registry.cli.doctor.table.github import GITHUB
from registry.cli.doctor.table.here import HERE
from registry.cli.doctor.table.site import SITE

EXAMINATIONS: tuple[Examination[Any], ...] = (*HERE, *GITHUB, *SITE)
