"""Pages of workshops: one module a subject, each a line in `PAGES`."""
