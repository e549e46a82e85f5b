"""Bad input: one line with file, place and mend and exit code 2, or a finding and the rest is exported."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CLOCK, PAGE, Cli, Ran, tree

NAME = ("--publication", "江州晨报", "--date", "2023-03-08")


def _refused(ran: Ran, out: Path, *said: str) -> None:
    assert ran.code == 2, ran.err
    assert len(ran.err.splitlines()) == 1, ran.err
    for words in said:
        assert words in ran.err
    assert ran.out == ""
    assert not out.exists(), "nothing is written where the input cannot be used"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def issue(examples_dir: Path, tmp_path: Path) -> Path:
    """A copy of the example issue that a test may damage."""
    return Path(shutil.copytree(examples_dir / "jiangzhou-2023-03-08", tmp_path / "issue"))


def _edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_no_date(cli: Cli, tmp_path: Path, out: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("大桥通车\n\n　　昨日大桥通车。\n", encoding="utf-8")
    ran = cli("convert", file, "--publication", "江州晨报", "-o", out)
    _refused(ran, out, str(file), "date", "--date", "[missing-date]")


def test_no_name(cli: Cli, page: Path, out: Path) -> None:
    _refused(cli("convert", page, "-o", out), out, str(page), "--publication", "[unusable-input]")


def test_an_empty_page_alone(cli: Cli, tmp_path: Path, out: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(" \n\n", encoding="utf-8")
    _refused(cli("convert", file, *NAME, "-o", out), out, str(file), "no text", "[unusable-input]")


def test_a_binary_file(cli: Cli, tmp_path: Path, out: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 4)
    _refused(cli("convert", file, *NAME, "-o", out), out, f"{file}, byte 7", "[undecodable-file]")


def test_an_undecodable_file(cli: Cli, tmp_path: Path, out: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes("江州晨报".encode() + b"\xff\xff\x81" + "大桥".encode())
    _refused(cli("convert", file, *NAME, "-o", out), out, f"{file}, byte ", "[undecodable-file]")


def test_no_such_file(cli: Cli, out: Path) -> None:
    _refused(cli("convert", "nowhere", "-o", out), out, "nowhere: there is no such", "Check the path.")


def test_a_folder_without_pages(cli: Cli, tmp_path: Path, out: Path) -> None:
    (tmp_path / "empty").mkdir()
    _refused(cli("convert", tmp_path / "empty", "-o", out), out, "no page file", "page-01.txt")


def test_a_folder_that_may_not_be_read(cli: Cli, issue: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Permissions do not bind the superuser, whom containers often run as, so the disk's answer is given here.
    def denied(function: Callable[..., object]) -> Callable[..., object]:
        def refuse(self: Path, *arguments: object, **named: object) -> object:
            if self == issue or self.parent == issue:
                raise PermissionError(13, "Permission denied", str(self))
            return function(self, *arguments, **named)

        return refuse

    for name in ("iterdir", "glob", "open", "read_bytes", "read_text"):
        monkeypatch.setattr(Path, name, denied(getattr(Path, name)))
    _refused(cli("convert", issue, "-o", out), out, str(issue), "Permission denied", "[unusable-input]")


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        ('"date": "2023-03-08"', "$.issue.date"),
        ('"publication": "江州晨报"', "$.issue.publication"),
    ],
)
def test_a_wrong_type_in_what_the_whole_issue_needs(
    cli: Cli, examples_dir: Path, tmp_path: Path, out: Path, damage: str, place: str
) -> None:
    file = tmp_path / "issue.json"
    shutil.copy(examples_dir / "jiangzhou-2023-03-08-articles" / "issue.json", file)
    _edit(file, damage, damage.split(":")[0] + ": [7]")
    _refused(cli("convert", file, "-o", out), out, f"{file}, {place}", "[unusable-input]")


def test_a_wrong_type_deep_inside_one_article(cli: Cli, examples_dir: Path, tmp_path: Path, out: Path) -> None:
    source = examples_dir / "jiangzhou-2023-03-08-articles" / "issue.json"
    issue = json.loads(source.read_bytes())
    lost = issue["articles"][-1]
    lost["paragraphs"][0] = {"text": 5}
    file = tmp_path / "issue.json"
    file.write_text(json.dumps(issue), encoding="utf-8")
    ran = cli("--log-format", "json", "convert", file, "-o", out)
    assert ran.code == 1
    (error,) = [row for row in ran.rows if row["level"] == "error"]
    assert error["code"] == "article-unreadable"
    assert error["location"]["path"].startswith(f"$.articles[{len(issue['articles']) - 1}].paragraphs[0]")
    assert error["mend"]
    assert len(json.loads((out / "report.json").read_bytes())["stories"]) == 17


def test_broken_json(cli: Cli, tmp_path: Path, out: Path) -> None:
    file = tmp_path / "issue.json"
    file.write_text('{"issue": {"publication": "江州"', encoding="utf-8")
    _refused(cli("convert", file, "-o", out), out, str(file), "[unusable-input]")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[publisher]\nname = "x"\ndomian = "x.example"\n', "domain"),
        ('[publisher]\ntime_zone = "Asia/Shangai"\n', "Asia/Shanghai"),
        ("[publisher\n", "newsml-export.toml"),
        ("[feed]\nttl = '5'\n", "feed.ttl"),
    ],
)
def test_wrong_settings(cli: Cli, page: Path, out: Path, text: str, said: str) -> None:
    settings = page.parent / "newsml-export.toml"
    settings.write_text(text, encoding="utf-8")
    _refused(cli("convert", page, *NAME, "-o", out), out, str(settings), said, "[bad-settings]")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--date", "2023-13-01"), "2023-13-01"),
        (("--clock", "yesterday"), "2023-03-08T06:00:00+08:00"),
        (("--clock", "2023-03-08T06:00:00"), "no time zone"),
        (("-f", "pdf"), "Formats: "),
    ],
)
def test_arguments_that_mean_nothing(cli: Cli, page: Path, out: Path, arguments: tuple[str, ...], said: str) -> None:
    _refused(cli("convert", page, *NAME, *arguments, "-o", out), out, said, "[usage]")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("convert",), "ISSUE"),
        (("convert", "--bogus"), "--bogus"),
        (("convert", "a", "b"), "b"),
        (("bogus",), "bogus"),
        (("validate",), "FILE"),
        (("validate", "a", "--format", "xml"), "xml"),
    ],
)
def test_arguments_that_do_not_parse(cli: Cli, out: Path, arguments: tuple[str, ...], said: str) -> None:
    command = "newsml-export" if arguments == ("bogus",) else f"newsml-export {arguments[0]}"
    _refused(cli(*arguments), out, said, f"See {command} --help. [usage]")
    (row,) = cli("--log-format", "json", *arguments).rows
    assert row["code"] == "usage"


def test_no_arguments_show_the_help(cli: Cli) -> None:
    ran = cli()
    assert ran.code == 2
    assert "convert" in ran.out + ran.err
    assert "validate" in ran.out + ran.err


def test_contradictory_page_labels(cli: Cli, issue: Path, out: Path) -> None:
    _edit(issue / "page-02.txt", "第2版", "第7版")
    ran = cli("convert", issue, "-o", out, "--clock", CLOCK)
    assert ran.code == 0
    assert f"warning: {issue / 'page-02.txt'}:1, page 2: " in ran.err
    assert "[page-label-contradiction]" in ran.err


def test_two_pages_with_one_label(cli: Cli, issue: Path, out: Path) -> None:
    _edit(issue / "issue.toml", 'label = "2"', 'label = "1"')
    _refused(cli("convert", issue, "-o", out), out, f"{issue / 'issue.toml'}:15, pages[1].label", "page-02.txt")
    (issue / "issue.toml").unlink()
    (issue / "page-1.txt").write_text(PAGE, encoding="utf-8")
    ran = cli("convert", issue, "--publication", "江州晨报", "-o", out)
    assert ran.code == 1
    assert "[duplicate-page-label]" in ran.err
    labels = [page["label"] for page in json.loads((out / "report.json").read_bytes())["pages"]]
    assert len(labels) == len(set(labels)) == 5


def test_a_jump_to_its_own_page(cli: Cli, issue: Path, out: Path) -> None:
    _edit(issue / "page-01.txt", "（下转第6版）", "（下转第1版）")
    ran = cli("convert", issue, "-o", out)
    assert ran.code == 0
    assert f"{issue / 'page-01.txt'}:195, page 1" in ran.err
    assert "[jump-to-own-page]" in ran.err
    assert len(json.loads((out / "report.json").read_bytes())["stories"]) == 18


def test_an_empty_and_a_binary_page_among_good_ones(cli: Cli, issue: Path, out: Path) -> None:
    (issue / "page-03.txt").write_text("", encoding="utf-8")
    (issue / "page-04.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    ran = cli("convert", issue, "-o", out)
    assert ran.code == 1
    assert f"{issue / 'page-03.txt'}:1, page 3: Nothing is printed on this page. [empty-page]" in ran.err
    assert f"error: {issue / 'page-04.txt'}, byte 0, page 4: The page was left out" in ran.err
    report = json.loads((out / "report.json").read_bytes())
    assert {part["page"] for story in report["stories"] for part in story["placements"]} == {"1", "2"}
    assert all(document.get("valid", True) for document in report["documents"])


def test_one_story_that_a_writer_cannot_write(cli: Cli, page: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import newsml_export.formats.newsml_g2 as newsml_g2

    opened = newsml_g2.WRITER.open

    class Session:
        def __init__(self, *arguments: object) -> None:
            self.inner = opened(*arguments)  # type: ignore[arg-type]
            self.issue_documents = self.inner.issue_documents

        def story_documents(self, story: object) -> object:
            if "图书馆" in story.main_headline:  # type: ignore[attr-defined]
                raise RuntimeError("boom")
            return self.inner.story_documents(story)  # type: ignore[arg-type]

    monkeypatch.setattr(type(newsml_g2.WRITER), "open", lambda _self, *arguments: Session(*arguments))
    ran = cli("convert", page, *NAME, "-o", out)
    assert ran.code == 1
    assert "page 1, story “图书馆延长开放时间”: The format “newsml-g2” could not be written" in ran.err
    assert "[format-failed]" in ran.err
    assert len([path for path in tree(out) if "/items/" in path]) == 1
    assert "图书馆延长开放时间" in (out / "rss.xml").read_text(encoding="utf-8"), "other formats still hold the story"


def test_a_document_that_is_not_valid_is_not_put_in_place(
    cli: Cli, page: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import newsml_export.formats.rss as rss

    opened = rss.WRITER.open

    class Session:
        def __init__(self, *arguments: object) -> None:
            self.inner = opened(*arguments)  # type: ignore[arg-type]
            self.story_documents = self.inner.story_documents

        def issue_documents(self, stories: object) -> object:
            from dataclasses import replace

            for document in self.inner.issue_documents(stories):  # type: ignore[arg-type]
                yield replace(
                    document, content=document.content.replace(b"<title>", b"<titel>").replace(b"</title>", b"</titel>")
                )

    monkeypatch.setattr(type(rss.WRITER), "open", lambda _self, *arguments: Session(*arguments))
    ran = cli("convert", page, *NAME, "-o", out)
    assert ran.code == 1
    assert "rss.xml is not valid and was not put in place" in ran.err
    assert "[document-invalid]" in ran.err
    assert "rss.xml" not in tree(out)
    assert "newsml-g2/package.xml" in tree(out)


def test_a_bug_of_ours_is_told_in_one_line(cli: Cli, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsml_export import pipeline

    def fail(_issue: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(pipeline, "build_stories", fail)
    ran = cli("convert", page, *NAME)
    assert ran.code == 2
    assert ran.err.startswith("error: newsml-export itself failed (RuntimeError: boom).")
    assert "NEWSML_EXPORT_DEBUG=1" in ran.err
    assert len(ran.err.splitlines()) == 1
    ran = cli("--log-format", "json", "convert", page, *NAME)
    assert [row["code"] for row in ran.rows] == ["internal"]


def test_an_error_as_a_json_line(cli: Cli) -> None:
    (row,) = cli("--log-format", "json", "convert", "nowhere").rows
    assert row == {
        "level": "error",
        "code": "unusable-input",
        "message": "there is no such file or folder.",
        "location": {"file": "nowhere"},
        "mend": "Check the path.",
    }


def test_page_text_is_what_the_fixture_says(cli: Cli, page: Path) -> None:
    # Guards the tests above: a page that holds no two stories would make half of them pass for nothing.
    ran = cli("inspect", page, "--publication", "江州晨报", "--format", "json")
    assert [len(story["paragraphs"]) for story in json.loads(ran.out)["stories"]] == [3, 3]
    assert PAGE.count("　　") == 6
