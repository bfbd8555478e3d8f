"""From records to Open Badges 3.0 documents, unsigned; knows no keys and no ledger.

Source: Open Badges Specification 3.0, Verifiable Credentials Data Model 2.0.
"""
