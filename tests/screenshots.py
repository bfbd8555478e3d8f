"""The pictures of the handbook: `python3 scripts/screenshots.py`.

The sample is built twice: as anyone can build it, signed with the public development key, and as
its own community would publish it, with a key that is thrown away. Only the second can show what a
credential in force looks like. Pages are served from memory, on a day that stands still.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from registry.build import Publication, Sealing, build
from registry.records.registry import Registry
from tests.sample_site import ROOT
from tests.small_registry import AS_OF, keys_of, sealed_by
from tests.test_build import tree
from tests.web import DESKTOP, PHONE, visit

FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 60_000
"""Bytes of a picture: readers are on phones, and Git keeps every edition."""
_SCALE, _MARGIN = 2, 12
_HOME = {False: "https://cert.odpg.example/", True: "https://open-data-practice-guild.invalid/"}


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A picture `name` of the page at `path`.

    It shows the element at the selector `crop`, and no more of it than `height` pixels. Without a
    `phone` the window is a desktop's. With `offline` the log cannot be reached, and with `test`
    the development key signed.
    """

    name: str
    path: str
    crop: str
    phone: bool = True
    height: int = 600
    offline: bool = False
    test: bool = False

    @property
    def file(self) -> str:
        """The name of the file; how wide a page shows it follows from the name."""
        return f"{self.name}{'.phone' if self.phone else ''}.webp"


VERDICT, VALID, TEXT = "#v", "c/MVBP1EE1EDQ42/", ".md-content__inner"
SHOTS = (
    Shot(name="valid", path=VALID, crop="body", height=616),
    Shot(name="offline", path=VALID, crop=VERDICT, offline=True),
    Shot(name="expired", path="c/73JNXM23H3YF2/", crop=VERDICT),
    Shot(name="suspended", path="c/06CWEYD2VCKWQ/", crop=VERDICT),
    Shot(name="revoked", path="c/9QAENF197AE6E/", crop=VERDICT),
    Shot(name="test", path=VALID, crop=VERDICT, test=True),
    Shot(name="check", path="verify/", crop="main", height=348),
    Shot(name="holder", path=VALID, crop="aside"),
    Shot(
        name="changes",
        path="standards/data-practitioner/2.2/from-2.1/",
        crop=TEXT,
        phone=False,
        height=522,
    ),
    Shot(name="coming", path="governance/", crop="ol.sb-days >> nth=0", height=484),
)


def main(names: Sequence[str]) -> int:
    """Take the pictures with these names, or all of them; the exit code."""
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sites = {test: _site(Path(folder), test=test) for test in {shot.test for shot in wanted}}
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=arguments
        )
        FOLDER.mkdir(exist_ok=True)
        for shot in wanted:
            picture = _webp(_taken(browser, shot, sites[shot.test]))
            (FOLDER / shot.file).write_bytes(picture)
            print(f"docs/screenshots/{shot.file}  {len(picture):,} bytes")
            if len(picture) > LARGEST:
                print(f"That is more than {LARGEST:,}: choose a smaller part of the page.")
                return 1
        browser.close()
    return 0


def _site(folder: Path, *, test: bool) -> dict[str, bytes]:
    """Every file of the sample's site."""
    out = folder / str(test) / "site"
    out.parent.mkdir()
    build(ROOT, out, today=AS_OF.date(), sealing=_sealing(test=test))
    return {path: content for path, content in tree(out).items() if not path.endswith(".map")}


def _sealing(*, test: bool) -> Sealing:
    def sealing(registry: Registry) -> tuple[Publication, tuple[()]]:
        keys = keys_of(registry, test=test)
        ledger = sealed_by(keys, registry)
        return Publication(address=keys.address, ledger=ledger, policies=keys.policies), ()

    return sealing


def _taken(browser: Browser, shot: Shot, files: dict[str, bytes]) -> bytes:
    """A picture as PNG, once the page has come to rest. A phone's is as wide as its window."""
    window = PHONE if shot.phone else DESKTOP
    answers = {"log/checkpoint": None} if shot.offline else {}
    url = _HOME[shot.test] + shot.path
    with visit(
        browser, files, url, answers=answers, viewport=window, device_scale_factor=_SCALE
    ) as visited:
        page = visited.page
        page.wait_for_load_state("networkidle")
        if shot.path.startswith("c/"):
            page.locator(".b:not(:empty)").wait_for(state="attached")
        box = page.locator(shot.crop).bounding_box()
        assert box is not None, shot
        left = 0 if shot.phone else box["x"] - _MARGIN
        top = max(0, box["y"] - _MARGIN)
        high = min(box["height"] + box["y"] + _MARGIN - top, shot.height)
        clip = {
            "x": left,
            "y": top,
            "width": window["width"] if shot.phone else box["width"] + 2 * _MARGIN,
            "height": high,
        }
        return page.screenshot(clip=clip, full_page=True)


def _webp(png: bytes) -> bytes:
    """The same picture as small as readable text can be."""
    target = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(target, "WEBP", quality=60, method=6)
    return target.getvalue()


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        sys.exit(main(sys.argv[1:]))
