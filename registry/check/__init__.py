"""What must hold: one module a subject, `CHECKS` in `checks.py` is the table."""
