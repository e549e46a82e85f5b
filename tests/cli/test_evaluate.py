from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import CLOCK, Cli

TRUTH: dict[str, Any] = {
    "articles": [
        {
            "headline_lines": ["江心洲大桥今日合龙"],
            "bylines": ["张晓明"],
            "paragraphs": [
                "昨日上午，江心洲大桥主桥最后一个节段吊装到位，全桥顺利合龙。",
                "这座桥有双向六车道，桥面两侧各留一条自行车道，桥塔高一百六十八米，夜里会亮起灯光。",
                "大桥全长三千二百米，预计今年九月通车，届时两岸往来只要五分钟。",
            ],
        },
        {
            "headline_lines": ["图书馆延长开放时间"],
            "bylines": ["李雨"],
            "paragraphs": [
                "市图书馆从下周一起每天开放到晚上十点，周末不休息。",
                "去年进馆的读者有九十一万人次，其中三成在傍晚以后到馆，许多人希望下班以后也能借书。",
                "馆长说，延长的时间里会有志愿者值守，读者可以照常借书和还书。",
            ],
        },
    ],
    "furniture": ["2023年3月8日 星期三", "第1版 要闻"],
}


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    return _written(tmp_path / "truth.json", TRUTH)


@pytest.fixture
def made(cli: Cli, page: Path, tmp_path: Path) -> Path:
    assert cli("convert", page, "--publication", "江州晨报", "-o", tmp_path / "out", "--clock", CLOCK).code == 0
    return tmp_path / "out"


def _written(file: Path, content: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


def _wrong(truth: Path) -> Path:
    """Change the truth, so that the output is wrong."""
    first, second = TRUTH["articles"]
    articles = [{**first, "headline_lines": ["大桥断了"]}, {**second, "bylines": ["李雨", "王大明"]}]
    return _written(truth, {"articles": articles, "furniture": ["双向六车道"]})


def _row(out: str, name: str) -> list[str]:
    return next(line for line in out.splitlines() if line.startswith(name)).removeprefix(name).split()


def test_a_right_output(cli: Cli, truth: Path, made: Path) -> None:
    ran = cli("evaluate", truth, made)
    assert (ran.code, ran.err) == (0, "")
    assert _row(ran.out, "stories found") == ["2", "of", "2", "100.0%"]
    assert _row(ran.out, "exact: all three") == ["2", "of", "2", "100.0%"]
    assert _row(ran.out, "paragraph borders right, of those set") == ["4", "of", "4", "100.0%"]
    assert _row(ran.out, "continued stories right") == ["0", "of", "0", "–"]
    assert _row(ran.out, "furniture in texts") == ["0", "of", "2", "0.0%"]
    assert "calibration of headline decisions" in ran.out
    assert "2 decisions" in ran.out
    assert "calibration of continuation decisions: not available (there are none)" in ran.out


def test_details(cli: Cli, truth: Path, made: Path) -> None:
    ran = cli("evaluate", _wrong(truth), made, "--details")
    assert ran.code == 0
    assert "headline: want ['大桥断了'] got ['江心洲大桥今日合龙'] [newsml-g2/items/" in ran.out
    assert "want ['李雨', '王大明'] got ['李雨'] [newsml-g2/items/" in ran.out
    assert "furniture in a text: 双向六车道 [newsml-g2/items/" in ran.out
    assert _row(ran.out, "exact: all three") == ["0", "of", "2", "0.0%"]
    assert "want [" not in cli("evaluate", truth, made).out


def test_json(cli: Cli, truth: Path, made: Path) -> None:
    ran = cli("evaluate", "--format", "json", "--details", _wrong(truth), made)
    result = json.loads(ran.out)
    [issue] = result["issues"]
    assert (issue["name"], issue["figures"], issue["shares"]) == (
        "out",
        *(result["total"][key] for key in ("figures", "shares")),
    )
    assert issue["figures"]["found"] == 2
    assert issue["shares"]["headlines"] == 0.5
    assert issue["shares"]["continuations"] is None
    assert {miss["kind"] for miss in issue["misses"]} == {"headline", "byline", "furniture"}
    assert issue["calibration"]["headlines"]["count"] == 2
    assert issue["calibration"]["continuations"] is None
    assert issue["calibration"]["unavailable"] is None
    assert "misses" not in json.loads(cli("evaluate", "--format", "json", truth, made).out)["issues"][0]


def test_bounds(cli: Cli, truth: Path, made: Path) -> None:
    bounds = ("--at-least", "found=0.98,headlines=0.95", "--at-least", "continuations=1", "--at-most", "wrong_joins=0")
    assert cli("evaluate", truth, made, *bounds).code == 0
    ran = cli("evaluate", _wrong(truth), made, *bounds, "--at-most", "furniture_leaked=0.5")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        f"error: {made}: The share headlines is 0.5000, and must be at least 0.95. [figure-out-of-bounds]",
        f"error: {made}: The share furniture_leaked is 1.0000, and must be at most 0.5. [figure-out-of-bounds]",
    ]
    assert _row(ran.out, "stories found")
    rows = cli("--log-format", "json", "evaluate", truth, made, "--at-least", "bylines=0.9").rows
    assert [row["code"] for row in rows] == ["figure-out-of-bounds"]


def test_quiet_says_only_what_is_out_of_bounds(cli: Cli, truth: Path, made: Path) -> None:
    ran = cli("-q", "evaluate", _wrong(truth), made, "--at-least", "bylines=0.9")
    assert (ran.code, ran.out) == (1, "")
    assert "bylines is 0.5000" in ran.err


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ("fond=0.9", "there is no such figure. Known: found, headlines,"),
        ("found", "this is no share. Write it as --at-least found=0.98."),
        ("found=much", "this is no share."),
        ("found=-1", "this is no share."),
        ("found=nan", "this is no share."),
    ],
)
def test_bounds_that_make_no_sense(cli: Cli, truth: Path, made: Path, bound: str, said: str) -> None:
    ran = cli("evaluate", truth, made, "--at-least", bound)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "[usage]" in ran.err


def test_many_issues(cli: Cli, made: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        _written(tmp_path / "truths" / name / "truth.json", TRUTH)
        shutil.copytree(made, tmp_path / "outs" / name)
    _wrong(tmp_path / "truths" / "b" / "truth.json")
    ran = cli("evaluate", tmp_path / "truths", tmp_path / "outs", "--details")
    assert ran.code == 0
    assert "b: headline: want ['大桥断了']" in ran.out
    assert _row(ran.out, "a  ")[:5] == ["2", "2", "100.0%", "2", "100.0%"]
    assert _row(ran.out, "b  ")[:5] == ["2", "2", "100.0%", "1", "50.0%"]
    assert _row(ran.out, "total")[:5] == ["4", "4", "100.0%", "3", "75.0%"]
    result = json.loads(cli("evaluate", tmp_path / "truths", tmp_path / "outs", "--format", "json").out)
    assert [issue["name"] for issue in result["issues"]] == ["a", "b"]
    assert result["total"]["figures"]["articles"] == 4
    assert result["total"]["calibration"]["headlines"]["count"] == 4
    shutil.rmtree(tmp_path / "outs" / "b")
    ran = cli("evaluate", tmp_path / "truths", tmp_path / "outs")
    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path / 'outs' / 'b'}: there is no output for {tmp_path / 'truths' / 'b' / 'truth.json'}." in ran.err


def test_an_issue_folder_with_its_truth(cli: Cli, truth: Path, made: Path) -> None:
    assert cli("evaluate", truth.parent, made).out == cli("evaluate", truth, made).out


def test_an_empty_output(cli: Cli, truth: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = cli("evaluate", truth, tmp_path / "empty", "--details")
    assert ran.code == 0
    assert ran.out.count("missing story: ") == 2
    assert _row(ran.out, "stories found") == ["0", "of", "2", "0.0%"]
    assert "calibration of headline decisions: not available (there is no report.json)" in ran.out


def test_an_output_without_report(cli: Cli, truth: Path, made: Path) -> None:
    (made / "report.json").unlink()
    ran = cli("evaluate", truth, made)
    assert ran.code == 0
    assert _row(ran.out, "stories found") == ["2", "of", "2", "100.0%"]
    assert "calibration of continuation decisions: not available (there is no report.json)" in ran.out
    result = json.loads(cli("evaluate", truth, made, "--format", "json").out)
    assert result["total"]["calibration"] == {
        "headlines": None,
        "continuations": None,
        "unavailable": "there is no report.json",
    }


def test_broken_input(cli: Cli, truth: Path, made: Path, tmp_path: Path) -> None:
    ran = cli("evaluate", truth, tmp_path / "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path / 'nowhere'}: there is no such folder." in ran.err
    ran = cli("evaluate", tmp_path / "nothing.json", made)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no such file. Compare it with docs/evaluation.md. [unusable-input]" in ran.err
    ran = cli("evaluate", made, made)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no truth.json in this folder" in ran.err
    _written(truth, {"articles": [{**TRUTH["articles"][0], "bylines": "张晓明"}]})
    ran = cli("evaluate", truth, made)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"error: {truth}, $.articles[0].bylines: it is not a truth (this must be a list, not text). "
        "Compare it with docs/evaluation.md. [unusable-input]\n"
    )
