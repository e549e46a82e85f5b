"""Topics: with all above them, none rather than a wrong one, and the publisher's word before any guess."""

from __future__ import annotations

import re

import pytest

from newsml_export.enrich.analysis import Analysis
from newsml_export.enrich.base import EnrichContext
from newsml_export.enrich.topic_table import topic_table
from newsml_export.enrich.topics import ENRICHER
from newsml_export.model.lexicon import Lexicon, LexiconEntry, LexiconKind
from newsml_export.model.story import HeadlineLine, HeadlineRole, Story
from newsml_export.model.subjects import Subject
from tests.formats.factories import make_story

NOTHING = EnrichContext()


def _story(title: str, *paragraphs: str, language: str = "zh-Hans", **changes: object) -> Story:
    headline = (HeadlineLine(role=HeadlineRole.MAIN, text=title),)
    return make_story(headline=headline, paragraphs=paragraphs, language=language, **changes)


def _topics(story: Story, context: EnrichContext = NOTHING) -> dict[str, Subject]:
    enriched = ENRICHER.enrich(story, Analysis(story), context)
    topics = ((subject.qcode or "", subject) for subject in enriched.subjects)
    return {qcode: subject for qcode, subject in topics if qcode.startswith("medtop:")}


FOOTBALL = _story(
    "足球：青竹队两球取胜", "昨晚的省足球联赛中，青竹队前锋在第六十分钟射门得分，球队最终夺冠，教练赛后说球员踢得很好。"
)


def test_what_stands_above_a_topic_is_given_too() -> None:
    found = _topics(FOOTBALL)
    assert set(found) == {"medtop:15000000", "medtop:20000822", "medtop:20001065"}
    football = found["medtop:20001065"]
    assert football.name == "足球"
    assert football.broader == ("medtop:20000822",)
    assert football.same_as == ("subj:15054000",)
    assert all(subject.confidence is not None and 0 < subject.confidence < 1 for subject in found.values())


@pytest.mark.parametrize(
    ("language", "title", "text", "code", "name"),
    [
        ("zh-Hant", "縣市法院宣判", "法院昨日開庭審理這起詐騙案件，法官一審判處被告人有期徒刑三年，檢察官不再抗訴。",
         "medtop:02000000", "犯罪、法律与司法"),
        ("en-GB", "Flood after storm", "Heavy floods hit the valley on Monday. Rescue crews evacuated forty families.",
         "medtop:03000000", "disaster, accident and emergency"),
        ("de", "Lehrer gesucht", "An der Grundschule fehlen Lehrer. Der Unterricht fällt aus, sagen die Eltern.",
         "medtop:05000000", "education"),
        ("ja", "市長選挙の投票始まる", "市長選挙の投票が始まり、有権者が候補者に一票を投じた。開票は夜に行われる。",
         "medtop:11000000", "politics and government"),
    ],
)  # fmt: skip
def test_each_language_has_its_terms(language: str, title: str, text: str, code: str, name: str) -> None:
    found = _topics(_story(title, text, language=language))
    assert found[code].name == name


@pytest.mark.parametrize(
    "story",
    [
        _story("听雨", "雨落在瓦上", "一声", "又一声"),
        _story("无题", "他走了很久，没有回头。"),
        _story("Sans titre", "Il marchait sans se retourner.", language="fr"),
        make_story(paragraphs=()),
    ],
)
def test_none_rather_than_a_wrong_one(story: Story) -> None:
    assert _topics(story) == {}


def test_the_publisher_s_word_wins() -> None:
    entry = LexiconEntry(kind=LexiconKind.TERM, name="青竹队", topics=("medtop:20000210",))
    found = _topics(FOOTBALL, EnrichContext(lexicon=Lexicon(entries=(entry,))))
    assert found["medtop:20000210"].confidence == 1.0
    assert found["medtop:04000000"].confidence == 1.0


def test_topics_that_came_with_the_story_stay_alone() -> None:
    said = Subject(name="weather", qcode="medtop:17000000")
    story = _story("青竹队客场两球取胜", "足球联赛，前锋射门得分，球队夺冠。", subjects=(said,))
    assert list(_topics(story).values()) == [said]


def test_the_table_hangs_together() -> None:
    table = topic_table()
    for topic in table.topics.values():
        assert topic.parent is None or topic.parent in table.topics
        assert (topic.parent is None) == topic.code.endswith("000000")
        assert topic.subject_code is None or re.fullmatch(r"\d{8}", topic.subject_code)
    assert len([topic for topic in table.topics.values() if topic.parent is None]) == 17
    assert set(table.terms) == {"zh", "en", "de", "ja"}
    for language, terms in table.terms.items():
        for top in (topic.code for topic in table.topics.values() if topic.parent is None):
            assert any(top in (code, *table.above(code)) for term in terms for code, _ in term.topics), (language, top)


@pytest.mark.official
def test_the_table_says_what_the_standard_says(shared_dir: object) -> None:
    import json
    from pathlib import Path

    file = Path(str(shared_dir)) / "standards" / "iptc" / "media_topics_2025-03-31.json"
    official = {one["qcode"]: one for one in json.loads(file.read_bytes())["topics"]}
    for topic in topic_table().topics.values():
        known = official[f"medtop:{topic.code}"]
        assert not known["retired"]
        assert known["parent"] == (f"medtop:{topic.parent}" if topic.parent else None)
        assert known["subjectcode"] in (topic.subject_code, None)
