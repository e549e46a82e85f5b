"""``python -m tests.validation.fuzz``: many damaged documents, and what became of them."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.validation.fuzz.run import Outcome, run

_BATCH = 1000


def main(arguments: list[str]) -> int:
    """Run, print the sums, and return 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.validation.fuzz", description=__doc__)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--official", type=Path, help="folder of registered schemas to validate with as well")
    options = parser.parse_args(arguments)
    starts = range(0, options.documents, _BATCH)
    with ProcessPoolExecutor(options.jobs) as pool:
        batches = [
            pool.submit(
                run, min(_BATCH, options.documents - start), options.seed, first=start, official=options.official
            )
            for start in starts
        ]
        outcomes = [batch.result() for batch in batches]
    return _told(outcomes)


def _told(outcomes: list[Outcome]) -> int:
    codes: dict[str, int] = {}
    for outcome in outcomes:
        for code, count in outcome.codes.items():
            codes[code] = codes.get(code, 0) + count
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    seconds, slowest = max(outcome.slowest for outcome in outcomes)
    lines = [
        f"{sum(one.documents for one in outcomes):,} documents, {sum(one.read for one in outcomes):,} read as issues",
        f"slowest: {seconds:.2f} s, document {slowest}",
        f"memory grew by at most {max(one.growth for one in outcomes) / 1e6:.0f} MB",
        ", ".join(f"{code} {count:,}" for code, count in sorted(codes.items(), key=lambda row: -row[1])[:30]),
        *(f"FAILED {failure}" for failure in failures),
        f"{len(failures)} failures",
    ]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
