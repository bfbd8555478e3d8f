"""The ID box: at `/verify/`, and on the page that answers for all that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from registry.site.artifact import Artifact
from registry.site.asset import asset
from registry.site.pages.credential import feedback
from registry.site.site import Site
from registry.site.verification.html import template
from registry.site.verification.words import words_of

_EXAMPLE = "7K3M9QXA2TVRC"


def lookup_pages(site: Site) -> Iterator[Artifact]:
    """`404.html`, which hosts serve at any depth, and `verify/index.html`."""
    # A page that is served anywhere below the base path cannot use relative links.
    yield Artifact("404.html", _page(site, site.address.base, missing=True), "overlay")
    yield Artifact("verify/index.html", _page(site, "../", missing=False), "overlay")
    yield asset("lookup.mjs").artifact()


def _page(site: Site, root: str, *, missing: bool) -> bytes:
    words = words_of(site.settings.language)
    issuer = site.settings.name.in_(words.language)
    key = "missing" if missing else "lookup"
    address = Markup("<b>{}</b>c/{}/").format(site.address.url, _EXAMPLE)
    text = template("lookup.html.j2", words.language).render(
        language=words.language,
        root=root,
        css=asset("verify.css"),
        script=asset("lookup.mjs"),
        logo=site.settings.image,
        issuer=issuer,
        test=site.address.test,
        missing=missing,
        title=words.text(f"{key}.title"),
        text=words.text(f"{key}.text", issuer=issuer),
        by_hand=words.html("box.by-hand", address=address),
        feedback=feedback(site),
    )
    return text.encode() + b"\n"
