"""``python -m tests.enrichment``: measure the enrichers, show the scores, and raise the floors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.enrichment import floors, table
from tests.enrichment.measure import measured
from tests.enrichment.scores import figures, total
from tests.enrichment.truth import development, held_back


def main(arguments: Sequence[str], *, file: Path = floors.FILE) -> int:
    """Return 0, or 1 when a score is below its floor and the floor was not lowered."""
    options = _parser().parse_args(arguments)
    kinds = {"development": development()}
    if options.held_back:
        kinds["held back"] = held_back()
    scored = {kind: (truths, measured(truths, options.engine)) for kind, truths in kinds.items()}
    _say(table.lines(scored))
    for kind, (truths, results) in scored.items():
        if options.classes or options.details:
            _say(["", kind, *table.class_lines(truths, results)])
        if options.details:
            _say(table.miss_lines(results))
    return _compare(figures(total(scored["development"][1])), options, file)


def _compare(values: dict[str, float], options: argparse.Namespace, file: Path) -> int:
    held = floors.load(file)
    fallen = list(floors.falls(held, values))
    if fallen:
        _say(["", *fallen])
    if not options.write:
        return 1 if fallen else 0
    if fallen and not options.lower:
        _say(["nothing was written: some are worse; --lower writes them all the same"])
        return 1
    file.write_text(floors.dumps(floors.floored(values)), encoding="utf-8")
    _say([f"written to {file.name}"])
    return 0


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.enrichment", description=__doc__)
    parser.add_argument("--engine", help="jieba or rjieba; the faster one that is installed when not given")
    parser.add_argument("--held-back", action="store_true", help="measure the stories that are held back, too")
    parser.add_argument("--classes", action="store_true", help="show the scores of each topic, genre and language")
    parser.add_argument("--details", action="store_true", help="show the classes, and everything that is not right")
    parser.add_argument("--write", action="store_true", help="write what was measured into floors.toml")
    parser.add_argument("--lower", action="store_true", help="with --write: even what is worse")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
