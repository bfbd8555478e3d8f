"""IDs: what the check symbol catches, proved over the algebra and tried on whole IDs."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.records.ids import (
    ALPHABET,
    LENGTH,
    check_symbol,
    draw,
    grouped,
    is_id,
    is_number_like,
    normalize,
)

SAMPLES = ["MVBP1EE1EDQ42", "HFT5G75HQ0R2A", "C7Y5M59BGYGFK", "QM4NVDKHDFDMC", "NJ9B3038BYPTW"]
drawn = st.binary(min_size=8, max_size=8).map(draw).filter(bool)


def step(state: str, symbol: str) -> str:
    """The state after one more symbol; the state itself is a symbol, the check of what came."""
    # From the state 0 the check of one symbol depends on (state XOR symbol) alone.
    return check_symbol(ALPHABET[ALPHABET.index(state) ^ ALPHABET.index(symbol)])


def test_the_check_symbol_is_a_chain_of_steps() -> None:
    """Checking symbol by symbol gives what `check_symbol` gives at once, for every ID of two."""
    for first, second in product(ALPHABET, repeat=2):
        assert step(step("0", first), second) == check_symbol(first + second)


def test_every_single_error_is_caught() -> None:
    """From every state, two different symbols lead to different states, and so on to the end.

    A step is a bijection of the states for each symbol and of the symbols for each state: 32 by 32
    cases. So one wrong symbol changes the state, no later symbol can undo it, and the check
    symbol differs. A wrong check symbol differs from the right one by itself.
    """
    for fixed in ALPHABET:
        assert {step(fixed, symbol) for symbol in ALPHABET} == set(ALPHABET)
        assert {step(state, fixed) for state in ALPHABET} == set(ALPHABET)


def test_every_swap_of_neighbours_is_caught() -> None:
    """From every state, two different neighbours swapped lead to another state."""
    for state, first, second in product(ALPHABET, repeat=3):
        if first != second:
            assert step(step(state, first), second) != step(step(state, second), first)


def test_a_swap_with_the_check_symbol_is_caught() -> None:
    """The last of the twelve and the check symbol may not change places either."""
    for state, last in product(ALPHABET, repeat=2):
        check = step(state, last)
        assert check == last or step(state, check) != last


@pytest.mark.parametrize("record_id", SAMPLES)
def test_no_typing_error_makes_another_id(record_id: str) -> None:
    """Brute force: each of the 13 positions with each other symbol, and each swap."""
    assert is_id(record_id)
    for place, symbol in product(range(LENGTH), ALPHABET):
        if record_id[place] != symbol:
            assert not is_id(record_id[:place] + symbol + record_id[place + 1 :])
    for place, (first, second) in enumerate(pairwise(record_id)):
        if first != second:
            assert not is_id(record_id[:place] + second + first + record_id[place + 2 :])


@given(drawn)
def test_a_drawn_id_is_an_id_in_every_spelling(record_id: str) -> None:
    """A drawn ID is valid, reads as no number, and survives grouping, lower case and O for 0."""
    assert is_id(record_id)
    assert not is_number_like(record_id)
    assert normalize(grouped(record_id).lower()) == record_id
    assert normalize(record_id.replace("0", "o").replace("1", "l")) == record_id


@pytest.mark.parametrize(
    "text", ["", "MVBP1EE1EDQ4", "MVBP1EE1EDQ422", "mvbp1ee1edq42", "UVBP1EE1EDQ42"]
)
def test_other_texts_are_no_ids(text: str) -> None:
    """Too short, too long, lower case, or with a letter outside the alphabet."""
    assert not is_id(text)


def test_an_id_that_reads_as_a_number_is_drawn_again() -> None:
    """Only digits, or digits around one E, is what YAML tools take for a number."""
    assert draw(bytes(8)) is None
    assert is_number_like("1234567E12345")
    assert not is_number_like("12E4567E12345")
    assert not is_number_like("E123456712345")


def test_drawing_uses_sixty_bits() -> None:
    """The first twelve symbols are the low 60 bits, five each, the highest first."""
    number = int.from_bytes(b"\xff\x23\x45\x67\x89\xab\xcd\xef")
    found = draw(number.to_bytes(8))
    assert found is not None
    low = 0
    for symbol in found[:12]:
        low = low * 32 + ALPHABET.index(symbol)
    assert low == number & ((1 << 60) - 1)
