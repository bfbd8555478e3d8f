"""Firefox, driven over WebDriver BiDi, which it speaks itself: no driver program is needed."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from tests.web import TYPES, Answer

LISTENING = "WebDriver BiDi listening on "
# The page's clock stands still.
CLOCK = """() => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [%d])); }
    static now() { return %d; }
  };
}"""


class Firefox:
    """A browser in which every https address is answered from memory."""

    def __init__(self, socket: ClientConnection) -> None:
        """Begin a session."""
        self._socket = socket
        self._numbers = count(1)
        self._home = ""
        self._files: Mapping[str, bytes] = {}
        self._answers: Mapping[str, Answer] = {}
        self._clock: str | None = None
        self.strangers: list[str] = []
        self.logged: list[str] = []
        self.command("session.new", capabilities={})
        events = ["network.beforeRequestSent", "log.entryAdded"]
        self.command("session.subscribe", events=events)
        pattern = {"type": "pattern", "protocol": "https"}
        self.command("network.addIntercept", phases=["beforeRequestSent"], urlPatterns=[pattern])
        self._context = self.command("browsingContext.create", type="tab")["context"]

    def open(
        self,
        home: str,
        path: str,
        files: Mapping[str, bytes],
        *,
        now: int,
        answers: Mapping[str, Answer] | None = None,
    ) -> None:
        """Open a page of the site at `home`; `now` is in milliseconds, `answers` as in `web`."""
        self._home, self._files, self._answers = home, files, answers or {}
        self.strangers.clear()
        self.logged.clear()
        if self._clock is not None:
            self.command("script.removePreloadScript", script=self._clock)
        script = CLOCK % (now, now)
        added = self.command("script.addPreloadScript", functionDeclaration=script)
        self._clock = added["script"]
        for url in ("about:blank", home + path):
            self.command(
                "browsingContext.navigate", context=self._context, url=url, wait="complete"
            )

    def value(self, expression: str) -> Any:
        """The value of an expression (or of its promise) that can be written as JSON."""
        found = self.command(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then(JSON.stringify)",
            target={"context": self._context},
            awaitPromise=True,
        )
        return json.loads(found["result"]["value"])

    def command(self, method: str, **params: Any) -> Any:
        """Send a command and wait for its result; requests of pages are answered meanwhile."""
        number = self._send(method, params)
        while True:
            message = json.loads(self._socket.recv(timeout=30))
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]
            self._notice(message.get("method"), message.get("params", {}))

    def _send(self, method: str, params: Mapping[str, Any]) -> int:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        return number

    def _notice(self, event: str | None, params: Mapping[str, Any]) -> None:
        if event == "log.entryAdded":
            self.logged.append(params["text"])
        elif event == "network.beforeRequestSent" and params["isBlocked"]:
            self._answer(params["request"])

    def _answer(self, request: Mapping[str, Any]) -> None:
        url = request["url"]
        path = urlsplit(url.removeprefix(self._home)).path
        path += "index.html" if not path or path.endswith("/") else ""
        found: Answer = self._answers.get(path, self._files.get(path))
        if callable(found):
            found = found(self._files[path])
        if not url.startswith(self._home):
            self.strangers.append(url)
            found = None
        if found is None:
            self._send("network.failRequest", {"request": request["request"]})
            return
        kind = TYPES.get(path.rpartition(".")[2], "application/octet-stream")
        header = {"name": "Content-Type", "value": {"type": "string", "value": kind}}
        body = {"type": "base64", "value": base64.b64encode(found).decode()}
        answer = {"statusCode": 200, "reasonPhrase": "OK", "headers": [header], "body": body}
        self._send("network.provideResponse", {"request": request["request"], **answer})


@contextmanager
def firefox(executable: str, profile: Path) -> Iterator[Firefox]:
    """Start Firefox without a window, with a profile of its own."""
    arguments = ["--headless", "--no-remote", "--remote-debugging-port=0"]
    with subprocess.Popen(
        [executable, *arguments, "--profile", str(profile), "about:blank"],
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        lines: Iterator[str] = iter(process.stderr.readline, "")
        address = _address(lines, process.wait)
        with connect(f"{address}/session", max_size=None) as socket:
            browser = Firefox(socket)
            yield browser
            browser.command("browser.close")
        process.stderr.read()


def _address(lines: Iterator[str], wait: Callable[[], int]) -> str:
    for line in lines:
        if line.startswith(LISTENING):
            return line.removeprefix(LISTENING).strip()
    raise AssertionError(f"Firefox ended with {wait()}")
