"""What the pipeline costs, beside the straightforward way of doing the same."""
