"""`sealbook check --fix`: rewrite records in the one layout, with composed accents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from registry.cli.options import Options
from registry.load import document_of, load
from registry.records.canonical import canonical
from registry.records.kinds import kind_of
from registry.source.normal import normalized

Wanted = Callable[[str], bool]


def rewrite(options: Options, wanted: Wanted) -> list[str]:
    """Rewrite each record that can be read; says and returns the paths that changed.

    What a record says stays the same. A file that no reader understands stays as it is, and
    `check` says why.
    """
    loaded = load(options.root)
    paths = {document.path for document in loaded.documents}
    paths |= {problem.path for problem in loaded.problems if kind_of(problem.path)}
    changed = [path for path in sorted(paths) if wanted(path) and _rewrite(options.root, path)]
    for path in changed:
        click.echo(f"Rewrote {path}", err=True)
    return changed


def _rewrite(root: Path, path: str) -> bool:
    file = root / path
    if file.is_symlink():
        return False
    old = file.read_bytes()
    document, _ = document_of(normalized(old), path)
    if document is None:
        return False
    new = canonical(document).encode()
    if new == old:
        return False
    replace_file(file, new)
    return True


def replace_file(file: Path, content: bytes) -> None:
    """Write a file as a whole, so that a full disk or a killed run leaves the old one."""
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.write_bytes(content)
        if file.exists():
            fresh.chmod(file.stat().st_mode & 0o777)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
