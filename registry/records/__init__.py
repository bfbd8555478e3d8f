"""What the records say: one module a kind, `KINDS` in `kinds.py` is the list."""
