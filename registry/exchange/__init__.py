"""Frameworks and standards in the formats of other systems, out and in: CASE, CTDL and CSV.

`case`, `ctdl` and `sheet` write; `case` and `sheet` read, into an `outline` that becomes a draft.
"""
