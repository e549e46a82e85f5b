"""A single page file becomes an issue."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsml_export.errors import EncodingError, InputError, MissingDateError
from newsml_export.findings import Severity
from newsml_export.model.issue import Issue
from newsml_export.readers.base import IssueHints, Reader
from newsml_export.readers.page_text import READER
from tests.readers.pages import BODY, HEAD, PAGE, PUBLICATION, codes, only, outcome_of

DAY = dt.date(2023, 3, 8)
HINTS = IssueHints(publication=PUBLICATION, date=DAY)
NO_DATE = IssueHints(publication=PUBLICATION)


def read(folder: Path, text: str | bytes, hints: IssueHints = HINTS, name: str = "page-02.txt") -> Issue:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return READER.read(folder / name, hints)


def test_it_is_a_reader(tmp_path: Path) -> None:
    reader: Reader = READER
    assert reader.accepts(Path("x/page.TXT"))
    assert not reader.accepts(Path("x/issue.json"))
    (tmp_path / "folder.txt").mkdir()
    assert not reader.accepts(tmp_path / "folder.txt")
    assert not reader.accepts(Path("a\0b"))


def test_one_page(tmp_path: Path) -> None:
    issue = read(tmp_path, PAGE)
    (page,) = issue.pages
    (block,) = page.blocks
    assert (issue.info.publication, issue.info.date, issue.info.language) == (PUBLICATION, DAY, "zh-Hans")
    assert (page.label, page.file, issue.source) == ("2", str(tmp_path / "page-02.txt"), str(tmp_path / "page-02.txt"))
    assert block.lines == tuple(PAGE.removesuffix("\n").split("\n"))
    assert block.first_line == 1
    assert issue.findings == ()


def test_all_hints_arrive(tmp_path: Path) -> None:
    hints = IssueHints(publication="A", date=DAY, number="9", edition="城区版", language="de-AT", place="Wien")
    info = read(tmp_path, PAGE, hints).info
    assert (info.number, info.edition, info.language, info.place) == ("9", "城区版", "de-AT", "Wien")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u0085"])
def test_form_feeds_part_pages_and_lines_keep_their_numbers(tmp_path: Path, line_end: str) -> None:
    text = f"一{line_end}二{line_end}\f三{line_end}\f四\f五{line_end}\f"
    issue = read(tmp_path, text, name="page-A02.txt")
    blocks = [page.blocks[0] for page in issue.pages]
    assert [page.label for page in issue.pages] == ["A02", "A03", "A04", "A05"]
    assert [block.lines for block in blocks] == [("一", "二"), ("三",), ("四",), ("五",)]
    assert [block.first_line for block in blocks] == [1, 3, 4, 4]


@pytest.mark.parametrize(
    ("name", "text", "labels"),
    [
        ("page-A02.txt", BODY, ["A02"]),
        ("page-01.txt", BODY, ["1"]),
        ("front.txt", BODY, ["1"]),
        ("front.txt", "第A02版 综合\n" + BODY, ["A02"]),
        ("front.txt", f"{BODY}\f{BODY}", ["1", "2"]),
        ("front.txt", f"第3版\n{BODY}\f第5版\n{BODY}\f{BODY}", ["3", "5", "6"]),
    ],
)
def test_labels(tmp_path: Path, name: str, text: str, labels: list[str]) -> None:
    assert [page.label for page in read(tmp_path, text, name=name).pages] == labels


def test_a_label_twice_keeps_both_pages(tmp_path: Path) -> None:
    issue = read(tmp_path, "\f".join(f"第3版\n{BODY}" for _ in range(3)), name="front.txt")
    assert [page.label for page in issue.pages] == ["3", "3-2", "3-3"]
    assert codes(issue.findings) == ["duplicate-page-label"] * 2
    assert issue.findings[0].severity is Severity.ERROR


def test_a_printed_label_that_contradicts_the_name(tmp_path: Path) -> None:
    issue = read(tmp_path, "江州晨报\n第3版 综合\n" + BODY)
    finding = only(issue.findings, "page-label-contradiction")
    assert [page.label for page in issue.pages] == ["2"]
    assert (finding.severity, finding.location.line, finding.location.page) == (Severity.WARNING, 2, "2")
    assert "第3版 综合" in finding.message


def test_the_date_is_taken_from_the_page(tmp_path: Path) -> None:
    issue = read(tmp_path, PAGE, NO_DATE)
    finding = only(issue.findings, "date-from-page")
    assert issue.info.date == DAY
    assert (finding.severity, finding.location.line) == (Severity.INFO, 3)


def test_a_missing_date_is_an_error_and_never_today(tmp_path: Path) -> None:
    with pytest.raises(MissingDateError, match=r"page-02\.txt: .*neither given nor printed.*--date 2023-03-08"):
        read(tmp_path, BODY, NO_DATE)


def test_dates_that_contradict_each_other(tmp_path: Path) -> None:
    other = HEAD.replace("8日 星期三", "9日 星期四").replace("第2版", "第3版")
    issue = read(tmp_path, f"{PAGE}\f{other}{BODY}\f{PAGE.replace('第2版', '第4版')}", NO_DATE)
    finding = only(issue.findings, "issue-date-contradiction")
    assert issue.info.date == DAY
    assert finding.location.page == "3"
    assert finding.evidence == ("2023年3月9日 星期四",)


def test_a_given_date_wins_over_the_printed_one(tmp_path: Path) -> None:
    issue = read(tmp_path, PAGE, IssueHints(publication=PUBLICATION, date=dt.date(2023, 3, 9)))
    assert issue.info.date == dt.date(2023, 3, 9)
    assert only(issue.findings, "issue-date-contradiction").severity is Severity.WARNING


def test_a_wrong_weekday(tmp_path: Path) -> None:
    issue = read(tmp_path, PAGE.replace("星期三", "星期四"))
    assert codes(issue.findings) == ["weekday-contradiction"]


def test_a_missing_publication(tmp_path: Path) -> None:
    for name in (None, "  "):
        with pytest.raises(InputError, match=r"page-02\.txt: the name of the newspaper is missing.*--publication"):
            read(tmp_path, PAGE, IssueHints(publication=name, date=DAY))


@pytest.mark.parametrize("language", ["中文", "zh_Hans", "zh-Hans\n", "-"])
def test_a_language_that_is_none(tmp_path: Path, language: str) -> None:
    with pytest.raises(InputError, match="is not a language tag"):
        read(tmp_path, PAGE, IssueHints(publication=PUBLICATION, date=DAY, language=language))


def test_an_empty_page_among_others(tmp_path: Path) -> None:
    issue = read(tmp_path, f"{BODY}\n\f \u3000\n\f{BODY}")
    finding = only(issue.findings, "empty-page")
    assert [len(page.blocks) for page in issue.pages] == [1, 0, 1]
    assert (finding.severity, finding.location.page, finding.location.line) == (Severity.WARNING, "3", 2)


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\f\f", "\ufeff"])
def test_a_file_without_text(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"page-02\.txt: there is no text"):
        read(tmp_path, text)


def test_a_binary_file(tmp_path: Path) -> None:
    with pytest.raises(EncodingError, match=r"page-02\.txt, byte 0: this is a PNG picture"):
        read(tmp_path, b"\x89PNG\r\n\x1a\n\0\0")


def test_a_gb18030_file(tmp_path: Path) -> None:
    issue = read(tmp_path, PAGE.encode("gb18030"))
    assert issue.pages[0].blocks[0].lines[0] == PUBLICATION
    assert codes(issue.findings) == ["encoding-not-utf-8"]


def test_a_file_of_twenty_thousand_form_feeds(tmp_path: Path) -> None:
    assert len(read(tmp_path, BODY + "\f" * 20_000).pages) == 20_000


def test_the_sample_page(shared_dir: Path) -> None:
    issue = READER.read(shared_dir / "samples/yuzhong-page-1/page-01.txt", IssueHints(publication="渝中报", date=DAY))
    assert [page.label for page in issue.pages] == ["1"]
    assert issue.findings == ()


@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.text(alphabet=st.characters(codec="utf-8"), max_size=120).map(str.encode),
        st.text(alphabet="2023年3月8日第版A一二十\f\n\r /-:星期三", max_size=80).map(
            lambda text: text.encode("gb18030")
        ),
    ),
    hints=st.sampled_from([HINTS, NO_DATE, IssueHints()]),
)
def test_any_bytes_are_an_issue_or_an_error_of_ours(data: bytes, hints: IssueHints) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome = outcome_of(lambda: read(Path(folder), data, hints))
    if isinstance(outcome, Issue):
        assert any(page.blocks for page in outcome.pages)
        assert len({page.label for page in outcome.pages}) == len(outcome.pages)
    else:
        assert "page-02.txt" in str(outcome)
