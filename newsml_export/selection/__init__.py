"""The filter language by which stories are chosen: ``topic=medtop:04000000 and not genre=opinion``.

Partners' slices and ``convert --where`` speak it; docs/selection.md describes it.
"""

from __future__ import annotations

from newsml_export.selection.expressions import Selection
from newsml_export.selection.grammar import parse

__all__ = ["Selection", "parse"]
