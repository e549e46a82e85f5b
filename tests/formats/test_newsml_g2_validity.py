from __future__ import annotations

import dataclasses
import datetime as dt
import random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import xmlschema
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from newsml_export.formats.newsml_g2 import WRITER
from newsml_export.model.edition import EditionPage
from newsml_export.model.issue import IssueInfo
from newsml_export.model.story import (
    Byline,
    BylineRole,
    Dateline,
    Decision,
    HeadlineLine,
    HeadlineRole,
    JumpDirection,
    LocalId,
    Picture,
    PubStatus,
    Source,
    Story,
    StoryPart,
    UnresolvedJump,
)
from newsml_export.model.subjects import Genre, Guess, GuessedText, Keyword, Series, Subject, SubjectRole, SubjectType
from tests.formats.factories import PUBLISHER, make_context, make_edition, make_rich_story, make_story
from tests.formats.newsml_g2_schemas import OFFICIAL, PROFILE, Generator, compiled, complaints, mutated, parse

if TYPE_CHECKING:
    from pathlib import Path

    from newsml_export.model.edition import Edition
    from newsml_export.model.publisher import Publisher

ROOTS = ("newsMessage", "newsItem", "packageItem", "conceptItem", "knowledgeItem", "catalogItem")


@pytest.fixture(scope="module")
def profile(repository: Path) -> etree.XMLSchema:
    return compiled(repository / "schemas" / PROFILE)


@pytest.fixture(scope="module")
def official(shared_dir: Path) -> etree.XMLSchema:
    return compiled(_official_path(shared_dir))


@pytest.fixture(scope="module")
def optional_official(repository: Path) -> etree.XMLSchema | None:
    path = repository.parent / "shared" / OFFICIAL
    return compiled(path) if path.is_file() else None


def _official_path(shared_dir: Path) -> Path:
    path = shared_dir / OFFICIAL
    if not path.is_file():
        pytest.skip("IPTC's official NewsML-G2 schema is not beside this checkout")
    return path


def documents(edition: Edition, publisher: Publisher = PUBLISHER) -> dict[str, bytes]:
    session = WRITER.open(edition, make_context(edition, publisher=publisher))
    written = [document for story in edition.stories for document in session.story_documents(story)]
    written += session.issue_documents(edition.stories)
    return {document.path: document.content for document in written}


# ----- what we write is valid


def test_what_we_write_is_valid_under_our_profile(profile: etree.XMLSchema) -> None:
    for path, content in documents(make_edition()).items():
        assert (path, complaints(profile, parse(content))) == (path, [])


@pytest.mark.official
def test_what_we_write_is_valid_under_the_official_schema(official: etree.XMLSchema) -> None:
    for path, content in documents(make_edition()).items():
        assert (path, complaints(official, parse(content))) == (path, [])


@pytest.mark.official
def test_references_resolve_under_the_official_schema(shared_dir: Path) -> None:
    # libxml2 does not follow IDREFs, xmlschema does. Its fallback would load a schema for XHTML 1.0, which does not
    # know xml:id; the official schema declares xml:id itself and takes XHTML as it comes.
    schema = xmlschema.XMLSchema(str(_official_path(shared_dir)), use_fallback=False)
    content = documents(make_edition())["newsml-g2/message.xml"]
    assert [error.reason for error in schema.iter_errors(parse(content))] == []
    broken = parse(content.replace(b'contentrefs="s-rich-p1 ', b'contentrefs="s-rich-p7 '))
    assert [error.reason for error in schema.iter_errors(broken)] == ["IDREF 's-rich-p7' not found in XML document"]


def test_references_resolve_under_our_profile(repository: Path) -> None:
    schema = xmlschema.XMLSchema(str(repository / "schemas" / PROFILE), use_fallback=False)
    for path, content in documents(make_edition()).items():
        assert (path, [error.reason for error in schema.iter_errors(parse(content))]) == (path, [])


# ----- whatever the text

FRAGMENTS = (
    "",
    " ",
    "\u3000",
    "\x00",
    "\x0b\x1f",
    "\ud800",
    "\udfff\ufffe\uffff",
    "\ufdd0\U0001ffff",
    "🧑‍🚀👨‍👩‍👧",
    "שלום عليكم \u202egnp.exe",
    "]]><!-- & --> <p>",
    "&lt;&#0;",
    "\r\n\t\x85\u2028",
    "要闻",
    "（下转2版）",
)
TEXT = st.one_of(
    st.sampled_from(FRAGMENTS), st.text(st.characters(exclude_categories=()), max_size=12), st.just("江州市 便民 服务")
)
MAYBE_TEXT = st.none() | TEXT
WHOLE = st.integers(-2, 6)
CONFIDENCE = st.floats()
MAYBE_CONFIDENCE = st.none() | CONFIDENCE
ZONES = st.sampled_from(
    [ZoneInfo("Asia/Shanghai"), ZoneInfo("America/St_Johns"), ZoneInfo("UTC"), ZoneInfo("Asia/Urumqi")]
)
MOMENT = st.datetimes(timezones=ZONES)
DECISION = st.builds(Decision, confidence=CONFIDENCE, evidence=st.tuples(TEXT))
HEADLINE = st.lists(st.builds(HeadlineLine, role=st.sampled_from(HeadlineRole), text=TEXT), max_size=4).map(tuple)
LABEL = st.sampled_from(["1", "2", "A 02"]) | TEXT
PART = st.builds(
    StoryPart,
    page=LABEL,
    section=MAYBE_TEXT,
    order=WHOLE,
    first_paragraph=WHOLE,
    last_paragraph=WHOLE,
    headline=HEADLINE,
    jump_to=MAYBE_TEXT,
    jump_from=MAYBE_TEXT,
    mid_paragraph=st.booleans(),
    continuation=st.none() | DECISION,
)
MAYBE_WHOLE = st.none() | WHOLE | st.just(10**12)
PICTURE = st.builds(
    Picture,
    href=TEXT | st.sampled_from(["pictures/图 1.jpg", "https://a.example/x.png", "//a.example/x", "/x.tif"]),
    caption=MAYBE_TEXT,
    credit=MAYBE_TEXT,
    photographer=MAYBE_TEXT,
    media_type=MAYBE_TEXT | st.just("image/jpeg"),
    width=MAYBE_WHOLE,
    height=MAYBE_WHOLE,
    orientation=MAYBE_WHOLE,
    size=MAYBE_WHOLE,
    sha256=MAYBE_TEXT | st.just("0123456789abcdef" * 4),
)
JUMP = st.builds(
    UnresolvedJump,
    direction=st.sampled_from(JumpDirection),
    page=LABEL,
    target=st.none() | LABEL,
    text=TEXT,
    reason=TEXT,
)
CODES = st.lists(TEXT | st.sampled_from(["iso3166-2:CN-CQ", "medtop:04000000", "own:x"]), max_size=2).map(tuple)
SUBJECT = st.builds(
    Subject,
    name=TEXT,
    type=st.sampled_from(SubjectType),
    qcode=MAYBE_TEXT | st.sampled_from(["medtop:11000000", "person:x"]),
    confidence=MAYBE_CONFIDENCE,
    role=st.none() | st.sampled_from(SubjectRole),
    posts=st.lists(TEXT, max_size=2).map(tuple),
    same_as=CODES,
    broader=CODES,
)
STORY = st.builds(
    Story,
    local_id=st.just(LocalId("replaced")),
    language=st.sampled_from(["zh-Hans", "en"]) | TEXT,
    headline=HEADLINE,
    headline_decision=DECISION,
    paragraphs=st.lists(TEXT, max_size=4).map(tuple),
    parts=st.lists(PART, min_size=1, max_size=3).map(tuple),
    bylines=st.lists(st.builds(Byline, name=TEXT, role=st.sampled_from(BylineRole), title=MAYBE_TEXT), max_size=2).map(
        tuple
    ),
    source=st.none() | st.builds(Source, text=TEXT, name=TEXT),
    dateline=st.none() | st.builds(Dateline, text=TEXT, place=MAYBE_TEXT),
    unresolved_jumps=st.lists(JUMP, max_size=2).map(tuple),
    pictures=st.lists(PICTURE, max_size=2).map(tuple),
    genre=st.none() | st.builds(Genre, name=TEXT, qcode=MAYBE_TEXT, confidence=MAYBE_CONFIDENCE),
    keywords=st.lists(st.builds(Keyword, text=TEXT, confidence=MAYBE_CONFIDENCE), max_size=2).map(tuple),
    subjects=st.lists(SUBJECT, max_size=2).map(tuple),
    series=st.none()
    | st.builds(
        Series, name=TEXT, number=st.none() | WHOLE, qcode=MAYBE_TEXT | st.just("series:x"), confidence=MAYBE_CONFIDENCE
    ),
    located=st.none() | SUBJECT,
    summary=MAYBE_TEXT,
    slugline=MAYBE_TEXT,
    urgency=MAYBE_WHOLE,
    guesses=st.lists(st.builds(Guess, value=st.sampled_from(GuessedText), confidence=CONFIDENCE), max_size=4).map(
        tuple
    ),
    pub_status=st.sampled_from(PubStatus),
    embargoed=st.none() | MOMENT,
    ed_note=MAYBE_TEXT,
    correction=MAYBE_TEXT,
)
INFO = st.builds(
    IssueInfo,
    publication=TEXT,
    date=st.dates(),
    number=MAYBE_TEXT,
    edition=MAYBE_TEXT,
    language=st.just("zh-Hans") | TEXT,
    place=MAYBE_TEXT,
)
PUBLISHERS = st.builds(
    dataclasses.replace,
    st.just(PUBLISHER),
    name=TEXT,
    time_zone=ZONES,
    press_time=st.times(),
    provider_qcode=MAYBE_TEXT | st.just("nprov:X"),
    copyright_holder=MAYBE_TEXT,
    copyright_notice=MAYBE_TEXT,
    usage_terms=MAYBE_TEXT,
)
EDITION = st.builds(
    lambda stories, info, pages: make_edition(*stories, info=info, pages=pages),
    st.lists(STORY, min_size=1, max_size=2).map(
        lambda stories: [dataclasses.replace(s, local_id=LocalId(f"s-{n}")) for n, s in enumerate(stories)]
    ),
    INFO,
    st.lists(st.builds(EditionPage, label=LABEL, section=MAYBE_TEXT), max_size=2).map(tuple),
)
MEGABYTE = "江州市便民服务点\ud800\x00 <&>" * 65_000
LONG_STORY = make_rich_story(
    paragraphs=(MEGABYTE, "", MEGABYTE),
    headline=(HeadlineLine(role=HeadlineRole.MAIN, text=MEGABYTE),),
    summary=MEGABYTE,
    ed_note=MEGABYTE,
    keywords=(Keyword(text=MEGABYTE),),
)
NOTHING = make_story(headline=(), paragraphs=(), language="", parts=(StoryPart(page=""),))


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(edition=EDITION, publisher=PUBLISHERS)
@example(edition=make_edition(LONG_STORY), publisher=PUBLISHER)
@example(edition=make_edition(NOTHING, pages=()), publisher=dataclasses.replace(PUBLISHER, name=""))
@example(
    edition=make_edition(info=IssueInfo(publication="晨报", date=dt.date.min)),
    publisher=dataclasses.replace(PUBLISHER, time_zone=ZoneInfo("Asia/Shanghai")),
)
def test_whatever_the_text_what_we_write_is_valid(
    profile: etree.XMLSchema, optional_official: etree.XMLSchema | None, edition: Edition, publisher: Publisher
) -> None:
    written = documents(edition, publisher)
    assert documents(edition, publisher) == written
    for path, content in written.items():
        root = parse(content)
        assert (path, complaints(profile, root)) == (path, [])
        if optional_official is not None:
            assert (path, complaints(optional_official, root)) == (path, [])


# ----- our profile allows nothing that the official schema refuses


@pytest.mark.official
@pytest.mark.parametrize("root", ROOTS)
def test_whatever_our_profile_allows_the_official_schema_allows(
    repository: Path, profile: etree.XMLSchema, official: etree.XMLSchema, root: str
) -> None:
    generator = Generator(repository / "schemas" / PROFILE, seed=235)
    for _ in range(200):
        document = generator.document(root)
        assert complaints(profile, document) == [], etree.tostring(document, encoding="unicode")
        assert complaints(official, document) == [], etree.tostring(document, encoding="unicode")


def test_the_generated_documents_hold_everything_that_our_profile_knows(repository: Path) -> None:
    path = repository / "schemas" / PROFILE
    names = {name for kind in ("element", "attribute") for name in _declared(path, kind)}
    generator = Generator(path, seed=235)
    made: set[str] = set()
    for root in ROOTS:
        for _ in range(50):
            for element in generator.document(root).iter():
                made |= {etree.QName(element).localname, *map(str, element.attrib)}
    assert names - made == set()


def _declared(path: Path, kind: str) -> list[str]:
    return [str(name) for name in parse(path.read_bytes()).xpath(f"//*[local-name()='{kind}']/@name")]


@pytest.mark.official
def test_damage_that_our_profile_overlooks_the_official_schema_overlooks_too(
    profile: etree.XMLSchema, official: etree.XMLSchema
) -> None:
    source = random.Random(235)
    whole = [parse(content) for content in documents(make_edition()).values()]
    allowed = refused = 0
    for _ in range(4000):
        document = mutated(source.choice(whole), source)
        if profile.validate(document):
            allowed += 1
            assert complaints(official, document) == [], etree.tostring(document, encoding="unicode")
        else:
            refused += 1
    assert allowed > 200
    assert refused > 1000


# ----- what our profile refuses although the official schema allows it


@pytest.mark.official
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' version="1"', ""),
        (' conformance="power"', ' conformance="core"'),
        ('standardversion="2.35"', 'standardversion="2.12"'),
        ('<itemClass qcode="ninat:text"/>', "<itemClass/>"),
        ('<pubStatus qcode="stat:usable"/>', ""),
        ('<pubStatus qcode="stat:usable"/>', '<pubStatus qcode="stat:draft"/>'),
        ("T07:30:00+08:00</versionCreated>", "T07:30:00.123+08:00</versionCreated>"),
        ("T07:30:00+08:00</versionCreated>", "T07:30:00</versionCreated>"),
        ('role="hlrole:main"', 'role="hlrole:top"'),
        ('role="hlrole:main"', ""),
        ("<name>江州晨报社</name></provider>", "</provider>"),
        ("<keyword>改革</keyword>", "<keyword> </keyword>"),
        ("<body>", '<body class="x">'),
        ("</p></body>", "</p><script>alert(1)</script></body>"),
        ("</p></body>", "<b>bold</b></p></body>"),
        ('contenttype="text/html"', 'contenttype="text/plain"'),
        ('how="howextr:tool"', 'how="howextr:person"'),
        ('rel="partprop:section"', 'rel="partprop:mood"'),
        ('qcode="page:1"', 'qcode="page:头"'),
        ("<link ", '<link size="3" '),
    ],
)
def test_our_profile_is_stricter(profile: etree.XMLSchema, official: etree.XMLSchema, old: str, new: str) -> None:
    text = documents(make_edition())["newsml-g2/items/s-rich.xml"].decode()
    assert old in text
    root = parse(text.replace(old, new, 1).encode())
    assert complaints(profile, root) != []
    assert complaints(official, root) == []
