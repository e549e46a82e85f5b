"""Train a linear-chain conditional random field by AdaGrad (Duchi, Hazan, Singer 2011) with a quadratic penalty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from newsml_export.layout.line_model import Kind, LineModel, backward, forward, log_sum

Matrix = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Example:
    """A page as the trainer sees it."""

    features: tuple[tuple[str, ...], ...]
    joints: tuple[tuple[str, ...], ...]
    possible: tuple[frozenset[Kind], ...]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class _Coded:
    flat: Numbers
    owner: Numbers
    joint_flat: Numbers
    joint_owner: Numbers
    mask: Matrix
    kinds: Numbers


def train(
    examples: Sequence[Example], *, epochs: int, seed: int, rare: int = 25, step: float = 0.1, penalty: float = 3e-5
) -> LineModel:
    """Return the weights that make the kinds of ``examples`` likely.

    Args:
        examples: at least one page.
        epochs: how often each page is looked at.
        seed: decides the order of the pages.
        rare: features that fewer lines show are left out.
        step: size of AdaGrad's steps.
        penalty: weight of the squares of the weights, for each line.
    """
    index = _index((example.features for example in examples), rare)
    joint_index = _index((example.joints for example in examples), rare)
    pages = [_code(example, index, joint_index) for example in examples]
    count = len(Kind)
    weights, joints = np.zeros((len(index), count)), np.zeros((len(joint_index), count, count))
    seen, joints_seen = np.full_like(weights, 1e-2), np.full_like(joints, 1e-2)
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        for number in rng.permutation(len(pages)):
            page = pages[number]
            one, two = _gradients(page, weights, joints)
            _descend(weights, seen, page.flat, page.owner, one, step, penalty * len(page.kinds))
            _descend(joints, joints_seen, page.joint_flat, page.joint_owner, two, step, penalty * len(page.kinds))
    return LineModel(line_index=index, line_weights=weights, joint_index=joint_index, joint_weights=joints)


def _index(pages: Any, rare: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for page in pages:
        for line in page:
            for name in line:
                counts[name] = counts.get(name, 0) + 1
    return {name: number for number, name in enumerate(sorted(name for name, n in counts.items() if n >= rare))}


def _code(example: Example, index: dict[str, int], joint_index: dict[str, int]) -> _Coded:
    flat, owner = _flatten(example.features, index)
    joint_flat, joint_owner = _flatten(example.joints, joint_index)
    mask = np.full((len(example.kinds), len(Kind)), -1e4)
    for row, kinds, kind in zip(mask, example.possible, example.kinds, strict=True):
        row[list(kinds | {kind})] = 0.0
    return _Coded(flat, owner, joint_flat, joint_owner, mask, np.array(example.kinds, dtype=np.intp))


def _flatten(rows: Sequence[Sequence[str]], index: dict[str, int]) -> tuple[Numbers, Numbers]:
    pairs = [(index[name], number) for number, row in enumerate(rows) for name in row if name in index]
    both = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _gradients(page: _Coded, weights: Matrix, joints: Matrix) -> tuple[Matrix, Matrix]:
    """Return how far the expected kinds and joints are from the true ones, for each line."""
    count = len(page.kinds)
    scores, steps = page.mask.copy(), np.zeros((count, len(Kind), len(Kind)))
    np.add.at(scores, page.owner, weights[page.flat])
    np.add.at(steps, page.joint_owner, joints[page.joint_flat])
    before, after = forward(scores, steps), backward(scores, steps)
    whole = log_sum(before[-1])
    one = np.exp(before + after - whole)
    one[np.arange(count), page.kinds] -= 1.0
    two = np.zeros_like(steps)
    if count > 1:
        two[1:] = np.exp(before[:-1, :, None] + steps[1:] + (scores[1:] + after[1:])[:, None, :] - whole)
        two[np.arange(1, count), page.kinds[:-1], page.kinds[1:]] -= 1.0
    return one, two


def _descend(
    weights: Matrix, seen: Matrix, flat: Numbers, owner: Numbers, slope: Matrix, step: float, penalty: float
) -> None:
    touched, places = np.unique(flat, return_inverse=True)
    total = np.zeros((len(touched), *weights.shape[1:]))
    np.add.at(total, places, slope[owner])
    total += penalty * weights[touched]
    seen[touched] += total * total
    weights[touched] -= step * total / np.sqrt(seen[touched])
