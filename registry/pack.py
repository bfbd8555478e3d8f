"""Pack: a finished site as one archive, as GitHub Pages and other hosts take it."""

from __future__ import annotations

import tarfile
from pathlib import Path

_FILE, _FOLDER = 0o644, 0o755


def pack(site: Path, archive: Path, time: int) -> None:
    """Write every file of `site`, those with a dot too, into a tar file; all dated `time`.

    Equal sites give equal bytes: names in order, no owner, POSIX.1-2001 (pax) headers.
    `archive` is complete or not there. Raises OSError.
    """
    draft = archive.with_name(f".{archive.name}.new")
    try:
        with tarfile.open(draft, "w", format=tarfile.PAX_FORMAT) as tar:
            for path in sorted(site.rglob("*")):
                entry = tarfile.TarInfo(f"./{path.relative_to(site).as_posix()}")
                entry.mtime = time
                if path.is_dir():
                    entry.type, entry.mode = tarfile.DIRTYPE, _FOLDER
                    tar.addfile(entry)
                else:
                    entry.size, entry.mode = path.stat().st_size, _FILE
                    with path.open("rb") as content:
                        tar.addfile(entry, content)
        draft.replace(archive)
    finally:
        draft.unlink(missing_ok=True)
