"""What editors, containers and Git hooks read in the repository of a registry."""

from __future__ import annotations

import json
import re
from typing import Any

from registry.founding.founding import Founding
from registry.records.kinds import KINDS

_FIELD = re.compile(r"\{\w+\}")


def vscode_settings(founding: Founding) -> str:
    """Each kind of record with its published schema, so that an editor completes and explains.

    The addresses answer once the site is published.
    """
    return _json(
        {
            "yaml.schemas": {
                f"{founding.url}schemas/{kind.name}.schema.json": _FIELD.sub("*", kind.path)
                for kind in KINDS
                if not kind.is_markdown
            }
        }
    )


def vscode_extensions(_founding: Founding) -> str:
    """The extension that reads these schemas."""
    return _json({"recommendations": ["redhat.vscode-yaml"]})


def devcontainer(founding: Founding) -> str:
    """A container in which the program is installed: for GitHub Codespaces, or at home."""
    return _json(
        {
            "name": "Registry",
            "image": "mcr.microsoft.com/devcontainers/python:3.13-bookworm",
            "postCreateCommand": install(founding),
            "forwardPorts": [8000],
            "portsAttributes": {"8000": {"label": "The site (sealbook serve)"}},
            "customizations": {"vscode": {"extensions": ["redhat.vscode-yaml"]}},
        }
    )


def pre_commit(founding: Founding) -> str:
    """A hook that judges what a commit changes, by the program's own definition of it."""
    program = founding.program
    head = "# Once: `pip install pre-commit && pre-commit install`.\nrepos:\n"
    if program is None:
        return head + (
            "  - repo: local\n"
            "    hooks:\n"
            "      - id: sealbook-check\n"
            "        name: sealbook check\n"
            "        entry: sealbook check\n"
            "        language: system\n"
            "        pass_filenames: false\n"
        )
    return head + (
        f"  - repo: {program.url}\n"
        f"    rev: {program.commit} # v{program.version}\n"
        "    hooks:\n"
        "      - id: sealbook-check\n"
    )


def install(founding: Founding) -> str:
    """The command that installs the program, at the commit that the workflows use."""
    program = founding.program
    if program is None:
        return "python3 -m pip install sealbook"
    return f'python3 -m pip install "sealbook @ git+{program.url}@{program.commit}"'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
