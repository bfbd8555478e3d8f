"""Verification of one bundle: by the command here, in the page by `site/assets/verify.mjs`.

`steps.json` is the one table of both: which steps there are, in which order they come, and what it
means when one of them fails. The first that fails decides.
"""
