"""The workflows that a registry's own repository holds: ours, with our address in them."""

from __future__ import annotations

import re

import pytest
import yaml

from registry.forge.callers import CALLERS, callers, own
from tests.test_repository import ROOT

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize("path", [path for path in CALLERS if "workflows" in path])
def test_we_use_what_others_get(path: str) -> None:
    """The files in the package are those of this repository, byte for byte."""
    assert (ROOT / path).read_text("utf-8") == own(CALLERS[path])


def test_others_pin_the_program() -> None:
    """Each reference to this repository becomes one to a commit of it, and it exists there."""
    found = callers("guild/sealbook", COMMIT, "1.2.0")
    text = "\n".join(found.values())
    assert "$/" not in text
    uses = re.findall(rf"uses: guild/sealbook(\S*)@{COMMIT} # v1\.2\.0$", text, re.MULTILINE)
    assert sorted(set(uses)) == [
        "",
        "/.github/workflows/deploy.yml",
        "/.github/workflows/judge.yml",
        "/.github/workflows/plan.yml",
    ]
    for path in filter(None, uses):
        assert (ROOT / path[1:]).is_file()
    assert all(yaml.safe_load(file) for file in found.values())


@pytest.mark.parametrize(
    ("program", "commit", "version"),
    [("sealbook", COMMIT, "1.2.0"), ("a/b", "main", "1.2.0"), ("a/b", COMMIT, "1.2\n  evil: 1")],
)
def test_what_is_no_pin_is_refused(program: str, commit: str, version: str) -> None:
    """Neither a branch nor anything that could become YAML."""
    with pytest.raises(ValueError, match=r"is no version|names no repository"):
        callers(program, commit, version)
