"""Parsed articles become an issue; a bad article does not cost the others."""

from __future__ import annotations

import codecs
import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsml_export.errors import EncodingError, InputError, MissingDateError
from newsml_export.findings import Severity
from newsml_export.model.article import ParsedArticle, ParsedPicture
from newsml_export.model.issue import Issue
from newsml_export.model.story import PubStatus
from newsml_export.model.subjects import (
    Genre,
    Guess,
    GuessedText,
    Keyword,
    Series,
    Subject,
    SubjectRole,
    SubjectType,
)
from newsml_export.readers import issue_json_shape
from newsml_export.readers.base import IssueHints, Reader
from newsml_export.readers.issue_json import READER
from tests.readers.pages import codes, only, outcome_of

DAY = dt.date(2023, 3, 8)
INFO = {"publication": "江州晨报", "date": "2023-03-08"}
ARTICLE: dict[str, Any] = {"page": "1", "headline": "全力以赴拼经济", "paragraphs": ["本报讯 昨日，大会召开。"]}


def read(folder: Path, content: object, hints: IssueHints | None = None) -> Issue:
    path = folder / "issue.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode())
    return READER.read(path, hints or IssueHints())


def article(folder: Path, **fields: object) -> ParsedArticle:
    (found,) = read(folder, {"issue": INFO, "articles": [ARTICLE | fields]}).articles
    return found


def failure(folder: Path, content: object) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, content)
    return str(caught.value).removeprefix(str(folder) + "/")


def test_it_is_a_reader() -> None:
    reader: Reader = READER
    assert reader.accepts(Path("x/Issue.JSON"))
    assert not reader.accepts(Path("x/page.txt"))


def test_the_example(examples_dir: Path) -> None:
    issue = READER.read(examples_dir / "jiangzhou-2023-03-08-articles" / "issue.json", IssueHints())
    assert (issue.info.number, issue.info.place) == ("第4821期", "江州")
    assert [page.label for page in issue.pages] == ["1", "2", "3", "4"]
    assert {found.page for found in issue.articles} == {"1", "2", "3", "4"}
    assert issue.findings == ()


def test_everything_that_is_known_arrives(tmp_path: Path) -> None:
    full: dict[str, Any] = {
        "page": "A02",
        "paragraphs": ["一", "二"],
        "id": "p1-01",
        "kicker": "引题",
        "headline": ["主题一", "主题二"],
        "deck": ["副题"],
        "series": "系列评论⑥",
        "bylines": "记者 李 一",
        "source": "本报讯",
        "dateline": "新华社北京3月7日电",
        "jump_to": 3,
        "jump_from": "",
        "continues": None,
        "order": 2,
        "language": "zh-Hans",
        "keywords": ["经济", {"name": "区块链", "confidence": 0.5}],
        "summary": "摘要",
        "genre": {"name": "评论", "code": "genre:Opinion", "confidence": 1},
        "subjects": [
            {
                "name": "赵世庆",
                "type": "person",
                "code": "person:zhao",
                "confidence": 0.9,
                "role": "quoted",
                "posts": ["区长"],
                "same_as": ["wikidata:Q1"],
                "broader": ["x:y"],
            },
            {"name": "经济"},
        ],
        "member_of": {"name": "系列评论", "number": 6, "code": "series:a", "confidence": 0.7},
        "located": {"name": "渝中区", "type": "person", "code": "place:500103"},
        "slugline": "经济-评论",
        "urgency": 4,
        "confidences": {"summary": 0.6, "urgency": 0.4},
        "embargoed": "2023-03-08T06:00:00+08:00",
        "pictures": [{"href": "https://a.example/1", "caption": "图", "credit": "李一 摄", "photographer": "李一"}],
        "pub_status": "withheld",
        "ed_note": "待核实。",
        "correction": "第二段的数字。",
    }
    zone = dt.timezone(dt.timedelta(hours=8))
    assert article(tmp_path, **full) == ParsedArticle(
        page="A02",
        paragraphs=("一", "二"),
        id="p1-01",
        kicker=("引题",),
        headline=("主题一", "主题二"),
        deck=("副题",),
        series=("系列评论⑥",),
        bylines=("记者 李 一",),
        source="本报讯",
        dateline="新华社北京3月7日电",
        jump_to="3",
        jump_from="",
        order=2,
        language="zh-Hans",
        keywords=(Keyword(text="经济"), Keyword(text="区块链", confidence=0.5)),
        summary="摘要",
        genre=Genre(name="评论", qcode="genre:Opinion", confidence=1),
        subjects=(
            Subject(
                name="赵世庆",
                type=SubjectType.PERSON,
                qcode="person:zhao",
                confidence=0.9,
                role=SubjectRole.QUOTED,
                posts=("区长",),
                same_as=("wikidata:Q1",),
                broader=("x:y",),
            ),
            Subject(name="经济"),
        ),
        member_of=Series(name="系列评论", number=6, qcode="series:a", confidence=0.7),
        located=Subject(name="渝中区", type=SubjectType.GEO_AREA, qcode="place:500103"),
        slugline="经济-评论",
        urgency=4,
        guesses=(
            Guess(value=GuessedText.SUMMARY, confidence=0.6),
            Guess(value=GuessedText.URGENCY, confidence=0.4),
        ),
        embargoed=dt.datetime(2023, 3, 8, 6, tzinfo=zone),
        pictures=(ParsedPicture(href="https://a.example/1", caption="图", credit="李一 摄", photographer="李一"),),
        pub_status=PubStatus.WITHHELD,
        ed_note="待核实。",
        correction="第二段的数字。",
    )
    assert set(full) == set(issue_json_shape.ArticleInput.__struct_fields__)


def test_names_alone_are_enough(tmp_path: Path) -> None:
    found = article(tmp_path, keywords=["经济"], genre="评论", located="江州")
    assert found.keywords == (Keyword(text="经济"),)
    assert found.genre == Genre(name="评论")
    assert found.located == Subject(name="江州", type=SubjectType.GEO_AREA)
    assert article(tmp_path, genre="").genre is None


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"subjects": [{"name": "a", "code": "no code"}]}, "$.articles[1].subjects[0].code"),
        ({"subjects": [{"name": " "}]}, "$.articles[1].subjects[0].name"),
        ({"subjects": [{"name": "a", "type": "thing"}]}, "$.articles[1].subjects[0].type"),
        ({"genre": {"name": "a", "confidence": 2}}, "$.articles[1].genre.confidence"),
        ({"urgency": 12}, "$.articles[1].urgency"),
        ({"confidences": {"headline": 1}}, "$.articles[1].confidences"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_filed_wrongly_is_said_with_its_place(tmp_path: Path, fields: dict[str, Any], place: str) -> None:
    content = json.dumps({"issue": INFO, "articles": [ARTICLE, ARTICLE | fields]}).encode()
    (finding,) = read(tmp_path, content).findings
    assert str(finding.location.path).startswith(place)


def test_an_unknown_key_of_a_subject_is_noted(tmp_path: Path) -> None:
    content = json.dumps({"issue": INFO, "articles": [ARTICLE | {"subjects": [{"name": "a", "kode": "x:y"}]}]}).encode()
    (finding,) = read(tmp_path, content).findings
    assert (finding.code, finding.location.path) == ("unknown-key", "$.articles[0].subjects[0].kode")


def test_unknown_is_not_empty(tmp_path: Path) -> None:
    unknown = article(tmp_path)
    assert (unknown.bylines, unknown.keywords, unknown.pictures, unknown.deck, unknown.jump_to) == (None,) * 5
    empty = article(tmp_path, bylines=[], keywords=[], pictures=[], deck="", jump_to="")
    assert (empty.bylines, empty.keywords, empty.pictures, empty.deck, empty.jump_to) == ((), (), (), (), "")


def test_hints_win(tmp_path: Path) -> None:
    hints = IssueHints(publication="B", date=dt.date(2023, 3, 9), language="en")
    info = read(tmp_path, {"issue": INFO, "articles": [ARTICLE]}, hints).info
    assert (info.publication, info.date, info.language) == ("B", dt.date(2023, 3, 9), "en")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = json.dumps({"issue": INFO, "articles": [ARTICLE | {"summary": "a\u2028b\u0085c"}]}, ensure_ascii=False)
    issue = read(tmp_path, text.encode(encoding))
    assert issue.articles[0].summary == "a\u2028b\u0085c"


def test_gb18030_is_refused_at_its_byte(tmp_path: Path) -> None:
    with pytest.raises(EncodingError, match=r"issue\.json, byte 27: .*UTF-8"):
        read(tmp_path, json.dumps({"issue": INFO}, ensure_ascii=False).encode("gb18030"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"headline": 3},
            "$.articles[1].headline: The article was left out: this must be text or a list, not a whole n",
        ),
        (
            {"headline": ["a", 3]},
            "$.articles[1].headline[1]: The article was left out: this must be text, not a whole nu",
        ),
        ({"paragraphs": "x"}, "$.articles[1].paragraphs: The article was left out: this must be a list, not text."),
        ({"pictures": [{"caption": "x"}]}, "$.articles[1].pictures[0]: The article was left out: the key “href” is"),
        ({"order": 0}, "$.articles[1].order: The article was left out: this must be at least 1."),
        (
            {"embargoed": "2023-03-08T06:00:00"},
            "$.articles[1].embargoed: The article was left out: this time has no ti",
        ),
        ({"embargoed": "soon"}, "$.articles[1].embargoed: The article was left out: this is not a time such as"),
        ({"language": "中文"}, "$.articles[1].language: The article was left out: this is not in the form"),
        ({"page": "  "}, "$.articles[1].page: The article was left out: the label of the page is empty."),
        (
            {"page": True},
            "$.articles[1].page: The article was left out: this must be a whole number or text, not true or",
        ),
    ],
)
def test_a_bad_article_does_not_cost_the_others(tmp_path: Path, fields: dict[str, object], said: str) -> None:
    issue = read(tmp_path, {"issue": INFO, "articles": [ARTICLE, ARTICLE | fields, ARTICLE]})
    finding = only(issue.findings, "article-unreadable")
    assert len(issue.articles) == 2
    assert finding.severity is Severity.ERROR
    assert f"{finding.location}: {finding.message}".startswith(f"{tmp_path}/issue.json, {said}")


def test_an_article_that_is_no_object(tmp_path: Path) -> None:
    issue = read(tmp_path, {"issue": INFO, "articles": [[], None, ARTICLE]})
    assert [finding.location.path for finding in issue.findings] == ["$.articles[0]", "$.articles[1]"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "issue.json:1:1: this is not JSON"),
        (b'{\n "issue": {},\n "articles": [,]\n}', "issue.json:3:15: this is not JSON (Expecting value)"),
        (b"[" * 100_000, "issue.json: this is not JSON that we can read"),
        (b'{"articles": NaN}', "issue.json: this is not JSON that we can read (NaN is no JSON value)"),
        ([], "issue.json, $: this must be a JSON object"),
        ({"issue": INFO}, "issue.json, $.articles: there is no list of articles."),
        ({"issue": INFO, "articles": {}}, "issue.json, $.articles: there is no list of articles."),
        ({"issue": INFO, "articles": []}, "issue.json, $.articles: there is no article."),
        ({"issue": INFO, "articles": [3]}, "issue.json, $.articles[0]: no article can be used; the first: "),
        ({"issue": [], "articles": [ARTICLE]}, "issue.json, $.issue: this must be an object, not a list."),
        ({"issue": INFO | {"date": "8/3"}, "articles": [ARTICLE]}, "issue.json, $.issue.date: this is not a date such"),
        ({"issue": INFO, "pages": 3, "articles": [ARTICLE]}, "issue.json, $.pages: this must be a list."),
        (
            {"issue": INFO, "pages": [{}], "articles": [ARTICLE]},
            "issue.json, $.pages[0]: the key “label” is missing.",
        ),
        ({"issue": INFO, "pages": [{"label": ""}], "articles": [ARTICLE]}, "issue.json, $.pages[0].label: the label"),
        ({"issue": {"date": "2023-03-08"}, "articles": [ARTICLE]}, "issue.json: the name of the newspaper is missing."),
    ],
)
def test_what_cannot_be_used_at_all(tmp_path: Path, content: object, said: str) -> None:
    assert failure(tmp_path, content).startswith(said)


def test_a_missing_date(tmp_path: Path) -> None:
    with pytest.raises(MissingDateError, match=r"\$\.issue\.date: .*--date"):
        read(tmp_path, {"issue": {"publication": "A"}, "articles": [ARTICLE]})


def test_pages_are_those_of_the_articles_where_none_are_listed(tmp_path: Path) -> None:
    issue = read(tmp_path, {"issue": INFO, "articles": [ARTICLE | {"page": label} for label in ("2", "1", 2, "02")]})
    assert [page.label for page in issue.pages] == ["2", "1"]
    assert [found.page for found in issue.articles] == ["2", "1", "2", "2"]
    assert issue.findings == ()


def test_a_page_that_is_not_listed_is_added(tmp_path: Path) -> None:
    pages = [{"label": 1, "section": "要闻", "file": "a.pdf"}, {"label": "01"}]
    issue = read(tmp_path, {"issue": INFO, "pages": pages, "articles": [ARTICLE, ARTICLE | {"page": "9"}]})
    assert [(page.label, page.section, page.file) for page in issue.pages] == [
        ("1", "要闻", "a.pdf"),
        ("9", None, None),
    ]
    assert codes(issue.findings) == ["duplicate-page-label", "page-added"]
    assert issue.findings[1].location.path == "$.articles[1].page"


def test_an_id_twice(tmp_path: Path) -> None:
    issue = read(
        tmp_path, {"issue": INFO, "articles": [ARTICLE | {"id": "a"}, ARTICLE | {"id": "a"}, ARTICLE | {"id": 7}]}
    )
    assert [found.id for found in issue.articles] == ["a", None, "7"]
    assert only(issue.findings, "duplicate-article-id").location.path == "$.articles[1].id"


def test_a_jump_to_its_own_page(tmp_path: Path) -> None:
    issue = read(tmp_path, {"issue": INFO, "articles": [ARTICLE | {"jump_to": "01"}, ARTICLE | {"jump_to": "2"}]})
    finding = only(issue.findings, "jump-to-own-page")
    assert (finding.severity, finding.location.path) == (Severity.WARNING, "$.articles[0].jump_to")


def test_what_continues_nothing(tmp_path: Path) -> None:
    articles = [ARTICLE | {"id": "a", "continues": "a"}, ARTICLE | {"continues": "b"}, ARTICLE | {"continues": "a"}]
    issue = read(tmp_path, {"issue": INFO, "articles": articles})
    assert [found.continues for found in issue.articles] == [None, None, "a"]
    assert codes(issue.findings) == ["continues-unknown"] * 2


def test_an_article_without_text(tmp_path: Path) -> None:
    issue = read(
        tmp_path, {"issue": INFO, "articles": [ARTICLE | {"paragraphs": None}, ARTICLE | {"paragraphs": [" "]}]}
    )
    assert len(issue.articles) == 2
    assert codes(issue.findings) == ["article-without-text"] * 2


def test_unknown_keys_are_told_with_the_nearest(tmp_path: Path) -> None:
    bad = ARTICLE | {"healine": "x", "pictures": [{"href": "https://a.example/a", "captoin": "b"}]}
    issue = read(tmp_path, {"$schema": "x", "issues": 1, "issue": INFO | {"numbr": 1}, "articles": [bad]})
    assert [(finding.location.path, finding.mend) for finding in issue.findings] == [
        ("$.issues", "Did you mean “issue”?"),
        ("$.issue.numbr", "Did you mean “number”?"),
        ("$.articles[0].healine", "Did you mean “headline”?"),
        ("$.articles[0].pictures[0].captoin", "Did you mean “caption”?"),
    ]


def test_a_lone_surrogate_costs_nothing(tmp_path: Path) -> None:
    content = json.dumps({"issue": INFO, "articles": [ARTICLE | {"summary": "a\ud800"}]}).encode()
    assert read(tmp_path, content).articles[0].summary == "a\ud800"


def test_the_json_schema_is_current(repository: Path) -> None:
    path = repository / "schemas" / "issue.schema.json"
    assert path.read_bytes() == issue_json_shape.json_schema(), (
        "run: python -m newsml_export.readers.issue_json_shape > schemas/issue.schema.json"
    )


def test_every_field_of_the_schema_is_described() -> None:
    schema = msgspec.json.decode(issue_json_shape.json_schema())
    for kind in schema["$defs"].values():
        assert kind["description"]
        for name, prop in kind.get("properties", {}).items():
            assert "description" in prop or "$ref" in prop, name


_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-3, 12), st.floats(allow_nan=False), st.text(max_size=6))
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner)
)
_KEYS = st.sampled_from([*issue_json_shape.ArticleInput.__struct_fields__, "x"])
_ARTICLES = st.builds(lambda fields: ARTICLE | fields, st.dictionaries(_KEYS, _VALUES, max_size=3))
_DOCUMENTS = st.fixed_dictionaries(
    {"articles": st.one_of(_VALUES, st.lists(st.one_of(_ARTICLES, _VALUES), max_size=4))},
    optional={"issue": st.one_of(st.just(INFO), _VALUES), "pages": _VALUES, "x": _VALUES},
)


@given(
    content=st.one_of(_DOCUMENTS.map(json.dumps).map(str.encode), _VALUES.map(json.dumps).map(str.encode), st.binary())
)
def test_any_json_gives_an_issue_or_an_error_of_ours(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome = outcome_of(lambda: read(Path(folder), content, IssueHints(publication="A", date=DAY)))
    if isinstance(outcome, Issue):
        assert {found.page for found in outcome.articles} <= {page.label for page in outcome.pages}
    else:
        assert "issue.json" in str(outcome)


def test_a_mark_alone_is_no_json(tmp_path: Path) -> None:
    assert failure(tmp_path, codecs.BOM_UTF8).startswith("issue.json:1:1: this is not JSON")
