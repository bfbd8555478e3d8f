"""A registry's own `mkdocs.yml` says how pages look, and can do nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.engine import CONFIGURATION, run_engine
from registry.site.engine_config import default_look
from registry.site.own_settings import objection
from tests.sample_site import ROOT

LOOK = "theme: {name: material}\nmarkdown_extensions: [attr_list]\n"
RUN = "!!python/object/apply:os.system [touch run]"


def test_looks_are_free() -> None:
    """Ours, that of a new registry, and what the theme's manual puts into such a file."""
    assert objection(default_look().decode()) == ""
    assert objection((ROOT / "mkdocs.yml").read_text("utf-8")) == ""
    assert (
        objection(
            "theme: {name: material, palette: {primary: teal}}\nplugins: {blog: {}, tags: {}}\n"
            "markdown_extensions:\n- attr_list\n- markdown.extensions.tables\n"
            "- pymdownx.blocks.admonition\n"
            "- pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n"
            "- toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}\n"
            "- pymdownx.superfences:\n    custom_fences:\n    - name: mermaid\n"
            "      format: !!python/name:pymdownx.superfences.fence_code_format\n"
        )
        == ""
    )


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ("hooks: [docs/run.py]", "`hooks`"),
        ("? !!str hooks\n: [docs/run.py]", "tag"),
        ("extra: {a: &a {hooks: [docs/run.py]}}\n<<: *a", "`<<`"),
        ("extra: &a hooks\n*a : [docs/run.py]", "`hooks`"),
        ("INHERIT: ../../elsewhere.yml", "`INHERIT`"),
        ("extra_templates: [run.html]", "`extra_templates`"),
        (f"extra: {{a: {RUN}}}", "os.system"),
        ("extra: {a: !!python/object/apply:material.extensions.emoji._load [/etc/passwd]}", "tag"),
        ("extra: {a: !!python/name:pymdownx.superfences.re }", "tag"),
        ("extra: {a: !ENV HOME}", "!ENV"),
        ("plugins: [search, privacy]", "`privacy`"),
        ("plugins:\n- material/projects: {}", "`material/projects`"),
        ("plugins: {social: {}}", "`social`"),
    ],
)
def test_what_would_act_is_refused(more: str, named: str) -> None:
    """Python, templates, other files, other hosts: by whatever way YAML has to say it."""
    assert named in objection(f"{LOOK}{more}\n")


@pytest.mark.parametrize(
    "name", ["pymdownx.snippets", "pymdownx.b64", "os", "docs.run", "pymdownx.emoji:Emoji"]
)
def test_extensions_that_read_files_are_refused(name: str) -> None:
    """In both forms; and so is any module that is no extension of the page."""
    for row in (f"[attr_list, {name}]", f"[attr_list, {{{name!r}: {{base_path: [/]}}}}]"):
        found = objection(f"theme: {{name: material}}\nmarkdown_extensions: {row}\n")
        assert f"`{name}`" in found


def test_what_our_pages_need_is_asked_for() -> None:
    """The theme, and the extension that names headings; what is no YAML is told as that."""
    assert objection(LOOK) == ""
    assert "write `theme: {name: material}`" in objection("site_name: x\n")
    assert "`attr_list`" in objection("theme: {name: material}\n")
    assert objection("theme: [\n").startswith("it is no YAML: ")
    assert objection("\x00hooks: [a]\n").startswith("it is no YAML: ")


def test_the_engine_sees_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the key, nor what lets a job of GitHub deploy, nor a token."""
    for name in ("SEALBOOK_SEED", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.setenv(name, "a secret")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "hook.py").write_text(
        "import os\n\n\n"
        "def on_post_page(output, page, config):\n"
        "    return output + ' '.join(os.environ.values()) + 'hooked'\n"
    )
    (tmp_path / CONFIGURATION).write_text(
        "site_name: Guild\ntheme: {name: material}\nhooks: [hook.py]\n"
    )
    page = (run_engine(tmp_path, tmp_path / "cache", 1_790_000_000) / "index.html").read_text()
    assert page.endswith("hooked")
    assert "a secret" not in page


def test_no_module_is_taken_from_the_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the folder where the build was started is never taken for one of MkDocs'."""
    (tmp_path / "jinja2.py").write_text("raise SystemExit('a stranger is here')\n")
    stage = tmp_path / "stage"
    (stage / "docs").mkdir(parents=True)
    (stage / "docs" / "index.md").write_text("# Home\n")
    (stage / CONFIGURATION).write_text("site_name: Guild\ntheme: {name: material}\n")
    monkeypatch.chdir(tmp_path)
    pages = run_engine(stage, tmp_path / "cache", 1_790_000_000)
    assert (pages / "index.html").is_file()
