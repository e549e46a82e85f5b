"""Whatever a page or a deliverer holds: every document is valid under our schemas and under IPTC's."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from newsml_export import pipeline
from newsml_export.model.article import ParsedArticle, ParsedPicture
from newsml_export.model.issue import Issue, IssueInfo, Page, PageBlock
from newsml_export.model.subjects import Genre, Keyword, Series, Subject, SubjectType
from tests.conftest import REPOSITORY

NOW = dt.datetime(2023, 3, 8, 6, tzinfo=dt.UTC)
OFFICIAL = REPOSITORY.parent / "shared/standards/iptc/NewsML-G2_2.35-spec-All-Power.xsd"
HOSTILE = ["\x00", "\x0b", "\ud800", "\ufffe", "🗞", "אב", "\u202e", "]]>", "&amp;", "<p>", "　", "\u2028", "％", " "]
NEWS = [
    "本报讯",
    "（记者 李 一）",
    "（下转2版）",
    "（上接第一版）",
    "——",
    "记者",
    "。",
    "，",
    "“",
    "”",
    "2023年3月8日",
    "第2版 要闻",
]
TEXT = st.lists(st.one_of(st.sampled_from(HOSTILE + NEWS), st.text(max_size=6)), max_size=8).map("".join)
LINES = st.lists(TEXT, max_size=14).map(lambda lines: tuple("".join(line.splitlines()) for line in lines))
LABELS = st.one_of(st.sampled_from(["1", "2", "A02"]), TEXT.filter(bool))
UNKNOWN = st.none()
MANY = st.one_of(UNKNOWN, st.lists(TEXT, max_size=3).map(tuple))


SUBJECTS = st.builds(
    Subject, name=TEXT, type=st.sampled_from(SubjectType), qcode=st.one_of(UNKNOWN, TEXT), posts=st.tuples(TEXT)
)


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """Draw an issue of pages of text and parsed articles."""
    labels = draw(st.lists(LABELS, min_size=1, max_size=3, unique=True))
    pages = tuple(
        Page(label=label, section=draw(st.one_of(UNKNOWN, TEXT)), blocks=(PageBlock(lines=draw(LINES)),))
        for label in labels
    )
    articles = tuple(
        ParsedArticle(
            page=draw(st.sampled_from(labels)),
            paragraphs=tuple(draw(st.lists(TEXT, max_size=3))),
            id=draw(st.one_of(UNKNOWN, TEXT)),
            kicker=draw(MANY),
            headline=draw(MANY),
            bylines=draw(MANY),
            source=draw(st.one_of(UNKNOWN, TEXT)),
            dateline=draw(st.one_of(UNKNOWN, TEXT)),
            jump_to=draw(st.one_of(UNKNOWN, TEXT)),
            continues=draw(st.one_of(UNKNOWN, TEXT)),
            keywords=draw(st.one_of(UNKNOWN, st.builds(lambda text: (Keyword(text=text),), TEXT))),
            summary=draw(st.one_of(UNKNOWN, TEXT)),
            genre=draw(st.one_of(UNKNOWN, st.builds(Genre, name=TEXT))),
            subjects=draw(st.one_of(UNKNOWN, st.tuples(SUBJECTS))),
            member_of=draw(st.one_of(UNKNOWN, st.builds(Series, name=TEXT, number=st.integers()))),
            located=draw(st.one_of(UNKNOWN, SUBJECTS)),
            slugline=draw(st.one_of(UNKNOWN, TEXT)),
            urgency=draw(st.one_of(UNKNOWN, st.integers())),
            pictures=draw(st.one_of(UNKNOWN, st.builds(lambda href: (ParsedPicture(href=href, caption=href),), TEXT))),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    info = IssueInfo(
        publication="报" + draw(TEXT),
        date=draw(st.dates(dt.date(1850, 1, 1), dt.date(2100, 1, 1))),
        number=draw(st.one_of(UNKNOWN, TEXT)),
        edition=draw(st.one_of(UNKNOWN, TEXT)),
        language=draw(st.sampled_from(["zh-Hans", "en", "de", "ja", "zh-Hant", "z", "chinese language", "x-a1", ""])),
    )
    return Issue(info=info, pages=pages, articles=articles)


@cache
def official() -> etree.XMLSchema | None:
    """Return IPTC's schema where it lies beside the checkout."""
    return etree.XMLSchema(etree.parse(str(OFFICIAL))) if OFFICIAL.is_file() else None


def check(issue: Issue) -> None:
    """Convert ``issue`` in memory and hold every document against both schemas."""
    export = pipeline.export(pipeline.build_stories(issue), now=NOW)
    assert [outcome.verdict.findings for outcome in export.outcomes if outcome.verdict and not outcome.delivered] == []
    assert export.exit_code == 0, [finding for finding in export.findings if finding.severity.value == "error"]
    schema = official()
    for path, content in export.files.items():
        if path.startswith("newsml-g2/") and schema is not None:
            document = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
            assert schema.validate(document), (path, schema.error_log)


@given(issues())
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@example(Issue(info=IssueInfo(publication="报", date=dt.date(2023, 3, 8)), pages=(Page(label="1"),)))
@example(
    Issue(
        info=IssueInfo(publication="报", date=dt.date(2023, 3, 8)),
        pages=(Page(label="1", blocks=(PageBlock(lines=("标题", "", "本报讯 " + "长" * 1_000_000 + "。")),)),),
    )
)
def test_every_document_of_every_issue_is_valid(issue: Issue) -> None:
    check(issue)


def test_the_official_schema_was_there(shared_dir: Path) -> None:
    if official() is None:
        pytest.skip(f"{OFFICIAL.name} is not beside this checkout")
    assert shared_dir.is_dir()
