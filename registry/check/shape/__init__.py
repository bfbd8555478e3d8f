"""Shape: what a schema says of a record, told by place, with a remedy."""
