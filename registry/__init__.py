"""Sealbook: a Git repository as a certification authority.

Read `build.py` first: it shows the pipeline as six lines.
"""

__version__ = "0.1.0"
