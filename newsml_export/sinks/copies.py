"""Files that are delivered as they came."""

from __future__ import annotations

from pathlib import Path

from newsml_export import errors


def copied(file: str) -> bytes:
    """Return the content of ``file``, which is delivered unchanged.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise errors.InputError(
            f"the picture cannot be read ({error.strerror or error}).",
            location=errors.Location(file=file),
            next_step="Put the file back, and export again.",
        ) from error
