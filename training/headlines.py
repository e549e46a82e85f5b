"""Learn the weights of the evidence for headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsml_export.layout.drafts import HeadlineChunk
from newsml_export.layout.evidence import PairModel, sureness_features
from newsml_export.layout.headline_evidence import HeadlineEvidence
from newsml_export.layout.headline_matching import PAIRED
from newsml_export.layout.issue_parts import announced_on, page_readings
from newsml_export.layout.lines import bare
from newsml_export.layout.matching import assign
from training.logistic import fit
from training.understood import Understood

_PENALTY = 1.0
_SURENESS_PENALTY = 0.1


@dataclass(frozen=True, slots=True)
class PairedPage:
    """The headline stacks and texts of a page: features of each pair, and whether they belong together."""

    rows: int
    columns: int
    values: dict[tuple[int, int], dict[str, float]]
    right: dict[tuple[int, int], bool]


def paired_pages(issue: Understood) -> list[PairedPage]:
    """Return the pages of a composed issue, with the stacks that the truth knows."""
    heads = _heads(issue)
    readings = page_readings(issue.issue, issue.pack)
    first = [reading.match() for reading in readings]
    found: list[PairedPage] = []
    for index, reading in enumerate(readings):
        chunks, bodies = reading.matter.chunks, reading.matter.bodies
        owners = [owner for part, owner in zip(issue.read.parts, issue.owners, strict=True) if part.page_index == index]
        stacks = _gold_stacks(chunks, heads)
        if not stacks or not bodies or len(owners) != len(bodies):
            continue
        announced = announced_on(first, readings, index, issue.pack) if reading.takes_continuations else []
        weigher = HeadlineEvidence(chunks, bodies, issue.pack, announced)
        values, right = {}, {}
        for row, (members, mine) in enumerate(stacks):
            for column, owner in enumerate(owners):
                values[row, column] = dict(weigher.of(members, column).values)
                right[row, column] = owner is not None and owner in mine
        found.append(PairedPage(len(stacks), len(bodies), values, right))
    return found


def _heads(issue: Understood) -> dict[str, set[int]]:
    """Return whose headline each printed line is."""
    heads: dict[str, set[int]] = {}
    ids = {article.get("id"): number for number, article in enumerate(issue.truth["articles"])}
    for number, article in enumerate(issue.truth["articles"]):
        for line in article["headline_lines"]:
            heads.setdefault(bare(line), set()).add(number)
    for link in issue.truth.get("continuations", ()):
        for line in link["target_headline_lines"]:
            heads.setdefault(bare(line), set()).add(ids[link["id"]])
    return heads


def _gold_stacks(chunks: Sequence[HeadlineChunk], heads: dict[str, set[int]]) -> list[tuple[tuple[int, ...], set[int]]]:
    """Return the chunks that stand together and belong to one story, each with the stories that it can be of."""
    stacks: list[tuple[tuple[int, ...], set[int]]] = []
    for number, chunk in enumerate(chunks):
        owners = [heads.get(bare(line), set()) for line in chunk.lines]
        mine = set.intersection(*owners) if owners else set()
        before = stacks[-1] if stacks else None
        if before and mine & before[1] and chunk.run == chunks[number - 1].run:
            stacks[-1] = ((*before[0], number), mine & before[1])
        else:
            stacks.append(((number,), mine))
    return stacks


def train_headlines(pages: Sequence[PairedPage]) -> PairModel:
    """Return the weights that tell the right pairs of ``pages`` from the wrong ones."""
    names = sorted({name for page in pages for values in page.values.values() for name in values})
    rows = np.array([[values.get(name, 0.0) for name in names] for page in pages for values in page.values.values()])
    truth = np.array([float(right) for page in pages for right in page.right.values()])
    weights = fit(rows, truth, penalty=_PENALTY)
    model = PairModel(
        weights={name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)},
        sureness=(0.0, 0.0, 0.0, 0.0),
    )
    return PairModel(weights=model.weights, sureness=_sureness(pages, model))


def _sureness(pages: Sequence[PairedPage], model: PairModel) -> tuple[float, float, float, float]:
    rows, truth = [], []
    for page in pages:
        scores = {pair: model.score(values) + PAIRED for pair, values in page.values.items()}
        for pair in assign(scores, page.rows, page.columns):
            rows.append(sureness_features(pair.score - PAIRED, pair.margin))
            truth.append(float(page.right[pair.row, pair.column]))
    one, two, three, four = (
        round(float(v), 3) for v in fit(np.array(rows), np.array(truth), penalty=_SURENESS_PENALTY)
    )
    return one, two, three, four
