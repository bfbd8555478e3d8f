"""Pages of governance: one module a subject, each a line in `PAGES`."""

from __future__ import annotations

from registry.site.markdown.page import Crumb

TOP: Crumb = ("Governance", "governance/")
