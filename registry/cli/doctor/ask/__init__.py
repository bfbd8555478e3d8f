"""Asking: files, Git, GitHub and the site that is online; no word here is a judgement."""
