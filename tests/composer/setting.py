"""Set the parts of a page and arrange the blocks: from a plan to the text of a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.composer import headlines
from tests.composer.blocks import mark
from tests.composer.houses import house
from tests.composer.noise import noisy
from tests.composer.planning import opens
from tests.composer.wrapping import BodyStyle, half_widths, set_body, wrap

if TYPE_CHECKING:
    import random

    from tests.composer.furniture import IssueFacts
    from tests.composer.model import PagePlan, Part, PlannedStory
    from tests.composer.options import Options

Block = list[str]


@dataclass(slots=True, kw_only=True)
class _Arrangement:
    #: runs of blocks that stay together
    groups: list[list[Block]] = field(default_factory=list)
    gathered: list[Block] = field(default_factory=list)
    far: list[Block] = field(default_factory=list)


class PageSetter:
    """Sets the pages of one issue."""

    def __init__(self, facts: IssueFacts, rng: random.Random, options: Options) -> None:
        self.facts = facts
        self.rng = rng
        self.options = options
        self.indented = rng.random() < options.indented + options.indented_and_blank
        self.blank_between = not self.indented or rng.random() < options.indented_and_blank
        if self._chance(options.unmarked):
            self.indented = self.blank_between = False
        self.widths: list[int] = []
        #: widths that the stories of the page have; empty: any
        self.grid: tuple[int, ...] = ()
        self.house = house(options.language)
        self.subhead_space = rng.choice(("", "", "\u3000\u3000", "    "))

    def text(self, page: PagePlan, announced: list[tuple[str, str]]) -> str:
        """Return the text of ``page``; ``announced``: (headline, label) of stories on later pages."""
        arrangement = _Arrangement()
        self.widths = []
        self.grid = ()
        if self._chance(self.options.grid):
            one = self.rng.randint(self.options.widths[0], min(18, self.options.widths[1]))
            both = min(2 * one + 1, self.options.widths[1] + 4)
            self.grid = self.rng.choice(((one,), (one, one, both)))
        for story, part in self.rng.sample(page.parts, len(page.parts)):
            self._arrange(story, part, page, arrangement)
        for lines in page.orphans:
            self._put_headline(headlines.printed(lines, self.rng, self.options), arrangement)
        if page.briefs:
            arrangement.groups.append([self._briefs(page)])
        arrangement.groups += [[self._digest(*digest)] for digest in page.digests]
        for block in self._boxes(page, announced):
            arrangement.groups.append([block])
            page.furniture += [line for line in block if line]
        self.rng.shuffle(arrangement.groups)
        blocks = self._joined(arrangement)
        return self._with_furniture(page, blocks)

    # --- stories

    def _arrange(self, story: PlannedStory, part: Part, page: PagePlan, arrangement: _Arrangement) -> None:
        head = headlines.printed(part.headline, self.rng, self.options)
        over: Block = []
        body = self._body(part, over, may_lead=bool(part.headline))
        group = [body]
        place = "before"
        if head:
            place = self._place_of_headline() if opens(part) else "before"
            may_split = opens(part) and not over and self._chance(self.options.headline_inside)
            if may_split and self._inserted(head, body, page):
                place = "inside"
            if place in ("after", "far", "gathered") and not over and self._chance(self.options.byline_apart):
                head += detach(body, part.top)
            if over or place == "before":
                group = [over + head, body] if over else [head, body]
            elif place == "after":
                group = [body, head]
            elif place == "inside":
                group = [body]
            elif place == "far":
                arrangement.far.append(head)
            else:
                arrangement.gathered.append(head)
        if story.article.caption and part is story.parts[0] and self.rng.random() < self.options.captions:
            self._put_caption(story, page, [] if place == "inside" else body, group)
        if self._chance(self.options.related_hints):
            hint = self.house.not_a_jump(page.label, self.rng)
            body.append(hint)
            page.furniture.append(hint)
        arrangement.groups.append(group)

    def _put_caption(self, story: PlannedStory, page: PagePlan, body: Block, group: list[Block]) -> None:
        at = self.rng.choice((0, len(group)))
        caption = self._caption(story, page)
        if self._chance(self.options.caption_inside) and self._inserted(caption, body, page):
            return
        group.insert(at, caption)

    def _inserted(self, block: Block, body: Block, page: PagePlan) -> bool:
        after = insert(body, block, self.rng)
        if after is not None:
            page.inside.append((after, "".join(block)))
        return after is not None

    def _chance(self, share: float) -> bool:
        """Whether a trap is set that ``share`` says how often to set; asks chance only where it may be."""
        return bool(share) and self.rng.random() < share

    def _place_of_headline(self) -> str:
        o = self.options
        weights = (o.headline_before, o.headline_after, o.headline_far, o.headline_gathered)
        return self.rng.choices(("before", "after", "far", "gathered"), weights)[0]

    def _put_headline(self, head: Block, arrangement: _Arrangement) -> None:
        if self.options.headline_gathered and self.rng.random() < 0.4:
            arrangement.gathered.append(head)
        else:
            arrangement.far.append(head)

    def _style(self) -> BodyStyle:
        o = self.options
        low, high = o.widths
        # Neighbours of the same width could not be told apart where no headline stands between them.
        free = [w for w in range(low, high + 1) if w not in self.widths[-3:]] or list(range(low, high + 1))
        width = self.rng.choice(self.grid or free)
        self.widths.append(width)
        runaround = self.rng.random() < o.runaround and width >= 10
        inside = runaround and self.rng.random() < 0.6
        return BodyStyle(
            width=width,
            columns=self.rng.randint(*o.columns),
            indented=self.indented,
            blank_between=self.blank_between,
            runaround=self.rng.randint(5, width - 3) if runaround else 0,
            runaround_after=self.rng.randint(1, 3),
            runaround_lines=self.rng.randint(2, 7) if inside else 0,
            runaround_paragraph=self.rng.randint(0, 5) if inside else -1,
            indent=self.house.indent,
            awkward_breaks=o.awkward_breaks,
            subhead_space=self.subhead_space,
            spaced_digits=o.spaced_digits if self.rng.random() < 0.7 else 0.0,
        )

    def _body(self, part: Part, over: Block, *, may_lead: bool) -> Block:
        """Set the body of ``part``; a jump line that stands above the headline goes to ``over``."""
        style = self._style()
        texts = list(part.paragraphs)
        glued_from = False
        lines: Block = []
        if part.jump_from:
            glued_from = (
                self.rng.random() < self.options.glued_jumps
                and not mark(texts[0])
                and part.jump_from[0] in "（(【［〔"
                and half_widths(part.jump_from) <= 2 * style.width - 4
            )
            if glued_from:
                texts[0] = part.jump_from + self.rng.choice(("", " ", "")) + texts[0]
            elif may_lead and self.rng.random() < 0.2:
                over.extend(part.jump_from.split("\n"))
            else:
                lines += [*part.jump_from.split("\n"), *([""] if self.rng.random() < 0.3 else [])]
        on_top = part.jump_to and self._chance(self.options.jump_on_top)
        if on_top and part.jump_to:
            lines.append(part.jump_to)
        if part.note:
            lines += [*set_body((part.note,), starts_mid=False, style=replace(style, columns=1), rng=self.rng), ""]
        lines += part.top
        if part.top and self.rng.random() < 0.5:
            lines.append("")
        texts[0] = part.lead + texts[0]
        tail_on_own_line = part.tail_on_own_line or bool(mark(texts[-1]))
        if part.tail and not tail_on_own_line:
            texts[-1] += part.tail
        lines += set_body(tuple(texts), starts_mid=part.starts_mid, style=style, rng=self.rng)
        if part.tail and tail_on_own_line:
            lines.append(part.tail)
        if part.jump_to and not on_top:
            self._close(lines, part.jump_to, style)
        return lines

    def _close(self, lines: Block, jump: str, style: BodyStyle) -> None:
        bracketed = jump[0] in "（(【▶［〔→►＝▽"
        room = 2 * style.width - half_widths(lines[-1]) - half_widths(jump)
        if bracketed and room >= 0 and self.rng.random() < max(0.5, self.options.glued_jumps):
            lines[-1] += " " * min(room, self.rng.randint(0, 2)) + jump
        elif not bracketed and room >= 1 and self._chance(self.options.glued_jumps * 0.3):
            lines[-1] += " " + jump
        elif bracketed and self.rng.random() < self.options.glued_jumps * 0.4:
            lines[-1] += jump
        else:
            lines += ["", jump] if self.rng.random() < 0.5 else [jump]

    def _caption(self, story: PlannedStory, page: PagePlan) -> Block:
        caption = self.house.caption(story.article, self.rng, self.options)
        width = self.rng.randint(14, 34)
        page.captions.append("".join(caption))
        return [line for text in caption for line in wrap(text, width)]

    def _digest(self, headline: str, opening: str, hint: str) -> Block:
        lines = wrap(opening, self.rng.randint(12, 20), indent=self.rng.choice((0, 2)))
        room = self.rng.random() < 0.5
        return [headline, *lines[:-1], lines[-1] + hint] if room else [headline, *lines, hint]

    def _briefs(self, page: PagePlan) -> Block:
        width = self.rng.randint(12, 20)
        headed = bool(page.briefs[0].parts[0].headline)
        bullet = self.rng.choice("●■▲◆▶◎★") if not headed or self.rng.random() < 0.2 else ""
        label = self.rng.choice(self.house.brief_labels)
        if self._chance(self.options.column_names):
            label = self.rng.choice(("{}", "【{}】", "■{}", "{}·{}")).format(label, page.section)
        page.furniture.append(label)
        lines: Block = [label, ""]
        for story in page.briefs:
            part = story.parts[0]
            lines += [bullet + part.headline[0]] if headed else []
            text = ("" if headed else bullet) + part.paragraphs[0] + part.tail
            lines += wrap(text, width, indent=0 if bullet and not headed else self.house.indent)
            if not bullet or headed or self.rng.random() < 0.4:
                lines.append("")
        return lines[:-1] if not lines[-1] else lines

    # --- the page

    def _boxes(self, page: PagePlan, announced: list[tuple[str, str]]) -> list[Block]:
        blocks = self.house.boxes(self.rng, self.options)
        if announced and self.rng.random() < self.options.teasers:
            blocks.append(self.house.teaser(self.rng.sample(announced, min(3, len(announced))), self.rng))
        if self.rng.random() < self.options.teasers * 0.5:
            blocks.append([self.house.not_a_jump(page.label, self.rng)])
        return [[noisy(line, self.rng, self.options) for line in block] for block in blocks]

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
                top = self.house.masthead(self.facts, self.rng)
            else:
                top = self.house.page_head(self.facts, page.label, page.section, self.rng)
        if self.rng.random() < self.options.furniture:
            foot = self.house.page_foot(self.rng)
        top, foot = ([noisy(line, self.rng, self.options) for line in lines] for lines in (top, foot))
        page.furniture += top + foot
        blocks = [block for block in [top, *blocks, foot] if block]
        if top and self.rng.random() < 0.15:
            blocks.append(blocks.pop(0))
        out: Block = []
        for number, block in enumerate(blocks):
            tight = number and self.rng.random() < self.options.tight_blocks
            if number and not tight:
                out.append("")
            out += [" " + block[0], *block[1:]] if tight else block
        return self._traced("\n".join(out) + "\n")

    def _traced(self, text: str) -> str:
        """Return ``text`` with what an extractor leaves behind."""
        if not self._chance(self.options.extractor_traces):
            return text
        kind = self.rng.choice(("form feed", "end", "no-break"))
        if kind == "form feed":
            return text + "\f"
        if kind == "no-break":
            return text.replace(" ", "\u00a0")
        return "".join(line + " " * self.rng.choice((0, 0, 1, 2)) + "\n" for line in text.split("\n")[:-1])


def detach(body: Block, top: tuple[str, ...]) -> Block:
    """Take the by-line ``top`` and the blank line behind it out of ``body``; return it, nothing where it has none."""
    lines = list(top)
    starts = [n for n in range(len(body)) if lines and body[n : n + len(lines)] == lines]
    if not starts:
        return []
    end = starts[0] + len(lines)
    del body[starts[0] : end + (end < len(body) and not body[end])]
    return lines


def insert(body: Block, block: Block, rng: random.Random) -> str | None:
    """Put ``block`` between two columns of ``body``, where a paragraph goes on.

    Returns:
        The line that it follows; ``None``: there is no such place.
    """
    able = [
        n
        for n, line in enumerate(body)
        if not line
        and 2 <= n <= len(body) - 3
        and half_widths(body[n - 1]) > 16
        and body[n - 1][-1] not in "。！？”」：；"
    ]
    if not able:
        return None
    at = rng.choice(able)
    body[at:at] = ["", *block]
    return body[at - 1]
