"""An issue folder becomes an issue; a bad page does not cost the others."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsml_export.errors import InputError, MissingDateError
from newsml_export.findings import Severity
from newsml_export.model.issue import Issue
from newsml_export.readers.base import IssueHints, Reader
from newsml_export.readers.issue_folder import READER
from tests.readers.pages import BODY, PAGE, PUBLICATION, codes, only, outcome_of

DAY = dt.date(2023, 3, 8)
HINTS = IssueHints(publication=PUBLICATION, date=DAY)
ISSUE = f'[issue]\npublication = "{PUBLICATION}"\ndate = 2023-03-08\n'


def fill(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "-").replace("_dot_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def listed(*pages: str) -> str:
    return ISSUE + "".join(f"\n[[pages]]\n{page}\n" for page in pages)


def read(folder: Path, toml: str | None = None, hints: IssueHints | None = None, **files: str | bytes) -> Issue:
    fill(folder, **files)
    if toml is not None:
        (folder / "issue.toml").write_text(toml, encoding="utf-8")
    return READER.read(folder, hints or IssueHints())


def failure(folder: Path, toml: str, **files: str | bytes) -> str:
    fill(folder, **files)
    with pytest.raises(InputError) as caught:
        read(folder, toml)
    return str(caught.value).removeprefix(str(folder) + "/")


def test_it_is_a_reader(tmp_path: Path) -> None:
    reader: Reader = READER
    assert reader.accepts(tmp_path)
    assert reader.accepts(tmp_path / "issue.toml")
    assert not reader.accepts(tmp_path / "page-01.txt")


def test_the_example(examples_dir: Path) -> None:
    for path in (examples_dir / "jiangzhou-2023-03-08", examples_dir / "jiangzhou-2023-03-08" / "issue.toml"):
        issue = READER.read(path, IssueHints())
        assert issue.info.number == "第4821期"
        assert [(page.label, page.section) for page in issue.pages] == [
            ("1", "要闻"), ("2", "综合"), ("3", "民生"), ("4", "文体"),
        ]  # fmt: skip
        assert all(page.blocks for page in issue.pages)
        assert issue.findings == ()
        assert issue.source == str(path)


def test_issue_json_in_a_folder_is_read(examples_dir: Path) -> None:
    folder = examples_dir / "jiangzhou-2023-03-08-articles"
    issue = READER.read(folder, IssueHints())
    assert len(issue.articles) > 20
    assert issue.source == str(folder)


def test_pages_win_over_issue_json_and_the_report_says_so(tmp_path: Path) -> None:
    issue = read(tmp_path, ISSUE, page__1_dot_txt=BODY, issue_dot_json="{}")
    assert codes(issue.findings) == ["file-not-read"]
    assert issue.articles == ()


def test_hints_win_over_issue_toml(tmp_path: Path) -> None:
    hints = IssueHints(date=dt.date(2023, 3, 9), place="南塘")
    info = read(tmp_path, ISSUE + 'place = "江州"\nnumber = 4821\n', hints, page__1_dot_txt=BODY).info
    assert (info.publication, info.date, info.place, info.number) == (PUBLICATION, dt.date(2023, 3, 9), "南塘", "4821")


def test_without_issue_toml_page_files_are_taken_in_natural_order(tmp_path: Path) -> None:
    issue = read(
        tmp_path, None, HINTS, page__10_dot_txt=BODY, page__2_dot_txt=BODY, page__01_dot_txt=BODY, notes_dot_txt="x"
    )
    assert [page.label for page in issue.pages] == ["1", "2", "10"]
    finding = only(issue.findings, "file-not-read")
    assert finding.location.file == str(tmp_path / "notes.txt")
    assert finding.severity is Severity.INFO


def test_other_names_are_taken_where_none_is_called_page(tmp_path: Path) -> None:
    issue = read(tmp_path, None, HINTS, A02_dot_txt=BODY, A01_dot_TXT=BODY, _dot_hidden_dot_txt=BODY, x_dot_md="")
    assert [page.label for page in issue.pages] == ["A01", "A02"]


def test_listed_pages_keep_their_order_label_and_section(tmp_path: Path) -> None:
    toml = listed('file = "b.txt"\nlabel = "A02"\nsection = "综合"', 'file = "a.txt"\nlabel = 1', 'file = "c.txt"')
    issue = read(tmp_path, toml, a_dot_txt=BODY, b_dot_txt=BODY, c_dot_txt="第7版\n" + BODY)
    assert [(page.label, page.section) for page in issue.pages] == [("A02", "综合"), ("1", None), ("7", None)]


def test_issue_toml_wins_over_the_printed_label(tmp_path: Path) -> None:
    toml = listed('file = "a.txt"\nlabel = "2"')
    issue = read(tmp_path, toml, a_dot_txt="江州晨报\n第3版 综合\n" + BODY)
    finding = only(issue.findings, "page-label-contradiction")
    assert [page.label for page in issue.pages] == ["2"]
    assert (finding.location.file, finding.location.line) == (str(tmp_path / "a.txt"), 2)


def test_page_files_with_the_same_number_are_both_kept(tmp_path: Path) -> None:
    issue = read(tmp_path, ISSUE, page__1_dot_txt=BODY, page__01_dot_txt=BODY)
    assert [page.label for page in issue.pages] == ["1", "1-2"]
    assert only(issue.findings, "duplicate-page-label").severity is Severity.ERROR


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xff\xff" * 99])
def test_an_unreadable_page_does_not_cost_the_others(tmp_path: Path, content: bytes) -> None:
    issue = read(tmp_path, ISSUE, page__1_dot_txt=BODY, page__2_dot_txt=content, page__3_dot_txt=BODY)
    finding = only(issue.findings, "page-unreadable")
    assert [(page.label, len(page.blocks)) for page in issue.pages] == [("1", 1), ("2", 0), ("3", 1)]
    assert finding.severity is Severity.ERROR
    assert (finding.location.file, finding.location.page) == (str(tmp_path / "page-2.txt"), "2")
    assert finding.location.byte is not None
    assert finding.mend


def test_an_empty_page_does_not_cost_the_others(tmp_path: Path) -> None:
    issue = read(tmp_path, ISSUE, page__1_dot_txt=BODY, page__2_dot_txt="\n \n")
    assert codes(issue.findings) == ["empty-page"]


def test_no_page_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none of its pages can be used; the first: .*page-1\.txt, byte 0"):
        read(tmp_path, ISSUE, page__1_dot_txt=b"%PDF-1", page__2_dot_txt=b"%PDF-1")


def test_dates_are_compared_over_all_pages(tmp_path: Path) -> None:
    toml = f'[issue]\npublication = "{PUBLICATION}"\n'
    other = PAGE.replace("8日 星期三", "7日 星期二").replace("第2版", "第1版")
    issue = read(
        tmp_path, toml, page__1_dot_txt=other, page__2_dot_txt=PAGE, page__3_dot_txt=PAGE.replace("第2版", "第3版")
    )
    assert issue.info.date == DAY
    assert codes(issue.findings) == ["date-from-page", "issue-date-contradiction"]
    assert issue.findings[1].location.page == "1"


def test_no_date_at_all(tmp_path: Path) -> None:
    with pytest.raises(MissingDateError, match=r"--date .*issue\.toml"):
        read(tmp_path, '[issue]\npublication = "A"\n', page__1_dot_txt=BODY)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (ISSUE + "editon = 1\n", "issue.toml:4, issue.editon: the key “editon” is unknown. Did you mean “edition”?"),
        ("[isue]\n", "issue.toml:1, isue: the key “isue” is unknown. Did you mean “issue”?"),
        (
            listed('file = "page-1.txt"\nlable = "1"'),
            "issue.toml:7, pages[0].lable: the key “lable” is unknown. Did you",
        ),
        (listed('label = "1"'), "issue.toml:5, pages[0].file: the key “file” is missing. Add it."),
        ('[issue]\ndate = "yesterday"\n', "issue.toml:2, issue.date: this is not a date such as 2023-03-08."),
        ("[issue]\npublication = 7\n", "issue.toml:2, issue.publication: this must be text, not a whole number."),
        ("issue = 3\n", "issue.toml:1, issue: this must be a table, not a whole number."),
        ("[issue]\npublication = \n", "issue.toml:2:15: this is not TOML"),
        (listed('file = "page-9.txt"'), "issue.toml:6, pages[0].file: the page file “page-9.txt” is not there."),
        (listed('file = "../page-1.txt"'), "issue.toml:6, pages[0].file: the page file “../page-1.txt” is outside"),
        (listed('file = "/etc/hostname"'), "issue.toml:6, pages[0].file: the page file “/etc/hostname” is outside"),
        (listed('file = "sub"'), "issue.toml:6, pages[0].file: “sub” is not a file."),
        (listed('file = ""'), "issue.toml:6, pages[0].file: the page file “” is outside"),
        (listed('file = "a\\u0000"'), "issue.toml:6, pages[0].file: the page file “a\0” is not there."),
        (
            listed('file = "page-1.txt"', 'file = "page-1.txt"'),
            "issue.toml:9, pages[1].file: the page file “page-1.txt” is l",
        ),
        (listed('file = "page-1.txt"\nlabel = " "'), "issue.toml:7, pages[0].label: the label of the page is empty."),
        (
            listed('file = "page-1.txt"\nlabel = 2', 'file = "page-2.txt"\nlabel = "02"'),
            "issue.toml:11, pages[1].label: the pages “page-1.txt” and “page-2.txt” are both labelled “2”.",
        ),
    ],
)
def test_what_is_wrong_in_issue_toml_is_told_with_line_and_key(tmp_path: Path, toml: str, said: str) -> None:
    (tmp_path / "sub").mkdir()
    assert failure(tmp_path, toml, page__1_dot_txt=BODY, page__2_dot_txt=BODY).startswith(said)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(BODY, encoding="utf-8")
    folder = tmp_path / "issue"
    folder.mkdir()
    (folder / "page-1.txt").symlink_to(tmp_path / "secret.txt")
    assert "outside the folder" in failure(folder, listed('file = "page-1.txt"'))


def test_issue_toml_that_is_no_utf8(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"issue\.toml, byte 23: .*UTF-8"):
        read(tmp_path, None, issue_dot_toml=ISSUE.encode("gb18030"))


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no page file in this folder\. Put page-01\.txt"):
        READER.read(tmp_path, HINTS)


def test_an_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(InputError, match=r"the folder cannot be read \(Permission denied\)\. Check"):
        READER.read(tmp_path, HINTS)


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the folder cannot be read"):
        READER.read(tmp_path / "gone", HINTS)


_KEYS = st.sampled_from(["publication", "date", "number", "language", "pages", "file", "label", "x"])
_VALUES = st.sampled_from(['"page-1.txt"', "2023-03-08", "1", "[]", "{}", "true", '"zh"', "1e9", '"a\\u0000"', '""'])
_LINES = st.one_of(
    st.sampled_from(["[issue]", "[[pages]]", "[pages]", "[[issue]]", "[x.y]"]),
    st.tuples(_KEYS, _VALUES).map(" = ".join),
)


@given(toml=st.one_of(st.text(max_size=80), st.binary(max_size=60), st.lists(_LINES, max_size=8).map("\n".join)))
def test_any_issue_toml_gives_an_issue_or_an_error_of_ours(toml: str | bytes) -> None:
    content = toml if isinstance(toml, bytes) else toml.encode("utf-8", "surrogatepass")
    with tempfile.TemporaryDirectory() as folder:
        outcome = outcome_of(lambda: read(Path(folder), None, HINTS, page__1_dot_txt=BODY, issue_dot_toml=content))
        assert outcome.pages[0].blocks if isinstance(outcome, Issue) else str(outcome).startswith(folder)


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 5000])
def test_toml_that_is_made_to_break_the_parser(tmp_path: Path, text: str) -> None:
    assert "this is not TOML" in failure(tmp_path, text)
