"""The recipes for other homes, run from their files: what they publish verifies."""

from __future__ import annotations

import re
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from registry.cli.app import run as sealbook
from registry.cli.fetch import folder
from registry.cli.key_files import read_chain
from registry.cli.live import _chosen
from registry.sign.policy import parse_policy
from registry.site.manifest import NAME, print_manifest
from tests.recipes_runner import RECIPES, GitLab, Shell, files, script
from tests.test_repository import ROOT
from tests.test_seal_git import DORA, TEAM, World, git, must

PAGE = ROOT / "docs" / "other-homes.md"
ACTION = ROOT / ".github" / "actions" / "install" / "action.yml"
FIRST, SECOND = "2026-11-20", "2026-11-24"
_RSYNC = 'rsync --recursive --times --delete --delay-updates build/site/ "$HOST/"'


class Home:
    """A registry in a bare repository, a second credential that waits, and a verifier."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        self.folder, self.main = folder, self.world.main
        (self.main / "mkdocs.yml").unlink()  # the look that the program has
        self.vkey = parse_policy(read_chain(self.main)[0].content).roots.keys[0]
        self.seed_file = folder / "seed"
        self.seed_file.write_text(self.world.seed + "\n")
        self.waiting = [
            self.main / name / "2025" / f"{TEAM}.yml" for name in ("credentials", "assessments")
        ]
        self.texts = [file.read_bytes() for file in self.waiting]
        for file in self.waiting:
            file.unlink()
        self.world.merge()

    def merge_more(self) -> None:
        """One more credential."""
        for file, text in zip(self.waiting, self.texts, strict=True):
            file.write_bytes(text)
        self.world.merge("One more credential")

    def clone(self) -> Path:
        """A clone in which somebody runs a recipe."""
        must(git(self.folder, "clone", "-q", str(self.world.bare), "clone"))
        return self.folder / "clone"

    def verified(self, site: Path, record_id: str, day: str) -> int:
        """What somebody who trusts the root key is told about a credential."""
        words = ("--root", self.vkey, "--today", day, "--memory", str(self.folder / "memory"))
        return sealbook(["verify", record_id, "--site", str(site), *words])

    def audited(self, site: Path, day: str) -> int:
        """What an auditor finds."""
        return sealbook(["audit", str(site), "--root", self.vkey, "--today", day])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A registry with keys, of which nothing is sealed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Home(tmp_path)


def shell_of(home: Home, folder: Path, day: str, **variables: str) -> Shell:
    """A shell of somebody who holds the seed in a file."""
    env = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home.folder),
        "LANG": "C.UTF-8",
        "SEED_FILE": str(home.seed_file),
        "SEALBOOK_TODAY": day,
        "SEALBOOK_SITE": variables.get("HOST") or variables["BUCKET"],
        **{f"GIT_{who}_NAME": "Test" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "test@example.org" for who in ("AUTHOR", "COMMITTER")},
        **variables,
    }
    return Shell(folder=folder, env=env)


def test_any_host(home: Home) -> None:
    """From a clone: the next run takes what was merged, and a mistake changes nothing online."""
    host, clone = home.folder / "www", home.clone()
    first = shell_of(home, clone, FIRST, HOST=str(host))
    assert first.run(script("any-host.sh")), first.executed[-1]
    seeing = [row.line for row in first.executed if row.seed]
    assert seeing == [row.line for row in first.executed if "sealbook seal" in row.line]
    assert home.verified(host, DORA, FIRST) == 0
    home.merge_more()
    second = _to_s3(home, clone, host)
    assert (home.verified(host, TEAM, SECOND), home.audited(host, SECOND)) == (0, 0)
    subjects = must(git(home.world.bare, "log", "--format=%s", "ledger")).splitlines()
    assert subjects[:4] == ["Sign the checkpoint", "Append to the log"] * 2
    home.world.edit(f"credentials/2025/{TEAM}.yml", "standard: ", "standard: no-")
    home.world.merge("A mistake")
    before = files(host)
    third = shell_of(home, clone, SECOND, HOST=str(host))
    assert not third.run(script("any-host.sh"))
    assert (third.executed[-1].line, files(host)) == ("sealbook check", before)
    assert second.executed[-1].line == "sealbook live build/site --wait 60"


def _to_s3(home: Home, clone: Path, bucket: Path) -> Shell:
    """Publish there by the lines for S3: each file once, with its type, and old files go."""
    lines = script("any-host.sh")
    at = lines.index(_RSYNC)
    (bucket / "c" / "old.html").write_text("old")
    shell = shell_of(home, clone, SECOND, BUCKET=str(bucket))
    assert shell.run([*lines[:at], *script("s3.sh"), *lines[at + 1 :]]), shell.executed[-1]
    assert files(bucket) == files(clone / "build" / "site")
    assert [path for path, uploads in shell.stored.items() if len(uploads) != 1] == []
    bare = [path for path in shell.stored if "." not in path.rpartition("/")[2]]
    assert "log/checkpoint" in bare
    assert [path for path in bare if "--content-type" not in shell.stored[path][0]] == []
    fresh = [path for path, (options,) in shell.stored.items() if "no-cache" in options]
    assert f"c/{DORA}/bundle.json" in fresh
    assert "text/plain" not in shell.stored["log/policy/1.json"][0]
    return shell


def test_a_ledger_in_a_folder(home: Home) -> None:
    """Without a remote the same comes about; the folder keeps each seal, the site its headers."""
    host, ledger = home.folder / "www", home.folder / "ledger"
    (home.main / "docs").mkdir()
    shutil.copyfile(RECIPES / "_headers", home.main / "docs" / "_headers")
    home.world.merge("Headers")
    first = shell_of(home, home.main, FIRST, HOST=str(host), LEDGER=str(ledger))
    assert first.run(script("folder.sh")), first.executed[-1]
    home.merge_more()
    second = shell_of(home, home.main, SECOND, HOST=str(host), LEDGER=str(ledger))
    assert second.run(script("folder.sh")), second.executed[-1]
    assert (home.verified(host, TEAM, SECOND), home.audited(host, SECOND)) == (0, 0)
    assert must(git(ledger, "log", "--format=%s")) == "Seal\nSeal\n"
    assert must(git(ledger, "status", "--porcelain")) == ""
    _served_with_headers(host)


@pytest.fixture
def below(home: Home) -> Home:
    """The same registry with its address below a path, and keys that speak for that."""
    home.world.edit("registry.yml", "url: https://smallest.example/", f"url: {BELOW}")
    stick = home.folder / "made" / "stick"
    shutil.rmtree(home.main / "keys")
    seed = home.folder / "seed-below"
    words = ["key", "new", "--root", str(stick / "root-a.txt"), "--expires", "2028-01-01"]
    words += ["--passphrase-file", str(stick / "passphrase"), "--seed-file", str(seed)]
    assert sealbook(["-C", str(home.main), "-q", *words]) == 0
    home.world.seed = seed.read_text().strip()
    home.world.merge("Below a path")
    return home


BELOW = "https://guild.gitlab.example/registry/"


def test_gitlab(below: Home) -> None:
    """Published below a path from three jobs with a clone each; the next pipeline goes on."""
    gitlab = GitLab(below.folder / "gitlab", below.world.bare, below.world.seed)
    assert gitlab.pipeline(FIRST), last(gitlab)
    assert list(gitlab.shells) == ["seal", "pages", "look"]
    holders = {name for name, shell in gitlab.shells.items() if "SEALBOOK_SEED" in shell.env}
    assert holders == {"seal"}
    old = must(git(below.main, "rev-parse", "HEAD")).strip()
    below.merge_more()
    # A pipeline of an old commit, started again: its jobs go to the tip of the default branch.
    assert gitlab.pipeline(SECOND, ref=old), last(gitlab)
    assert (below.verified(gitlab.online, TEAM, SECOND)) == 0
    assert below.audited(gitlab.online, SECOND) == 0
    assert (gitlab.online / "did.json").is_file()
    assert not (gitlab.online / ".well-known").exists()
    credential = (gitlab.online / "c" / DORA / "credential.json").read_text("utf-8")
    assert '"did:web:guild.gitlab.example:registry#z6Mk' in credential
    _asked_over_http(below, gitlab.online)


def last(gitlab: GitLab) -> object:
    """What was run last."""
    return list(gitlab.shells.values())[-1].executed[-1]


def _asked_over_http(home: Home, site: Path) -> None:
    """A server shows the site below the path: log, bundles and manifest are found there."""
    web = home.folder / "web"
    shutil.copytree(site, web / "registry")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(web))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/registry/"
        root = ("--root", home.vkey)
        memory = ("--memory", str(home.folder / "another"))
        assert sealbook(["-C", str(home.main), "live", str(site), "--at", url]) == 0
        assert sealbook(["monitor", url, *root, *memory]) == 0
        page = f"{url}c/{DORA}/"
        assert sealbook(["verify", page, *root, *memory, "--today", SECOND]) == 0
        server.shutdown()


def test_a_merge_request_on_gitlab(home: Home) -> None:
    """It is judged, and its pages shown, without a secret; nothing is sealed."""
    gitlab = GitLab(home.folder / "gitlab", home.world.bare, home.world.seed)
    base = must(git(home.main, "rev-parse", "HEAD")).strip()
    must(git(home.main, "switch", "-q", "-c", "more"))
    home.world.edit("people/dora.yml", "name: ", "name: Dr ")
    must(git(home.main, "commit", "-q", "-a", "-m", "Proposed"))
    must(git(home.main, "push", "-q", "origin", "more"))
    assert gitlab.pipeline(FIRST, base=base, ref="more"), last(gitlab)
    assert list(gitlab.shells) == ["check"]
    shell = gitlab.shells["check"]
    assert "SEALBOOK_SEED" not in shell.env
    assert not any("token" in value for value in shell.env.values())
    assert "`dora`: another name" in shell.executed[0].out
    assert "refs/heads/ledger" not in must(git(home.world.bare, "show-ref"))


def test_gitlab_before_there_are_keys(home: Home) -> None:
    """The site is a test, and no job is there that would want a seed."""
    gitlab = GitLab(home.folder / "gitlab", home.world.bare, "")
    assert list(gitlab.jobs("")) == ["seal", "pages", "look"]
    must(git(home.main, "rm", "-q", "-r", "keys"))
    home.world.merge("No keys")
    assert list(gitlab.jobs("")) == ["pages", "look"]


# ---- Files that no program runs here


def rules() -> list[tuple[str, dict[str, str]]]:
    """The rules of `_headers`: a pattern, and the headers it sets."""
    found: list[tuple[str, dict[str, str]]] = []
    for row in (RECIPES / "_headers").read_text("utf-8").splitlines():
        if row.startswith("/"):
            found.append((row, {}))
        elif row.startswith("  "):
            name, value = row.strip().split(": ", 1)
            found[-1][1][name] = value
        else:
            assert not row or row.startswith("#"), row
    return found


def headers(path: str) -> dict[str, list[str]]:
    """What a host would send with a path, from every rule that matches."""
    sent: dict[str, list[str]] = {}
    for pattern, values in rules():
        escaped = re.escape(pattern).replace(r"\*", ".*")
        if re.fullmatch(re.sub(r":\w+", "[^/]+", escaped), path):
            for name, value in values.items():
                sent.setdefault(name, []).append(value)
    return sent


def _served_with_headers(host: Path) -> None:
    """No header is sent twice; what verifiers read is never kept, and files have their type."""
    assert (host / "_headers").read_bytes() == (RECIPES / "_headers").read_bytes()
    sent = {path: headers(f"/{path}") for path in files(host)}
    assert [path for path, row in sent.items() if any(len(row[name]) > 1 for name in row)] == []
    assert all(row["Access-Control-Allow-Origin"] == ["*"] for row in sent.values())
    read = ("log/checkpoint", "status/revocation.json", f"c/{DORA}/bundle.json", "manifest.json")
    assert [path for path in read if sent[path]["Cache-Control"] != ["no-cache"]] == []
    bare = [path for path in sent if path.endswith(".tlog-proof") or "." not in Path(path).name]
    assert any(path.startswith("log/consistency/") for path in bare)
    untyped = [path for path in bare if "Content-Type" not in sent[path]]
    assert untyped == ["_headers"]
    unused = [
        pattern
        for pattern, _values in rules()
        if not any(re.match(re.escape(pattern.split("*")[0].split(":")[0]), f"/{p}") for p in sent)
    ]
    assert unused == ["/did.json"]  # only below a path


def test_what_hosts_keep_for_themselves_is_not_asked_for(tmp_path: Path) -> None:
    """A host that reads `_headers` does not show it, and nothing is missing all the same."""
    texts = dict.fromkeys(("_headers", "_redirects", ".nojekyll", "index.html", "404.html"), b"")
    (tmp_path / NAME).write_bytes(print_manifest(texts, ()))
    assert list(_chosen(folder(tmp_path), tmp_path)) == [NAME, "index.html", "404.html"]


def test_the_container_installs_as_the_action_does() -> None:
    """By hash and from the lock; the program itself without asking any index."""
    text = (RECIPES / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    options = {
        word
        for line in ACTION.read_text("utf-8").splitlines()
        if "pip install" in line
        for word in re.findall(r"--[a-z][\w-]*(?:=:all:)?", line)
    }
    runs = " ".join(line for line in text.splitlines() if line.startswith("RUN"))
    assert [option for option in sorted(options) if option not in runs] == []
    copied = re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE)
    assert [path for row in copied for path in row.split() if not (ROOT / path).exists()] == []
    assert "requirements/build.txt" in " ".join(copied)


def test_every_recipe_is_on_the_page() -> None:
    """And every file that the page links to is there."""
    linked = set(re.findall(r"\]\(recipes/([^)]+)\)", PAGE.read_text("utf-8")))
    assert linked == {path.name for path in RECIPES.iterdir()}
