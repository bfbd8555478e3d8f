"""Signed notes and the checkpoint form of their text; knows nothing of logs or policies."""
