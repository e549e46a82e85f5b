"""Evaluations for people and for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from newsml_export.evaluation.calibration import Calibration, calibrate
from newsml_export.evaluation.figures import SHARES, Figures
from newsml_export.evaluation.folders import Evaluated
from newsml_export.evaluation.scorer import Evaluation

_TOTAL = "total"
_NOTHING = "–"
_WIDE = frozenset("WF")
_HEAD = ("issue", "stories", "found", "headlines", "by-lines", "exact", "¶ prec.", "¶ recall", "continued", "joined",
         "furniture", "extra", "broken")  # fmt: skip


def total(evaluated: Sequence[Evaluated]) -> Evaluation:
    """Return the sums over several issues."""
    return sum((one.evaluation for one in evaluated), Evaluation())


def render_text(evaluated: Sequence[Evaluated], *, details: bool = False) -> str:
    """Return what to print on a terminal.

    Args:
        evaluated: of several issues, each gets a line, and the last is their total.
        details: say everything that is wrong, a line each, before the table.
    """
    whole = total(evaluated)
    lines: list[str] = []
    if details:
        lines += [f"{_named(one, evaluated)}{miss}" for one in evaluated for miss in one.evaluation.misses]
        lines += [""] if lines else []
    if len(evaluated) > 1:
        rows = [(one.name, one.evaluation.figures) for one in evaluated] + [(_TOTAL, whole.figures)]
        lines += columns([_HEAD, *(_row(name, figures) for name, figures in rows)])
    else:
        lines += columns(list(_listing(whole.figures)))
    lines += ["", *calibration_lines(whole)]
    return _printable("".join(f"{line}\n" for line in lines))


def render_json(evaluated: Sequence[Evaluated], *, details: bool = False) -> str:
    """Return evaluations as JSON; the same evaluations always give the same text.

    The object has ``total`` and ``issues``. Each of these has ``figures`` (counts), ``shares`` (``null`` where there is
    nothing to measure) and ``calibration`` with ``headlines`` and ``continuations`` (``null`` without decisions) and
    ``unavailable``, why there is none; issues have their ``name`` too, and with ``details`` their ``misses``.
    """
    issues = [
        {"name": one.name, **_plain(one.evaluation)}
        | ({"misses": [asdict(miss) for miss in one.evaluation.misses]} if details else {})
        for one in evaluated
    ]
    value = {"total": _plain(total(evaluated)), "issues": issues}
    return _printable(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def shares(figures: Figures) -> dict[str, float | None]:
    """Return all shares by name; ``None`` where there is nothing to measure."""
    return {name: share.value(figures) for name, share in SHARES.items()}


def not_reached(figures: Figures, least: Mapping[str, float], most: Mapping[str, float]) -> Iterator[str]:
    """Say of each figure that misses its bound by how much; one that there is nothing to measure for misses none."""
    values = shares(figures)
    for bounds, below, words in ((least, True, "at least"), (most, False, "at most")):
        for name, bound in bounds.items():
            value = values[name]
            if value is not None and (value < bound if below else value > bound):
                yield f"{name} is {value:.4f}, and must be {words} {bound:g}"


def calibration_lines(evaluation: Evaluation) -> list[str]:
    """Return the reliability tables of headline and continuation decisions."""
    lines: list[str] = []
    for name, decisions in (
        ("headline decisions", evaluation.headline_decisions),
        ("continuation decisions", evaluation.continuation_decisions),
    ):
        calibration = calibrate(decisions)
        if calibration is None:
            lines.append(f"calibration of {name}: not available ({evaluation.unsure or 'there are none'})")
        else:
            lines += _calibration(name, calibration)
    return lines


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines with aligned columns, the first to the left, all others to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *rest in rows:
        cells = [first + " " * (widths[0] - _width(first))]
        cells += [" " * (width - _width(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return lines


def percent(value: float | None) -> str:
    """Return a share for people; a dash where there is nothing to measure."""
    return _NOTHING if value is None else f"{value:.1%}"


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    value = shares(figures)

    def counted(part: int, share: str) -> str:
        return f"{part} {percent(value[share])}"

    return (
        name,
        f"{figures.articles}",
        counted(figures.found, "found"),
        counted(figures.headlines, "headlines"),
        counted(figures.bylines, "bylines"),
        counted(figures.exact, "exact"),
        percent(value["paragraph_precision"]),
        percent(value["paragraph_recall"]),
        f"{figures.continued_right}/{figures.continued}, {figures.continued_missed} missed",
        f"{figures.wrong_joins}",
        f"{figures.furniture_leaked}/{figures.furniture}",
        f"{figures.extra_items}",
        f"{figures.broken}",
    )


def _listing(figures: Figures) -> Iterator[tuple[str, str, str]]:
    value = shares(figures)
    for words, part, whole, share in (
        ("stories found", figures.found, figures.articles, "found"),
        ("headline stacks right", figures.headlines, figures.articles, "headlines"),
        ("by-lines right", figures.bylines, figures.articles, "bylines"),
        ("exact: all three", figures.exact, figures.articles, "exact"),
        (
            "paragraph borders right, of those set",
            figures.para_tp,
            figures.para_tp + figures.para_fp,
            "paragraph_precision",
        ),
        (
            "paragraph borders right, of those printed",
            figures.para_tp,
            figures.para_tp + figures.para_fn,
            "paragraph_recall",
        ),
        ("continued stories right", figures.continued_right, figures.continued, "continuations"),
        ("continued stories left in pieces", figures.continued_missed, figures.continued, None),
        ("items that join two stories", figures.wrong_joins, figures.items, None),
        ("items beyond the truth", figures.extra_items, figures.items, None),
        ("furniture in texts", figures.furniture_leaked, figures.furniture, "furniture_leaked"),
    ):
        yield words, f"{part} of {whole}", percent(value[share]) if share else ""
    yield "files that are not XML", f"{figures.broken}", ""


def _calibration(name: str, calibration: Calibration) -> list[str]:
    head = (f"calibration of {name}", "stated", "right", "decisions")
    rows = [
        (f"  {row.low:.1f} to {row.high:.1f}", percent(row.stated), percent(row.right), f"{row.count}")
        for row in calibration.bins
    ]
    sums = f"  expected error {calibration.expected_error:.3f}, Brier score {calibration.brier:.3f}"
    return [*columns([head, *rows]), f"{sums}, {calibration.count} decisions"]


def _plain(evaluation: Evaluation) -> dict[str, object]:
    headlines = calibrate(evaluation.headline_decisions)
    continuations = calibrate(evaluation.continuation_decisions)
    return {
        "figures": asdict(evaluation.figures),
        "shares": shares(evaluation.figures),
        "calibration": {
            "headlines": asdict(headlines) if headlines else None,
            "continuations": asdict(continuations) if continuations else None,
            "unavailable": evaluation.unsure,
        },
    }


def _named(one: Evaluated, evaluated: Sequence[Evaluated]) -> str:
    return f"{one.name}: " if len(evaluated) > 1 else ""


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def _printable(text: str) -> str:
    """Return ``text`` without lone surrogates, which names of files may hold and no encoding takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
