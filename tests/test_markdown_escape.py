from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import DictLoader, TemplateAssertionError, TemplateSyntaxError
from markdown import Markdown
from markupsafe import Markup
from mkdocs.config import load_config

from registry.records.text import Text
from registry.site.markdown.environment import strict_environment
from registry.site.markdown.escape import escape, link, writable
from registry.site.markdown.policy_text import policy_text

ROOT = Path(__file__).resolve().parents[1]
NEUTRAL = "QZQ"

# Every place of a page where a record's text may stand.
PAGE = """\
{text}

before {text} after

## {text} {{ #heading }}

| head | {text} |
| ---- | ------ |
| cell | {text} |

- {text}
- item {text}

1. {text}

[{text}](#heading) and <a href="#heading">{text}</a>

<div class="sb-card"><p title="{text}">{text}</p></div>

*{text}* **{text}**

> {text}

{text}
"""

# What maintainers may switch on in their own mkdocs.yml, beyond what ours does.
MORE = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "nl2br",
    "sane_lists", "smarty", "tables", "toc", "wikilinks",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.caret",
    "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall",
    "pymdownx.fancylists", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink",
    "pymdownx.mark", "pymdownx.progressbar", "pymdownx.saneheaders", "pymdownx.smartsymbols",
    "pymdownx.snippets", "pymdownx.striphtml", "pymdownx.superfences", "pymdownx.tabbed",
    "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip

FRAGMENTS = st.sampled_from(
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</div>", "<!--", "-->",
        "](javascript:alert(1))", "[a](b)", "![a](b)", "[x]: y", "[^1]", "[^1]: note", "*", "**",
        "_", "__", "`", "```", "~~~", "#", "## ", "===", "---", "- ", "+ ", "1. ", "> ", "    ",
        "\t", "\n", "\n\n", "\r", "|", "| - |", "{: onclick=x }", "{#id}", "{ .class }", ":smile:",
        "!!! note", "??? x", "=== tab", "--8<-- 'x'", ";--8<--", "*[HTML]: y", "https://a.example",
        "www.a.example", "a@b.example", "&amp;", "&#42;", "&lt", "&", "\\", "\\*", "{{ x }}",
        "{% x %}", "$x$", "==x==", "^^x^^", "~~x~~", "{++x++}", "++ctrl+a++", "[=50%]", "[ ] ",
        "(c)", "-->", "...", '"', "'", "\x00", "\x02", "\x03", "\x02wzxhzdk:0\x03", "\x85",
        "\u2028", "\u00a0", "\ufeff", "\ufffe", "\U0001f600", "[TOC]", "/// note", ": ", "[[x]]",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(min_size=1),
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=4)), min_size=1, max_size=6).map("".join),
).filter(bool)


@dataclass
class _Page(HTMLParser):
    """A page taken apart: the tags with their attributes, and the text between them."""

    tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", ((data, None),)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _taken_apart(renderer: Markdown, text: str) -> tuple[list[Any], str]:
    page = _Page()
    page.feed(renderer.reset().convert(PAGE.format(text=text)))
    page.close()
    return page.tags, "".join(page.text)


@pytest.fixture(scope="module")
def renderers(tmp_path_factory: pytest.TempPathFactory) -> list[Markdown]:
    """Markdown as this site's MkDocs sets it up, and with everything switched on."""
    config = load_config(
        str(ROOT / "mkdocs.yml"), site_name="x", docs_dir=str(tmp_path_factory.mktemp("docs"))
    )
    ours = Markdown(
        extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"]
    )
    return [ours, Markdown(extensions=MORE)]


def _with(text: str, tags: list[Any]) -> list[Any]:
    """The tags of the neutral page, with another text in their attributes."""
    return [
        (tag, tuple((name, value and value.replace(NEUTRAL, text)) for name, value in attrs))
        for tag, attrs in tags
    ]


@given(text=TEXTS)
@example(text=" a")
@example(text="a ")
@example(text="a  b")
@example(text="    a\n\n    b")
@example(text="a {: onclick=x }")
def test_any_text_shows_as_itself_and_makes_no_markup(renderers: list[Markdown], text: str) -> None:
    """In every place of a page: the tags are those of a plain word, and the text is the text."""
    for renderer in renderers:
        plain_tags, plain_text = _taken_apart(renderer, NEUTRAL)
        tags, shown = _taken_apart(renderer, escape(text))
        assert tags == _with(writable(text), plain_tags)
        assert shown == plain_text.replace(NEUTRAL, writable(text))


def test_a_text_without_the_escape_is_markup(renderers: list[Markdown]) -> None:
    """The property can fail: unescaped, the same page gets a link and a picture."""
    tags, _ = _taken_apart(renderers[0], "[a](b) <img src=x>")
    assert ("img", (("src", "x"),)) in tags
    assert ("a", (("href", "b"),)) in tags


@given(text=TEXTS)
def test_a_template_escapes_what_it_prints(text: str) -> None:
    """A template prints texts escaped: as a variable, through a macro, in a loop, as a Text."""
    source = (
        "{% macro m(x) %}{{ x }}{% endmacro %}{% set y %}{{ x }}{% endset %}"
        "{{ x }}{{ m(x) }}{{ y }}{% for z in [x] %}{{ z }}{% endfor %}{{ t }}"
    )
    made = strict_environment("es", DictLoader({"a": source})).get_template("a")
    assert made.render(x=text, t=Text("no", {"es": text})) == str(escape(text)) * 5


@pytest.mark.parametrize("source", ["{{ x ~ x }}", "{{ x + x }}", "{{ x % x }}"])
def test_a_template_cannot_join_texts(source: str) -> None:
    """Operators that would escape a text as HTML only are refused when the template is read."""
    with pytest.raises(TemplateSyntaxError, match="print them one by one"):
        strict_environment("en", DictLoader({"a": source})).get_template("a")


@pytest.mark.parametrize("name", ["safe", "e", "join", "replace", "format", "escape"])
def test_a_template_has_no_filter_around_the_escape(name: str) -> None:
    """`safe` and the filters that join or escape in Jinja's own way do not exist."""
    with pytest.raises(TemplateAssertionError, match="No filter named"):
        strict_environment("en", DictLoader({"a": f"{{{{ x | {name} }}}}"})).get_template("a")


@pytest.mark.parametrize("value", [None, True, 1.5, [], {}])
def test_a_template_prints_nothing_that_has_no_words(value: object) -> None:
    """A forgotten None is an error, not the word None on a page."""
    made = strict_environment("en", DictLoader({"a": "{{ x }}"})).get_template("a")
    with pytest.raises(TypeError, match="no text"):
        made.render(x=value)


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "mailto:a@b", "http:"],
)
def test_a_link_goes_to_the_site_or_the_web(href: str) -> None:
    """Other schemes are refused, whoever wrote the record."""
    with pytest.raises(ValueError, match="no web address"):
        link("x", href)


def test_the_address_of_a_link_cannot_leave_its_attribute() -> None:
    """Quotes and brackets in an address are references; our own paths stay readable."""
    hostile = link("x", 'https://a.example/"><script>')
    assert "<script" not in hostile
    assert hostile.count('"') == 2
    assert link(Markup("<b>x</b>"), "../a/") == '<a href="../a/"><b>x</b></a>'


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![track](https://elsewhere.example/pixel.png)",
        "[x](javascript:alert(1))",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "<div\n\nonclick=alert(1)>",
        "`</div>`",
        "## <b onclick=x>",
        "text {: onclick=alert(1) }",
        "## title { onclick=alert(1) }",
        "--8<-- 'secret.txt'",
        "</div>\n\n<script>",
    ],
)
def test_a_policy_brings_no_html_of_its_own(renderers: list[Markdown], body: str) -> None:
    """Of a policy's Markdown only plain structure and web or mail links remain."""
    page = _Page()
    page.feed(renderers[0].reset().convert(policy_text(body)))
    page.close()
    allowed = {"class", "href", "id", "title"}
    for tag, attrs in page.tags:
        assert tag in {"div", "p", "h2", "a", "span", "code"}
        assert {name for name, _ in attrs} <= allowed
        assert all("javascript" not in (value or "") for _, value in attrs)


def test_a_policy_keeps_its_structure() -> None:
    """Headings stay Markdown for the table of contents; lists and links become HTML."""
    text = policy_text("Intro.\n\n# One *thing*\n\n- [a](https://a.example)\n- b\n")
    assert "## One &#42;thing&#42;" in text
    assert '<li><a href="https://a.example">a</a></li>' in text
    assert text.startswith('<div class="sb-prose">\n<p>Intro.</p>\n</div>')
