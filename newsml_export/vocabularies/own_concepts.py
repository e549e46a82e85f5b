"""Concepts of our own schemes: what each code means, in words for people who receive it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: counts the changes to the concepts below; a changed vocabulary under an old number would never be fetched again
VOCABULARIES_VERSION = 4
VOCABULARIES_FIRST_CREATED = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
#: when the concepts below were changed last
VOCABULARIES_CREATED = dt.datetime(2026, 11, 23, 18, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One code of a scheme of our own."""

    code: str
    #: English
    name: str
    #: English, in one sentence
    definition: str
    #: name in simplified Chinese, where the trade has one
    chinese: str | None = None


def _concepts(*rows: tuple[str, str, str | None, str]) -> tuple[Concept, ...]:
    return tuple(Concept(code=code, name=name, chinese=zh, definition=text) for code, name, zh, text in rows)


#: the closed vocabularies of our own, by alias; the others, such as ``page`` and ``person``, are open: their codes are
#: made from names
OWN_CONCEPTS: dict[str, tuple[Concept, ...]] = {
    "hlrole": _concepts(
        ("main", "main headline", "主题", "The headline proper, all its lines joined."),
        ("kicker", "kicker", "引题", "The line above the main headline that leads to it."),
        ("deck", "deck", "副题", "The line below the main headline that explains it."),
        ("sub", "subheadline", "副题", "What stands below the main headline, for systems that know one such line."),
        ("series", "series label", "系列栏目", "The label of the series that the story is a part of."),
        ("derived", "derived headline", None, "Made by a program from the text: the page prints no headline."),
    ),
    "byrole": _concepts(
        ("reporter", "reporter", "记者", "Reported the story for the newspaper or agency."),
        ("correspondent", "correspondent", "通讯员", "Contributed to the story from outside the staff."),
        ("commentator", "commentator", "评论员", "Wrote a comment."),
        ("photographer", "photographer", "摄影", "Took the picture or pictures."),
        ("writer", "writer", "撰文", "Wrote the text, in no capacity that the page names."),
        ("editor", "editor", "编辑", "Edited the text."),
        ("compiler", "compiler", "整理", "Put the text together from other texts."),
    ),
    "pgrole": _concepts(
        ("issue", "issue", None, "The whole issue of a newspaper; its groups are sections and pages."),
        ("section", "section", "版块", "Pages in a row that print the same section name."),
        ("page", "page", "版面", "A printed page, with its stories and pictures in the order of the page."),
    ),
    "partrole": _concepts(
        ("whole", "whole story", None, "The page prints the whole story."),
        ("beginning", "beginning", None, "The page prints the beginning of a story that goes on elsewhere."),
        ("continuation", "continuation", None, "The page prints a later part of a story."),
    ),
    "partprop": _concepts(
        ("page", "page", None, "The page, or group of pages, that a part is or stands on."),
        ("section", "section", None, "The section as the page prints it."),
        ("place-on-page", "place on the page", None, "Place among the stories of the page, counted from 1."),
        ("continuation-confidence", "confidence", None, "How sure it is that the part goes on from the one before."),
        ("continuation-evidence", "evidence", None, "A reason why the part continues the one before it."),
    ),
    "jump": _concepts(
        ("to-page", "continued on page", "下转", "The text goes on on the page that the jump line names."),
        ("from-page", "continued from page", "上接", "The text comes from the page that the jump line names."),
    ),
    "subjrel": _concepts(
        ("role", "role in the story", None, "What a person or an organisation does in the story."),
        ("post", "post", "职务", "A post of a person, in the words of the story."),
    ),
    "subjrole": _concepts(
        ("mentioned", "mentioned", None, "The story names them."),
        ("quoted", "quoted", None, "The story gives their words."),
        ("author", "author", "作者", "They made the story."),
    ),
    "storyprop": _concepts(
        ("series-number", "number in the series", None, "Place of the story in its series, counted from 1."),
        ("series-confidence", "confidence in the series", None, "How sure a program is of series and number."),
        ("located-confidence", "confidence in the place", None, "How sure a program is of where the story happened."),
        ("urgency-confidence", "confidence in the urgency", None, "How sure a program is of the urgency."),
        ("language-confidence", "confidence in the language", None, "How sure a program is of the language."),
        ("guessed", "guessed", None, "A program made some of what the story is filed under."),
    ),
}  # fmt: skip
