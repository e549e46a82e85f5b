"""Persons in Chinese text: how likely the characters of a name are, and what stands around it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator

from newsml_export.enrich.chinese_text import ChineseText, is_han, zh_words
from newsml_export.enrich.gazetteer import chinese_gazetteer
from newsml_export.enrich.mentions import Named, Taken, bounded
from newsml_export.enrich.tables import scores, words
from newsml_export.model.subjects import SubjectType

_TABLE = "names-zh.txt"
#: where a character is not in the table of given names
_UNLIKELY = -3.5
#: how rare names are among the words that could begin one
_PRIOR = -7.0
#: of two characters are far fewer names, and far more words
_SHORT = -1.2
#: names in a list stand between these; at the ends of the text there is nothing
_SPACE = frozenset((" ", "\u3000", "\n"))
#: before a name as often as before other words, or oftener
_BESIDE_NAMES = frozenset("的和与、，。”由对：叫是在“（向 \n") | {""}
_THRESHOLD = 0.8
_LONGEST_POST = 12
_QUOTED = re.compile(
    r"[^。！？；\n]{0,40}?(?:说|表示|介绍|认为|指出|坦言|透露|解释|回忆|强调|建议|提醒|呼吁|告诉|回应|要求|宣布|证实|写道|讲|谈到|提到|承诺|讲述|叮嘱|勉励|感叹"
    r"|感慨|直言|补充|笑道|答道|称|警告|批评|谴责|承认|否认|念叨|希望)|[:：]\s*[“「]"
)
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・‧][\u4e00-\u9fffA-Z]{1,8})+")
_TRANSCRIBED = frozenset(
    "阿埃艾爱安昂奥澳巴拜班邦包鲍保贝本比彼毕宾波博伯勃布查察茨达大代戴黛丹当道德登邓迪蒂丁东杜敦多俄厄恩尔耳法凡范方菲费芬丰冯弗夫福富盖甘冈高戈哥格根贡古圭瓜果哈海汉汗杭豪赫黑"
    "亨洪胡华怀霍基吉济加贾简姜杰捷金津京居卡开凯坎康考柯科可克肯孔库夸昆拉莱赖兰朗劳勒雷蕾黎里理丽利莉立连廉良林琳留龙隆卢鲁伦罗洛马玛迈麦曼芒毛梅门蒙米密缅明摩莫墨默姆木穆"
    "纳娜乃奈南瑙内妮尼涅宁牛纽农努诺欧帕派潘庞佩彭蓬皮平珀普奇齐恰钱乔切钦琴琼丘屈让热日荣茹儒瑞若撒萨塞赛桑瑟森沙莎山尚绍舍申圣施什士史舒朔斯丝思斯松苏孙索所塔泰坦汤唐陶特滕提"
    "蒂天廷通透图土托陀瓦万汪旺威韦维卫魏温文翁沃乌武西希锡夏显香肖歇谢辛欣兴休雪逊雅亚延扬杨尧耶叶伊依以因英尤约泽曾扎詹章珍芝治朱佐佳娃婕薇安妲婉缇弥弗娅丝蕾韵埃什翰玻埔列烈聂珀宰卓孜祖迦嘉伽梭孟勉契邬兹茨赫柏凯曲瞿钟昌顺丁宋通占盖隋"
)
_HONORIFIC_NAME = re.compile(r"某某?|女士|先生|大妈|大爷|奶奶|爷爷|阿姨|大叔|大姐|大哥|师傅|老汉|婆婆|老伯|小姐|太太")


def find_people(text: ChineseText, taken: Taken) -> list[Named]:
    """Return the persons that ``text`` names outside of what is ``taken``, in the order of their first mention.

    A name counts once for all its mentions; a foreign surname that stands alone later is the same person. What
    stands before a name (区委书记) goes to its posts, and who speaks is marked as quoted.
    """
    finder = _Finder(text, taken)
    finder.find_foreign()
    finder.find_chinese()
    finder.find_surnames_only()
    return finder.found()


class _Finder:
    def __init__(self, text: ChineseText, taken: Taken) -> None:
        self._text = text
        self._taken = taken
        self._named: dict[str, Named] = {}
        #: where the name before ends, for lists of names
        self._last_end = -1
        self._starts: list[int] = []
        self._surnames, self._compounds = scores(_TABLE, "surnames"), words(_TABLE, "compound surnames")
        self._openings = self._surnames.keys() | {compound[0] for compound in self._compounds}
        self._given = tuple(scores(_TABLE, part) for part in ("first of two", "second of two", "only one"))

    def found(self) -> list[Named]:
        people = sorted(self._named.values(), key=lambda named: min(named.spans))
        self._starts = sorted(start for named in people for start, _ in named.spans)
        for named in people:
            named.spans.sort()
            for start, end in named.spans:
                self._add_posts(named, start, end)
                named.quoted = named.quoted or self._speaks(start, end)
        return people

    def find_foreign(self) -> None:
        simple = self._text.simple
        for match in _FOREIGN.finditer(simple):
            start, end = _transcribed(simple, *match.span())
            if end - start > 3 and self._taken.free(start, end):
                self._add(start, end, 0.95)
        for named in list(self._named.values()):
            surname = re.split("[·•・‧]", named.name)[-1]
            if len(surname) > 1:
                self._add_alone(named, surname)

    def _add_alone(self, named: Named, surname: str) -> None:
        printed = self._text.printed
        at = printed.find(surname)
        while at >= 0:
            end = at + len(surname)
            if self._taken.free(at, end) and (at in self._text.edges or end in self._text.edges):
                self._taken.take(at, end)
                named.spans.append((at, end))
                named.forms.add(surname)
            at = printed.find(surname, end)

    def find_chinese(self) -> None:
        text = self._text
        behind = 0
        surnames, compounds = self._surnames, self._compounds
        simple = text.simple
        openings = self._openings
        for start, word in zip(text.starts, text.words, strict=True):
            if start < behind or word[0] not in openings:
                continue
            if word[0] not in surnames and simple[start : start + 2] not in compounds:
                continue
            best = max(self._candidates(start), default=None)
            if best is not None and best[0] > _THRESHOLD:
                score, end = best
                if self._taken.free(start, end):
                    self._add(start, end, 1 / (1 + math.exp(-0.5 * score - 0.4)))
                    behind = self._last_end = end
        self.find_titled()
        self._find_again()

    def _candidates(self, start: int) -> Iterator[tuple[float, int]]:
        text, simple = self._text, self._text.simple
        surname = self._surnames.get(simple[start], -2.0)
        first, second, only = self._given
        spaced = simple[start + 1 : start + 2] in (" ", "\u3000")
        length = 2 if simple[start : start + 2] in self._compounds else 1
        given = start + length + spaced
        if length == 2:
            surname = 4.0
        one, two = simple[given : given + 1], simple[given + 1 : given + 2]
        if is_han(one + two) and len(one + two) == 2 and not spaced:
            likely = surname + first.get(one, _UNLIKELY) + second.get(two, _UNLIKELY)
            if (likely > 0 and given + 2 in text.edges) or likely > 5:
                yield likely + _PRIOR + self._around(start, given + 2), given + 2
        if is_han(one) and one:
            likely = surname + only.get(one, _UNLIKELY) + (2.0 if spaced else _SHORT)
            if likely > 0 and given + 1 in text.edges:
                yield likely + _PRIOR + self._around(start, given + 1), given + 1

    def _around(self, start: int, end: int) -> float:
        """Return how much likelier a name becomes by its words and by what stands before and after it."""
        simple = self._text.simple
        score = self._words_of(start, end)
        before = self._word_before(start)
        if before in zh_words("posts"):
            score += 4.5
        elif before[-1:] and before[-1] in "员长师家手人者工" and len(before) > 1 and is_han(before):
            score += 2.5
        elif before in _BESIDE_NAMES:
            score += 0.8
        after = simple[end : end + 3]
        if any(after[:length] in zh_words("after") or after[:length] in zh_words("say") for length in (3, 2, 1)):
            score += 3.0
        elif any(simple[end : end + length] in zh_words("posts") for length in (2, 3, 4)):
            score += 2.5
        elif after[:1] in ("、", "，", "。", "（", "：", "的", "等", "）", "\n", "”", ""):
            score += 1.0
        if simple.count(simple[start:end]) > 1:
            score += 1.5
        if simple[end : end + 1] in _SPACE and simple[start - 1 : start] in _SPACE:
            score += 3.0
        if self._last_end >= 0 and start - self._last_end == 1 and simple[start - 1] in "、 \u3000\n":
            score += 3.0
        return score + self._against(start, end, before in zh_words("posts"))

    def _against(self, start: int, end: int, titled: bool) -> float:
        """Return what speaks against a name: it is a place, goes on as one, or has caught a word beside it."""
        text, simple = self._text, self._text.simple
        name, last = simple[start:end], simple[end - 1]
        score = 0.0
        if chinese_gazetteer().named(name) or (
            not titled and last in "街路巷站苑港岛村镇县市省寺庙湖河局院厅署处校厂社"
        ):
            score -= 4.0
        index = bisect_left(text.starts, end)
        after = text.words[index] if index < len(text.words) and text.starts[index] == end else ""
        if after in zh_words("place-suffixes") or (after[:1] in "街路湖河桥镇岛" and after):
            score -= 5.0
        if last in "以至之与和及并也又还则均都将被把由于自从的了是在对向为得着过" and (end - 1) in text.edges:
            score -= 3.0
        if len(after) == 1 and scores(_TABLE, "second of two").get(after, -9.0) > 0.0 and len(name) == 2:
            score -= 2.5 if after not in zh_words("org-stops") and after not in zh_words("after") else 0.0
        return score

    def _words_of(self, start: int, end: int) -> float:
        text = self._text
        index = bisect_left(text.starts, start)
        if end not in text.edges:
            return -2.0
        last = bisect_left(text.starts, end)
        inside = text.words[index:last]
        if len(inside) == 1:
            if not text.knows(inside[0]):
                return 1.0
            return 1.0 if text.kind(inside[0])[:2] == "nr" else -4.5
        score = 0.0
        for word in inside:
            if len(word) > 1:
                score += 0.5 if not text.knows(word) or text.kind(word)[:2] in ("nr", "nz") else -1.5
            elif word in zh_words("org-stops"):
                score -= 0.7
        return score

    def _word_before(self, start: int) -> str:
        index = bisect_left(self._text.starts, start)
        while index > 0:
            word = self._text.words[index - 1]
            if word.strip():
                return word
            index -= 1
            if "\n" in word:
                return "\n"
        return ""

    def find_titled(self) -> None:
        """Find names whose characters say nothing, between a post and a verb of saying: 会长普西说."""
        text = self._text
        posts = zh_words("posts")
        for index, word in enumerate(text.words):
            if word not in posts:
                continue
            start = text.starts[index] + len(word)
            for last in range(index + 1, min(index + 4, len(text.words))):
                end = text.starts[last] + len(text.words[last])
                if end - start > 4 or not is_han(text.words[last]):
                    break
                if end - start > 1 and self._is_said(end) and self._unknown(index + 1, last + 1):
                    if self._taken.free(start, end):
                        self._add(start, end, 0.72)
                    break

    def _is_said(self, end: int) -> bool:
        after = self._text.simple[end : end + 2]
        return after in zh_words("say") or after[:1] in ("说", "称")

    def _unknown(self, first: int, last: int) -> bool:
        """Whether none of the words is one that a sentence would have there."""
        for word in self._text.words[first:last]:
            if word in zh_words("posts") or word in zh_words("org-stops") or word in zh_words("say"):
                return False
            if len(word) > 1 and self._text.knows(word) and self._text.kind(word)[:2] not in ("nr", "ns", "nz"):
                return False
        return True

    def _find_again(self) -> None:
        """Find mentions of names that were found, wherever else they stand."""
        printed = self._text.printed
        for named in self._named.values():
            for form in list(named.forms):
                at = printed.find(form)
                while at >= 0:
                    if self._taken.free(at, at + len(form)):
                        self._taken.take(at, at + len(form))
                        named.spans.append((at, at + len(form)))
                    at = printed.find(form, at + len(form))

    def find_surnames_only(self) -> None:
        """Find 陈女士, 安奶奶 and 李某, where no full name stands for them."""
        surnames = scores(_TABLE, "surnames")
        simple = self._text.simple
        for match in _HONORIFIC_NAME.finditer(simple):
            start, end = match.start() - 1, match.end()
            if start < 0 or simple[start] not in surnames or not self._taken.free(start, end):
                continue
            if start not in self._text.edges:
                continue
            full = next((one for one in self._named.values() if one.name[0] == self._text.printed[start]), None)
            if full is None or match.group().startswith("某"):
                self._add(start, end, 0.75)
            else:
                full.spans.append((start, end))
                self._taken.take(start, end)

    def _add(self, start: int, end: int, confidence: float) -> None:
        form = self._text.printed[start:end]
        name = re.sub(r"\s", "", form) if len(form) < 5 else form
        named = self._named.get(name)
        if named is None:
            named = self._named[name] = Named(name=name, type=SubjectType.PERSON, confidence=bounded(confidence))
        else:
            named.confidence = bounded(max(named.confidence, confidence) + 0.02)
        named.spans.append((start, end))
        named.forms |= {name, form}
        self._taken.take(start, end)

    def _add_posts(self, named: Named, start: int, end: int) -> None:
        simple = self._text.simple
        for length in (4, 3, 2):
            after = simple[end : end + length]
            if after in zh_words("posts") and len(after) == length and end + length in self._text.edges:
                self._add_post(named, end, end + length)
                break
        while start > 0 and simple[start - 1] in " \u3000":
            start -= 1
        while (post := self._post_before(start)) is not None:
            self._add_post(named, post, start)
            start = post
            if simple[start - 1 : start] not in ("、", "兼"):
                return
            start -= 1

    def _add_post(self, named: Named, start: int, end: int) -> None:
        post = self._text.printed[start:end]
        if post not in named.posts:
            named.posts.append(post)

    def _post_before(self, end: int) -> int | None:
        """Return where the post begins that ends at the offset ``end``."""
        text = self._text
        index = text.word_ending(end)
        if index is None or not self._is_post(index):
            return None
        start = text.starts[index]
        while index > 0:
            word, before = text.words[index - 1], text.starts[index - 1]
            if not is_han(word) or end - before > _LONGEST_POST or not self._taken.free(before, start):
                break
            fitting = word not in zh_words("org-stops") and text.kind(word)[:1] in ("n", "b", "v", "x", "j", "a", "m")
            if not fitting and word not in ("副", "总", "原"):
                break
            if text.kind(word) == "v" and word not in zh_words("posts"):
                break
            index, start = index - 1, before
        return start

    def _is_post(self, index: int) -> bool:
        word = self._text.words[index]
        if word in zh_words("posts") or any(word[-length:] in zh_words("posts") for length in (2, 3, 4)):
            return True
        return len(word) > 1 and word[-1] in "员长师家手人者工" and self._text.kind(word)[:1] in ("n", "x")

    def _speaks(self, start: int, end: int) -> bool:
        """Whether the text gives the words of who is named here."""
        simple = self._text.simple
        match = _QUOTED.match(simple, end)
        if match is not None:
            following = bisect_left(self._starts, end)
            if following == len(self._starts) or self._starts[following] >= match.end():
                return True
        # After a closing quotation mark who is named has said it.
        post = self._post_before(start)
        begin = start if post is None else post
        paragraph = simple.rfind("\n", 0, begin) + 1
        opens = simple[paragraph : paragraph + 1] in ("“", "「") and paragraph < begin
        return opens and simple[begin - 1] in "”」" and simple.count(simple[begin - 1], paragraph, begin) == 1


def _transcribed(simple: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span around a dot to the characters that foreign names are written with."""
    dots = [at for at in range(start, end) if simple[at] in "·•・‧"]
    first = dots[0]
    while first > start and simple[first - 1] in _TRANSCRIBED:
        first -= 1
    for length in (3, 2):
        # 理 of 总理 is a character of foreign names as well.
        if any(simple[first + inside - length : first + inside] in zh_words("posts") for inside in (1, 2)):
            first += next(i for i in (1, 2) if simple[first + i - length : first + i] in zh_words("posts"))
            break
    first = min(first, dots[0] - 1)
    last = dots[-1] + 1
    while last < end and (simple[last] in _TRANSCRIBED or "A" <= simple[last] <= "Z"):
        last += 1
    return first, last
