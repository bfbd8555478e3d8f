"""Numbers that a standard says in words and in fields."""

from registry.check.prose.agreement import number_in_prose

__all__ = ["number_in_prose"]
