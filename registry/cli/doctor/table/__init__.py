"""The examinations of the doctor, in tables by where it looks."""
