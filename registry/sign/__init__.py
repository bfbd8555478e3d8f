"""Keys, canonical forms and proofs; knows nothing of records or Open Badges."""
