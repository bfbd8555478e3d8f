"""Signer: whose keys seal, where random bytes come from, and documents signed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nacl.signing import SigningKey

from registry.address import Address
from registry.ledger.ledger import Json
from registry.openbadge.did import verification_method
from registry.sign.keys import Seed
from registry.sign.multibase import format_multikey
from registry.sign.rdfc import sign
from registry.sign.template import Templates
from registry.timestamp import format_timestamp

Draw = Callable[[str, int], bytes]


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs: an address, the seed of its keys, and how random bytes are drawn.

    `draw(label, n)` gives n bytes: random ones in production, in development a function of the
    label, so that equal trees give equal bytes.
    `known` are documents signed before by the same key, by their `id`.
    """

    address: Address
    seed: Seed
    draw: Draw
    known: Mapping[str, Json] = field(default_factory=dict)


class Hand:
    """Signs a document, or finds the signature it made of it before; counts the new ones.

    Raises KeyRefused where the seed may not sign for the origin.
    """

    def __init__(self, signer: Signer) -> None:
        """Take the issuer's key of the seed."""
        self._key: SigningKey = signer.seed.key("issuer")
        self._known = signer.known
        self._templates = Templates()
        self.multikey = format_multikey(bytes(self._key.verify_key))
        self.method = verification_method(signer.address.did, self.multikey)
        self.signatures = 0

    def sign(self, document: Json, created: datetime) -> Json:
        """The document with its proof."""
        moment = format_timestamp(created)
        known = self._known.get(document["id"])
        if known is not None and self._is_same(known, document, moment):
            return known
        self.signatures += 1
        return sign(document, self._key, self.method, moment, self._templates.canonize)

    def signed(self, document: Json) -> bool:
        """Whether this hand's key made the proof of a document."""
        return bool(document["proof"]["verificationMethod"] == self.method)

    def _is_same(self, known: Json, document: Json, moment: str) -> bool:
        proof = known["proof"]
        return (
            proof["created"] == moment
            and self.signed(known)
            and {**document, "proof": proof} == known
        )
