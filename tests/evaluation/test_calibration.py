from __future__ import annotations

import pytest

from newsml_export.evaluation.calibration import Bin, Stated, calibrate


def _stated(confidence: float, *outcomes: bool) -> list[Stated]:
    return [Stated(confidence=confidence, right=right) for right in outcomes]


def test_no_decisions() -> None:
    assert calibrate([]) is None


def test_a_case_counted_by_hand() -> None:
    decisions = [
        *_stated(0.9, True, True, True, False),
        *_stated(0.94, True),
        *_stated(1.0, True),
        *_stated(0.25, False, True),
    ]
    calibration = calibrate(decisions)
    assert calibration is not None
    low, high = calibration.bins
    assert (low.low, low.high, low.count, low.stated, low.right) == (0.2, 0.3, 2, 0.25, 0.5)
    # 1.0 is in the last bin: 4 × 0.9, 0.94 and 1.0, of which 5 of 6 are right.
    assert (high.low, high.high, high.count) == (0.9, 1.0, 6)
    assert high.stated == pytest.approx((4 * 0.9 + 0.94 + 1) / 6)
    assert high.right == pytest.approx(5 / 6)
    assert calibration.count == 8
    expected = (2 * 0.25 + 6 * ((4 * 0.9 + 0.94 + 1) / 6 - 5 / 6)) / 8
    assert calibration.expected_error == pytest.approx(expected)
    brier = (3 * 0.1**2 + 0.9**2 + 0.06**2 + 0 + 0.25**2 + 0.75**2) / 8
    assert calibration.brier == pytest.approx(brier)


def test_perfect_and_useless() -> None:
    perfect = calibrate([*_stated(1.0, True, True), *_stated(0.0, False)])
    assert perfect is not None
    assert (perfect.expected_error, perfect.brier) == (0, 0)
    useless = calibrate(_stated(0.5, True, False))
    assert useless is not None
    assert (useless.expected_error, useless.brier) == (0, 0.25)


def test_other_widths() -> None:
    calibration = calibrate([*_stated(0.4, True), *_stated(0.5, True), *_stated(1.0, False)], bins=2)
    assert calibration is not None
    assert calibration.bins == (
        Bin(low=0.0, high=0.5, count=1, stated=0.4, right=1.0),
        Bin(low=0.5, high=1.0, count=2, stated=0.75, right=0.5),
    )
