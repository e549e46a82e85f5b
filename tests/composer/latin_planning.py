"""Decide which English or German stories stand where, which of them jump, and what is missing."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.composer.latin_bylines import dateline, misread, set_byline
from tests.composer.latin_columns import CROSSHEAD, ITEM, ROW, plain
from tests.composer.latin_furniture import SECTIONS
from tests.composer.latin_headlines import cased, shortened, stack, target_stack
from tests.composer.latin_hyphenation import breaks
from tests.composer.latin_jumps import jump_pair
from tests.composer.latin_noise import misread_text
from tests.composer.model import Article, PagePlan, Part, PlannedStory
from tests.composer.planning import IssuePlan

if TYPE_CHECKING:
    import random

    from tests.composer.latin_house import House
    from tests.composer.options import Options

#: shortest part of a story that jumps, in characters
SHORTEST_PART = 160
_BULLETS = ("• ", "* ", "– ", "■ ", "- ", "— ", "")


class LatinPlanner:
    """Plans one issue."""

    def __init__(
        self, house: House, corpus: tuple[Article, ...], labels: list[str], rng: random.Random, options: Options
    ) -> None:
        self.house = house
        self.labels = labels
        self.rng = rng
        self.options = options
        fitting = [article for article in corpus if fits(article, house)]
        self.bullet = rng.choice(_BULLETS)
        self.leader = rng.choice((" ", "  ", "   ", " . . . ", " .... "))
        self.crosshead_case = rng.choice(("sentence", "sentence", "caps"))
        self.long = _shuffled([a for a in fitting if a.genre != "brief"], rng, options)
        self.briefs = [a for a in fitting if a.genre == "brief"]
        rng.shuffle(self.briefs)
        names = SECTIONS[house.language]
        sections = [names[0], *rng.sample(names[1:], len(labels) - 1)]
        self.plan = IssuePlan(
            pages=[PagePlan(index=n, label=label, section=sections[n]) for n, label in enumerate(labels)]
        )

    def make(self) -> IssuePlan:
        """Return the plan."""
        self._jumping_stories()
        self._missing_ends()
        for page in self.plan.pages:
            wanted = self.rng.randint(*self.options.stories_per_page)
            while len(page.parts) < wanted and self.long:
                self._place_whole(self.long.pop(0), page)
        for page in self.plan.pages:
            self._headless_and_orphans(page)
            if self.rng.random() < self.options.briefs and len(self.briefs) >= 3:
                self._briefs(page)
        return self.plan

    def prepared(self, article: Article) -> Article:
        """Return ``article`` as this newspaper prints it, in its spelling and with its marks, and as OCR reads it."""
        return replace(
            article,
            paragraphs=tuple(self._paragraph(text) for text in article.paragraphs),
            headline=tuple(self._text(line) for line in article.headline),
            kicker=tuple(self._text(line) for line in article.kicker),
            deck=tuple(self._text(line) for line in article.deck),
            short=self._text(article.short) if article.short else None,
            reporters=tuple(self._text(name) for name in article.reporters),
            caption=self._text(article.caption) if article.caption else None,
        )

    def _text(self, text: str, *, in_body: bool = False) -> str:
        text = self.house.body_text(text) if in_body else self.house.spelled(text)
        if self.house.noise < 2:
            return text
        return misread_text(text, self.house.language, self.options.latin.misread, self.rng)

    def _paragraph(self, text: str) -> str:
        body = plain(text)
        kind = text[: len(text) - len(body)]
        body = self._text(body, in_body=True)
        if kind == CROSSHEAD:
            body = cased(body, self.crosshead_case)
        elif kind == ITEM:
            body = self.bullet + body
        elif kind == ROW:
            body = self.leader.join(cell.strip() for cell in body.split("|"))
        return kind + body

    # --- jumps

    def _jumping_stories(self) -> None:
        count = len(self.plan.pages)
        pairs = [(p, q) for p in range(count) for q in range(p + 1, count)]
        self.rng.shuffle(pairs)
        pairs.sort(key=lambda pair: pair[0] != 0)
        chain_wanted = count >= 3 and self.rng.random() < self.options.chain
        for source, target in pairs[: self.rng.randint(*self.options.jump_pairs)]:
            for _ in range(self.rng.randint(*self.options.jumps)):
                self._place_jumping([source, target])
        if chain_wanted:
            self._place_jumping(sorted(self.rng.sample(range(count), 3)))

    def _take_long(self, parts: int) -> Article | None:
        for number, article in enumerate(self.long):
            if article.length >= parts * 300 and len(article.paragraphs) >= parts:
                return self.prepared(self.long.pop(number))
        return None

    def _parts(self, article: Article, pages: list[int]) -> list[Part] | None:
        pieces = cut(article.paragraphs, len(pages), self.house.language, self.rng, self.options)
        if pieces is None:
            return None
        parts = [
            Part(page=page, paragraphs=piece.paragraphs, starts_mid=piece.mid)
            for page, piece in zip(pages, pieces, strict=True)
        ]
        for part, piece in zip(parts, pieces[1:], strict=False):
            part.ends_mid_word = piece.mid_word
        parts[0].headline = stack(article, self.house, self.rng, self.options)
        slug = article.slug or article.id.upper()
        for before, after in itertools.pairwise(parts):
            labels = self.labels[before.page], self.labels[after.page]
            jump = jump_pair(*labels, slug, self.house, self.rng, self.options)
            before.jump_to, before.to_label = jump.to, labels[1]
            after.jump_from, after.from_label = jump.back, labels[0]
            after.headline = target_stack(
                article,
                parts[0].headline,
                slug_head=jump.slug_head,
                house=self.house,
                rng=self.rng,
                options=self.options,
            )
        return parts

    def _story(self, article: Article, pages: list[int]) -> PlannedStory | None:
        """Return the story in its parts, with by-line and dateline."""
        byline = set_byline(article, self.house, self.rng, self.options)
        place, agency = dateline(article, self.house, self.rng, credited=bool(byline.names))
        if place:
            article = replace(article, paragraphs=(place + article.paragraphs[0], *article.paragraphs[1:]))
        parts = self._parts(article, pages)
        if parts is None:
            return None
        parts[0].lead, parts[0].top = byline.lead, tuple(misread(line, self.house, self.rng) for line in byline.top)
        parts[-1].tail, parts[-1].tail_on_own_line = byline.tail, byline.tail_on_own_line
        return PlannedStory(article=article, parts=parts, names=byline.names, source=agency, resolved=len(parts) > 1)

    def _place_jumping(self, pages: list[int]) -> None:
        article = self._take_long(len(pages))
        story = self._story(article, pages) if article else None
        if story:
            self._add(story)

    def _missing_ends(self) -> None:
        last = len(self.plan.pages) - 1
        if self.rng.random() < self.options.missing_target and (article := self._take_long(2)):
            story = self._story(article, [self.rng.randrange(last), last])
            if story:
                first, rest = story.parts
                if rest.tail:
                    story.names = ()
                story.parts = [first]
                self._add(story)
        if self.rng.random() < self.options.missing_source and (article := self._take_long(2)):
            target = self.rng.randint(1, last)
            story = self._story(article, [self.rng.randrange(target), target])
            if story:
                if not story.parts[1].tail:
                    story.names = ()
                story.source = None
                story.parts = story.parts[1:]
                if self.rng.random() < 0.5:
                    story.parts[0].headline = shortened(article, self.house, self.rng)
                self._add(story)

    # --- whole stories

    def _place_whole(self, article: Article, page: PagePlan) -> None:
        story = self._story(self.prepared(article), [page.index])
        if story:
            self._add(story)

    def _add(self, story: PlannedStory) -> None:
        story.resolved = len(story.parts) > 1
        self.plan.stories.append(story)
        for part in story.parts:
            self.plan.pages[part.page].parts.append((story, part))

    def _headless_and_orphans(self, page: PagePlan) -> None:
        """Take a headline away, add one whose text is nowhere; never from articles that are easily confused."""
        headless: list[str | None] = []
        if self.rng.random() < self.options.headless:
            able = [s for s, p in page.parts if len(s.parts) == 1 and not p.jump_from and shows_opening(s, p)]
            if able:
                story = self.rng.choice(able)
                story.parts[0].headline = ()
                headless.append(story.article.group)
        if self.rng.random() < self.options.orphan:
            spare = [a for a in self.long if not a.group or a.group not in headless]
            if spare:
                self.long.remove(spare[-1])
                page.orphans.append(stack(self.prepared(spare[-1]), self.house, self.rng, self.options))

    def _briefs(self, page: PagePlan) -> None:
        headed = self.rng.random() < 0.6
        for _ in range(self.rng.randint(2, min(5, len(self.briefs)))):
            article = self.prepared(self.briefs.pop())
            head = tuple(cased(line, self.house.case) for line in article.headline[:1]) if headed else ()
            text, agency = dateline(article, self.house, self.rng, credited=False)
            part = Part(page=page.index, paragraphs=(text + article.paragraphs[0],), headline=head)
            story = PlannedStory(article=article, parts=[part], source=agency)
            page.briefs.append(story)
            self.plan.stories.append(story)


def fits(article: Article, house: House) -> bool:
    """Whether ``article`` could stand in the newspaper of that year; ``new`` ones speak of 2019."""
    if article.era is None:
        return True
    return house.historic if article.era == "old" else house.date.year >= 2020


def shows_opening(story: PlannedStory, part: Part) -> bool:
    """Whether a reader sees where the part begins without a headline."""
    return bool(part.lead or part.top or part.jump_from or (part is story.parts[0] and story.article.place))


def _shuffled(corpus: list[Article], rng: random.Random, options: Options) -> list[Article]:
    """Shuffle; articles of one group follow each other where the options say so."""
    pool = list(corpus)
    rng.shuffle(pool)
    out: list[Article] = []
    while pool:
        article = pool.pop()
        out.append(article)
        if article.group and rng.random() < options.twins:
            out += [other for other in pool if other.group == article.group]
            pool = [other for other in pool if other.group != article.group]
    return out


# --- cutting


class Piece:
    """The paragraphs of one part."""

    __slots__ = ("mid", "mid_word", "paragraphs")

    def __init__(self, paragraphs: tuple[str, ...], *, mid: bool, mid_word: bool) -> None:
        self.paragraphs = paragraphs
        #: the first paragraph began in the part before
        self.mid = mid
        #: so did its first word
        self.mid_word = mid_word


def cut(
    paragraphs: tuple[str, ...], parts: int, language: str, rng: random.Random, options: Options
) -> list[Piece] | None:
    """Cut a body into ``parts``: between paragraphs, between words, within a word; ``None``: it is too short.

    A crosshead never ends a part; lists and tables are cut between their lines only.
    """
    total = sum(map(len, paragraphs))
    pieces: list[Piece] = []
    rest, mid, mid_word = paragraphs, False, False
    for left in range(parts, 1, -1):
        low, high = SHORTEST_PART, sum(map(len, rest)) - SHORTEST_PART * (left - 1)
        if low > high or len(rest) < 2:
            return None
        aim = min(high, max(low, int(total / parts * rng.uniform(0.4, 1.15))))
        number, at = _place(rest, aim)
        place = _mid_cut(rest[number], at, language, rng, options) if rng.random() < options.cut_mid else None
        if place is None:
            number = max(1, min(len(rest) - 1, number + (at > len(rest[number]) // 2)))
            while number > 1 and rest[number - 1].startswith(CROSSHEAD):
                number -= 1
            pieces.append(Piece(rest[:number], mid=mid, mid_word=mid_word))
            rest, mid, mid_word = rest[number:], False, False
        else:
            position, within = place
            head, tail = rest[number][:position].rstrip(), rest[number][position:].lstrip()
            pieces.append(Piece((*rest[:number], head), mid=mid, mid_word=mid_word))
            rest, mid, mid_word = (tail, *rest[number + 1 :]), True, within
    pieces.append(Piece(rest, mid=mid, mid_word=mid_word))
    return pieces if all(sum(map(len, piece.paragraphs)) >= SHORTEST_PART // 2 for piece in pieces) else None


def _place(paragraphs: tuple[str, ...], offset: int) -> tuple[int, int]:
    for number, paragraph in enumerate(paragraphs):
        if offset < len(paragraph):
            return number, offset
        offset -= len(paragraph)
    return len(paragraphs) - 1, len(paragraphs[-1])


def _mid_cut(paragraph: str, near: int, language: str, rng: random.Random, options: Options) -> tuple[int, bool] | None:
    """Return where to cut ``paragraph`` in mid-sentence, and whether that is within a word."""
    if plain(paragraph) != paragraph:
        return None
    low, high = 25, len(paragraph) - 25
    if rng.random() < options.latin.cut_words:
        inside = [
            (match.start() + at, True)
            for match in re.finditer(r"(?<![\w-])[a-zäöüßA-ZÄÖÜ][a-zäöüß]{6,}(?![\w-])", paragraph)
            for at in breaks(match.group(), language)
            if low <= match.start() + at <= high
        ]
        if inside:
            return min(inside, key=lambda place: abs(place[0] - near))
    between = [m.start() for m in re.finditer(r"(?<=[a-zäöüß,]) (?=[a-zäöüßA-ZÄÖÜ0-9])", paragraph)]
    places = [(at, False) for at in between if low <= at <= high]
    return min(places, key=lambda place: abs(place[0] - near)) if places else None
