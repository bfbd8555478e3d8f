"""Forge: the files that GitHub reads, made from the records; text in, text out."""
