"""The verification page in Firefox: the states that another engine could judge otherwise."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("websockets", reason="pip install sealbook[test]")

from tests.firefox import Firefox, firefox
from tests.small_registry import ID
from tests.test_verification_page_states import HOME, LOOKS, PASSED, files, forged_checkpoint, path
from tests.web import AS_OF

pytestmark = pytest.mark.browser

# Those that take no script before the page's own.
NAMES = [name for name, (_, _, more) in LOOKS.items() if "script" not in more]
SEEN = """[document.documentElement.dataset.state, document.querySelector("h1").innerText,
  [...document.querySelectorAll(".c i")].map((mark) => mark.innerText),
  document.querySelectorAll(".b > *").length]"""


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Debian's Firefox; skips where there is none."""
    executable = shutil.which("firefox-esr") or shutil.which("firefox")
    if executable is None:
        pytest.skip("no Firefox on the PATH: apt install firefox-esr")
    with firefox(executable, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


def settled(fox: Firefox, expression: str) -> Any:
    """What is seen once the page has offered its tools, which it does last."""
    for _ in range(90):
        if fox.value('document.querySelector(".b, #v")?.children.length > 0'):
            seen = fox.value(expression)
            if seen[-1]:
                return seen
        time.sleep(0.1)
    raise AssertionError(fox.logged)


@pytest.mark.parametrize("name", NAMES)
def test_every_state(fox: Firefox, name: str) -> None:
    """Firefox comes to the same verdict as Chromium, asks nobody else, and complains of nothing."""
    record_id, state, more = LOOKS[name]
    given = more.get("answers", {})
    answers = {p: forged_checkpoint() if a == "forged" else a for p, a in given.items()}
    fox.open(
        more.get("home", HOME),
        f"c/{record_id}/{more.get('end', '')}",
        files(test=more.get("test", False)),
        now=int(more.get("now", AS_OF).timestamp() * 1000),
        answers=answers,
    )
    seen = settled(fox, SEEN)
    assert seen[0] == state
    assert not fox.strangers
    assert not fox.logged
    if name == "valid":
        assert seen[1:3] == ["Valid", list(PASSED.values())]


def test_a_file(fox: Firefox) -> None:
    """The page that is given files checks them in Firefox, too."""
    fox.open(HOME, "verify/", files(), now=int(AS_OF.timestamp() * 1000))
    content = files()[path(ID, "bundle.json")].decode()
    fox.value(
        f"""(() => {{
          const data = new DataTransfer();
          data.items.add(new File([{json.dumps(content)}], "bundle.json"));
          dispatchEvent(new DragEvent("drop", {{ dataTransfer: data }}));
          return 1;
        }})()"""
    )
    assert settled(fox, '[document.querySelector("#v h2")?.innerText]') == ["Valid"]
    assert not fox.strangers
