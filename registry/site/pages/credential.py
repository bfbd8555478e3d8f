"""The verification page of every sealed credential, and the signed JSON beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from registry.ledger.ledger import Json
from registry.lifecycle.status import standing_on
from registry.openbadge.achievement import standard_path
from registry.openbadge.credential import credential_path
from registry.records.assessment import ASSESSMENT
from registry.records.ids import grouped
from registry.records.person import PERSON
from registry.records.standard import STANDARD
from registry.records.text import Text
from registry.site.artifact import Artifact
from registry.site.asset import Asset, asset
from registry.site.site import Site
from registry.site.verification import chronicle
from registry.site.verification.case import Case, cases
from registry.site.verification.checked import checked
from registry.site.verification.html import policy, template
from registry.site.verification.qr import codes_of
from registry.site.verification.verdict import Verdict, verdict
from registry.site.verification.verifier import verifier
from registry.site.verification.words import Words, catalogue, languages, words_of

_PIXELS = 5  # of the screen for each module of a QR code


def credential_pages(site: Site) -> Iterator[Artifact]:
    """`c/<ID>/index.html` and `credential.json` of what is sealed.

    A credential in another language than the registry's has a page in that language, too:
    `c/<ID>/es/index.html`.
    """
    checked_by = verifier(site)
    scripts = checked_by.scripts
    main = Edition(site, scripts, words_of(site.settings.language))
    others = {tag: Edition(site, scripts, catalogue(tag), f"{tag}/") for tag in languages()}
    others.pop(main.words.language, None)
    for case in cases(site):
        tag = case.record.language
        other = others.get(tag) or others.get(tag.partition("-")[0])
        yield Artifact(f"c/{case.id}/index.html", main.page(case, other), "overlay")
        if other:
            path = f"c/{case.id}/{other.folder}index.html"
            yield Artifact(path, other.page(case, main), "overlay")
        yield Artifact(credential_path(case.id), json_bytes(case.sealed.credential), "overlay")
    yield asset("verify.css").artifact()
    for found in (*checked_by.scripts, *checked_by.configs):
        yield found.artifact()


def json_bytes(document: Json) -> bytes:
    """A signed document as it is published: keys sorted, no spaces, one line.

    Without floats this is the canonical form of RFC 8785.
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


class _StandardWords(NamedTuple):
    href: str
    label: str
    texts: tuple[tuple[str, Markup], ...]


class Edition:
    """The credential pages of a site in one language; what they share is made once.

    `folder` is where the language lives below a credential's own folder: empty, or `es/`.
    """

    def __init__(
        self, site: Site, scripts: Sequence[Asset], words: Words, folder: str = ""
    ) -> None:
        self.site, self.words, self.folder = site, words, folder
        settings, address = site.settings, site.address
        self._root = "../../" if not folder else "../../../"
        self._here = "" if not folder else "../"
        self._codes = codes_of(address.to("c/"))
        self._template = template("credential.html.j2", words.language)
        self._standard = cache(self._standard_words)
        self._issued_by = cache(self._issuer)
        self._signed_by = cache(self._key)
        self._name_of = cache(self._person)
        image = settings.image
        self._shared: dict[str, Any] = {
            "language": words.language,
            "root": self._root,
            "here": self._here,
            "csp": policy(),
            "css": asset("verify.css"),
            "scripts": scripts,
            "logo": image,
            "picture": address.to(image) if image and image.endswith(".png") else None,
            "test": address.test,
            "host": address.host,
            "feedback": feedback(site),
            "side": _PIXELS * self._codes.size,
            "published": words.html("published", as_of=words.day(site.as_of)),
        }

    def page(self, case: Case, other: Edition | None = None) -> bytes:
        """The page of a credential; `other` is its edition in another language."""
        words, site, claims = self.words, self.site, case.claims
        address = site.address
        found = verdict(
            words,
            claims,
            case.record,
            case.standard.record,
            day=site.as_of,
            test=address.test,
        )
        path = f"c/{case.id}/{self.folder}"
        url = address.to(path)
        text = self._template.render(
            self._shared,
            claims=claims,
            verdict=found,
            title=_title(case, found),
            share=words.text("share", issuer=claims.issuer, day=words.day(claims.issued)),
            id=grouped(case.id),
            url=url,
            path=address.base + path,
            languages=self._languages(other),
            issued_by=self._issued_by(claims.issuer),
            identity=words.text(f"identity.{self._identity(case)}", issuer=claims.issuer),
            rows=checked(words, found, day=site.as_of, host=address.host),
            standard=self._standard(case.standard.id),
            title_lang=self._lang(case.standard.record.title, case.record.language),
            issued=words.day(claims.issued),
            until=words.day(claims.until) if claims.until else None,
            standing=self._standing(case),
            showed=words.markup[f"showed.{case.record.holder_kind}"],
            evidence=case.sealed.credential.get("evidence", ()),
            history=chronicle.rows(words, claims.issued, case.record.history, self._link),
            decided=self._decided(case),
            signature=self._signed_by(claims.key),
            successor=self._link(found.successor) if found.successor else None,
            code=self._codes.png(case.id),
        )
        return text.encode() + b"\n"

    def _languages(self, other: Edition | None) -> tuple[tuple[str, str, str], ...]:
        """Tag, address and name of each language of the page, this one first."""
        if other is None:
            return ()
        mine, its = self.words, other.words
        return (
            (mine.language, "./", mine.text("language")),
            (its.language, other.folder or "../", its.text("language")),
        )

    def _link(self, record_id: str) -> str | None:
        """The address of another credential's page, if it has one."""
        known = record_id in self.site.ledger.records
        return f"{self._here}../{record_id}/" if known else None

    def _identity(self, case: Case) -> str:
        if self.site.address.test:
            return "test"
        return "withheld" if case.claims.name is None else case.record.holder_kind

    def _standing(self, case: Case) -> Markup | None:
        standing = standing_on(case.record, case.standard.record, self.site.as_of)
        return self.words.markup[f"standing.{standing}"] if standing else None

    def _standard_words(self, standard_id: str) -> _StandardWords:
        entry = self.site.registry.get(STANDARD, standard_id)
        assert entry is not None
        language, standard = self.words.language, entry.record
        title = standard.title.in_(language)
        return _StandardWords(
            href=self._root + standard_path(standard_id),
            label=self.words.text("standard.version", title=title, version=entry.version),
            texts=tuple(
                (text.in_(language), self._lang(text, language))
                for text in (standard.signifies, standard.does_not_signify)
            ),
        )

    def _lang(self, text: Text, wanted: str) -> Markup:
        """The `lang` attribute of a text that was asked for in a language; none in the page's."""
        written = wanted if wanted in text.translations else self.site.settings.language
        foreign = written != self.words.language
        return Markup(' lang="{}"').format(written) if foreign else Markup()

    def _issuer(self, name: str) -> Markup:
        span = Markup("<span data-f=issuer translate=no>{}</span>").format(name)
        return self.words.html("issued-by", issuer=span)

    def _key(self, key: str) -> Markup:
        return self.words.html("signature.key", key=Markup("<code>{}</code>").format(key))

    def _decided(self, case: Case) -> str | None:
        entry = self.site.registry.get(ASSESSMENT, case.id)
        if entry is None:
            return None
        panel = ", ".join(self._name_of(handle) for handle in entry.record.panel)
        return self.words.text("decided.by", day=self.words.day(entry.record.decided), panel=panel)

    def _person(self, handle: str) -> str:
        entry = self.site.registry.get(PERSON, handle)
        return (entry and entry.record.name) or handle


def feedback(site: Site) -> str:
    """Where to tell the issuer that something is wrong."""
    for channel in site.settings.channels:
        if channel.kind == "feedback":
            return channel.url
    return f"mailto:{site.settings.email}"


def _title(case: Case, verdict: Verdict) -> str:
    """Of the window and of share previews: name, title, and the state unless it is valid."""
    name = f"{case.claims.name} — " if case.claims.name else ""
    note = f" ({verdict.note})" if verdict.note else ""
    return f"{name}{case.claims.title}{note}"
