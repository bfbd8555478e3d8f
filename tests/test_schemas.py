"""The schemas and the records they define."""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from registry.records.build import build
from registry.records.credential import EVENTS, Credential
from registry.records.kind import Kind
from registry.records.kinds import KINDS, kind_of
from registry.records.period import Period
from registry.records.schema import Schema, change_rules, definition, schema
from registry.records.text import Text
from registry.records.validator import quick, validator
from registry.source.parse import parse
from tests.damage import damaged_records, sample

DESIGN = Path(__file__).resolve().parents[2] / "shared" / "design"
ANNOTATIONS = {"title", "description", "examples", "default", "x-change"}
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def raw(name: str) -> Schema:
    """A schema file as it is written."""
    text = files("registry").joinpath("schemas", f"{name}.schema.json").read_text("utf-8")
    found: Schema = json.loads(text)
    return found


def fields(part: Schema, at: str = "") -> Iterator[tuple[str, Schema]]:
    """Every field below a part of a schema, with its path."""
    for name, field in part.get("properties", {}).items():
        yield f"{at}{name}", field
        yield from fields(field, f"{at}{name}.")
        yield from fields(field.get("items", {}), f"{at}{name}[].")


def models() -> dict[str, str]:
    """The model files of our kinds, by path; empty where the design is not beside the repository.

    A model of a kind that is still to come is left out.
    """
    found = {}
    for page in DESIGN.glob("records*.md"):
        for block in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for part in re.split(r"(?m)^(?=# [\w/.@-]+\.(?:yml|md)\b)", block):
                head, _, body = part.partition("\n")
                path = head.removeprefix("# ").split(":")[0]
                if head and kind_of(path):
                    found[path] = body
    return found


def model(path: str) -> tuple[Kind[Any], Any]:
    """The kind and the data of a model record file."""
    found = kind_of(path)
    source, problems = parse(models()[path].encode(), path)
    assert found is not None
    assert source is not None, problems
    return found[0], source.data


# --- the schema files


def test_there_is_one_schema_file_for_each_kind() -> None:
    """The folder holds a schema for every kind, the common types, key policies, and no more."""
    names = {entry.name for entry in files("registry").joinpath("schemas").iterdir()}
    every = [*(kind.name for kind in KINDS), "common", "key-policy"]
    assert names == {f"{name}.schema.json" for name in every}


@every_kind
def test_a_schema_is_valid_and_names_itself(kind: Kind[Any]) -> None:
    """Each file and its published form are Draft 2020-12 and carry the `$id` of the file."""
    for found in (raw(kind.name), schema(kind.name)):
        Draft202012Validator.check_schema(found)
        assert found["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
        assert found["$id"].endswith(f"/{kind.name}.schema.json")
        assert found["title"] == kind.title


@every_kind
def test_the_published_form_stands_alone(kind: Kind[Any]) -> None:
    """Every reference is written out, and its type can be looked up."""
    text = json.dumps(schema(kind.name))
    assert "$ref" not in text
    assert "$defs" not in text
    for name in re.findall(r'"x-type": "([^"]+)"', text):
        assert definition(name)["title"]


@pytest.mark.parametrize("name", [*(kind.name for kind in KINDS), "common", "key-policy"])
def test_beside_a_reference_stand_only_words(name: str) -> None:
    """What stands beside a `$ref` overrides words and no rule, so that inlining changes nothing."""

    def references(value: Any) -> Iterator[Schema]:
        if isinstance(value, dict):
            if "$ref" in value:
                yield value
            value = list(value.values())
        if isinstance(value, list):
            for inner in value:
                yield from references(inner)

    for reference in references(raw(name)):
        assert set(reference) - {"$ref"} <= ANNOTATIONS


@every_kind
def test_every_field_is_described(kind: Kind[Any]) -> None:
    """Every field has a title, a sentence, and examples that the schema itself accepts."""
    for at, field in fields(schema(kind.name)):
        assert field["title"], at
        assert field["description"].endswith("."), at
        assert field["examples"], at
        checker = validator(kind.name).evolve(schema=field)
        for example in [*field["examples"], *([field["default"]] if "default" in field else [])]:
            assert not [error.message for error in checker.iter_errors(example)], at


def test_the_common_types_accept_their_examples() -> None:
    """Each common type is described, and its examples pass it."""
    for name in raw("common")["$defs"]:
        found = definition(name)
        assert found["title"]
        assert found["description"].endswith(".")
        checker = validator("registry").evolve(schema=found)
        assert all(checker.is_valid(example) for example in found["examples"]), name


@every_kind
def test_nothing_is_open_and_nothing_is_empty(kind: Kind[Any]) -> None:
    """Every map refuses other fields or says what they are; no list or map may be empty."""
    for at, field in [("", schema(kind.name)), *fields(schema(kind.name))]:
        part = field.get("items", field)
        if "object" in part.get("type", ""):
            assert "additionalProperties" in part, at
            assert "properties" in part or (part["propertyNames"] and part["minProperties"]), at
        if "array" in field.get("type", ""):
            assert field["minItems"] == 1, at


@pytest.mark.parametrize("name", ["standard", "framework", "policy"])
def test_every_field_says_what_a_change_of_it_is(name: str) -> None:
    """Each field of a kind that has versions carries an `x-change` that is explained."""
    for at, field in fields(schema(name)):
        if not at.startswith("change."):
            assert field["x-change"] in change_rules(), at


def test_change_rules_are_all_used() -> None:
    """No rule of change is explained that no field has."""
    used = {
        f.get("x-change") for name in ("standard", "framework") for _, f in fields(schema(name))
    }
    assert used - {None} == set(change_rules())


# --- schema and record are one


@every_kind
def test_schema_and_record_mirror_each_other(kind: Kind[Any]) -> None:
    """Fields, their order, what is required, defaults and types are the same in both."""
    mirrors(schema(kind.name), kind.record, kind.name)


def mirrors(part: Schema, record: Any, at: str) -> None:
    """Assert that a part of a schema has the fields of a record, and so has everything below."""
    hints = get_type_hints(record)
    own = dataclasses.fields(record)
    assert list(part["properties"]) == [field.name.rstrip("_") for field in own], at
    for field in own:
        name = field.name.rstrip("_")
        assert field.name in (name, f"{name}_")
        default = default_of(field)
        inner = part["properties"][name]
        assert (name in part.get("required", [])) == (default is dataclasses.MISSING), (
            f"{at}.{name}"
        )
        if "default" in inner:
            assert as_data(default) == inner["default"], f"{at}.{name}"
        elif default is not dataclasses.MISSING:
            assert default in (None, (), {}) or default == type(default)(), f"{at}.{name}"
        typed(inner, hints[field.name], f"{at}.{name}")


def default_of(field: dataclasses.Field[Any]) -> Any:
    """The default of a field; MISSING where it has none."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def as_data(value: Any) -> Any:
    """A default as a record file would have it."""
    return str(value) if isinstance(value, Period) else value


def typed(part: Schema, hint: Any, at: str) -> None:  # noqa: C901 - one branch a type
    """Assert that a part of a schema and a type hint admit the same values."""
    origin, arguments = get_origin(hint), [a for a in get_args(hint) if a is not type(None)]
    if origin in (Union, types.UnionType) and len(arguments) == 1:
        typed(part, arguments[0], at)
    elif origin in (Union, types.UnionType) and Period in arguments:
        assert part["x-type"] == "validity", at
        assert arguments[1:] == [Literal["permanent"]], at
    elif origin in (Union, types.UnionType):
        assert part["type"] == ["string", "object"], at
        assert str in arguments, at
        mirrors(part, arguments[0], at)
    elif origin is Literal:
        assert part["enum"] == arguments, at
    elif origin is tuple:
        assert part["type"] == "array", at
        assert arguments[1] is Ellipsis, at
        typed(part["items"], arguments[0], at)
    elif origin is Mapping:
        assert part["type"] == "object", at
        typed(part["additionalProperties"], arguments[1], at)
    elif hint in (Text, date, Period):
        kinds = {Text: ("text", "line"), date: ("date",), Period: ("period",)}
        assert part["x-type"] in kinds[hint], at
    elif dataclasses.is_dataclass(hint):
        mirrors(part, hint, at)
    elif hint is bool:
        assert part.get("type") == "boolean" or part["const"] is True, at
    elif hint is int:
        assert part["type"] == "integer", at
        assert "minimum" in part, at
        assert "maximum" in part, at
    else:
        assert hint is str, at
        assert part.get("type", "enum") in ("string", "enum"), at
        assert part.get("x-type") not in ("text", "line", "date", "period", "validity"), at


def test_a_correction_may_name_every_field_above_the_history() -> None:
    """`fields` of a `corrected` event are the fields of a credential before `history`."""
    row = schema("credential")["properties"]["history"]["items"]
    names = [field.name for field in dataclasses.fields(Credential)]
    assert row["properties"]["fields"]["items"]["enum"] == names[: names.index("history")]
    assert [branch["required"] for branch in row["oneOf"]] == [[event] for event in EVENTS]


@every_kind
def test_one_of_means_one_of_several_fields(kind: Kind[Any]) -> None:
    """`oneOf` only ever asks for one field each, which is all that our reading of it knows."""
    for branches in re.findall(r'"oneOf": (\[.*?\}\])', json.dumps(schema(kind.name))):
        for branch in json.loads(branches):
            assert list(branch) == ["required"]
            assert len(branch["required"]) == 1


def test_a_period_has_one_form() -> None:
    """The pattern of the schema and `Period.parse` accept the same texts, and no line break."""
    checker = validator("registry").evolve(schema=definition("period"))
    for text in ("P3Y", "P0D", "P1Y6M10D", "P", "PT1H", "P1W", "P3Y\n", "p3y", "P1D1Y", "P٣Y", ""):
        try:
            Period.parse(text)
        except ValueError:
            assert not checker.is_valid(text), text
        else:
            assert checker.is_valid(text), text


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (
            "url",
            ["https://a.example", "http://a.example:8080/x?y=1#z", "https://a.example/@me/%C3%B6"],
            [
                "javascript:alert(1)",
                "//a.example/",
                "https://user:word@a.example/",
                "https://a.example/ b",
                'https://a.example/"onerror=',
                "https://a.example/'x",
                "https://a.example/<script>",
                "https://a.example/ö",
                "https://a.example/x\n",
                "https://",
            ],
        ),
        (
            "picture",
            ["assets/a.svg"],
            ["../a.svg", "assets/../a.svg", "/a.svg", "a.exe", ".a/b.svg"],
        ),
        (
            "language",
            ["en", "pt-BR", "zh-Hant-TW", "es-419"],
            ["no", "no-NO", "EN", "english", "e"],
        ),
        ("slug", ["ab", "a-1"], ["a", "A1", "a_b", "a/b", "..", "x" * 41, "ab\n"]),
        ("version", ["ab@1.0", "ab@10.12"], ["ab@1", "ab@01.0", "ab@1.0.0", "ab", "@1.0"]),
        ("reference", ["ab@1", "ab@1.0"], ["ab@", "ab@x", "ab@1."]),
        ("id", ["MVBP1EE1EDQ42"], ["MVBP-1EE1-EDQ42", "mvbp1ee1edq42", "OVBP1EE1EDQ42"]),
        (
            "digest",
            ["sha256$" + "0" * 64],
            ["sha256:" + "0" * 64, "sha256$" + "A" * 64, "sha256$0"],
        ),
        ("email", ["a.b+c@d.example"], ["a@b", "a b@c.example", "<a@b.example>", "@b.example"]),
        ("subject", ["registry", "standards/ab/2.1"], ["../x", "standards/../x", "/x", "other"]),
        ("folder", ["standards", "governance/policies"], ["/standards", "..", "a//b", "a/"]),
        (
            "text",
            ["a", "a b", "two\nlines", {"en": "a"}],
            ["", " ", " a", "a ", "a\n", {}, {"no": "a"}],
        ),
        ("line", ["a", {"pt-BR": "a"}], ["two\nlines", {"en": ""}, {"en": 1}, "x" * 201]),
        (
            "date",
            ["2024-02-29", "1900-01-01"],
            ["2023-02-29", "2026-13-01", "1899-12-31", "20260101"],
        ),
        ("origin", ["a.example/log"], ["https://a.example/log", "A.example", "a b", "a+b"]),
        ("zone", ["Europe/Lisbon", "UTC", "America/Port-au-Prince"], ["lisbon", "../x", "Europe/"]),
        ("account", ["mara-lind"], ["@mara", "-mara", "mara--lind", "x" * 40]),
    ],
)
def test_a_common_type_tells_good_from_bad(name: str, good: list[Any], bad: list[Any]) -> None:
    """What each type of value admits and refuses."""
    checker = validator("registry").evolve(schema=definition(name))
    assert [value for value in good if not checker.is_valid(value)] == []
    assert [value for value in bad if checker.is_valid(value)] == []


# --- the model files


@pytest.mark.skipif(not models(), reason="no model records at ../shared/design")
@pytest.mark.parametrize("path", models())
def test_a_model_record_has_the_shape_of_its_kind(path: str) -> None:
    """Every model file of the design validates, builds, and has its fields in schema order."""
    kind, data = model(path)
    assert [error.message for error in validator(kind.name).iter_errors(data)] == []
    build(kind.record, data, "en")
    order = list(schema(kind.name)["properties"])
    assert list(data) == sorted(data, key=order.index)


# --- the validators


@every_kind
def test_the_examples_together_are_a_record(kind: Kind[Any]) -> None:
    """The examples of all fields of a kind make a record that validates and builds."""
    data = sample(schema(kind.name))
    assert [error.message for error in validator(kind.name).iter_errors(data)] == []
    build(kind.record, data, "en")


@settings(max_examples=200, deadline=None)
@given(damaged_records())
def test_the_quick_validator_agrees(record: tuple[Kind[Any], dict[str, Any]]) -> None:
    """`jsonschema` as published, our shorter way through it, and the compiled one say the same."""
    kind, data = record
    ours = validator(kind.name).is_valid(data)
    assert quick(kind.name)(data) == ours
    plain = Draft202012Validator(
        schema(kind.name), format_checker=validator(kind.name).format_checker
    )
    errors = [error.json_path for error in validator(kind.name).iter_errors(data)]
    # Python's `$` also matches before a last line break, which is the one difference.
    if "\\n" not in repr(data):
        assert plain.is_valid(data) == ours
        assert [error.json_path for error in plain.iter_errors(data)] == errors


@settings(max_examples=200, deadline=None)
@given(damaged_records())
def test_what_has_the_shape_can_be_built(record: tuple[Kind[Any], dict[str, Any]]) -> None:
    """No data that its schema accepts makes `build` raise."""
    kind, data = record
    if quick(kind.name)(data):
        assert isinstance(build(kind.record, data, "en"), kind.record)
