"""Every file of a new registry, and what the checks say about it before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from registry.check.run import check
from registry.forge.callers import callers
from registry.forge.files import FILES
from registry.founding.founding import Founding
from registry.founding.records import pictures, records
from registry.founding.texts import filled, text
from registry.founding.workplace import (
    devcontainer,
    install,
    pre_commit,
    vscode_extensions,
    vscode_settings,
)
from registry.problem import Problem
from registry.records.reading import CODEOWNERS, File, read_all
from registry.site.markdown.escape import escape


@dataclass(frozen=True, kw_only=True, slots=True)
class Founded:
    """The files of a registry by their paths, and the problems that the checks find in them.

    Where a problem is an error, the files of GitHub are missing, for nothing follows from records
    that are wrong.
    """

    files: Mapping[str, str]
    problems: tuple[Problem, ...]


# Beside the records: what people, editors, Git and the site engine read. All of it may be edited.
OTHERS: Mapping[str, Callable[[Founding], str]] = {
    "README.md": lambda founding: filled("README.md", _words(founding)),
    "KEYS.md": lambda founding: filled("KEYS.md", _words(founding)),
    "docs/maintaining.md": lambda founding: filled("maintaining.md", _words(founding)),
    "mkdocs.yml": lambda _founding: text("mkdocs.yml"),
    ".gitignore": lambda _founding: text("gitignore"),
    ".gitattributes": lambda _founding: text("gitattributes"),
    ".editorconfig": lambda _founding: text("editorconfig"),
    ".pre-commit-config.yaml": pre_commit,
    ".vscode/settings.json": vscode_settings,
    ".vscode/extensions.json": vscode_extensions,
    ".devcontainer/devcontainer.json": devcontainer,
}


def found(founding: Founding) -> Founded:
    """Make every file. What GitHub reads follows from the records, as `sealbook github` says."""
    made, drawn = records(founding), pictures(founding)
    loaded = read_all(
        (File(path=path, raw=made[path].encode()) for path in sorted(made)), pictures=sorted(drawn)
    )
    registry, problems = check(loaded, founding.day)
    made |= drawn | {path: make(founding) for path, make in OTHERS.items()}
    if registry is None:
        return Founded(files=made, problems=tuple(problems))
    made |= {file.path: file.text(registry, founding.day) for file in FILES}
    program = founding.program
    if program is not None:
        made |= callers(program.repository, program.commit, program.version)
    _, problems = check(replace(loaded, codeowners=made[CODEOWNERS]), founding.day)
    return Founded(files=made, problems=tuple(problems))


def _words(founding: Founding) -> dict[str, str]:
    """What stands in the texts for people; names are text there, whatever they hold."""
    program = founding.program
    runbooks = f"{program.url}/tree/{program.commit}/docs/runbooks" if program else ""
    return {
        "name": _shown(founding.name),
        "standard": _shown(founding.standard),
        "slug": founding.slug,
        "url": founding.url,
        "host": founding.host,
        "origin": founding.origin,
        "email": founding.email,
        "install": install(founding),
        "sealbook": f"[Sealbook]({program.url})" if program else "Sealbook",
        "runbooks": f"\nEach step is in the [runbooks]({runbooks}).\n" if program else "",
    }


def _shown(text: str) -> str:
    """A name as Markdown, which people also read as it stands: what is plain in a line stays so."""
    shown = escape(text)
    for plain in ("'", "-"):
        shown = shown.replace(f"&#{ord(plain)};", plain)
    return shown
