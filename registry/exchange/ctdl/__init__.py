"""CTDL and CTDL-ASN: the vocabularies of Credential Engine, as JSON-LD."""
