"""Decide which stories stand where, which of them jump, and what is missing."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.composer.blocks import SUBHEAD, mark, tight
from tests.composer.furniture import IssueFacts
from tests.composer.headlines import shortened, stack, target_stack
from tests.composer.houses import house
from tests.composer.jump_lines import FULL_WIDTH
from tests.composer.model import Article, PagePlan, Part, PlannedStory
from tests.composer.noise import noisy

if TYPE_CHECKING:
    import random

    from tests.composer.options import Options

#: shortest part of a story that jumps, in characters
SHORTEST_PART = 60


@dataclass(slots=True, kw_only=True)
class IssuePlan:
    """Everything that is printed, before it is set."""

    pages: list[PagePlan]
    stories: list[PlannedStory] = field(default_factory=list)


class Planner:
    """Plans one issue."""

    def __init__(
        self, facts: IssueFacts, corpus: tuple[Article, ...], labels: list[str], rng: random.Random, options: Options
    ) -> None:
        self.facts = facts
        self.labels = labels
        self.rng = rng
        self.options = options
        self.house = house(options.language)
        if options.full_width_digits and rng.random() < options.full_width_digits:
            corpus = tuple(map(in_full_width, corpus))
        long = [a for a in corpus if a.genre not in ("brief", "photo")]
        long = [a for a in long if not a.structured or rng.random() < options.structured]
        self.long = _shuffled(long, rng, options)
        self.briefs = [a for a in corpus if a.genre == "brief"]
        rng.shuffle(self.briefs)
        self.photos = [a for a in corpus if a.genre == "photo"]
        sections = [self.house.sections[0], *rng.sample(self.house.sections[1:], len(labels) - 1)]
        self.plan = IssuePlan(
            pages=[PagePlan(index=n, label=label, section=sections[n]) for n, label in enumerate(labels)]
        )
        self.jumps: dict[tuple[int, int], int] = {}

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
            if self.options.photo_stories and self.photos and self.rng.random() < self.options.photo_stories:
                self._photo_story(self.photos.pop(self.rng.randrange(len(self.photos))), page)
        if self.options.digests and self.rng.random() < self.options.digests:
            self._digests(self.plan.pages[0])
        return self.plan

    def _jumping_stories(self) -> None:
        count = len(self.plan.pages)
        pairs = [(p, q) for p in range(count) for q in range(p + 1, count)]
        self.rng.shuffle(pairs)
        pairs.sort(key=lambda pair: pair[0] != 0)
        chain_wanted = count >= 3 and self.rng.random() < self.options.chain
        for source, target in pairs[: self.rng.randint(*self.options.jump_pairs)]:
            for _ in range(self.rng.randint(*self.options.jumps)):
                article = self._take_long(2)
                back = self.options.backward and self.rng.random() < self.options.backward
                if article:
                    self._place_jumping(article, [target, source] if back else [source, target])
        if chain_wanted:
            article = self._take_long(3)
            if article:
                self._place_jumping(article, sorted(self.rng.sample(range(count), 3)))

    def _take_long(self, parts: int) -> Article | None:
        for number, article in enumerate(self.long):
            if article.length >= parts * 95 + 60 and len(article.paragraphs) >= parts:
                return self.long.pop(number)
        return None

    def _byline_parts(self, article: Article, story: PlannedStory, parts: list[Part]) -> None:
        facts = self.facts
        day = f"{facts.date.month}月{max(1, facts.date.day - 1)}日"
        byline = self.house.set_byline(article, facts.publication, day, self.rng, self.options)
        if article.note and self.options.editor_notes and self.rng.random() < self.options.editor_notes:
            parts[0].note = article.note
        parts[0].lead, parts[0].top = byline.lead, byline.top
        parts[-1].tail, parts[-1].tail_on_own_line = byline.tail, byline.tail_on_own_line
        story.names, story.source = byline.names, byline.source

    def _parts(self, article: Article, pages: list[int]) -> list[Part] | None:
        pieces = cut(article.paragraphs, len(pages), self.rng, self.options)
        if pieces is None:
            return None
        parts = [
            Part(page=page, paragraphs=paragraphs, starts_mid=mid)
            for page, (paragraphs, mid) in zip(pages, pieces, strict=True)
        ]
        parts[0].headline = stack(article, self.rng, self.options)
        for before, after in itertools.pairwise(parts):
            order = self.jumps[before.page, after.page] = self.jumps.get((before.page, after.page), 0) + 1
            labels = self.labels[before.page], self.labels[after.page]
            ends = self.house.jump_pair(*labels, order, self.rng, self.options)
            (to, to_label), (back, from_label) = ends
            ends = (
                (noisy(to, self.rng, self.options), to_label),
                (noisy(back, self.rng, self.options), from_label),
            )
            (before.jump_to, before.to_label), (after.jump_from, after.from_label) = ends
            after.headline = target_stack(article, parts[0].headline, self.rng, self.options)
        return parts

    def _place_jumping(self, article: Article, pages: list[int]) -> None:
        parts = self._parts(article, pages)
        if parts is None:
            return
        story = PlannedStory(article=article, parts=parts, resolved=True)
        self._byline_parts(article, story, parts)
        self._add(story)

    def _missing_ends(self) -> None:
        last = len(self.plan.pages) - 1
        if self.rng.random() < self.options.missing_target and (article := self._take_long(2)):
            source = self.rng.randrange(last)
            parts = self._parts(article, [source, last])
            if parts:
                story = PlannedStory(article=article, parts=parts)
                self._byline_parts(article, story, parts)
                story.parts = parts[:1]
                self._keep_printed_names(story, parts[1].tail)
                self._add(story)
        if self.rng.random() < self.options.missing_source and (article := self._take_long(2)):
            target = self.rng.randint(1, last)
            parts = self._parts(article, [self.rng.randrange(target), target])
            if parts:
                story = PlannedStory(article=article, parts=parts)
                self._byline_parts(article, story, parts)
                self._keep_printed_names(story, "" if parts[1].tail else parts[0].lead + "".join(parts[0].top) + " ")
                parts[0].note = ""
                story.parts = parts[1:]
                story.source = None
                if self.rng.random() < 0.5:
                    parts[1].headline = (shortened(article, self.rng),)
                self._add(story)

    @staticmethod
    def _keep_printed_names(story: PlannedStory, lost: str) -> None:
        if lost:
            story.names = ()

    def _place_whole(self, article: Article, page: PagePlan) -> None:
        part = Part(page=page.index, paragraphs=article.paragraphs, headline=stack(article, self.rng, self.options))
        story = PlannedStory(article=article, parts=[part])
        self._byline_parts(article, story, [part])
        self._add(story)

    def _digests(self, first: PagePlan) -> None:
        """Let the first page tell what stories of later pages say: headline, opening sentence, page."""
        parts = [(story, part, page.label) for page in self.plan.pages[1:] for story, part in page.parts]
        later = [
            (story, label)
            for story, part, label in parts
            if part is story.parts[0] and part.headline and story.from_start and story.article.length >= 200
        ]
        for story, label in self.rng.sample(later, min(len(later), self.rng.randint(1, 3))):
            opening = re.split(r"(?<=[。！？])", story.article.paragraphs[0])[0]
            hint = self.rng.choice(self.house.details).format(n=label)
            first.digests.append((shortened(story.article, self.rng), opening, hint))

    def _photo_story(self, article: Article, page: PagePlan) -> None:
        """A picture whose caption is the whole story, with a headline of its own."""
        part = Part(page=page.index, paragraphs=article.paragraphs, headline=stack(article, self.rng, self.options))
        who = " ".join(article.reporters)
        part.tail = self.rng.choice(("", " ")) + self.rng.choice(self.house.photo_tails).format(who)
        part.tail_on_own_line = self.rng.random() < 0.3
        self._add(PlannedStory(article=article, parts=[part], names=article.reporters))

    def _add(self, story: PlannedStory) -> None:
        self.plan.stories.append(story)
        for part in story.parts:
            self.plan.pages[part.page].parts.append((story, part))

    def _headless_and_orphans(self, page: PagePlan) -> None:
        """Take a headline away, add one whose text is nowhere; never from articles that are easily confused."""
        headless: list[str | None] = []
        if self.rng.random() < self.options.headless:
            able = [s for s, p in page.parts if len(s.parts) == 1 and p.headline and not p.jump_from and opens(p)]
            if able:
                story = self.rng.choice(able)
                story.parts[0].headline = ()
                headless.append(story.article.group)
        if self.rng.random() < self.options.orphan:
            spare = [a for a in self.long if not a.group or a.group not in headless]
            if spare:
                article = spare[-1]
                self.long.remove(article)
                page.orphans.append(stack(article, self.rng, self.options))

    def _briefs(self, page: PagePlan) -> None:
        headed = self.rng.random() < 0.6
        for _ in range(self.rng.randint(2, min(4, len(self.briefs)))):
            article = self.briefs.pop()
            part = Part(page=page.index, paragraphs=article.paragraphs, headline=article.headline[:1] if headed else ())
            story = PlannedStory(article=article, parts=[part])
            if article.reporters and self.rng.random() < 0.5:
                part.tail = self.house.brief_tail(article.reporters, self.rng)
                story.names = article.reporters
            page.briefs.append(story)
            self.plan.stories.append(story)


def opens(part: Part) -> bool:
    """Whether a reader sees where the part begins without a headline."""
    return bool((part.lead or part.top or part.jump_from) and not part.note)


def in_full_width(article: Article) -> Article:
    """Return ``article`` with full-width digits in all that is printed of it."""

    def wide(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.translate(FULL_WIDTH) for text in texts)

    return replace(
        article,
        headline=wide(article.headline),
        kicker=wide(article.kicker),
        deck=wide(article.deck),
        series=wide(article.series),
        short=article.short and article.short.translate(FULL_WIDTH),
        paragraphs=wide(article.paragraphs),
        note=article.note and article.note.translate(FULL_WIDTH),
    )


def _shuffled(corpus: list[Article], rng: random.Random, options: Options) -> list[Article]:
    """Shuffle; articles of one group follow each other where the options say so."""
    pool = list(corpus)
    rng.shuffle(pool)
    out: list[Article] = []
    while pool:
        article = pool.pop()
        out.append(article)
        if article.group and rng.random() < options.twins:
            twins = [other for other in pool if other.group == article.group]
            pool = [other for other in pool if other.group != article.group]
            out += twins
    return out


def cut(
    paragraphs: tuple[str, ...], parts: int, rng: random.Random, options: Options
) -> list[tuple[tuple[str, ...], bool]] | None:
    """Cut a body into ``parts``.

    Returns:
        (paragraphs, whether the first of them began in the part before) for each part; ``None`` where the body is
        too short.
    """
    total = sum(map(len, paragraphs))
    pieces: list[tuple[tuple[str, ...], bool]] = []
    rest, mid = paragraphs, False
    for left in range(parts, 1, -1):
        low, high = SHORTEST_PART, sum(map(len, rest)) - SHORTEST_PART * (left - 1)
        aim = min(high, max(low, int(total / parts * rng.uniform(0.6, 1.1))))
        if low > high:
            return None
        number, at = _place(rest, aim)
        paragraph = rest[number]
        position = _mid_cut(paragraph, at, rng, options) if rng.random() < options.cut_mid else None
        if position is None:
            border = _border(rest, number + (at > len(paragraph) // 2))
            if border is None:
                return None
            pieces.append((rest[:border], mid))
            rest, mid = rest[border:], False
        else:
            pieces.append(((*rest[:number], paragraph[:position].rstrip()), mid))
            rest, mid = (paragraph[position:].lstrip(), *rest[number + 1 :]), True
    pieces.append((rest, mid))
    return pieces if all(sum(map(len, piece)) >= SHORTEST_PART // 2 for piece, _ in pieces) else None


def _place(paragraphs: tuple[str, ...], offset: int) -> tuple[int, int]:
    for number, paragraph in enumerate(paragraphs):
        if offset < len(paragraph):
            return number, offset
        offset -= len(paragraph)
    return len(paragraphs) - 1, len(paragraphs[-1])


def _border(paragraphs: tuple[str, ...], near: int) -> int | None:
    """Return the border nearest to ``near`` that tears no table apart and leaves no sub-heading at an end."""
    able = [
        n
        for n in range(1, len(paragraphs))
        if not tight(paragraphs[n - 1], paragraphs[n]) and mark(paragraphs[n - 1]) != SUBHEAD
    ]
    return min(able, key=lambda n: abs(n - near)) if able else None


def _mid_cut(paragraph: str, near: int, rng: random.Random, options: Options) -> int | None:
    """Return where to cut ``paragraph`` in mid-sentence: behind a comma, or anywhere between two characters."""
    if mark(paragraph):
        return None
    anywhere = rng.random() < options.cut_anywhere
    character = "[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]" if options.language == "ja" else "[\u4e00-\u9fff]"
    pattern = f"(?<={character})(?={character})" if anywhere else f"(?<=[，、；])(?={character})"
    places = [m.start() for m in re.finditer(pattern, paragraph) if 10 <= m.start() <= len(paragraph) - 10]
    return min(places, key=lambda place: abs(place - near)) if places else None
