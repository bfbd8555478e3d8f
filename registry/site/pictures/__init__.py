"""Skill maps and pathways as SVG."""
