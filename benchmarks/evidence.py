"""What each kind of evidence is worth: learn without it, and see what is lost on issues that were not learned from.

``python -m benchmarks.evidence [links] [headlines] [lines] [--level hard] [--issues 60]``
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newsml_export.layout.continuations import ACCEPT, PAIRED
from newsml_export.layout.evidence import PairModel
from newsml_export.layout.headline_matching import PAIRED as HEADLINE_PAIRED
from newsml_export.layout.line_model import BODIES, HEADLINES, Kind
from newsml_export.layout.matching import assign
from training.__main__ import examples_of
from training.crf import Example, train
from training.headlines import PairedPage, paired_pages, train_headlines
from training.links import PairedIssue, paired, train_links
from training.understood import understood

_LEARNED, _TRIED = 400_000, 500_000

#: names of features, by the kind of evidence; a name stands for all that begin with it
LINKS = {
    "shared words": ("shared words", "words of"),
    "shared characters": ("shared signs",),
    "headlines": ("headline", "strange headline"),
    "the sentence across the cut": ("broken", "goes on", "cut at", "word across", "no word"),
    "set as a paragraph begins": ("closed then", "open then"),
    "quotations": ("quotation",),
    "marks and slugs": ("same mark", "other mark", "slug"),
    "page labels": ("only pair", "rivals", "lost label"),
}
HEADLINES_EVIDENCE = {
    "words": ("words", "share of words", "no word", "lines without"),
    "place": ("right", "above", "below", "gathered"),
    "repeated headlines": ("repeated", "continuation", "kinship"),
    "the text": ("opens", "brief"),
}
LINES = {
    "punctuation": ("ends", "starts", "pauses", "sentence", "；", "、", "：", "opens", "closes", "asks", "closed"),
    "width": ("width", "against page", "similar", "column", "wider", "full", "short"),
    "runs and blank lines": ("run", "place", "left", "blanks", "gap", "frame", "after"),
    "indents": ("indent", "bullet"),
    "words across line ends": ("across",),
    "words above and below": ("cohesion",),
    "function words and spelling": ("function words", "words", "capitals", "all capitals", "first word", "parted"),
    "by-lines, leads and jump lines": ("byline", "lead", "signed", "jump", "names"),
    "furniture and captions": ("furniture", "caption", "credit", "briefs"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """How many decisions were right, of how many there were to make, and how many were wrong."""

    right: int
    wrong: int
    all: int


def _drop(names: Sequence[str], values: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in values.items() if not name.startswith(tuple(names))}


def links(level: str, count: int) -> Callable[[Sequence[str]], Found]:
    """Return what pairs jump lines without some evidence."""
    learned = [paired(understood(seed, level)) for seed in range(_LEARNED, _LEARNED + 2 * count)]
    tried = [paired(understood(seed, level)) for seed in range(_TRIED, _TRIED + count)]

    def without(issue: PairedIssue, names: Sequence[str]) -> PairedIssue:
        return replace(issue, values={pair: _drop(names, values) for pair, values in issue.values.items()})

    def run(names: Sequence[str]) -> Found:
        model = train_links([without(issue, names) for issue in learned])
        right = wrong = total = 0
        for issue in tried:
            total += sum(issue.right.values())
            for pair, sure in _pairs(model, without(issue, names), PAIRED):
                if sure >= ACCEPT:
                    right += issue.right[pair]
                    wrong += not issue.right[pair]
        return Found(right, wrong, total)

    return run


def headlines(level: str, count: int) -> Callable[[Sequence[str]], Found]:
    """Return what gives texts their headlines without some evidence."""
    learned = [page for s in range(_LEARNED, _LEARNED + 2 * count) for page in paired_pages(understood(s, level))]
    tried = [page for s in range(_TRIED, _TRIED + count) for page in paired_pages(understood(s, level))]

    def without(page: PairedPage, names: Sequence[str]) -> PairedPage:
        return replace(page, values={pair: _drop(names, values) for pair, values in page.values.items()})

    def run(names: Sequence[str]) -> Found:
        model = train_headlines([without(page, names) for page in learned])
        right = wrong = total = 0
        for page in tried:
            total += sum(page.right.values())
            for pair, _ in _pairs(model, without(page, names), HEADLINE_PAIRED):
                right += page.right[pair]
                wrong += not page.right[pair]
        return Found(right, wrong, total)

    return run


def _pairs(
    model: PairModel, issue: PairedIssue | PairedPage, paired_bonus: float
) -> list[tuple[tuple[int, int], float]]:
    scores = {pair: model.score(values) + paired_bonus for pair, values in issue.values.items()}
    return [
        ((pair.row, pair.column), model.confidence(pair.score - paired_bonus, pair.margin))
        for pair in assign(scores, issue.rows, issue.columns)
    ]


def lines(level: str, count: int) -> Callable[[Sequence[str]], Found]:
    """Return what tells lines apart without some evidence; by-lines above and below count as one kind."""
    learned = examples_of(level, range(_LEARNED, _LEARNED + 2 * count))
    tried = examples_of(level, range(_TRIED, _TRIED + count))

    def without(page: Example, names: Sequence[str]) -> Example:
        def kept(name: str) -> bool:
            bare = name.lstrip("-0123456789 ")
            return not bare.startswith(tuple(names)) if names else True

        return replace(
            page,
            features=tuple(tuple(filter(kept, row)) for row in page.features),
            joints=tuple(tuple(filter(kept, row)) for row in page.joints),
        )

    def run(names: Sequence[str]) -> Found:
        model = train([without(page, names) for page in learned], epochs=3, seed=1)
        right = total = 0
        for page in (without(page, names) for page in tried):
            kinds = model.decode(page.features, page.joints, page.possible).kinds
            right += sum(_same(one, other) for one, other in zip(kinds, page.kinds, strict=True))
            total += len(kinds)
        return Found(right, total - right, total)

    return run


def _same(one: Kind, other: Kind) -> bool:
    both = {one, other}
    return one is other or both <= {Kind.BYLINE, Kind.SIGNATURE} or (both <= HEADLINES and both.isdisjoint(BODIES))


SUBJECTS = {"lines": (lines, LINES), "headlines": (headlines, HEADLINES_EVIDENCE), "links": (links, LINKS)}


def main() -> None:
    """Print a table for each subject."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("subject", nargs="*", choices=(*SUBJECTS, []), default=[])
    parser.add_argument("--level", default="hard")
    parser.add_argument("--issues", type=int, default=60)
    arguments = parser.parse_args()
    for subject in arguments.subject or SUBJECTS:
        prepare, groups = SUBJECTS[subject]
        run = prepare(arguments.level, arguments.issues)
        print(f"{subject}, level {arguments.level}, {arguments.issues} issues")
        for name, names in {
            "all evidence": (),
            **{f"without {group}": group_names for group, group_names in groups.items()},
        }.items():
            found = run(names)
            print(f"  {name:40} right {found.right / max(1, found.all):6.1%}  wrong {found.wrong}", flush=True)


if __name__ == "__main__":
    main()
