"""The quick way to a likeness says the same as difflib, and is quick."""

from __future__ import annotations

import random
import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsml_export.evaluation.likeness import alike

WORDS = (
    "the ",
    "bridge ",
    "of ",
    "and ",
    "to ",
    "in ",
    "that ",
    "was ",
    "council ",
    "river ",
    "which ",
    "would ",
    "these ",
)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@settings(deadline=None)
@given(st.text("ab\U00020000江", max_size=60), st.text("ab\U00020000江", max_size=60), st.floats(0, 1))
def test_small_texts(one: str, other: str, least: float) -> None:
    ratio = _ratio(one, other)
    assert alike(one, other, least) == (ratio >= least)
    assert alike(one, other, ratio)


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(0, 40))
def test_texts_with_faults(rng: random.Random, faults: int) -> None:
    one = "".join(rng.choice(WORDS) for _ in range(100))
    letters = list(one)
    for _ in range(faults):
        place = rng.randrange(len(letters))
        letters[place : place + rng.randrange(1, 12)] = rng.choice(("", "x", "river", "thethe"))
        letters = letters or [""]
    other = "".join(letters)
    ratio = _ratio(one, other)
    for least in (ratio, ratio - 1e-9, ratio + 1e-9, 0.98, 0.9):
        assert alike(one, other, least) == (ratio >= least)


@pytest.mark.parametrize("faults", [0.005, 0.03])
def test_long_texts_in_few_letters_take_no_time(faults: float) -> None:
    rng = random.Random(7)
    one = "".join(rng.choice(WORDS) for _ in range(8000))
    other = "".join("x" if rng.random() < faults else letter for letter in one)
    start = time.perf_counter()
    assert alike(one, other, 0.98) == (faults < 0.02)
    # difflib takes half a minute.
    assert time.perf_counter() - start < 5
