"""Drafts: the text of a record that is still to be finished."""
