"""Sealing: what is new in the registry becomes signed credentials in the ledger.

The only stage that holds a secret, and the one that joins `openbadge`, `sign` and `ledger`.
"""
