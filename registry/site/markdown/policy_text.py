"""A policy's own Markdown, made safe: no raw HTML, no picture, no address but web and mail.

Policies are written by reviewed authors, and are the only records that hold Markdown. Headings
stay Markdown, so that the engine finds them for its table of contents; all between them becomes
HTML here, with the plain syntax of Markdown and none of the site's extensions.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup
from markupsafe import escape as html_escape

from registry.site.markdown.escape import escape, is_web_address

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*)$", re.MULTILINE)
# `[words](address)` and no other form of a link: those of Python-Markdown look for the end of each
# bracket in all that follows, and a page of brackets would take hours.
_LINK = r"\[([^\[\]]{1,300})\]\(([^()\s]{1,500})\)"
_OTHER_LINKS = (
    *("reference", "link", "image_link", "image_reference"),
    *("short_reference", "short_image_ref"),
)
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+")


def policy_text(body: str) -> Markup:
    """The text of a policy as Markdown with HTML blocks; its highest headings become level 2."""
    parts: list[Markup] = []
    end = 0
    for match in _HEADING.finditer(body):
        parts += _block(body[end : match.start()])
        level = "#" * min(max(len(match[1]), 2), 4)
        parts.append(Markup("{} {}").format(level, escape(_without_fence(match[2]))))
        end = match.end()
    parts += _block(body[end:])
    return Markup("\n\n").join(parts)


def _without_fence(title: str) -> str:
    """A heading without the signs that may close it: `# Title #`."""
    bare = title.strip().rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else title.strip()


def _block(source: str) -> list[Markup]:
    if not source.strip():
        return []
    try:
        html = _renderer().convert(source.strip())
    except RecursionError:  # lists in lists, hundreds deep, stand there as they were written
        html = f"<pre>{html_escape(source.strip())}</pre>"
    # A blank line would end the block of HTML for the engine's Markdown.
    inner = Markup(re.sub(r"\n\s*\n", "\n", html))  # noqa: S704 - made by the renderer below
    return [Markup('<div class="sb-prose">\n{}\n</div>').format(inner)]


def _renderer() -> Markdown:
    """Python-Markdown without raw HTML (https://python-markdown.github.io/change_log/release-3.0/)."""
    renderer = Markdown(output_format="html")
    renderer.preprocessors.deregister("html_block")
    renderer.inlinePatterns.deregister("html")
    renderer.inlinePatterns.deregister("entity")
    for name in ("hashheader", "setextheader"):  # the headings were found before
        renderer.parser.blockprocessors.deregister(name)
    for name in _OTHER_LINKS:
        renderer.inlinePatterns.deregister(name)
    renderer.inlinePatterns.register(_Link(_LINK, renderer), "link", 160)
    renderer.treeprocessors.register(_Harmless(renderer), "harmless", -1)
    return renderer


class _Link(InlineProcessor):  # type: ignore[misc]  # it carries no types
    """A link written as `[words](address)`."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802, ARG002
        element = Element("a", href=m[2])
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _Harmless(Treeprocessor):  # type: ignore[misc]  # it carries no types
    """Takes every attribute but the address of a link, and every picture."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            href = element.get("href", "")
            element.attrib.clear()
            if element.tag == "a":
                if is_web_address(href) or _MAIL.fullmatch(href):
                    element.set("href", href)
                else:
                    element.tag = "span"
            elif element.tag == "img":
                element.tag = "span"
