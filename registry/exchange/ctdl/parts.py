"""What both documents share: the context, language maps, the publisher, the digest.

Source: CTDL and CTDL-ASN as published at credreg.net, schema and JSON-LD context. Only terms of
status *stable* are used, each on a class of its declared domain; a test holds a list of them.
Terms that the vocabularies do not have are not made up: a rubric is in CASE and in the table.
"""

from __future__ import annotations

from typing import Any

from registry.exchange.context import Context

Json = dict[str, Any]

CTDL = "https://credreg.net/ctdl/schema/context/json"
CTDL_ASN = "https://credreg.net/ctdlasn/schema/context/json"
# The named-information URI of RFC 6920 would be shorter, but few readers know what to do with one.
DIGEST_NAME = "SHA-256 of the record, RFC 8785"


def document(context: str, address: str, graph: list[Json]) -> Json:
    """A JSON-LD document: its context, its own address, its nodes."""
    return {"@context": context, "@id": address, "@graph": graph}


def said(context: Context, text: str) -> Json:
    """A language map of one entry."""
    return {context.language: text}


def identifier(name: str, value: str) -> Json:
    """An IdentifierValue: what sort of identifier it is, in English, and the identifier."""
    return {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierTypeName": {"en": name},
        "ceterms:identifierValueCode": value,
    }


def publisher_id(context: Context) -> str:
    """The IRI of the registry as an organization: its DID, under which it also signs."""
    return context.address.did


def publisher(context: Context) -> Json:
    """The registry as an organization."""
    return {
        "@id": publisher_id(context),
        "@type": "ceterms:CredentialOrganization",
        "ceterms:ctid": context.names.ctid("registry"),
        "ceterms:name": said(context, context.publisher),
        "ceterms:subjectWebpage": context.address.url,
    }
