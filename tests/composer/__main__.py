"""``python -m tests.composer SEED LEVEL FOLDER``: compose an issue for people to look at."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.composer import compose, write
from tests.composer.options import LEVELS


def main(arguments: list[str]) -> int:
    """Write the issue and say what stands in it."""
    if len(arguments) != 3 or not arguments[0].isdigit() or arguments[1] not in LEVELS:
        sys.stderr.write(f"usage: python -m tests.composer SEED {{{','.join(LEVELS)}}} FOLDER\n")
        return 2
    issue = compose(int(arguments[0]), arguments[1])
    write(issue, Path(arguments[2]))
    sys.stdout.write(
        f"{arguments[2]}: {len(issue.pages)} pages, {len(issue.truth['articles'])} stories, "
        f"{len(issue.truth['continuations'])} continuations\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
