"""The pages of the site: a new page is a module here and a line in `PAGES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from registry.site.artifact import Artifact
from registry.site.pages.credential import credential_pages
from registry.site.pages.documents import documents
from registry.site.pages.lookup import lookup_pages
from registry.site.site import Site

Page = Callable[[Site], Iterator[Artifact]]

PAGES: tuple[Page, ...] = (credential_pages, documents, lookup_pages)
