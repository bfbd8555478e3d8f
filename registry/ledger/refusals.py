"""Why an auditor refuses a log: one error for each rule, with the index of the entry."""

from __future__ import annotations


class LogRefused(ValueError):
    """The log breaks one of its rules at the entry of this index."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(f"entry {index}: {reason}")
        self.index = index


class NotAnEntry(LogRefused):
    """The bytes are no entry."""


class GenesisMisplaced(LogRefused):
    """A log begins with a genesis entry and has no other."""


class PolicyNotNext(LogRefused):
    """The numbers of policies are 1, 2, 3 and so on."""


class StandardRepublished(LogRefused):
    """A version of a standard is published once and never again."""


class CommitmentRepeated(LogRefused):
    """Two editions never share a commitment."""


class NotTheNewestEdition(LogRefused):
    """What follows an edition concerns the newest one of a record that was not erased."""


class RevocationFinal(LogRefused):
    """No other status follows a revocation."""


class ReplacementFinal(LogRefused):
    """No other status but a revocation follows a replacement by another record."""


class SealNotLater(LogRefused):
    """Each seal is later than the one before, and the first no earlier than the genesis."""


class SealOfOtherPolicy(LogRefused):
    """A seal names the newest policy."""


class NotSealed(LogRefused):
    """The last entry of a log is a seal."""
