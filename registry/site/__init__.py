"""From records to pages: every artifact of the published site, as bytes at a path."""
