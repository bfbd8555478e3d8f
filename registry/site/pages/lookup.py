"""Where credentials are asked for: `/verify/`, a checker to save, and what answers for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from registry.site.artifact import Artifact
from registry.site.asset import Asset, asset
from registry.site.pages.credential import feedback
from registry.site.site import Site
from registry.site.verification.html import policy, template
from registry.site.verification.verifier import settings_of, verifier
from registry.site.verification.words import Words, words_of

_EXAMPLE = "7K3M9QXA2TVRC"
_SAVED = "check-credentials.html"


def lookup_pages(site: Site) -> Iterator[Artifact]:
    """`404.html`, which hosts serve at any depth; `verify/`, and the same as one file to save."""
    yield Artifact("404.html", _missing(site), "overlay")
    yield Artifact("verify/index.html", _verify(site, alone=False), "overlay")
    yield Artifact(f"verify/{_SAVED}", _verify(site, alone=True), "overlay")
    for name in ("lookup.mjs", "examine.mjs"):
        yield asset(name).artifact()


def _missing(site: Site) -> bytes:
    words = words_of(site.settings.language)
    issuer = site.settings.name.in_(words.language)
    text = template("lookup.html.j2", words.language).render(
        language=words.language,
        root=site.address.base,  # served anywhere below it, so that no link can be relative
        csp=policy(),
        css=asset("verify.css"),
        script=asset("lookup.mjs"),
        logo=site.settings.image,
        issuer=issuer,
        test=site.address.test,
        title=words.text("missing.title"),
        text=words.text("missing.text", issuer=issuer),
        by_hand=_by_hand(site, words),
        feedback=feedback(site),
    )
    return text.encode() + b"\n"


def _verify(site: Site, *, alone: bool) -> bytes:
    """The page that examines what it is given; `alone` it needs no file of the site around it."""
    words = words_of(site.settings.language)
    issuer = site.settings.name.in_(words.language)
    scripts = (*verifier(site).scripts, asset("lookup.mjs"), asset("examine.mjs"))
    css = asset("verify.css")
    told = settings_of(site, words, examines=True)
    text = template("verify.html.j2", words.language).render(
        alone=alone,
        language=words.language,
        root=site.address.url if alone else "../",
        csp=_policy(css, scripts, alone=alone),
        css=css,
        scripts=scripts,
        config=told,
        roots=told["roots"],
        logo=site.settings.image,
        issuer=issuer,
        test=site.address.test,
        text=words.text("lookup.text", issuer=issuer),
        pinned=words.text("examine.pinned", issuer=issuer),
        by_hand=_by_hand(site, words),
        feedback=feedback(site),
        file=_SAVED,
    )
    return text.encode() + b"\n"


def _by_hand(site: Site, words: Words) -> Markup:
    address = Markup("<b>{}</b>c/{}/").format(site.address.url, _EXAMPLE)
    return words.html("box.by-hand", address=address)


def _policy(css: Asset, scripts: Sequence[Asset], *, alone: bool) -> Markup:
    """A credential that somebody brings may be of any registry: its files are asked for there."""
    if not alone:
        return policy(connect="'self' https:")
    own = " ".join(f"'{script.integrity}'" for script in scripts)
    return policy(scripts=own, styles=f"'{css.integrity}'", connect="https:")
