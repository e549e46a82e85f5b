"""Set the parts of an English or German page and arrange the blocks: from a plan to the text of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.composer import latin_furniture, latin_headlines
from tests.composer.latin_bylines import credit_line
from tests.composer.latin_columns import Measure, plain, set_body, wrap_words
from tests.composer.latin_jumps import false_jump
from tests.composer.latin_noise import broken_hyphens, dirty
from tests.composer.latin_planning import shows_opening
from tests.composer.wrapping import spread

if TYPE_CHECKING:
    import random

    from tests.composer.latin_house import House
    from tests.composer.model import PagePlan, Part, PlannedStory
    from tests.composer.options import Options

Block = list[str]
_CREDITS = {
    "en": ("Photo by {n}", "Staff photo/{n}", "{n} / The {s}", "({n} photo)", "Photo: {n}", "{s} Photo by {n}", "—{n}"),
    "de": ("Foto: {n}", "(Foto: {n})", "Foto: dpa", "Bild: {n}", "Aufnahme: {n}", "(Foto: dpa)", "FOTO: {n}"),
}
_NAME = re.compile(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]+\b")


@dataclass(slots=True, kw_only=True)
class _Arrangement:
    #: runs of blocks that stay together
    groups: list[list[Block]] = field(default_factory=list)
    gathered: list[Block] = field(default_factory=list)
    far: list[Block] = field(default_factory=list)
    #: letters to the editor, which stand together
    letters: list[Block] = field(default_factory=list)


class LatinSetter:
    """Sets the pages of one issue; what a part loses or gains in print goes into its paragraphs."""

    def __init__(self, house: House, rng: random.Random, options: Options) -> None:
        self.house = house
        self.rng = rng
        self.options = options
        self.style = options.latin

    def text(self, page: PagePlan, announced: list[tuple[str, str]]) -> str:
        """Return the text of ``page``; ``announced``: (headline, label) of stories on later pages."""
        arrangement = _Arrangement()
        loose = self._loose_blocks(page, announced)
        for story, part in self.rng.sample(page.parts, len(page.parts)):
            self._arrange(story, part, page, arrangement, loose)
        for lines in page.orphans:
            self._put_headline(latin_headlines.printed(lines, self.house, self.rng, self.options), arrangement)
        if page.briefs:
            arrangement.groups.append([self._briefs(page)])
        arrangement.groups += [[block] for block in loose]
        if arrangement.letters:
            arrangement.groups.append(self._letters(arrangement.letters, page))
        self.rng.shuffle(arrangement.groups)
        return self._with_furniture(page, self._joined(arrangement))

    # --- stories

    def _arrange(
        self, story: PlannedStory, part: Part, page: PagePlan, arrangement: _Arrangement, loose: list[Block]
    ) -> None:
        head = latin_headlines.printed(part.headline, self.house, self.rng, self.options)
        over: Block = []
        inserts = self._inserts(story, part, page, loose)
        body = self._body(story, part, page, over, inserts, may_lead=bool(part.headline))
        group = body
        if head:
            place = self._place_of_headline() if shows_opening(story, part) else "before"
            if over or place == "before":
                group = [over + head, *body] if over else [head, *body]
            elif place == "after":
                group = [*body, head]
            elif place == "far":
                arrangement.far.append(head)
            else:
                arrangement.gathered.append(head)
        pictures = story.article.caption and self.house.date.year >= 1910
        if pictures and part is story.parts[0] and self.rng.random() < self.options.captions:
            group.insert(self.rng.choice((0, len(group))), self._caption(story, page))
        group += inserts
        if story.article.genre == "letter":
            arrangement.letters += group
        else:
            arrangement.groups.append(group)

    def _letters(self, letters: list[Block], page: PagePlan) -> list[Block]:
        if self.rng.random() >= self.style.banners:
            return letters
        label = self.rng.choice(latin_furniture.LETTER_LABELS[self.house.language])
        page.furniture.append(label)
        return [[label], *letters]

    def _inserts(self, story: PlannedStory, part: Part, page: PagePlan, loose: list[Block]) -> list[Block]:
        """Return the blocks that stand at column breaks of the body, or after it where it has none."""
        out: list[Block] = []
        if self.rng.random() < self.style.pull_quotes and (quote := self._pull_quote(part)):
            page.furniture += quote
            out.append(quote)
        if loose and self.rng.random() < self.style.interrupted:
            out.append(loose.pop())
        return out

    def _pull_quote(self, part: Part) -> Block:
        able = [
            (sentence, paragraph)
            for paragraph in part.paragraphs
            for sentence in re.findall(r"(?<=\w{3}[.] )[A-ZÄÖÜ][^.“”\"«»„]{40,110}[.]", plain(paragraph))
        ]
        if not able:
            return []
        sentence, _ = self.rng.choice(able)
        lines = wrap_words(sentence, Measure(language=self.house.language, width=24, hyphenation=0.0), self.rng)
        curly = "“”" if self.house.language == "en" else "„“"
        mark = {"curly": curly, "straight": '""', "guillemets": "»«"}[self.house.quotes]
        return [mark[0] + lines[0], *lines[1:-1], lines[-1] + mark[1]] if len(lines) > 1 else []

    def _place_of_headline(self) -> str:
        o = self.options
        weights = (o.headline_before, o.headline_after, o.headline_far, o.headline_gathered)
        return self.rng.choices(("before", "after", "far", "gathered"), weights)[0]

    def _put_headline(self, head: Block, arrangement: _Arrangement) -> None:
        if self.options.headline_gathered and self.rng.random() < 0.4:
            arrangement.gathered.append(head)
        else:
            arrangement.far.append(head)

    def _measure(self) -> Measure:
        house, rng = self.house, self.rng
        width = rng.randint(13, 45) if rng.random() < self.style.odd_widths else house.width
        runaround = (0, 0, 0)
        if rng.random() < self.options.runaround and width >= 24:
            start = rng.randint(2, 10)
            runaround = (start, start + rng.randint(4, 9), width - rng.randint(12, width - 8))
        return Measure(
            language=house.language,
            width=width,
            columns=rng.randint(*self.options.columns),
            indent=house.indent if house.paragraphs.startswith("indent") else "",
            blank_between=house.paragraphs in ("blank", "indent and blank"),
            hyphenation=self.style.hyphenation,
            hyphen=house.hyphen,
            old_spelling=house.old_spelling,
            justified=house.justified,
            bad_spaces=0.0 if house.historic else self.style.bad_spaces,
            stray_soft_hyphens=0.0 if house.historic else self.style.stray_soft_hyphens,
            runaround=runaround,
        )

    def _body(
        self, story: PlannedStory, part: Part, page: PagePlan, over: Block, inserts: list[Block], *, may_lead: bool
    ) -> list[Block]:
        """Set the body of ``part``; a jump line that stands above the headline goes to ``over``."""
        measure = self._measure()
        opening: Block = []
        texts = list(part.paragraphs)
        if part.jump_from:
            lines = self._fitted(part.jump_from, measure)
            if part.jump_from[0] in "([" and self.rng.random() < self.options.glued_jumps * 0.5:
                texts[0] = f"{part.jump_from} {texts[0]}"
            elif may_lead and self.rng.random() < 0.25:
                over += lines
            else:
                opening += [*lines, *([""] if self.rng.random() < 0.3 else [])]
        if part is story.parts[0] and story.article.genre == "news" and self.rng.random() < self.style.credit_lines:
            line = credit_line(self.house, self.rng)
            page.furniture.append(line)
            opening.append(line)
        opening += [line for printed in part.top for line in self._fitted(printed, measure)]
        if part.top and self.rng.random() < 0.4:
            opening.append("")
        cap = ""
        if part is story.parts[0] and not part.jump_from:
            cap = self._open(story, part, texts)
        texts[0] = part.lead + texts[0]
        if part.tail and not part.tail_on_own_line:
            texts[-1] += " " + part.tail.strip()
        if self.house.letterspaced:
            texts = [self._letterspaced(text) for text in texts]
        columns = set_body(texts, measure, self.rng, starts_mid=part.starts_mid, drop_cap=cap)
        columns[0] = opening + columns[0]
        self._close(columns[-1], part, story, measure, page)
        if self.house.noise == 2:
            columns = [self._dirty(column, measure) for column in columns]
        return self._with_breaks(columns, inserts)

    def _fitted(self, line: str, measure: Measure) -> Block:
        """Return a jump line or by-line as it stands in its column."""
        if len(line) <= measure.width or self.rng.random() >= self.style.broken_jump_lines:
            return [line]
        return latin_headlines.broken(line, measure.width)

    def _open(self, story: PlannedStory, part: Part, texts: list[str]) -> str:
        """Set the first words in capitals, the first letter apart; return the letter that stands alone."""
        style, text = self.style, texts[0]
        if not text[:2].isalpha() or plain(text) != text:
            return ""
        if not story.article.place and self.rng.random() < style.caps_opening:
            words = text.split(" ")
            count = min(len(words), self.rng.randint(1, 5))
            text = " ".join([*(word.upper() for word in words[:count]), *words[count:]])
        cap = ""
        if not part.lead and self.rng.random() < style.drop_caps:
            if self.rng.random() < 0.3:
                text = text[1:]
                part.paragraphs = (text, *part.paragraphs[1:])
            else:
                cap = text[0]
                part.paragraphs = (text, *part.paragraphs[1:])
                text = text[1:]
        else:
            part.paragraphs = (text, *part.paragraphs[1:])
        texts[0] = text
        return cap

    def _letterspaced(self, text: str) -> str:
        def spaced(match: re.Match[str]) -> str:
            if self.rng.random() >= 0.3:
                return match.group()
            return " ".join(spread(word) for word in match.group().split(" "))

        return _NAME.sub(spaced, text)

    def _close(self, lines: Block, part: Part, story: PlannedStory, measure: Measure, page: PagePlan) -> None:
        after = story.parts[story.parts.index(part) + 1 :]
        cut_word = part.ends_mid_word
        if cut_word:
            lines[-1] += measure.hyphen
        if part.tail and part.tail_on_own_line:
            lines += ["", part.tail] if self.rng.random() < 0.3 else [part.tail]
        if part.jump_to:
            room = measure.width - len(lines[-1]) - len(part.jump_to)
            glue = part.jump_to[0] in "([►▶»" and not cut_word and self.rng.random() < self.options.glued_jumps
            if glue and room > 0:
                lines[-1] += " " + part.jump_to
            else:
                jump = self._fitted(part.jump_to, measure)
                lines += ["", *jump] if self.rng.random() < 0.5 else jump
        elif not after and self.rng.random() < self.style.false_jumps:
            hint = false_jump(self.house, self.rng)
            page.furniture.append(hint)
            lines += ["", hint] if self.rng.random() < 0.5 else [hint]

    def _dirty(self, lines: Block, measure: Measure) -> Block:
        lines = broken_hyphens(lines, measure.hyphen, self.style.broken_hyphens, self.rng)
        return dirty(lines, self.style.dirty_lines, self.rng)

    def _with_breaks(self, columns: list[Block], inserts: list[Block]) -> list[Block]:
        """Join columns; a blank line, nothing, or a foreign block stands at each break."""
        blocks = [columns[0]]
        for column in columns[1:]:
            if inserts and self.rng.random() < 0.7:
                blocks += [inserts.pop(), column]
            elif self.rng.random() < 0.7:
                blocks[-1] = [*blocks[-1], "", *column]
            else:
                blocks[-1] = blocks[-1] + column
        return blocks

    def _caption(self, story: PlannedStory, page: PagePlan) -> Block:
        names = story.article.reporters or (self.house.short,)
        credit = self.rng.choice(_CREDITS[self.house.language]).format(n=self.rng.choice(names), s=self.house.short)
        own_line = self.rng.random() < 0.5
        caption = str(story.article.caption)
        page.captions.append(f"{caption} {credit}")
        measure = replace(self._measure(), width=self.rng.randint(24, 70))
        text = [caption] if own_line else [f"{caption} {credit}"]
        lines = [line for paragraph in text for line in wrap_words(paragraph, measure, self.rng)]
        first = bool(own_line and self.rng.random() < 0.4)
        return ([credit] if own_line and first else []) + lines + ([credit] if own_line and not first else [])

    def _briefs(self, page: PagePlan) -> Block:
        language, rng = self.house.language, self.rng
        measure = replace(self._measure(), columns=1, runaround=(0, 0, 0))
        headed = bool(page.briefs[0].parts[0].headline)
        bullet = "" if headed else rng.choice(("• ", "■ ", "— ", "* ", "◆ ", "✦ ", "● "))
        label = rng.choice(latin_furniture.BRIEF_LABELS[language])
        page.furniture.append(label)
        rule = rng.choice(("", "", "———", "* * *", "-----"))
        lines: Block = [label, ""]
        for story in page.briefs:
            part = story.parts[0]
            lines += part.headline
            lines += wrap_words(bullet + part.paragraphs[0], measure, rng)
            if rule and headed:
                lines.append(rule)
            if not bullet or rng.random() < 0.4:
                lines.append("")
        while not lines[-1] or lines[-1] == rule:
            lines.pop()
        return lines

    # --- the page

    def _loose_blocks(self, page: PagePlan, announced: list[tuple[str, str]]) -> list[Block]:
        blocks = latin_furniture.boxes(self.house, self.rng, self.options)
        if announced and self.rng.random() < self.options.teasers:
            chosen = self.rng.sample(announced, min(3, len(announced)))
            blocks.append(latin_furniture.teaser(self.house, chosen, self.rng))
        if page.index and self.rng.random() < self.style.banners:
            blocks.append([latin_furniture.banner(self.house, page.section, self.rng)])
        if self.rng.random() < self.style.false_jumps:
            blocks.append([false_jump(self.house, self.rng)])
        page.furniture += [line for block in blocks for line in block]
        return blocks

    def _joined(self, arrangement: _Arrangement) -> list[Block]:
        groups = arrangement.groups
        for head in arrangement.far:
            groups.insert(self.rng.randint(0, len(groups)), [head])
        if arrangement.gathered:
            self.rng.shuffle(arrangement.gathered)
            groups.insert(self.rng.choice((0, len(groups), self.rng.randint(0, len(groups)))), arrangement.gathered)
        return [block for group in groups for block in group]

    def _with_furniture(self, page: PagePlan, blocks: list[Block]) -> str:
        top: Block = []
        foot: Block = []
        if self.rng.random() < self.options.furniture or page.index == 0:
            if page.index == 0:
                top = latin_furniture.masthead(self.house, self.rng)
            else:
                top = latin_furniture.page_head(self.house, page.label, page.section, self.rng)
        if self.rng.random() < self.options.furniture * 0.6:
            foot = latin_furniture.page_foot(self.house, self.rng)
        page.furniture += top + foot
        blocks = [block for block in [top, *blocks, foot] if block]
        if top and self.rng.random() < 0.15:
            blocks.append(blocks.pop(0))
        out: Block = []
        for number, block in enumerate(blocks):
            tight = number and self.rng.random() < self.options.tight_blocks
            if number and not tight:
                out += [""] if self.rng.random() < 0.8 else ["", ""]
            if number and self.house.historic and self.rng.random() < self.style.rules:
                out += [self.rng.choice(latin_headlines.RULES), ""]
            out += block
        return "\n".join(out) + "\n"
