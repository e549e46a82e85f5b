"""Parsed articles on the same road as page text: what is known is kept, what is unknown is looked for in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsml_export.layout.bylines import parse_byline
from newsml_export.layout.drafts import GivenFacts, PartDraft
from newsml_export.layout.jump_lines import JumpLine, label_key
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.leads import parse_lead, parse_signature
from newsml_export.layout.lines import has_print, join_lines, tidy, tidy_headline
from newsml_export.model.article import ParsedArticle, ParsedPicture
from newsml_export.model.issue import Issue
from newsml_export.model.story import (
    Byline,
    BylineRole,
    Dateline,
    Decision,
    HeadlineLine,
    HeadlineRole,
    JumpDirection,
    Picture,
    Source,
)


def draft_articles(issue: Issue, parts: Sequence[PartDraft], pack: LanguagePack) -> list[PartDraft]:
    """Return a draft of every article of ``issue``; ``parts`` are those that its pages of text gave already."""
    pages = {page.label: (index, page) for index, page in enumerate(issue.pages)}
    next_order = {label: 1 + sum(part.page == label for part in parts) for label in pages}
    drafts = []
    for article in issue.articles:
        index, page = pages.get(article.page, (len(pages), None))
        order = article.order or next_order.get(article.page, 1)
        next_order[article.page] = max(next_order.get(article.page, 1), order) + 1
        drafts.append(
            _draft(
                article,
                PartDraft(
                    page=article.page,
                    section=page.section if page else None,
                    page_index=index,
                    order=order,
                    paragraphs=(),
                    headline=_headline(article),
                    headline_decision=Decision(evidence=("said by the deliverer",)),
                    file=(page.file if page else None) or issue.source,
                ),
                pack,
                issue.info.publication,
            )
        )
    return drafts


def _headline(article: ParsedArticle) -> tuple[HeadlineLine, ...]:
    stack = (
        (HeadlineRole.KICKER, article.kicker),
        (HeadlineRole.MAIN, article.headline),
        (HeadlineRole.DECK, article.deck),
        (HeadlineRole.SERIES, article.series),
    )
    found = [
        HeadlineLine(role=role, text=text)
        for role, lines in stack
        for text in (tidy_headline(" ".join(line.split())) for line in lines or ())
        if has_print(text)
    ]
    if found and all(line.role is not HeadlineRole.MAIN for line in found):
        # A stack needs a main headline; where the deliverer names none, its first line is it.
        found[0] = replace(found[0], role=HeadlineRole.MAIN)
    return tuple(found)


def _draft(article: ParsedArticle, draft: PartDraft, pack: LanguagePack, publication: str) -> PartDraft:
    raw = (join_lines([line.strip() for line in text.splitlines()], spaced=pack.spaced) for text in article.paragraphs)
    paragraphs = [text for text in raw if has_print(text)]
    source, dateline, bylines = _said(article, pack, publication)
    lead = parse_lead(paragraphs[0], pack, publication) if paragraphs else None
    if lead is not None:
        paragraphs[0] = paragraphs[0][lead.length :].strip()
        source, dateline = source or lead.source, dateline or lead.dateline
        bylines = bylines if bylines is not None else list(lead.bylines)
    signature = parse_signature(paragraphs[-1], pack) if paragraphs and bylines is None else None
    if signature is not None:
        paragraphs[-1] = paragraphs[-1][: -signature.length].strip()
        bylines, source = list(signature.bylines), source or signature.source
    return replace(
        draft,
        paragraphs=tuple(text for text in map(tidy, paragraphs) if text),
        bylines=tuple(bylines or ()),
        source=source,
        dateline=dateline,
        jump_to=_jump(article.jump_to, JumpDirection.TO, pack),
        jump_from=_jump(article.jump_from, JumpDirection.FROM, pack),
        pictures=tuple(_picture(picture, pack) for picture in article.pictures or ()),
        given=GivenFacts(
            id=article.id,
            continues=article.continues,
            language=article.language,
            keywords=article.keywords or (),
            summary=article.summary,
            genre=article.genre,
            subjects=article.subjects or (),
            member_of=article.member_of,
            located=article.located,
            slugline=article.slugline,
            urgency=article.urgency,
            guesses=article.guesses,
            embargoed=article.embargoed,
            pub_status=article.pub_status,
            ed_note=article.ed_note,
            correction=article.correction,
        ),
    )


def _picture(given: ParsedPicture, pack: LanguagePack) -> Picture:
    photographer = given.photographer
    if photographer is None and given.credit:
        named = [byline.name for byline in parse_byline(given.credit, pack) if byline.role is BylineRole.PHOTOGRAPHER]
        photographer = named[0] if len(named) == 1 else None
    return Picture(
        href=given.href,
        caption=given.caption,
        credit=given.credit,
        photographer=photographer,
        media_type=given.media_type,
        width=given.width,
        height=given.height,
        orientation=given.orientation,
        size=given.size,
        sha256=given.sha256,
        file=given.file,
    )


def _said(
    article: ParsedArticle, pack: LanguagePack, publication: str
) -> tuple[Source | None, Dateline | None, list[Byline] | None]:
    lead = parse_lead(article.source, pack, publication) if article.source else None
    source = (lead.source if lead else None) or (
        Source(text=article.source, name=article.source) if article.source else None
    )
    dateline = Dateline(text=tidy(article.dateline)) if article.dateline else lead.dateline if lead else None
    if article.bylines is None:
        return source, dateline, None
    bylines: list[Byline] = []
    for text in article.bylines:
        bylines += parse_byline(text, pack) or ([Byline(name=tidy(text))] if has_print(text) else [])
    return source, dateline, bylines


def _jump(label: str | None, direction: JumpDirection, pack: LanguagePack) -> JumpLine | None:
    if label is None:
        return None
    key = label_key(label, pack.numerals) if label else None
    verb = {JumpDirection.TO: pack.jump.to, JumpDirection.FROM: pack.jump.from_}[direction]
    text = f"（{verb[0]}{label}{pack.jump.units[0]}）" if verb and pack.jump.units else label
    return JumpLine(direction=direction, label=key, text=text, start=0, end=0)
