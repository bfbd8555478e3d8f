"""An Atom feed (RFC 4287): what happened, latest first, by dates that the records give.

An entry's ID is a tag URI (RFC 4151) of the log's origin, which stays when the address changes.
"""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from registry.site.almanac.moment import Moment
from registry.site.markdown.escape import writable
from registry.site.markdown.phrases import phrases_of
from registry.site.site import Site

_ATOM = "http://www.w3.org/2005/Atom"
# A reader keeps what it has seen: a feed only needs what is new since its last visit.
_MOST = 100


def feed(site: Site, path: str, *, title: str, page: str, moments: list[Moment]) -> bytes:
    """The feed at `path` about `page`, of moments that come latest first."""
    words = phrases_of(site.settings.language)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": site.settings.language})
    _text(root, "id", site.address.to(path))
    _text(root, "title", title)
    _text(root, "updated", _instant(moments[0].day if moments else site.as_of))
    author = ET.SubElement(root, "author")
    _text(author, "name", site.settings.name.in_(site.settings.language))
    _link(root, "self", site.address.to(path), "application/atom+xml")
    _link(root, "alternate", site.address.to(page), "text/html")
    for moment in moments[:_MOST]:
        entry = ET.SubElement(root, "entry")
        _text(entry, "id", tag(site, moment))
        _text(entry, "title", moment.plain(words))
        _text(entry, "updated", _instant(moment.day))
        _link(entry, "alternate", site.address.to(moment.page), "text/html")
        if moment.text is not None:
            _text(entry, "summary", moment.text.in_(site.settings.language))
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def tag(site: Site, moment: Moment) -> str:
    """The ID of a moment: `tag:odpg.example,2025-11-20:sealbook/standards/x/2.1#announced`."""
    authority, _, rest = site.address.origin.partition("/")
    specific = f"{rest}/{moment.id}" if rest else moment.id
    return f"tag:{authority},{moment.day.isoformat()}:{specific}"


def _text(parent: ET.Element, name: str, content: str) -> None:
    ET.SubElement(parent, name).text = writable(content)


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": href})


def _instant(day: date) -> str:
    """A day as an instant: its first second in UTC (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00Z"
