"""Files in `.github/`: those made from records, and workflows that call the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from registry.cli.doctor.facts import Here
from registry.cli.doctor.finding import Finding, error, note, warning
from registry.cli.doctor.judge.hosts import on_github
from registry.forge.callers import CALLERS, own

_FOLDER = ".github/workflows/"
_USES = re.compile(r"^\s*(?:-\s+)?uses:\s*[\"']?([^\s\"'#]+)[\"']?(?:\s+#\s*(\S+))?", re.MULTILINE)
_PINNED = re.compile(r"[^@]+@[0-9a-f]{40}")
_OURS = re.compile(
    r"([\w.-]+/[\w.-]+)/\.github/workflows/(?:judge|plan|deploy)\.yml@([0-9a-f]{40})"
)
_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")
_HERE = ("$/", "./")


@dataclass(frozen=True, slots=True)
class _Use:
    path: str
    what: str
    label: str


def generated(here: Here) -> Iterator[Finding]:
    """Whether the generated files are those of today's records."""
    files = here.files
    stale = [path for path, text in files.made.items() if files.there.get(path) != text]
    if stale and _is_hosted(here):
        missing = [path for path in stale if path not in files.there]
        said = [f"{len(stale)} of {len(files.made)} files are not what the records make"]
        said += [f"{path} is missing" for path in missing[:2]]
        yield warning("; ".join(said), "sealbook github, and commit what it writes")


def workflows_there(here: Here) -> Iterator[Finding]:
    """Whether the workflows are there that check, publish and keep the registry fresh."""
    if not _is_hosted(here):
        return
    for path in CALLERS:
        if path.startswith(_FOLDER) and path not in here.files.there:
            yield error(
                f"{path} is missing",
                "sealbook new DIR makes a registry that has them: copy them from there",
            )


def workflows_pinned(here: Here) -> Iterator[Finding]:
    """Whether what workflows run is named by a commit, which nobody can exchange."""
    for use in _uses(here):
        if not use.what.startswith(_HERE) and not _PINNED.fullmatch(use.what):
            yield error(
                f"{use.path} uses {use.what[:120]}, a name that can come to mean another program",
                "name the commit: its 40 hex digits after the @, and the version behind a #",
            )


def workflows_current(here: Here) -> Iterator[Finding]:
    """Whether workflows and this computer run one version of the program."""
    pins = {(m[2], use.label) for use in _uses(here) if (m := _OURS.match(use.what))}
    if len({commit for commit, _label in pins}) > 1:
        yield warning(
            "the workflows use different commits of the program",
            "write the newest one everywhere, or merge what Dependabot proposes",
        )
        return
    for _commit, label in pins:
        theirs, ours = _numbers(label), _numbers(here.computer.version)
        if theirs and ours and theirs != ours:
            fix = (
                "merge what Dependabot proposes"
                if theirs < ours
                else f"pip install sealbook=={'.'.join(map(str, theirs))}"
            )
            yield note(
                f"the workflows run version {label[:20]} of the program, and this computer "
                f"{here.computer.version}",
                fix,
            )


def workflows_ours(here: Here) -> Iterator[Finding]:
    """Whether somebody changed the workflow that holds the key."""
    for path, name in CALLERS.items():
        text = here.files.there.get(path)
        if text is not None and path.startswith(_FOLDER) and _bare(text) != _bare(own(name)):
            yield note(
                f"{path} differs from the file that this version of the program has",
                "see that each difference is meant: the page How a registry is published",
            )


def _is_hosted(here: Here) -> bool:
    found = here.repository
    return bool(here.files.there) or (found is not None and on_github(found.remote) != "")


def _uses(here: Here) -> Iterator[_Use]:
    for path, text in here.files.there.items():
        if path.startswith(_FOLDER):
            for what, label in _USES.findall(text):
                yield _Use(path, what, label)


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    return tuple(map(int, found.groups())) if found else ()


def _bare(text: str) -> list[str]:
    """The lines of a workflow without what may differ: pins, comments, blank lines.

    References to the program's own parts read the same from within its repository and elsewhere.
    """
    text = re.sub(r"uses: \$/\.github/actions/install", "uses: PROGRAM", text)
    text = re.sub(r"uses: (?:\$|[\w.-]+/[\w.-]+)(/\.github/workflows/)", r"uses: PROGRAM\1", text)
    text = re.sub(r"uses: actions/([\w-]+)@\S+", r"uses: ACTIONS/\1", text)
    text = re.sub(r"uses: [\w.-]+/[\w.-]+@\S+", "uses: PROGRAM", text)
    text = re.sub(r"(uses: PROGRAM[^@\s]*)@\S+", r"\1", text)
    rows = (re.sub(r"(^|\s)#.*$", "", row).rstrip() for row in text.splitlines())
    return [row for row in rows if row]
