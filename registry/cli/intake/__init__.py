"""`sealbook intake`: a filled issue form becomes a draft.

What an issue says comes from anybody. It is data all the way: it names no file but by an ID that
was looked up or made of letters and digits, it reaches no shell, and the Markdown that we write
shows it as it is.
"""
