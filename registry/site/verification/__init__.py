"""The verification page of a credential, part by part: facts, verdict, history, QR code."""
