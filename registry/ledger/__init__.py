"""What was sealed: the memory of the registry, kept apart from its source."""
