"""Enrichment on stories with truth that was made by hand: never below ``floors.toml``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.enrichment import floors
from tests.enrichment.measure import measured
from tests.enrichment.scores import figures, total
from tests.enrichment.table import TITLES
from tests.enrichment.truth import development, held_back

_MEND = "mend it, or run “python -m tests.enrichment --write --lower” and say in the change why"


# Coverage would double the time.
@pytest.mark.no_cover
def test_scores_are_not_below_their_floors(record_property: Callable[[str, object], None]) -> None:
    values = figures(total(measured(development())))
    record_property("enrichment", values)
    assert not list(floors.falls(floors.load(), values)), f"enrichment got worse; {_MEND}"


@pytest.mark.no_cover
def test_scores_of_what_is_held_back_are_told(record_property: Callable[[str, object], None]) -> None:
    # No bound on purpose: what is held against a bound gets tuned.
    values = figures(total(measured(held_back())))
    record_property("enrichment held back", values)
    assert {"keywords", "topic", "genre", "language"} <= set(values)


def test_floors_are_of_figures() -> None:
    assert set(floors.load()) <= set(TITLES)
    assert all(0 <= floor <= 1 for floor in floors.load().values())
