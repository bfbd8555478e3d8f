"""Judging: from facts to findings, without looking at anything else."""
