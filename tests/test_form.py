"""The table of form codes is what can be said before the checks: all of it, and no more."""

from __future__ import annotations

import ast
from importlib import import_module
from inspect import getsource
from types import ModuleType

import pytest

from registry.check.checks import CHECKS
from registry.check.form import FORM

MODULES = [
    import_module(f"registry.{name}")
    for name in (
        "records.reading",
        "source.characters",
        "source.decode",
        "source.parse",
        "source.syntax",
        "check.shape.names",
        "check.shape.values",
        "check.layout",
        "check.run",
    )
]
# Calls whose first argument is a code; everywhere else it is the keyword `code`.
CALLS = {"Refused", "report", "Finding"}


def codes(module: ModuleType) -> set[str]:
    """Every code that stands in the source of a module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(getsource(module))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            first = node.args[:1] if name in CALLS else []
            first = node.args[1:2] if name == "Forbidden" else first
            values = [*first, *(word.value for word in node.keywords if word.arg == "code")]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
            values = [node.value]
        else:
            continue
        for value in values:
            found |= {str(part.value) for part in constants(value)}
    return found


def constants(value: ast.expr) -> list[ast.Constant]:
    """The texts that an expression can give: itself, or the branches of a choice."""
    if isinstance(value, ast.IfExp):
        return constants(value.body) + constants(value.orelse)
    return [value] if isinstance(value, ast.Constant) else []


def test_the_table_has_every_code_and_no_other() -> None:
    """Each code that these modules can emit is explained, and each explained code is emitted."""
    emitted = set().union(*(codes(module) for module in MODULES))
    assert emitted == {row.code for row in FORM}


def test_codes_are_unique_and_sentences_end() -> None:
    """A code stands once, in neither table twice; rules and fixes are sentences."""
    names = [row.code for row in FORM] + [check.code for check in CHECKS]
    assert len(names) == len(set(names))
    for row in FORM:
        for sentence in (row.rule, row.more):
            assert sentence[0].isupper(), row.code
            assert sentence.endswith((".", "`.")), row.code


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_codes_are_found_in_the_source(module: ModuleType) -> None:
    """The search above sees something in each module; it would pass for ever if it saw nothing."""
    assert codes(module)
