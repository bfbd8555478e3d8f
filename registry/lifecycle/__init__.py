"""Dates and states: what records amount to on a day that the caller names."""
