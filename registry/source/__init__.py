"""What a YAML file says and where it says it: the one strict dialect that records use.

`parse` reads it, `layout` writes it, and both agree on every byte of a file in canonical layout.
"""
