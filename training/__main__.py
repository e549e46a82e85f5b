"""Train the line models and write them: ``python -m training [--check]``."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable
from pathlib import Path

import msgspec

from newsml_export.layout.language_pack import LanguagePack, pack_for
from newsml_export.layout.line_features import page_features
from newsml_export.layout.line_kinds import possible
from newsml_export.layout.line_marks import mark_lines
from newsml_export.layout.line_model import LineModel
from tests.composer.compose import compose
from tests.composer.options import LEVELS
from training.crf import Example, train
from training.gold import GoldLine, gold_page, lines_of
from training.hand_made import hand_made_pages
from training.headlines import paired_pages, train_headlines
from training.links import paired, train_links
from training.understood import understood
from training.variants import varied

_FOLDER = Path(__file__).resolve().parent.parent / "newsml_export" / "layout" / "learned"
#: issues a level; seeds from ``_FIRST_SEED`` on are for training alone
_FIRST_SEED = 100_000
_ISSUES = {"easy": 40, "medium": 80, "japanese": 120}
_OTHER_ISSUES = 160
_SMALL = 0.015


def examples_of(level: str, seeds: Iterable[int]) -> list[Example]:
    """Return the pages of composed issues, as extractors of many kinds deliver them."""
    found: list[Example] = []
    for seed in seeds:
        issue = compose(seed, level)
        truth = issue.truth
        pack = pack_for(truth["language"])
        rng = random.Random(seed)
        for text in issue.pages.values():
            lines = varied(gold_page(text, truth, pack), rng, spaced=pack.spaced)
            example = _example(lines, pack, str(truth.get("publication", "")))
            if example.kinds:
                found.append(example)
    return found


def _example(gold: list[GoldLine], pack: LanguagePack, publication: str) -> Example:
    lines = lines_of("\n".join(line.raw for line in gold))
    kinds = tuple(kind for line in lines if (kind := gold[line.number - 1].kind) is not None)
    marks = mark_lines(lines, pack, publication)
    features = page_features(lines, marks, pack)
    return Example(features.lines, features.joints, tuple(map(possible, marks)), kinds)


def model_json(model: LineModel) -> str:
    """Return the file of weights: a feature a line, without the weights that count nothing."""

    def table(index: dict[str, int], weights: object) -> str:
        rows = []
        for name, number in sorted(index.items()):
            values = weights[number].round(3)  # type: ignore[index]
            if abs(values).max() >= _SMALL:
                rows.append(f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(values.tolist())}")
        return "{\n" + ",\n".join(rows) + "\n}"

    lines, joints = table(model.line_index, model.line_weights), table(model.joint_index, model.joint_weights)
    return f'{{"lines": {lines},\n"joints": {joints}}}\n'.replace("-0.0,", "0.0,").replace("-0.0]", "0.0]")


def _levels(name: str) -> list[str]:
    return [level for level, options in LEVELS.items() if pack_for(options.language).spaced == (name == "spaced")]


def _seeds(level: str, scale: float) -> range:
    return range(_FIRST_SEED, _FIRST_SEED + int(_ISSUES.get(level, _OTHER_ISSUES) * scale))


def _train_lines(name: str, arguments: argparse.Namespace) -> None:
    examples = [example for level in _levels(name) for example in examples_of(level, _seeds(level, arguments.scale))]
    for gold, pack, publication in hand_made_pages(spaced=name == "spaced"):
        example = _example(gold, pack, publication)
        if example.kinds:
            examples.append(example)
    model = train(examples, epochs=arguments.epochs, seed=1)
    (_FOLDER / f"lines-{name}.json").write_text(model_json(model), encoding="utf-8")
    print(f"lines-{name}: {len(examples)} pages, {sum(len(one.kinds) for one in examples)} lines")


def _train_links(name: str, arguments: argparse.Namespace) -> None:
    issues = [paired(understood(seed, level)) for level in _levels(name) for seed in _seeds(level, arguments.scale)]
    content = msgspec.json.format(msgspec.json.encode(train_links(issues)), indent=1)
    (_FOLDER / f"links-{name}.json").write_bytes(content + b"\n")
    print(f"links-{name}: {len(issues)} issues, {sum(len(issue.right) for issue in issues)} pairs")


def _train_headlines(name: str, arguments: argparse.Namespace) -> None:
    pages = [
        page
        for level in _levels(name)
        for seed in _seeds(level, arguments.scale)
        for page in paired_pages(understood(seed, level))
    ]
    content = msgspec.json.format(msgspec.json.encode(train_headlines(pages)), indent=1)
    (_FOLDER / f"headlines-{name}.json").write_bytes(content + b"\n")
    print(f"headlines-{name}: {len(pages)} pages, {sum(len(page.right) for page in pages)} pairs")


def main() -> None:
    """Train and write the models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=("spaced", "unspaced"), nargs="*")
    parser.add_argument("--step", choices=tuple(_STEPS), action="append", help="train this alone")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the issues to train on")
    parser.add_argument("--epochs", type=int, default=6)
    arguments = parser.parse_args()
    for name in arguments.model or ("spaced", "unspaced"):
        for step in arguments.step or _STEPS:
            _STEPS[step](name, arguments)


_STEPS = {"lines": _train_lines, "headlines": _train_headlines, "links": _train_links}


if __name__ == "__main__":
    main()
