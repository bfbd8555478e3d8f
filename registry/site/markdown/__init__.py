"""Pages that people read: Markdown from templates that cannot forget to escape."""
