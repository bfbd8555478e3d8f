"""IDs of credentials and assessments: 12 random symbols and a check symbol.

The alphabet is Crockford's base32, without I, L, O and U.
The check symbol is Damm's scheme (H. M. Damm, *Totally anti-symmetric quasigroups*, 2004) over
the field GF(32): it catches every single wrong symbol and every swap of neighbours.
"""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 13
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_REDUCING = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_TYPED = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
# Digits with at most one E among them: such an ID could be read as a number by a YAML tool.
_NUMBER_LIKE = re.compile(r"[0-9]+E?[0-9]+")


def check_symbol(symbols: str) -> str:
    """The symbol that makes `symbols` an ID; KeyError for a symbol outside the alphabet."""
    state = 0
    for symbol in symbols:
        state = (state ^ _VALUE[symbol]) << 1
        if state & 0b100000:
            state ^= _REDUCING
    return ALPHABET[state]


def is_id(text: str) -> bool:
    """Whether `text` is an ID as files are named: 13 symbols, the last one right."""
    if len(text) != LENGTH or not all(symbol in _VALUE for symbol in text):
        return False
    return check_symbol(text[:-1]) == text[-1]


def is_number_like(text: str) -> bool:
    """Whether some tool could read the ID as a number; such an ID is drawn again."""
    return _NUMBER_LIKE.fullmatch(text) is not None


def normalize(typed: str) -> str:
    """An ID as typed by a person, in the form of file names: `7k3m-9qxa-2tvrc` is fine."""
    return typed.upper().translate(_TYPED)


def grouped(record_id: str) -> str:
    """An ID as people read it: `7K3M-9QXA-2TVRC`."""
    return f"{record_id[:4]}-{record_id[4:8]}-{record_id[8:]}"


def draw(random_bytes: bytes) -> str | None:
    """The ID that 8 random bytes give, or None where these must be drawn again."""
    number = int.from_bytes(random_bytes[:8], "big") & ((1 << 60) - 1)
    symbols = "".join(ALPHABET[(number >> shift) & 31] for shift in range(55, -5, -5))
    found = symbols + check_symbol(symbols)
    return None if is_number_like(found) else found
