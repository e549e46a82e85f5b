"""``docs/evaluation.md`` shows a truth that is one, and knows every key and every figure."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from newsml_export.evaluation.figures import SHARES
from newsml_export.evaluation.truth import Truth, TruthArticle


@pytest.fixture(scope="module")
def text(repository: Path) -> str:
    return (repository / "docs" / "evaluation.md").read_text(encoding="utf-8")


def test_the_truth_that_is_shown(text: str) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    truth = msgspec.json.decode(shown, type=Truth)
    assert truth.articles[0].pages == ("1", "3")
    assert truth.articles[0].jump_resolved
    assert truth.furniture


def test_keys_and_figures(text: str) -> None:
    _, writing, counted = re.split(r"^## .*$", text, flags=re.MULTILINE)[:3]
    documented = re.findall(r"^\| `([a-z_]+)` \|", writing, re.MULTILINE)
    assert sorted(documented) == sorted((*Truth.__struct_fields__, *TruthArticle.__struct_fields__))
    assert re.findall(r"^\| `([a-z_]+)` \|", counted, re.MULTILINE) == list(SHARES)
