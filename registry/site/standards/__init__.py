"""What the page of a standard says beyond its record."""
