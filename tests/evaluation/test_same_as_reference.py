"""The scorer counts as the reference scorer beside the checkout does: on right, on wrong and on broken output."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from newsml_export import IssueHints, build_stories, export, read_issue
from newsml_export.evaluation.documents import read_output
from newsml_export.evaluation.items import from_stories
from newsml_export.evaluation.scorer import score
from newsml_export.evaluation.truth import Truth, read_truth
from newsml_export.model.edition import Edition
from tests.composer import compose, write

Reference = Callable[[Any, Path], tuple[dict[str, int], list[str]]]
ISSUES = [
    *((level, seed) for level in ("medium", "hard", "english") for seed in (1, 2)),
    ("easy", 3),
    ("english-noisy", 4),
    ("german", 5),
]


@pytest.fixture(scope="module")
def reference(shared_dir: Path) -> Reference:
    file = shared_dir / "evaluation" / "score.py"
    if not file.is_file():
        pytest.skip("the reference scorer is not beside this checkout")
    names: dict[str, Any] = {"__name__": "reference"}
    exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), names)
    run: Reference = names["score"]
    return run


def _edition(source: Path, hints: IssueHints | None = None) -> Edition:
    return build_stories(read_issue(source, hints))


def _assert_same(reference: Reference, truth_file: Path, out: Path) -> dict[str, int]:
    content = json.loads(truth_file.read_text(encoding="utf-8"))
    wanted, _ = reference(content, out)
    output = read_output(out)
    ours = msgspec.to_builtins(score(read_truth(truth_file), output.items, broken=output.broken).figures)
    assert {name: ours[name] for name in wanted} == wanted
    return wanted


@pytest.mark.parametrize(("level", "seed"), ISSUES)
def test_composed_issues(reference: Reference, tmp_path: Path, level: str, seed: int) -> None:
    write(compose(seed, level), tmp_path / "issue")
    edition = _edition(tmp_path / "issue")
    export(edition, tmp_path / "out", formats=["newsml-g2"])
    truth_file = tmp_path / "issue" / "truth.json"
    wanted = _assert_same(reference, truth_file, tmp_path / "out")
    in_memory = msgspec.to_builtins(score(read_truth(truth_file), from_stories(edition.stories)).figures)
    assert {name: in_memory[name] for name in wanted} == wanted


def test_the_sample_page(reference: Reference, shared_dir: Path, tmp_path: Path) -> None:
    folder = shared_dir / "samples" / "yuzhong-page-1"
    if not folder.is_dir():
        pytest.skip("the sample page is not beside this checkout")
    date = dt.date(2023, 2, 16)
    export(_edition(folder / "page-01.txt", IssueHints(publication="渝中报", date=date)), tmp_path / "out")
    wanted = _assert_same(reference, folder / "truth.json", tmp_path / "out")
    assert wanted["exact"] == wanted["articles"] == 7


@pytest.fixture
def damaged(tmp_path: Path) -> tuple[Path, Path]:
    """Return a truth, and an output in which much is wrong."""
    write(compose(11, "hard"), tmp_path / "issue")
    export(_edition(tmp_path / "issue"), tmp_path / "out")
    items = sorted((tmp_path / "out" / "newsml-g2" / "items").glob("*.xml"))
    truth = read_truth(tmp_path / "issue" / "truth.json")
    furniture = max(truth.furniture, key=len)

    def change(number: int, old: str, new: str) -> None:
        text = items[number].read_text(encoding="utf-8")
        assert old in text
        items[number].write_text(text.replace(old, new, 1), encoding="utf-8")

    items[0].unlink()
    items[1].write_text("<newsItem", encoding="utf-8")
    change(2, "<body>", f"<body><p>{furniture}</p>")
    change(3, "<body>", "<body><header><p>passed over</p></header><figure><figcaption><p>too</p></figcaption></figure>")
    change(4, "</headline>", "另</headline>")
    change(5, "</p>", "</p><p>本报讯</p><p> </p>")
    change(6, "ninat:text", "ninat:picture")
    change(7, "<body>", "<body><p>本报讯（记者 某人）</p>")
    twin = items[8].read_text(encoding="utf-8")
    (items[8].parent / "zz-twin.xml").write_text(twin, encoding="utf-8")
    (items[8].parent / "zz-other.xml").write_text(twin.replace(' guid="', ' guid="other-'), encoding="utf-8")
    return tmp_path / "issue" / "truth.json", tmp_path / "out"


def test_damaged_output(reference: Reference, damaged: tuple[Path, Path]) -> None:
    wanted = _assert_same(reference, *damaged)
    assert wanted["broken"] == 1
    assert wanted["furniture_leaked"] >= 1
    assert wanted["extra_items"] >= 1
    assert wanted["found"] < wanted["articles"] - 3


def test_other_renditions_and_odd_truths(reference: Reference, tmp_path: Path) -> None:
    nitf = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="n"><contentMeta><creator><name>甲</name></creator>'
        '<headline roleuri="x/derived">某</headline></contentMeta><contentSet><inlineXML>'
        '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><block><p>这里是第一篇的全文。</p>'
        "<p>再来一段。</p></block></body.content></body></nitf></inlineXML></contentSet></newsItem>"
    )
    text = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta><headline>第 二</headline></contentMeta>'
        "<contentSet><inlineData>新华社北京3月7日电（记者 乙）那里是第二篇文章。\n\n它有两段，也就这些。</inlineData>"
        "</contentSet></newsItem>"
    )
    empty = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="e"/>'
    (tmp_path / "out").mkdir()
    for name, content in (("a", nitf), ("b", text), ("c", text), ("d", empty)):
        (tmp_path / "out" / f"{name}.xml").write_text(content, encoding="utf-8")
    truth = {
        "articles": [
            {"headline_lines": [], "bylines": ["甲"], "paragraphs": ["这里是第一篇的全文。", "再来一段。"]},
            {
                "headline_lines": ["第二"],
                "bylines": [],
                "paragraphs": ["本报讯 那里是第二篇文章。", "", "它有两段，也就这些。"],
                "pages": [1, "2"],
            },
            {"headline_lines": ["无"], "bylines": [], "paragraphs": [], "pages": None},
        ],
        "furniture": ["报头", "也就这些"],
    }
    assert msgspec.convert(truth, Truth).articles[1].pages == (1, "2")
    file = tmp_path / "truth.json"
    file.write_text(json.dumps(truth), encoding="utf-8")
    wanted = _assert_same(reference, file, tmp_path / "out")
    assert (wanted["items"], wanted["found"], wanted["furniture_leaked"]) == (3, 3, 1)
