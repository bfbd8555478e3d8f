"""The page for engineers: the tables and folders that it names are there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs/contributing.md").read_text("utf-8")
TABLES = re.findall(r"`([A-Z]+)` in `([\w/]+)\.py`", TEXT)
PATHS = re.findall(r"`(?:bash |python3 )?([\w.]+(?:/[\w.]+)*/?)`", TEXT)


@pytest.mark.parametrize(("table", "module"), TABLES)
def test_a_table_is_where_it_is_said_to_be(table: str, module: str) -> None:
    """And something stands in it."""
    name = module.replace("/", ".").removesuffix(".__init__")
    assert len(getattr(import_module(name), table)) > 1


def test_what_is_named_is_there() -> None:
    """Every file and folder, and more than a few."""
    named = [path for path in PATHS if "/" in path]
    assert len(named) > 20
    assert len(TABLES) == 9
    assert [path for path in named if not (ROOT / path).exists()] == []
