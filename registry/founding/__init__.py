"""Founding: every file of a new registry, from a handful of answers; text in, text out."""
