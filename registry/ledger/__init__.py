"""What was sealed: the memory of the registry, apart from its source."""
