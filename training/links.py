"""Learn the weights of the evidence for continuations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsml_export.layout.continuations import PAIRED, candidates
from newsml_export.layout.evidence import PairModel, sureness_features
from newsml_export.layout.link_evidence import LinkEvidence
from newsml_export.layout.matching import assign
from training.logistic import fit
from training.understood import Understood

_PENALTY = 1.0
_SURENESS_PENALTY = 0.1


@dataclass(frozen=True, slots=True)
class PairedIssue:
    """The pairs of an issue whose page labels fit: their features, and whether they belong together."""

    rows: int
    columns: int
    values: dict[tuple[int, int], dict[str, float]]
    right: dict[tuple[int, int], bool]


def paired(issue: Understood) -> PairedIssue:
    """Return the pairs of a composed issue."""
    parts, stacks = issue.read.parts, issue.read.stacks
    found = candidates(parts, [page.label for page in issue.issue.pages], issue.pack)
    ends = {pair: (found.sources[pair[0]], found.targets[pair[1]]) for pair in found.pairs}
    evidence = LinkEvidence(parts, list(ends.values()), stacks, issue.pack)
    return PairedIssue(
        rows=len(found.sources),
        columns=len(found.targets),
        values={pair: dict(evidence.of(*both).values) for pair, both in ends.items()},
        right={
            pair: issue.owners[source] is not None and issue.owners[source] == issue.owners[target]
            for pair, (source, target) in ends.items()
        },
    )


def train_links(issues: Sequence[PairedIssue]) -> PairModel:
    """Return the weights that tell the right pairs of ``issues`` from the wrong ones."""
    names = sorted({name for issue in issues for values in issue.values.values() for name in values})
    rows = np.array([[values.get(name, 0.0) for name in names] for issue in issues for values in issue.values.values()])
    truth = np.array([float(right) for issue in issues for right in issue.right.values()])
    weights = fit(rows, truth, penalty=_PENALTY)
    model = PairModel(
        weights={name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)},
        sureness=(0.0, 0.0, 0.0, 0.0),
    )
    return PairModel(weights=model.weights, sureness=_sureness(issues, model))


def _sureness(issues: Sequence[PairedIssue], model: PairModel) -> tuple[float, float, float, float]:
    """Learn how often the pairs of best assignments are right."""
    rows, truth = [], []
    for issue in issues:
        scores = {pair: model.score(values) + PAIRED for pair, values in issue.values.items()}
        for pair in assign(scores, issue.rows, issue.columns):
            rows.append(sureness_features(pair.score - PAIRED, pair.margin))
            truth.append(float(issue.right[pair.row, pair.column]))
    found = fit(np.array(rows), np.array(truth), penalty=_SURENESS_PENALTY)
    one, two, three, four = (round(float(value), 3) for value in found)
    return one, two, three, four
