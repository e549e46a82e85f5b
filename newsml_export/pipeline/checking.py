"""Validate files of any origin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsml_export.validation.verdict import Verdict


def validate(sources: Sequence[Path | str], *, jobs: int = 1) -> tuple[Verdict, ...]:
    """Validate files of any origin; what cannot be read gets a verdict that says so.

    Official schemas that are registered on this machine are used.

    Args:
        sources: the files.
        jobs: processes to use.

    Raises:
        SchemaError: our own schemas, or registered ones, cannot be used.
    """
    from newsml_export.validation.batch import Options, Task, validate_files

    return tuple(validate_files([Task(path=Path(source)) for source in sources], Options(), jobs=jobs))
