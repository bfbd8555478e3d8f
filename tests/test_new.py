"""`sealbook new`: what it writes is whole, passes at once, and is what was reviewed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import __version__
from registry.founding.answers import Wrong
from registry.founding.files import found
from registry.founding.next_steps import next_steps
from registry.founding.texts import filled, text
from registry.records.kinds import KINDS
from registry.site.markdown.escape import writable
from tests.adopter import FOUNDED, Adopter
from tests.command_line import CommandLine
from tests.new_golden import VERSION, founding, kept, made
from tests.shown_commands import commands, require_known
from tests.test_repository import ROOT

TEXTS = ROOT / "registry" / "founding" / "texts"


def written(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but what a build makes."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {path: files[path] for path in files if not path.startswith(("build/", ".sealbook/"))}


def test_every_file_is_as_it_was_blessed() -> None:
    """A change of a text shows as a difference to review; `scripts/bless.py` accepts it."""
    now, before = made(), kept()
    changed = [path for path in now.keys() | before.keys() if now.get(path) != before.get(path)]
    assert sorted(changed) == [], "review, then accept with: python3 scripts/bless.py"


def test_it_passes_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the golden tree; check and build end with 0 and find nothing."""
    guild = Adopter(home=tmp_path)
    assert guild.found() == 0
    version = f"# v{__version__}".encode(), f"# v{VERSION}".encode()
    files = {path: raw.replace(*version) for path, raw in written(guild.root).items()}
    assert files == kept()
    assert [path.name for path in tmp_path.iterdir()] == ["guild"], "nothing is left beside it"
    capsys.readouterr()
    assert guild("--json", "check", day=FOUNDED) == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []
    assert guild("github", "--check", day=FOUNDED) == 0
    assert guild("check", "--fix", day=FOUNDED) == 0
    assert guild("build", day=FOUNDED) == 0
    assert guild("audit", str(guild.site)) == 0
    files = {path: raw.replace(*version) for path, raw in written(guild.root).items()}
    assert files == kept(), "the records are in the one layout, and a build changes no source"
    page = (guild.site / "standards/pattern-cutter/1.0/index.html").read_text("utf-8")
    assert "Pattern Cutter" in page
    assert (guild.site / "maintaining/index.html").is_file()


def test_the_look_is_ours() -> None:
    """Adopters begin with the `mkdocs.yml` that is tried here each day, but for our own menu."""
    ours, theirs = (
        yaml.load((folder / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)
        for folder in (ROOT, TEXTS)
    )
    assert theirs == {key: value for key, value in ours.items() if key != "nav"}


# --- what was typed is text, whatever it holds

_WORDS = st.text(min_size=1, max_size=40) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "{{url}} {{ name }}",
        "[a](https://evil.example/) ![b](c) `d` *e* ~f~",
        "# no heading\u2028",
        "::error::no command",
        "Maß & “Größe” ½",
        "خياطة \u200dनमस्ते",
        "${{ secrets.SEALBOOK_SEED }}",
        "2026",
        "null",
        "a: b # c",
        "- 1. >",
    ]
)
_TAGS = st.sampled_from(["en", "es", "de", "ar", "zh-Hant-TW", "pt-BR", "tlh", "nb", "no", "EN"])


@given(name=_WORDS, title=_WORDS, language=_TAGS)
@settings(max_examples=60, deadline=None)
def test_hostile_words_are_data(name: str, title: str, language: str) -> None:
    """They are refused, or the registry is sound, says just them, and no text is markup."""
    try:
        founded = founding(name=name, standard=title, language=language)
    except Wrong as wrong:
        options = {option for option, _ in wrong.rows}
        assert options <= {"name", "standard", "language"}
        assert ("language" in options) == (language in {"no", "EN"})
        return
    whole = found(founded)
    wrong = [problem for problem in whole.problems if not problem.code.endswith("-in-text")]
    assert wrong == []
    assert yaml.safe_load(whole.files["registry.yml"])["name"] == founded.name
    slug = f"standards/{founded.slug}/1.0.yml"
    assert yaml.safe_load(whole.files[slug])["title"] == founded.standard
    heading = whole.files["README.md"].partition("\n")[0]
    assert unescape(heading.removeprefix("# ")) == writable(founded.name)
    markup = re.sub(r"&#\d+;", "", heading.removeprefix("# "))
    assert not re.search(r"[!-&(-+./:-@\[-`{-~]", markup)  # all but `'` and `-`
    if whole.problems:
        return
    golden = made()
    fixed = [path for path in golden if path.startswith((".github/workflows", ".devcontainer"))]
    assert {path: whole.files[path].encode() for path in fixed} == {
        path: golden[path] for path in fixed
    }, "no word of the founders reaches what a machine runs"


def test_what_is_put_into_a_text_is_not_looked_at_again() -> None:
    """An answer that looks like a place to fill in stays as it is."""
    words = dict.fromkeys(re.findall(r"{{(\w+)}}", text("KEYS.md")), "{{origin}} {{no}}")
    assert filled("KEYS.md", words).count("{{origin}} {{no}}") == len(
        re.findall(r"{{\w+}}", text("KEYS.md"))
    )


def test_a_hostile_name_builds(tmp_path: Path) -> None:
    """Up to the finished pages: nothing that was typed is markup there."""
    guild = Adopter(home=tmp_path)
    name, title = "<b>Gu&ild</b> {{url}} `x`", "*Cutter* | [x](y)"
    flags = ("--url", "https://guild.github.io/Our_Registry", "--email", "a@b.example")
    people = ("--maintainer", "ada", "--maintainer", "ben", "--program", "none")
    assert guild.found("--name", name, "--standard", title, *flags, *people) == 0
    assert guild("build", day=FOUNDED) == 0
    page = (guild.site / "index.html").read_text("utf-8")
    assert "<b>Gu" not in page
    assert name in unescape(page)


# --- what lies in it agrees with the program


@pytest.mark.parametrize("path", ["README.md", "KEYS.md", "docs/maintaining.md"])
@pytest.mark.parametrize("program", ["none", "guild/sealbook@" + "0" * 40])
def test_commands_in_its_pages_exist(path: str, program: str) -> None:
    """Whoever types what a page shows is not told that there is no such command or option."""
    page = found(founding(program=program)).files[path]
    lines = list(commands(page))
    assert len(lines) >= 4
    for line in lines:
        require_known(line)
    assert "{{" not in page


@pytest.mark.parametrize("program", ["none", "guild/sealbook@" + "0" * 40])
def test_next_steps_exist(program: str) -> None:
    """Every command of ours that is told at the end is there; the folder is quoted as given."""
    steps = next_steps(founding(program=program), "'a b'", is_committed=False)
    lines = [line for step in steps for line in step.commands]
    assert lines[0] == "cd 'a b'"
    ours = [line for line in lines if line.startswith("sealbook ")]
    assert len(ours) >= 4
    for line in ours:
        require_known(line)
    words = next_steps(founding(program=program), "x", is_committed=True)
    assert not any("git init" in line for step in words for line in step.commands)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (("ada", "ben"), "They ask for two approvals beside the author, and GitHub asks only"),
        (("ada:a", "ben:b"), "With two accounts they ask for one approval"),
        (("ada:a", "ben:b", "cleo:c"), ""),
    ],
)
def test_the_rules_are_told_as_they_are(people: tuple[str, ...], said: str) -> None:
    """What is said of approvals is what the ruleset asks for."""
    made = founding(*people)
    (step,) = (step for step in next_steps(made, "x", is_committed=True) if "Import" in step.words)
    assert step.words.partition(".github/rulesets/.")[2].strip().startswith(said)
    rules = json.loads(found(made).files[".github/rulesets/main.json"])["rules"]
    (count,) = (
        rule["parameters"]["required_approving_review_count"]
        for rule in rules
        if rule["type"] == "pull_request"
    )
    assert count == (1 if "one approval" in said else 2)


def test_links_in_its_readme_arrive() -> None:
    """Each path that a page links to is a file of the repository."""
    files = made()
    for page in ("README.md", "KEYS.md", "docs/maintaining.md"):
        targets = re.findall(r"\]\(([^)#:]+)\)", files[page].decode())
        assert all(target in files for target in targets), page


def test_the_editor_knows_every_kind() -> None:
    """Each kind written in YAML has its schema, at the address where the site publishes it."""
    files = found(founding()).files
    schemas = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    names = [kind.name for kind in KINDS if kind.path.endswith(".yml")]
    assert list(schemas) == [
        f"https://cert.guild.example/schemas/{name}.schema.json" for name in names
    ]
    ours = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert list(schemas.values()) == list(ours.values())


def test_one_commit_everywhere() -> None:
    """Workflows, hook and container run the same program; the hook is one that it offers."""
    files = found(founding()).files
    commit, repository = "0123456789abcdef0123456789abcdef01234567", "guild/sealbook"
    pinned = [path for path in files if commit in files[path]]
    assert {".devcontainer/devcontainer.json", ".pre-commit-config.yaml", "README.md"} < set(pinned)
    assert {path for path in files if "/workflows/" in path} < set(pinned)
    (hook,) = yaml.safe_load(files[".pre-commit-config.yaml"])["repos"]
    (offered,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["repo"], hook["rev"]) == (f"https://github.com/{repository}", commit)
    assert [one["id"] for one in hook["hooks"]] == [offered["id"]]
    none = found(founding(program="none")).files
    assert not [path for path in none if "workflows" in path or "dependabot" in path]


@pytest.mark.parametrize("tool", ["zizmor", "actionlint"])
def test_its_workflows_pass_our_linters(tool: str, tmp_path: Path) -> None:
    """What is asked of our own workflows is asked of theirs."""
    beside = Path(sys.executable).with_name(tool)
    program = str(beside) if beside.exists() else shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} is not installed")
    for path, content in made().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    words = ["--offline", "--quiet", "--persona=auditor", ".github"] if tool == "zizmor" else []
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    done = subprocess.run(
        [program, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_in_the_help(sealbook: CommandLine) -> None:
    """`sealbook --help` begins with it."""
    shown = re.findall(r"^  ([a-z]+) {2,}[A-Z]", sealbook.anywhere("--help").out, re.MULTILINE)
    assert shown[0] == "new"
