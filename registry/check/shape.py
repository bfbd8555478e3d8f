"""Shape: each document against the JSON Schema of its kind, in words of our own."""
