"""Git: the past of the records, read without checking it out."""
