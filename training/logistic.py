"""Logistic regression with a quadratic penalty, by Newton's method."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


def fit(rows: Vector, truth: Vector, *, penalty: float, steps: int = 60) -> Vector:
    """Return the weights of the columns of ``rows`` (an example each) that make ``truth`` (0 or 1 each) likely."""
    weights = np.zeros(rows.shape[1])
    for _ in range(steps):
        chance = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - truth) + penalty * weights
        curve = (rows * (chance * (1.0 - chance))[:, None]).T @ rows + penalty * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights
