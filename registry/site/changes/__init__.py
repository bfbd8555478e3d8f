"""What changed between two versions, for whom, and since when."""
