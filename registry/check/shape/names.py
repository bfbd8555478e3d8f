"""Names of fields: unknown, misspelt, missing, or side by side where only one can stand."""

from __future__ import annotations

from registry.check.nearest import nearest, one_of
from registry.check.shape.fault import Fault, Finding, Findings
from registry.check.shape.phrases import written

_NOT_WRITTEN = dict.fromkeys(("id", "slug", "version"), "the path of the file says it") | (
    dict.fromkeys(
        ("valid_until", "expires", "status", "state", "outcome", "total"),
        "it is computed and never written",
    )
)


def unknown(fault: Fault) -> Findings:
    """Fields that no schema knows (`additionalProperties`)."""
    for name, meant in _misspelt(fault).items():
        message = f"there is no field `{name}`" + (f" in {fault.place}" if fault.at else "")
        free = [field for field in fault.schema["properties"] if field not in fault.value]
        fix = f"did you mean `{meant}`?" if meant else _NOT_WRITTEN.get(name, "")
        otherwise = "delete it" + (f", or use {one_of(free)}" if free else "")
        yield Finding("unknown-field", (*fault.at, name), message, fix or otherwise, key=True)


def _misspelt(fault: Fault) -> dict[str, str]:
    """Names that are no fields, each with the absent field that was probably meant."""
    fields = fault.schema["properties"]
    absent = [field for field in fields if field not in fault.value]
    return {name: nearest(name, absent) for name in fault.value if name not in fields}


def missing(fault: Fault) -> Findings:
    """Fields that must be there (`required`)."""
    for name in fault.rule:
        if name not in fault.value and name not in _misspelt(fault).values():
            yield _absent(fault, name, f"`{name}` is missing")


def missing_beside(fault: Fault) -> Findings:
    """Fields that another one needs beside it (`dependentRequired`)."""
    for name, others in fault.rule.items():
        for other in others:
            if name in fault.value and other not in fault.value:
                yield _absent(fault, other, f"`{name}` needs `{other}` beside it")


def _absent(fault: Fault, name: str, message: str) -> Finding:
    field = fault.schema["properties"][name]
    value = written(field["examples"][0])
    fix = f"add a line `{name}: …`" if value.endswith("…") else f"add, say, `{name}: {value}`"
    inside = f" in {fault.place}" if fault.at else ""
    return Finding("missing-field", (*fault.at, name), message + inside, fix, field["description"])


def side_by_side(fault: Fault) -> Findings:
    """Fields of which exactly one stands there (`oneOf`)."""
    names = [branch["required"][0] for branch in fault.rule]
    here = [name for name in fault.value if name in names]
    if len(here) > 1:
        message = f"`{here[0]}` and `{here[1]}` stand side by side; only one of them can"
        yield Finding("one-of", (*fault.at, here[1]), message, "keep one of the two", key=True)
    elif not set(names) & set(_misspelt(fault).values()):
        message = f"{fault.place} says none of {one_of(names)}"
        yield Finding("one-of", fault.at, message, "write exactly one of them")
