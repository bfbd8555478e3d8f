"""A framework as another system tells it: statements in a tree, before it becomes a draft."""
