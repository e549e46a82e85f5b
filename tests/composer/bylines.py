"""By-lines and leads of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.composer.model import Article, SetByline

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.composer.options import Options

USUAL = ("lead", "lead", "lead", "lead_both", "agency", "line")
RARE = (
    "square",
    "line",
    "photo_line",
    "end",
    "end",
    "bare_lead",
    "dateline",
    "lead_correspondent",
    "intern",
    "chief",
    "shared_photos",
    "colon",
    "paper_lead",
    "posted",
    "unbracketed",
    "bracket_alone",
    "half_width",
)
#: what people write who are no reporters: their name alone stands under the headline
SIGNED = ("opinion", "letter", "literature", "travel")


def set_byline(article: Article, publication: str, day: str, rng: random.Random, options: Options) -> SetByline:
    """Choose a form that fits ``article`` and set it.

    Args:
        article: whose names are used.
        publication: name of the newspaper, for its desks.
        day: day of the dateline, such as 3月7日.
        rng: source of chance.
        options: whether rare forms and spaced names may be used.
    """
    if article.desk:
        name = rng.choice(("本报", publication)) + article.desk
        mark = rng.choice(("", "", "□ ", "■")) if options.rare_bylines else ""
        return SetByline(top=(mark + name,), names=(name,))
    if article.agency:
        return _taken_over(_Names(article, publication, day, rng, options), article.agency)
    if not article.reporters and not article.correspondents:
        return SetByline()
    if article.genre in SIGNED and options.rare_bylines and rng.random() < 0.6:
        return _bare_name(_Names(article, publication, day, rng, options))
    form = rng.choice(USUAL + RARE if options.rare_bylines else USUAL)
    if not article.reporters:
        form = "lead_correspondent"
    return _SET[form](_Names(article, publication, day, rng, options))


class _Names:
    """The names of an article as one form of by-line prints them."""

    def __init__(self, article: Article, publication: str, day: str, rng: random.Random, options: Options) -> None:
        self.publication = publication
        self.rng = rng
        self.place = article.place or rng.choice(("云泽", "临湾", "北京", "省城"))
        self.day = day
        self.letter = article.genre == "letter"
        self.reporters = article.reporters
        self.correspondents = article.correspondents
        self.spaced = rng.random() < options.spaced_names
        self.gap = rng.choice((" ", " ", ""))
        self.inner = "\u3000" if options.rare_bylines and rng.random() < 0.15 else " "
        # A name of two characters is as wide as one of three; a wider space stands between persons.
        self.between = ("、", "、", "  ", "\u3000") if options.rare_bylines and self.inner == " " else ("、",)

    def joined(self, names: Sequence[str]) -> str:
        """Return ``names`` as printed: two-character ones spaced, several with 、 or a space between them."""
        shown = [f"{n[0]}{self.inner}{n[1]}" if self.spaced and len(n) == 2 else n for n in names]
        if any(self.inner in name for name in shown):
            return self.rng.choice(self.between).join(shown)
        return ("、" if self.rng.random() < 0.4 else " ").join(shown)

    def roles(self, *, prefix: str = "") -> tuple[str, tuple[str, ...]]:
        """Return “记者 X 通讯员 Y” and the names in it."""
        text = f"{prefix}记者 {self.joined(self.reporters)}"
        names = self.reporters
        if self.correspondents and self.rng.random() < 0.6:
            text += f" 通讯员 {self.joined(self.correspondents)}"
            names = (*names, *self.correspondents)
        return text, names


def _lead(names: _Names) -> SetByline:
    lead = f"本报讯{names.gap}（记者 {names.joined(names.reporters)}）"
    return SetByline(lead=lead, names=names.reporters, source="本报讯")


def _lead_both(names: _Names) -> SetByline:
    text, people = names.roles()
    return SetByline(lead=f"本报讯{names.gap}（{text}）", names=people, source="本报讯")


def _lead_correspondent(names: _Names) -> SetByline:
    people = names.correspondents or names.reporters
    return SetByline(lead=f"本报讯{names.gap}（通讯员 {names.joined(people)}）", names=people, source="本报讯")


def _intern(names: _Names) -> SetByline:
    if not names.correspondents:
        return _lead(names)
    people = (*names.reporters, *names.correspondents)
    both = f"记者 {names.joined(names.reporters)} 实习生 {names.joined(names.correspondents)}"
    return SetByline(lead=f"本报讯{names.gap}（{both}）", names=people, source="本报讯")


def _agency(names: _Names) -> SetByline:
    people = "、".join(names.reporters)
    lead = f"新华社{names.place}{names.day}电{names.gap}（记者{names.rng.choice(('', ' '))}{people}）"
    return SetByline(lead=lead, names=names.reporters, source="新华社")


def _dateline(names: _Names) -> SetByline:
    text, people = names.roles()
    return SetByline(lead=f"本报{names.place}{names.day}电{names.gap}（{text}）", names=people, source="本报")


def _line(names: _Names) -> SetByline:
    text, people = names.roles(prefix="本报")
    return SetByline(top=(text,), names=people)


def _photo_line(names: _Names) -> SetByline:
    who = f"本报记者 {names.joined(names.reporters)}"
    forms = (f"{who} 文/图", f"{who}文/图", f"文/图 {who}", f"{who}/文 图", f"{who} 摄影报道")
    return SetByline(top=(names.rng.choice(forms),), names=names.reporters)


def _square(names: _Names) -> SetByline:
    text, people = names.roles(prefix=names.rng.choice(("本报", "")))
    return SetByline(top=(names.rng.choice(("□ ", "□", "■ ", "◎")) + text,), names=people)


def _chief(names: _Names) -> SetByline:
    role = names.rng.choice(("本报首席记者", "本报特派记者", "本报见习记者"))
    return SetByline(top=(f"{role} {names.joined(names.reporters)}",), names=names.reporters)


def _end(names: _Names) -> SetByline:
    text, people = names.roles(prefix=names.rng.choice(("", "本报")))
    lead = names.rng.choice(("", "本报讯 "))
    own = names.rng.random() < 0.3
    return SetByline(
        lead=lead, tail=f"（{text}）", tail_on_own_line=own, names=people, source="本报讯" if lead else None
    )


def _bare_lead(names: _Names) -> SetByline:
    return SetByline(lead="本报讯" + names.rng.choice((" ", "\u3000")), source="本报讯")


def _paper_lead(names: _Names) -> SetByline:
    """The paper calls itself by its name instead of 本报."""
    paper = names.rng.choice((names.publication, names.publication[-2:], f"本报{names.place}"))
    text, people = names.roles()
    return SetByline(lead=f"{paper}讯{names.gap}（{text}）", names=people, source=f"{paper}讯")


def _posted(names: _Names) -> SetByline:
    """A reporter who is posted somewhere else, a guest, a pair of roles in one bracket."""
    who = names.joined(names.reporters)
    roles = (f"本报驻{names.place}记者 {who}", f"特约记者 {who}", f"全媒体记者 {who}", f"融媒体记者 {who} 文/图")
    return SetByline(top=(names.rng.choice(roles),), names=names.reporters)


def _unbracketed(names: _Names) -> SetByline:
    who = "、".join(names.reporters)
    end = names.rng.choice(("报道：", "报道 ", "报道\u3000"))
    return SetByline(lead=f"本报讯 记者{who}{end}", names=names.reporters, source="本报讯")


def _bracket_alone(names: _Names) -> SetByline:
    text, people = names.roles(prefix=names.rng.choice(("", "本报")))
    return SetByline(lead=f"（{text}）", names=people)


def _half_width(names: _Names) -> SetByline:
    text, people = names.roles()
    return SetByline(lead=f"本报讯{names.gap}({text})", names=people, source="本报讯")


def _shared_photos(names: _Names) -> SetByline:
    """One wrote, another took the pictures."""
    everybody = (*names.reporters, *names.correspondents)
    if len(everybody) < 2:
        return _photo_line(names)
    writer, photographer = names.joined(everybody[:1]), names.joined(everybody[1:2])
    forms = (
        f"本报记者 {writer} 文 本报记者 {photographer} 图",
        f"文/{writer} 图/{photographer}",
        f"本报记者 {writer}/文 {photographer}/图",
        f"记者 {writer} 摄影 {photographer}",
    )
    return SetByline(top=(names.rng.choice(forms),), names=everybody[:2])


def _colon(names: _Names) -> SetByline:
    forms = ("记者：{}", "文/{}", "采写：{}", "撰文 {}", "本报记者：{}")
    return SetByline(top=(names.rng.choice(forms).format(names.joined(names.reporters)),), names=names.reporters)


def _bare_name(names: _Names) -> SetByline:
    marks = ("读者 ", "一读者 ", "柳荫街居民 ", "") if names.letter else ("", "", "□ ", "◎", "○ ", "作者：")
    mark = names.rng.choice(marks)
    if names.rng.random() < 0.25:
        own = names.rng.random() < 0.6
        return SetByline(tail=f"（{names.joined(names.reporters)}）", tail_on_own_line=own, names=names.reporters)
    return SetByline(top=(mark + names.joined(names.reporters),), names=names.reporters)


def _taken_over(names: _Names, agency: str) -> SetByline:
    """Text of an agency, or put together from other media."""
    rng = names.rng
    if agency == "综合":
        source = "本报综合"
        lead = "本报综合消息" + rng.choice((" ", "\u3000"))
        kind = rng.randrange(3)
        return SetByline(
            top=(source,) if kind == 0 else (),
            tail=f"（{source}）" if kind == 1 else "",
            lead=lead if kind == 2 else "",
            source=source,
        )
    lead = f"{agency}{names.place}{names.day}电{names.gap}"
    if names.reporters:
        who = "、".join(names.reporters)
        lead = rng.choice(("", "", "据")) + f"{lead}（记者{rng.choice(('', ' '))}{who}）"
        return SetByline(lead=lead, names=names.reporters, source=agency)
    forms = (
        SetByline(lead=lead.rstrip() + " ", source=agency),
        SetByline(lead=f"据{lead.rstrip()} ", source=agency),
        SetByline(tail=f"（据{agency}）", source=agency),
        SetByline(tail=f"（据{agency}电）", tail_on_own_line=rng.random() < 0.4, source=agency),
        SetByline(top=(f"据{agency}",), source=agency),
    )
    return rng.choice(forms)


def brief_tail(names: Sequence[str], rng: random.Random) -> str:
    """Return the by-line that closes a tiny story."""
    return rng.choice(("（{}）", "（记者 {}）")).format(" ".join(names))


_SET = {
    "shared_photos": _shared_photos,
    "colon": _colon,
    "paper_lead": _paper_lead,
    "unbracketed": _unbracketed,
    "bracket_alone": _bracket_alone,
    "half_width": _half_width,
    "posted": _posted,
    "lead": _lead,
    "lead_both": _lead_both,
    "lead_correspondent": _lead_correspondent,
    "intern": _intern,
    "agency": _agency,
    "dateline": _dateline,
    "line": _line,
    "photo_line": _photo_line,
    "square": _square,
    "chief": _chief,
    "end": _end,
    "bare_lead": _bare_lead,
}
