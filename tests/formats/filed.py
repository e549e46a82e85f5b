"""Stories about which everything is known that partners filter by: one that programs filed, one that a person filed."""

from __future__ import annotations

import dataclasses

from newsml_export.model.story import LocalId, Story
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
from tests.formats.factories import make_rich_story

GUESSED_SUBJECTS = (
    Subject(
        name="经济",
        qcode="medtop:04000000",
        confidence=0.88,
        same_as=("subj:04000000",),
    ),
    Subject(name="金融市场", qcode="medtop:20000385", confidence=0.71, broader=("medtop:04000000",)),
    Subject(
        name="赵世庆",
        type=SubjectType.PERSON,
        qcode="person:zhao-shiqing",
        confidence=0.93,
        role=SubjectRole.QUOTED,
        posts=("区委书记", "区长"),
    ),
    Subject(name="李一", type=SubjectType.PERSON, qcode="person:li-yi", confidence=0.97, role=SubjectRole.AUTHOR),
    Subject(
        name="江州市发展和改革委员会",
        type=SubjectType.ORGANISATION,
        qcode="organisation:jiangzhou-fgw",
        confidence=0.9,
        role=SubjectRole.MENTIONED,
    ),
    Subject(
        name="渝中区",
        type=SubjectType.GEO_AREA,
        qcode="place:500103",
        confidence=0.84,
        broader=("iso3166-2:CN-CQ",),
    ),
    Subject(name="江州马拉松", type=SubjectType.EVENT, confidence=0.55),
    Subject(name="春水初生", type=SubjectType.OBJECT, qcode="work:春水初生", confidence=0.6),
)
LOCATED = Subject(
    name="重庆市",
    type=SubjectType.GEO_AREA,
    qcode="iso3166-2:CN-CQ",
    confidence=0.77,
    same_as=("wikidata:Q11725",),
    broader=("iso3166-1a2:CN",),
)


def guessed_story() -> Story:
    """Return a story that programs filed: each value bears another confidence."""
    return make_rich_story(
        local_id=LocalId("s-guessed"),
        genre=Genre(name="评论", qcode="genre:Opinion", confidence=0.95),
        keywords=(Keyword(text="数字经济", confidence=0.82), Keyword(text="区块链", confidence=0.64)),
        subjects=GUESSED_SUBJECTS,
        series=Series(name="系列评论", number=6, qcode="series:系列评论", confidence=0.91),
        located=LOCATED,
        summary="江州发展数字经济。",
        slugline="经济-数字经济",
        urgency=4,
        guesses=(
            Guess(value=GuessedText.SUMMARY, confidence=0.52),
            Guess(value=GuessedText.SLUGLINE, confidence=0.53),
            Guess(value=GuessedText.URGENCY, confidence=0.54),
            Guess(value=GuessedText.LANGUAGE, confidence=0.99),
        ),
        embargoed=None,
        pictures=(),
    )


def said_story() -> Story:
    """Return the same story as a person filed it: nothing bears a confidence."""
    guessed = guessed_story()
    assert guessed.genre is not None
    assert guessed.series is not None
    return dataclasses.replace(
        guessed,
        local_id=LocalId("s-said"),
        genre=dataclasses.replace(guessed.genre, confidence=None),
        keywords=tuple(dataclasses.replace(keyword, confidence=None) for keyword in guessed.keywords),
        subjects=tuple(dataclasses.replace(subject, confidence=None) for subject in guessed.subjects),
        series=dataclasses.replace(guessed.series, confidence=None),
        located=dataclasses.replace(LOCATED, confidence=None),
        guesses=(),
        headline_decision=dataclasses.replace(guessed.headline_decision, confidence=1.0),
    )
