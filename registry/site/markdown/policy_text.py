"""A policy's own Markdown, made safe: no raw HTML, no picture, no address but web and mail.

Policies are written by reviewed authors, and are the only records that hold Markdown. Headings
stay Markdown, so that the engine finds them for its table of contents; all between them becomes
HTML here, with the plain syntax of Markdown and none of the site's extensions.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from registry.site.markdown.escape import escape, is_web_address

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+")


def policy_text(body: str) -> Markup:
    """The text of a policy as Markdown with HTML blocks; its highest headings become level 2."""
    parts: list[Markup] = []
    end = 0
    for match in _HEADING.finditer(body):
        parts += _block(body[end : match.start()])
        level = "#" * min(max(len(match[1]), 2), 4)
        parts.append(Markup("{} {}").format(level, escape(match[2])))
        end = match.end()
    parts += _block(body[end:])
    return Markup("\n\n").join(parts)


def _block(source: str) -> list[Markup]:
    if not source.strip():
        return []
    html = _renderer().convert(source.strip())
    # A blank line would end the block of HTML for the engine's Markdown.
    inner = Markup(re.sub(r"\n\s*\n", "\n", html))  # noqa: S704 - made by the renderer below
    return [Markup('<div class="sb-prose">\n{}\n</div>').format(inner)]


def _renderer() -> Markdown:
    """Python-Markdown without raw HTML (https://python-markdown.github.io/change_log/release-3.0/)."""
    renderer = Markdown(output_format="html")
    renderer.preprocessors.deregister("html_block")
    renderer.inlinePatterns.deregister("html")
    renderer.inlinePatterns.deregister("entity")
    renderer.treeprocessors.register(_Harmless(renderer), "harmless", -1)
    return renderer


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
