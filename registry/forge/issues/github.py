"""A form as the file that GitHub reads."""

from __future__ import annotations

from typing import Any

import yaml

from registry.forge.issues.form import Boxes, Choice, Form, Line, Note, Question

FOLDER = ".github/ISSUE_TEMPLATE"
_HEAD = "# Made by `sealbook github` from the records; a change here is overwritten.\n"


def path_of(name: str) -> str:
    """Where the form or page with this name lies."""
    return f"{FOLDER}/{name}.yml"


def form_file(form: Form) -> str:
    """The text of a form's file."""
    data: dict[str, Any] = {
        "name": form.title,
        "description": form.description,
        "body": [_part(part) for part in form.body],
    }
    return yaml_file(data)


def yaml_file(data: dict[str, Any]) -> str:
    """Data as a file of this folder.

    GitHub's reader is one of YAML 1.1 with ways of its own: it takes `2026-02-20` for a date and
    `1,000` for a number, and then refuses them for a text. So a text is quoted unless it begins
    with a letter, and where the printer knows that even then it means something else (`yes`).
    """
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return _HEAD + text


class _Dumper(yaml.SafeDumper):
    """Prints texts as `yaml_file` says."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if text[:1].isascii() and text[:1].isalpha() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _part(part: Note | Question) -> dict[str, Any]:
    if isinstance(part, Note):
        return {"type": "markdown", "attributes": {"value": part.text}}
    attributes: dict[str, Any] = {"label": part.label}
    if part.description:
        attributes["description"] = part.description
    if isinstance(part, Boxes):
        attributes["options"] = [
            {"label": box.label, **({"required": True} if box.required else {})}
            for box in part.boxes
        ]
        return {"type": "checkboxes", "id": part.id, "attributes": attributes}
    if isinstance(part, Choice):
        attributes |= {"multiple": True} if part.multiple else {}
        attributes["options"] = list(part.options)
        kind = "dropdown"
    else:
        attributes |= {"placeholder": part.example} if part.example else {}
        kind = "input" if isinstance(part, Line) else "textarea"
    found: dict[str, Any] = {"type": kind, "id": part.id, "attributes": attributes}
    return found | ({"validations": {"required": True}} if part.required else {})
