from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

from tests.cli.conftest import CLOCK, Cli, tree


def test_a_table_of_stories(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    ran = cli("inspect", examples_dir / "jiangzhou-2023-03-08")
    assert ran.code == 0
    assert "18 stories on 4 pages" in ran.out
    assert "derived" in ran.out
    assert "→" in ran.out
    assert "[headline-without-body]" in ran.err
    assert "[furniture-left-out]" not in ran.err
    assert "\x1b" not in ran.out


def test_all_findings(cli: Cli, examples_dir: Path) -> None:
    assert "[furniture-left-out]" in cli("inspect", "--all", examples_dir / "jiangzhou-2023-03-08").err


def test_evidence(cli: Cli, page: Path) -> None:
    plain = cli("inspect", page, "--publication", "江州晨报")
    told = cli("inspect", page, "--publication", "江州晨报", "--evidence")
    assert "·" not in plain.out
    assert told.out.count("·") >= 2


def test_json(cli: Cli, examples_dir: Path) -> None:
    ran = cli("-q", "inspect", "--format", "json", examples_dir / "jiangzhou-2023-03-08")
    edition = json.loads(ran.out)
    assert ran.err == ""
    assert edition["info"]["publication"] == "江州晨报"
    assert len(edition["stories"]) == 18
    assert {"confidence", "evidence", "alternatives"} == set(edition["stories"][0]["headline_decision"])


def test_it_writes_nothing(cli: Cli, page: Path) -> None:
    before = sorted(page.parent.rglob("*"))
    cli("inspect", page, "--publication", "江州晨报")
    assert sorted(page.parent.rglob("*")) == before


def test_text_that_looks_like_markup(cli: Cli, page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("江心洲大桥今日合龙", "[red]大桥[/red] 合龙 [/]")
    page.write_text(text, encoding="utf-8")
    ran = cli("inspect", page, "--publication", "江州晨报", "--evidence")
    assert ran.code == 0
    assert "[red]大桥[/red]" in ran.out


def test_unreadable_page_is_exit_code_1(cli: Cli, page: Path) -> None:
    (page.parent / "page-02.txt").write_bytes(b"\x00\x01\x02")
    assert cli("inspect", page.parent, "--publication", "江州晨报").code == 1


def test_half_a_character_does_not_end_the_command(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    text = (examples_dir / "jiangzhou-2023-03-08-articles" / "issue.json").read_text(encoding="utf-8")
    file = tmp_path / "issue.json"
    file.write_text(text.replace("让好政策走完“最后一步”", "让好\\ud83d\\u0007政策"), encoding="utf-8")
    assert cli("inspect", file).code == 0
    assert cli("inspect", "--format", "json", file).code == 0
    assert cli("convert", file, "-o", tmp_path / "out").code == 0


def explained(out: str) -> list[str]:
    """Return the first line of every story that is explained."""
    return [line for line in out.splitlines() if line.startswith("Page ")]


def test_every_story_is_explained(cli: Cli, examples_dir: Path) -> None:
    folder = examples_dir / "jiangzhou-2023-03-08"
    ran = cli("inspect", "--evidence", folder)
    edition = json.loads(cli("-q", "inspect", "--format", "json", folder).out)
    assert len(explained(ran.out)) == len(edition["stories"]) + len(edition["orphan_headlines"])
    assert "a headline without a text" in ran.out
    for words in (
        "Headline, ",
        "    series  “了不起的她”系列报道②",
        "By-lines: 秦川 (reporter)、卓玛央 (reporter)",
        "Goes on on page 2, line 4: “要用好改革这个“关键一招…”, in the middle of a paragraph, ",
        "（下转第6版） on page 1 was not followed: page 6 is not in the input",
        "To change it, in overrides.toml:",
    ):
        assert words in ran.out
    # No weights and signs: a person reads this.
    assert "(+" not in ran.out
    assert "(-" not in ran.out


def test_one_story(cli: Cli, examples_dir: Path) -> None:
    folder = examples_dir / "jiangzhou-2023-03-08"
    by_headline = cli("inspect", folder, "--story", "百年 纸厂")
    assert explained(by_headline.out)[0].startswith("Page 1 → 2 → 4  一家百年纸厂")
    assert len(explained(by_headline.out)) == 1
    name = explained(by_headline.out)[0].rsplit("[")[1].rstrip("]")
    assert cli("inspect", folder, "--story", name).out == by_headline.out
    assert cli("inspect", folder, "--story", "三月的青渡镇，油菜花").out == by_headline.out
    nobody = cli("inspect", folder, "--story", "无此稿件")
    assert (nobody.code, "no story fits" in nobody.err) == (2, True)


def test_only_what_is_doubtful(cli: Cli, examples_dir: Path) -> None:
    folder = examples_dir / "jiangzhou-2023-03-08"
    few = cli("inspect", folder, "--doubtful")
    assert "of 18 stories on 4 pages" in few.out
    assert "江南灌区" in few.out
    assert "三百封" not in few.out
    all_of_them = json.loads(cli("-q", "inspect", folder, "--doubtful", "--below", "1", "--format", "json").out)
    some = json.loads(cli("-q", "inspect", folder, "--doubtful", "--format", "json").out)
    assert 0 < len(some["stories"]) < len(all_of_them["stories"])
    assert cli("inspect", folder, "--below", "2").code == 2


def uncommented(template: str) -> str:
    """Take the sign away from every entry of a template, as a person would."""
    lines = template.splitlines()
    return "\n".join(line[2:] if line.startswith("# ") else "" for line in lines if not line.startswith("##"))


def test_a_template_that_becomes_overrides(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    shutil.copytree(examples_dir / "jiangzhou-2023-03-08", folder)
    ran = cli("inspect", folder, "--overrides", "--below", "0.95")
    assert ran.code == 0
    assert tomllib.loads(ran.out) == {}
    entries = tomllib.loads(uncommented(ran.out))
    assert set(entries) >= {"story", "drop"}
    # The jump to page 6 has no other end to name.
    written = "\n\n".join(
        block for block in uncommented(ran.out).split("\n\n") if '"…"' not in block and "江南灌区" not in block
    )
    (folder / "overrides.toml").write_text(written, encoding="utf-8")
    again = cli("inspect", folder, "--evidence", "--all")
    assert "Overrides that took effect:" in again.out
    assert "[override-applied]" in again.err
    assert "override-unused" not in again.err
    assert "override-ambiguous" not in again.err


def test_a_template_is_no_json(cli: Cli, page: Path) -> None:
    assert cli("inspect", page, "--publication", "江州晨报", "--overrides", "--format", "json").code == 2


def test_nothing_doubtful(cli: Cli, page: Path) -> None:
    assert "Nothing is doubtful" in cli("inspect", page, "--publication", "江州晨报", "--overrides", "--below", "0").out


def test_overrides_that_are_wrong_end_the_command(cli: Cli, page: Path) -> None:
    (page.parent / "overrides.toml").write_text("[[story]]\npage = 1\nbegin = '昨日'\n", encoding="utf-8")
    for command in (("inspect",), ("convert", "-o", page.parent / "out")):
        ran = cli(*command, page.parent, "--publication", "江州晨报")
        assert ran.code == 2
        assert "overrides.toml:3, story[0].begin" in ran.err
        assert "Did you mean “begins”?" in ran.err
    assert not (page.parent / "out").exists()


def test_overrides_that_contradict_each_other_are_errors(cli: Cli, page: Path) -> None:
    entry = "[[story]]\npage = 1\nbegins = '昨日上午，江心洲'\nheadline = '甲'\n"
    (page.parent / "overrides.toml").write_text(entry + entry, encoding="utf-8")
    ran = cli("inspect", page.parent, "--publication", "江州晨报")
    assert ran.code == 1
    assert "overrides.toml:5" in ran.err
    assert "[override-contradiction]" in ran.err


def test_overrides_hold_when_the_issue_is_converted_again(cli: Cli, page: Path) -> None:
    out = page.parent / "out"
    arguments = ("convert", page.parent, "-o", out, "--publication", "江州晨报", "--clock", CLOCK)
    assert cli(*arguments, "--settings", page.parent / "newsml-export.toml").code == 0
    first = json.loads((out / "report.json").read_text(encoding="utf-8"))
    (page.parent / "overrides.toml").write_text(
        "[[story]]\npage = 1\nbegins = '昨日上午，江心洲'\nheadline = '两岸五分钟'\nreason = '题在图中'\n",
        encoding="utf-8",
    )
    assert cli(*arguments).code == 0
    made = tree(out)
    assert cli(*arguments).code == 0
    assert tree(out) == made
    report = json.loads(made["report.json"])
    assert [story["guid"] for story in report["stories"]] == [story["guid"] for story in first["stories"]]
    assert [story["version"]["number"] for story in report["stories"]] == [2, 1]
    assert report["stories"][0]["main_headline"] == "两岸五分钟"
    [override] = report["overrides"]
    assert (override["kind"], override["reason"], override["location"]["line"]) == ("headline", "题在图中", 1)
    assert report["counts"]["overrides"] == 1
    html = made["index.html"].decode()
    assert 'id="overrides"' in html
    assert "题在图中" in html
    assert "两岸五分钟" in made["rss.xml"].decode()
