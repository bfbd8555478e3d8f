"""Words beside words, and rows without an id beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.difference.model import Word
from registry.difference.pairs import pairs, same_but_one, text_similarity
from registry.difference.words import words_of

few = st.sampled_from(["data", "sets", "a", "the", "and", "clean", "Clean,", "*x*", "\n"])
texts = st.lists(few, max_size=12).map(" ".join)
rows = st.lists(texts, max_size=5, unique=True)


def test_words_are_kept_removed_and_added() -> None:
    """Removed stands before added; a word is what white space divides."""
    assert words_of(
        "Answers within two weeks, in words.", "Answers within ten days, in words."
    ) == (
        Word("kept", "Answers within"),
        Word("removed", "two weeks,"),
        Word("added", "ten days,"),
        Word("kept", "in words."),
    )


def test_texts_with_little_in_common_are_not_mingled() -> None:
    """One word that happens to stay is no help to a reader."""
    assert words_of("You can guide others in this field of work", "Highly skilled in all ways") == (
        Word("removed", "You can guide others in this field of work"),
        Word("added", "Highly skilled in all ways"),
    )


@given(texts, texts)
def test_both_texts_can_be_read_off(before: str, after: str) -> None:
    """Without what was added it is the old text, without what was removed the new one."""
    words = words_of(before, after)
    old = " ".join(word.text for word in words if word.mark != "added")
    new = " ".join(word.text for word in words if word.mark != "removed")
    assert old.split() == before.split()
    assert new.split() == after.split()
    assert all(word.text for word in words)


def test_a_very_long_text_is_compared_as_a_whole() -> None:
    """A hostile paragraph of a policy must not keep the check busy."""
    before = " ".join(f"a{number} b" for number in range(3_000))
    after = before.replace("a5 ", "c ")
    assert [word.mark for word in words_of(before, after)] == ["removed", "added"]


@given(rows, rows)
def test_pairs_are_the_same_from_either_side(before: list[str], after: list[str]) -> None:
    """Turned round, the same rows belong together, and none to two."""
    found = pairs(before, after, text_similarity)
    assert {(new, old) for old, new in found} == set(pairs(after, before, text_similarity))
    assert len({old for old, _ in found}) == len({new for _, new in found}) == len(found)
    same = {(before.index(text), after.index(text)) for text in before if text in after}
    assert same <= set(found)


def test_of_equally_alike_rows_the_nearest_belong_together() -> None:
    """Whatever stands first in the list."""
    before = ["p q", "r s", "x y one"]
    after = ["x y two", "t u", "x y three"]
    assert pairs(before, after, text_similarity) == [(2, 2)]


def test_rows_that_share_less_than_half_are_different() -> None:
    """What is alike by a few words of every sentence is another text."""
    assert (
        pairs(["Ability to mend a pump"], ["Ability to sing a song out loud now"], text_similarity)
        == []
    )


def test_a_text_is_known_by_its_name() -> None:
    """What stands before a colon is what people call it."""
    one = "Cluster management: Resource allocation, monitoring and logging"
    other = "Cluster management: Keeping many machines in good order for their users"
    assert text_similarity(one, other) == 1
    assert text_similarity("Cost: one two three", "Time: four five six") == 0
    inside = (
        "Software licensing: Uses them",
        "Rights, owners and software licensing: Whoever owns it",
    )
    assert text_similarity(*inside) == text_similarity(*inside[::-1]) == 0.6  # pairs, but no move
    assert text_similarity("Cost: one two three", "Cost and time: four five six") == 0.5


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"level": "meets", "why": "Two rows."}, {"level": "meets", "why": "Three."}, 1),
        ({"level": "meets", "why": "Two rows."}, {"level": "partial", "why": "Three."}, 0),
        ({"level": "meets", "why": "A."}, {"level": "meets", "why": "A.", "url": "b"}, 1),
        ({"level": "meets", "why": "A."}, {"level": "meets", "why": "B.", "url": "b"}, 0),
    ],
)
def test_a_row_without_id_may_differ_in_one_field(
    one: dict[str, str], other: dict[str, str], expected: float
) -> None:
    """Beyond that it is another row."""
    assert same_but_one(one, other) == same_but_one(other, one) == expected
