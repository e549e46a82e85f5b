"""How sure an export says it is: the confidences of its ``report.json``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from newsml_export.errors import InputError
from newsml_export.evaluation import json_files
from newsml_export.evaluation.items import Part

FILE = "report.json"
_FORMAT = "newsml-export-report-1"
_Confidence = Annotated[float, msgspec.Meta(ge=0, le=1)]


class _Decision(msgspec.Struct):
    confidence: _Confidence


class _Placement(msgspec.Struct):
    first_paragraph: int
    last_paragraph: int
    mid_paragraph: bool = False
    continuation: _Decision | None = None


class _Story(msgspec.Struct):
    guid: str
    headline_decision: _Decision
    placements: tuple[_Placement, ...]


class _Report(msgspec.Struct):
    format: str
    stories: tuple[_Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidences:
    """How sure an export is of one story."""

    headline: float
    parts: tuple[Part, ...]


def read_confidences(folder: Path) -> dict[str, Confidences] | str:
    """Return the confidences by guid, or in a phrase why there are none: only exports of ours state them."""
    path = folder / FILE
    if not path.exists():
        return f"there is no {FILE}"
    try:
        report = json_files.read(path, _Report, what="a report of ours", mend="")
    except InputError as error:
        return str(error).rstrip(".")
    if report.format != _FORMAT:
        return f"{path}: its kind is “{report.format}”, not “{_FORMAT}”"
    return {
        story.guid: Confidences(
            headline=story.headline_decision.confidence,
            parts=tuple(
                Part(
                    first_paragraph=placed.first_paragraph,
                    last_paragraph=placed.last_paragraph,
                    mid_paragraph=placed.mid_paragraph,
                    continuation=placed.continuation.confidence if placed.continuation is not None else None,
                )
                for placed in story.placements
            ),
        )
        for story in report.stories
    }
