"""From records to pages: every artifact of the published site, as bytes at a path.

`render` yields them, `pages` holds one module a page, and `site.Site` is all that a page may look
at. `markdown`, `verification`, `pictures` and `standards` are what pages are made of.
"""
