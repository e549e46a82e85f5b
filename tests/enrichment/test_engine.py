from __future__ import annotations

import difflib

import pytest

from newsml_export.enrich.engine import Engine, engine

TEXT = "江州市委书记赵世庆昨日在北京考察数字经济。他说，区块链企业要加快发展，2023年力争新增300家。"


@pytest.fixture(params=["jieba", "rjieba"])
def an_engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "rjieba":
        pytest.importorskip("rjieba")
    return engine(request.param)


def test_nothing_of_the_text_is_lost(an_engine: Engine) -> None:
    assert "".join(an_engine.cut(TEXT)) == TEXT
    assert "".join(word.text for word in an_engine.tag(TEXT)) == TEXT


def test_names_are_tagged(an_engine: Engine) -> None:
    tags = {word.text: word.tag for word in an_engine.tag(TEXT)}
    assert tags["北京"] == "ns"
    assert tags["赵世庆"] == "nr"


def test_engines_cut_alike() -> None:
    pytest.importorskip("rjieba")
    one, other = engine("jieba").cut(TEXT), engine("rjieba").cut(TEXT)
    assert difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.95


def test_an_unknown_engine_is_told() -> None:
    with pytest.raises(ValueError, match="known: jieba, rjieba"):
        engine("nothing")
